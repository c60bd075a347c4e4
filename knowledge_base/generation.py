"""One generation of the index: the approved topics of one moment, searchable by meaning and by letters together.

`open_generation` takes what is on disk when it is of these very topics, else builds it. Blocking: run in a thread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from domain.clinic import Lang
from knowledge_base.chroma_index import ChromaIndex, Vectors
from knowledge_base.chunks import Chunk, chunks_of, fingerprint
from knowledge_base.encoder import encode, sanitised
from knowledge_base.grams import Grams, grams
from knowledge_base.text_index import TextIndex, build_text_index, open_text_index
from knowledge_base.topics import LANGUAGES, Topic

CANDIDATES = 20
LETTERS_WEIGHT = 0.6
"""Measured (reference/nlu.md §1): raw scores summed; ranks of two lists must not be fused across languages."""
_ASKED_SENTENCE = re.compile(r"[^.!?;:\n]{8,}\?")
_MAX_FORMS = 4


@dataclass(frozen=True, slots=True)
class VersionedTopic:
    topic: Topic
    version: int


class Generation:
    """What may be said at one moment, and how it is found."""

    def __init__(self, topics: Mapping[str, VersionedTopic], text: TextIndex, chroma: ChromaIndex) -> None:
        self.topics = topics
        self.name = text.fingerprint
        self._text = text
        self._chroma = chroma

    def search(self, question: str, lang: Lang) -> list[tuple[VersionedTopic, float]]:
        """Topics by how well any of their texts fits the question, best first."""
        forms = forms_of(question)
        if not forms or not self.topics:
            return []
        asked, letters = encode(forms), [grams(form) for form in forms]
        scores: dict[str, float] = {}
        for chunk, vector in self._candidates(forms, asked, lang):
            score = max(
                float(asked[i] @ vector) + LETTERS_WEIGHT * self._likeness(letters[i], chunk, lang)
                for i in range(len(forms))
            )
            scores[chunk.topic_id] = max(score, scores.get(chunk.topic_id, -1.0))
        best = sorted(scores.items(), key=lambda found: (-found[1], found[0]))
        return [(self.topics[topic_id], score) for topic_id, score in best]

    def _candidates(self, forms: list[str], asked: Vectors, lang: Lang) -> list[tuple[Chunk, Vectors]]:
        by_words = {chunk_id for form in forms for chunk_id in self._text.find(form, lang, CANDIDATES)}
        found: list[tuple[Chunk, Vectors]] = []
        for one in LANGUAGES:
            ids = self._chroma.nearest(self.name, one, asked, CANDIDATES) | (by_words if one == lang else set())
            vectors = self._chroma.vectors(self.name, one, sorted(ids))
            found += [(chunk, vectors[chunk.id]) for chunk in self._text.chunks(vectors).values()]
        return found

    def _likeness(self, asked: Grams, chunk: Chunk, lang: Lang) -> float:
        """Letters are compared inside one language only."""
        return self._text.gram_counts[lang].likeness(asked, grams(chunk.text)) if chunk.lang == lang else 0.0


def open_generation(topics: Mapping[str, VersionedTopic], folder: Path, chroma: ChromaIndex) -> Generation:
    """The index of these topics; what is missing or of other topics is built first."""
    chunks = [chunk for _, entry in sorted(topics.items()) for chunk in chunks_of(entry.topic)]
    name = fingerprint(chunks)
    counted = Counter(chunk.lang for chunk in chunks)
    if not chroma.complete(name, {lang: counted[lang] for lang in LANGUAGES}):
        chroma.build(name, chunks, _encoded(chunks))
    text = open_text_index(folder)
    if text is None or text.fingerprint != name:
        if text is not None:
            text.close()
        text = build_text_index(folder, chunks, name)
    return Generation(topics, text, chroma)


def forms_of(question: str) -> list[str]:
    """The question as it was put, and each asking sentence in it by itself, without what was said around it."""
    whole = sanitised(question)
    asking = [sentence.strip() for sentence in _ASKED_SENTENCE.findall(whole)]
    return list(dict.fromkeys(form for form in [whole, *asking] if form))[:_MAX_FORMS]


def _encoded(chunks: list[Chunk]) -> Vectors:
    """In parts, so that building never needs memory for all intermediate results at once."""
    step = 256
    parts = [encode([chunk.text for chunk in chunks[i : i + step]]) for i in range(0, len(chunks), step)]
    return np.concatenate(parts) if parts else encode([])
