"""One generation of the index: the approved topics of one moment, searchable by meaning and by letters together.

`open_generation` takes what is on disk when it is of these very topics, else builds it. Blocking: run in a thread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.clinic import Lang
from knowledge_base.chroma_index import ChromaIndex, Vectors
from knowledge_base.chunks import Chunk, chunks_of, fingerprint
from knowledge_base.encoder import encode, sanitised
from knowledge_base.grams import grams
from knowledge_base.text_index import TextIndex, build_text_index, open_text_index
from knowledge_base.topics import LANGUAGES, Topic

CANDIDATES = 20
COVERAGE_WEIGHT = 0.3
"""What a topic gains when it has all the question's telling letters. This and the next are fitted to find each of the
demo clinic's own questions by its siblings, the question itself and sometimes its whole language being hidden."""
OTHER_LANGUAGE = 0.16
"""What a topic that is silent in the question's language gains: it has neither letters nor a like-worded question to
show, and would else lose to any topic that does. Raw scores are summed, never ranks (reference/nlu.md §1)."""
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
        asked = encode(forms)
        nearness: dict[str, NDArray[np.float32]] = {}
        for chunk, vector in self._candidates(forms, asked, lang):
            near = asked @ vector
            nearness[chunk.topic_id] = np.maximum(near, nearness.get(chunk.topic_id, near))
        bonus = self._bonuses(forms, nearness, lang)
        scores = {topic_id: float((near + bonus[topic_id]).max()) for topic_id, near in nearness.items()}
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

    def _bonuses(self, forms: list[str], topic_ids: Iterable[str], lang: Lang) -> dict[str, NDArray[np.float32]]:
        """What each topic gains for each form of the question beside its nearness in meaning."""
        letters = [grams(form) for form in forms]
        said = self._text.topic_grams(topic_ids, lang)
        rarity = self._text.rarity[lang]
        bonus: dict[str, NDArray[np.float32]] = {}
        for topic_id in topic_ids:
            own = said.get(topic_id, np.zeros(0, dtype=np.int32))
            covered = np.array([rarity.coverage(asked, own) for asked in letters], dtype=np.float32)
            silent = not self.topics[topic_id].topic.speaks(lang)
            bonus[topic_id] = COVERAGE_WEIGHT * covered + (OTHER_LANGUAGE if silent else 0.0)
        return bonus


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
