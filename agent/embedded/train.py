"""Learns `model.npz` from `phrases/`: `python -m agent.embedded.train` after any change to a phrase file.

The only place that knows scikit-learn (a development dependency); takes a few seconds, gives the same file
for the same phrases.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from agent.embedded import model as stored
from agent.embedded.features import Floats, Weights, char_grams, folded, word_grams
from knowledge_base.encoder import encode

_AFTER_TITLE = re.compile(r"\b(?:dr|doktor|doctor|prof|frau|herrn?|mr|mrs|ms)\b\.?\s+(?!dr|do[ck]t|prof)[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
EVERYDAY_INTENTS = 3


@dataclass(frozen=True)
class Phrase:
    text: str
    intent: str
    lang: str


def phrases() -> list[Phrase]:
    """Every line of every file: `phrases/<lang>/<intent>.txt`."""
    return [
        Phrase(line.strip(), path.stem, path.parent.name)
        for path in sorted(stored.PHRASES.rglob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def common_words(learned: list[Phrase]) -> frozenset[str]:
    """Words that are not somebody's name, because patients use them for other things."""
    found: set[str] = set()
    for phrase in learned:
        if phrase.intent != "give_name":
            found.update(_WORD.findall(_AFTER_TITLE.sub(" ", folded(phrase.text))))
    return frozenset(found)


def everyday_words(learned: list[Phrase]) -> frozenset[str]:
    """Words of several intents: they say nothing about what ails somebody."""
    users: dict[str, set[str]] = defaultdict(set)
    for phrase in learned:
        for word in _WORD.findall(folded(phrase.text)):
            users[word].add(phrase.intent)
    return frozenset(word for word, intents in users.items() if len(intents) >= EVERYDAY_INTENTS)


def trained(learned: list[Phrase]) -> stored.Model:
    texts = [phrase.text for phrase in learned]
    chars = Weights.fitted((char_grams(text, *stored.INTENT_CHARS) for text in texts), at_least=3)
    words = Weights.fitted((word_grams(text) for text in texts), at_least=2)
    rows = stored.intent_rows(chars, words, texts, encode(texts))
    intents, coefficients, bias = _fitted(rows, [phrase.intent for phrase in learned])

    language_chars = Weights.fitted((char_grams(text, *stored.LANGUAGE_CHARS) for text in texts), at_least=2)
    language_rows = np.stack([language_chars.row(char_grams(text, *stored.LANGUAGE_CHARS)) for text in texts])
    _, german, german_bias = _fitted(language_rows, ["z" if p.lang == "de" else "a" for p in learned])
    return stored.Model(
        intents=intents,
        chars=chars,
        words=words,
        intent_coefficients=coefficients,
        intent_bias=bias,
        language_chars=language_chars,
        language_coefficients=german[0],
        language_bias=float(german_bias[0]),
        common_words=common_words(learned),
        everyday_words=everyday_words(learned),
        phrases_sha256=stored.phrases_sha256(),
    )


def _fitted(rows: Floats, labels: list[str]) -> tuple[tuple[str, ...], Floats, Floats]:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression

    learner = LogisticRegression(C=10, max_iter=3000, class_weight="balanced")
    learner.fit(csr_matrix(rows), labels)
    names = tuple(str(name) for name in learner.classes_)
    return names, learner.coef_.astype(np.float32), learner.intercept_.astype(np.float32)


def main() -> None:
    learned = phrases()
    stored.save(trained(learned))
    size_kb = stored.MODEL_FILE.stat().st_size // 1024
    sys.stdout.write(f"{len(learned)} phrases -> {stored.MODEL_FILE.name}, {size_kb} kB\n")


if __name__ == "__main__":
    main()
