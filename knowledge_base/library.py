"""The clinic's knowledge as everybody above sees it: import a folder, search, answer. Approved words only, verbatim.

The store's versions are the truth; the index is derived from them and replaced as a whole (a generation).
Search goes on in the old generation until the new one is complete.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from domain.clinic import Lang
from domain.errors import BackendError
from domain.ports import Clock
from knowledge_base.chroma_index import ChromaIndex, open_chroma
from knowledge_base.generation import Generation, VersionedTopic, open_generation
from knowledge_base.importing import ImportReport, read_folder, store_folder
from knowledge_base.topics import Topic
from store.engine import Store
from store.records import TopicVersion

TAU_HIGH = 0.73
"""From here on the best topic is said. Calibrated on questions no topic lists (tests/knowledge_base)."""
TAU_LOW = 0.6
"""Below this nothing the clinic wrote is near the question; between the two the best few are offered as choices."""
CHOICES = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic that fits, with its approved text in the asker's language or, if there is none, in the other."""

    topic: Topic
    version: int
    score: float
    answer: str
    lang_of_text: Lang

    @property
    def source(self) -> str:
        """Where the words come from: topic and version."""
        return f"{self.topic.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Answer:
    """`found`: say the first hit. `choices`: ask which of the hits is meant. `unknown`: the clinic wrote nothing."""

    kind: Literal["found", "choices", "unknown"]
    hits: tuple[Hit, ...] = ()


class KnowledgeBase:
    """Call `load` once before anything else; calls may then overlap freely."""

    def __init__(self, store: Store, folder: Path, url: str | None = None, *, clock: Clock) -> None:
        self._store = store
        self._folder = folder
        self._url = url
        self._clock = clock
        self._chroma: ChromaIndex | None = None
        self._current: Generation | None = None
        self._loaded: int | None = None
        self._changing = asyncio.Lock()

    @property
    def generation(self) -> int | None:
        """The generation answers come from; the store's may be ahead for a moment (then `load` again)."""
        return self._loaded

    async def load(self) -> None:
        """Open the index of what is approved now, building it where it is missing, damaged or of other words."""
        async with self._changing:
            await self._open_approved()

    async def import_folder(self, path: Path) -> ImportReport:
        """Take over a folder of topics, then answer from it. Raises ConfigurationError when there is no folder."""
        async with self._changing:
            found = await asyncio.to_thread(read_folder, path)
            report = await store_folder(self._store, found, self._clock.now())
            if report.anything_new:
                await self._publish()
            return report

    async def search(self, question: str, lang: Lang, limit: int = 3) -> list[Hit]:
        """The topics nearest to a question in either language, best first, however far they are."""
        current = self._ready()
        try:
            found = await asyncio.to_thread(current.search, question, lang)
        except BackendError:
            if self._ready() is current:
                raise
            found = await asyncio.to_thread(self._ready().search, question, lang)  # it was replaced under our hands
        return [_hit(entry, score, lang) for entry, score in found[:limit]]

    async def answer(self, question: str, lang: Lang) -> Answer:
        """What to say to a question: one text, a choice of a few, or honestly nothing."""
        hits = tuple(await self.search(question, lang, CHOICES))
        if not hits or hits[0].score < TAU_LOW:
            return Answer("unknown")
        if hits[0].score >= TAU_HIGH:
            return Answer("found", hits)
        return Answer("choices", tuple(hit for hit in hits if hit.score >= TAU_LOW))

    async def topic_hit(self, topic_id: str, lang: Lang) -> Hit | None:
        """A topic by its id, as when the patient picked it; None when it is not approved (any more)."""
        entry = self._ready().topics.get(topic_id)
        return _hit(entry, 1.0, lang) if entry else None

    async def ping(self) -> None:
        """Raises BackendError when questions cannot be answered at present."""
        self._ready()
        if self._chroma is not None:
            await asyncio.to_thread(self._chroma.ping)

    async def close(self) -> None:
        async with self._changing:
            if self._chroma is not None:
                await asyncio.to_thread(self._chroma.close)
            self._current, self._chroma, self._loaded = None, None, None

    async def _open_approved(self) -> None:
        async with self._store.read() as work:
            approved = await work.knowledge.approved()
            number = await work.knowledge.generation()
        topics = {version.topic_id: VersionedTopic(_topic(version), version.version) for version in approved}
        self._current = await asyncio.to_thread(self._open, topics)
        self._loaded = number

    async def _publish(self) -> None:
        """Build beside what is in use, swap, tell the others by the store's number, then remove the old."""
        await self._open_approved()
        async with self._store.write() as work:
            self._loaded = await work.knowledge.bump_generation()
        if self._chroma is not None:
            await asyncio.to_thread(self._chroma.drop_others, self._ready().name)

    def _ready(self) -> Generation:
        if self._current is None:
            raise BackendError("the knowledge is not loaded yet")
        return self._current

    def _open(self, topics: Mapping[str, VersionedTopic]) -> Generation:
        if self._chroma is None:
            self._chroma = open_chroma(self._folder, self._url)
        return open_generation(topics, self._folder, self._chroma)


def _topic(version: TopicVersion) -> Topic:
    try:
        return Topic.model_validate(version.texts)
    except ValidationError as error:
        where = f"topic {version.topic_id}, version {version.version}"
        raise BackendError(f"{where}, is stored in a form this release does not read", permanent=True) from error


def _hit(entry: VersionedTopic, score: float, lang: Lang) -> Hit:
    text, lang_of_text = entry.topic.text(lang)
    return Hit(entry.topic, entry.version, score, text, lang_of_text)
