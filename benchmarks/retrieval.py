"""Hybrid retrieval over 1,000 and over 50,000 chunks: the same questions, alternately. Building takes some minutes."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.measure import alternately, console, show
from domain.clinic import Bilingual, BilingualList
from knowledge_base.chroma_index import open_chroma
from knowledge_base.chunks import chunks_of
from knowledge_base.generation import Generation, VersionedTopic, open_generation
from knowledge_base.topics import Topic, Words

SIZES = (1_000, 50_000)
ROUNDS = 60
_THINGS = (
    "parking lift invoice vaccination referral opening ramp pharmacy prescription insurance wheelchair card".split()
)
_PLACES = "entrance reception basement ward garden corridor theatre laboratory kitchen archive".split()
_VERBS = "find use pay collect book change bring show return borrow".split()
_QUESTIONS = ("Where can I park?", "How do I pay the invoice?", "Is there a lift?", "Can I bring my card?")


def topics(chunks: int) -> dict[str, VersionedTopic]:
    """Made-up topics of a few chunks each, the same at every run."""
    chance = random.Random(7)
    made: dict[str, VersionedTopic] = {}
    count = 0
    while count < chunks:
        what, where, verb = chance.choice(_THINGS), chance.choice(_PLACES), chance.choice(_VERBS)
        number = len(made)
        topic = Topic(
            id=f"topic-{number}",
            title=Bilingual(de=f"{what} {number}", en=f"{what} {number}"),
            questions=BilingualList(en=(f"Where can I {verb} the {what} number {number} near the {where}?",)),
            body=Words(en=f"You can {verb} the {what} number {number} at the {where}, on floor {number % 9}."),
        )
        made[topic.id] = VersionedTopic(topic, 1)
        count += len(chunks_of(topic))
    return made


async def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        built = {size: await asyncio.to_thread(_build, Path(folder), size) for size in SIZES}
        questions = cycle(_QUESTIONS)
        actions: dict[str, Any] = {
            f"{size:,} chunks": lambda size=size: asyncio.to_thread(built[size].search, next(questions), "en")
            for size in SIZES
        }
        timings = await alternately(actions, ROUNDS)
    show("Hybrid search", timings, f"{SIZES[0]:,} chunks")


def _build(folder: Path, size: int) -> Generation:
    started = time.perf_counter()
    place = folder / str(size)
    place.mkdir()
    generation = open_generation(topics(size), place, open_chroma(place, None))
    console.print(f"{size:,} chunks indexed in {time.perf_counter() - started:.0f} s")
    return generation
