"""The trained understanding as plain arrays: `model.npz`, made by `python -m agent.embedded.train`.

Read with numpy alone (`allow_pickle=False`); scikit-learn is never needed to answer a patient.
`phrases_sha256` ties the file to the phrases it learned from, so that a stale model is found by a test.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from agent.embedded.features import Floats, Weights, char_grams, word_grams

PHRASES = Path(__file__).parent / "phrases"
MODEL_FILE = Path(__file__).parent / "model.npz"

INTENT_CHARS = (2, 5)
LANGUAGE_CHARS = (1, 4)
MEANING_WEIGHT = np.float32(1.5)  # the sentence vector counts this much beside the n-grams (nlu.md §2)


@dataclass(frozen=True)
class Model:
    """Everything `train.py` learned."""

    intents: tuple[str, ...]
    chars: Weights
    words: Weights
    intent_coefficients: Floats
    intent_bias: Floats
    language_chars: Weights
    language_coefficients: Floats
    language_bias: float
    common_words: frozenset[str]
    everyday_words: frozenset[str]
    phrases_sha256: str

    def intent_rows(self, texts: list[str], vectors: Floats) -> Floats:
        return intent_rows(self.chars, self.words, texts, vectors)


def intent_rows(chars: Weights, words: Weights, texts: list[str], vectors: Floats) -> Floats:
    """The features of the intent classifier, one row per text."""
    rows = [np.concatenate([chars.row(char_grams(text, *INTENT_CHARS)), words.row(word_grams(text))]) for text in texts]
    return np.hstack([np.stack(rows), MEANING_WEIGHT * vectors]).astype(np.float32)


def phrases_sha256() -> str:
    """One hash over all phrase files: names and contents."""
    digest = hashlib.sha256()
    for path in sorted(PHRASES.rglob("*.txt")):
        digest.update(path.relative_to(PHRASES).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def save(model: Model, path: Path = MODEL_FILE) -> None:
    words = {
        "intents": model.intents,
        "chars": model.chars.grams,
        "words": model.words.grams,
        "language_chars": model.language_chars.grams,
        "common_words": sorted(model.common_words),
        "everyday_words": sorted(model.everyday_words),
        "phrases_sha256": model.phrases_sha256,
    }
    arrays: dict[str, Any] = {
        "words_json": np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), dtype=np.uint8),
        "chars_idf": model.chars.idf.astype(np.float16),
        "words_idf": model.words.idf.astype(np.float16),
        "intent_coefficients": model.intent_coefficients.astype(np.float16),
        "intent_bias": model.intent_bias.astype(np.float32),
        "language_idf": model.language_chars.idf.astype(np.float16),
        "language_coefficients": model.language_coefficients.astype(np.float16),
        "language_bias": np.array([model.language_bias], dtype=np.float32),
    }
    np.savez_compressed(path, **arrays)


@cache
def load(path: Path = MODEL_FILE) -> Model:
    with np.load(path, allow_pickle=False) as stored:
        words = json.loads(stored["words_json"].tobytes())
        numbers = {name: stored[name].astype(np.float32) for name in stored.files if name != "words_json"}
    return Model(
        intents=tuple(words["intents"]),
        chars=Weights(words["chars"], numbers["chars_idf"]),
        words=Weights(words["words"], numbers["words_idf"]),
        intent_coefficients=numbers["intent_coefficients"],
        intent_bias=numbers["intent_bias"],
        language_chars=Weights(words["language_chars"], numbers["language_idf"]),
        language_coefficients=numbers["language_coefficients"],
        language_bias=float(numbers["language_bias"][0]),
        common_words=frozenset(words["common_words"]),
        everyday_words=frozenset(words["everyday_words"]),
        phrases_sha256=words["phrases_sha256"],
    )
