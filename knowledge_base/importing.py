"""Files of the clinic's folder become approved versions in the store; only what changed is written.

A file that cannot be read keeps the version it had: a slip of the pen never takes an answer away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from domain.errors import ConfigurationError
from knowledge_base.topics import Topic, parse_topic
from store.engine import Store
from store.records import TopicVersion
from store.unit_of_work import UnitOfWork

AUTHOR = "import"


@dataclass(slots=True)
class ImportReport:
    """What an import did, by topic id; `unreadable` has the file and what to write in it."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    @property
    def anything_new(self) -> bool:
        return bool(self.added or self.changed or self.retired)


@dataclass(frozen=True, slots=True)
class FolderTopics:
    """What a folder holds: topics by their source, and the faults of the files that are none."""

    folder: str
    topics: Mapping[str, Topic]
    faults: Mapping[str, str]


def read_folder(path: Path) -> FolderTopics:
    """Parse every Markdown file of a folder. Raises ConfigurationError when there is no such folder."""
    if not path.is_dir():
        raise ConfigurationError(str(path), "there is no such folder; put the clinic's topics there, one .md file each")
    folder = path.resolve().name
    topics: dict[str, Topic] = {}
    faults: dict[str, str] = {}
    written_in: dict[str, str] = {}
    for file in sorted(path.glob("*.md")):
        source = f"{folder}/{file.name}"
        try:
            topic = parse_topic(file)
        except ConfigurationError as error:
            faults[source] = str(error)
            continue
        if topic.id in written_in:
            faults[source] = f"{file}: the id `{topic.id}` is that of {written_in[topic.id]}; give it another"
            continue
        written_in[topic.id] = file.name
        topics[source] = topic
    return FolderTopics(folder, topics, faults)


async def store_folder(store: Store, found: FolderTopics, now: datetime) -> ImportReport:
    """Write what is new or changed, retire what is gone, all in one transaction."""
    report = ImportReport(unreadable=sorted(found.faults.items()))
    async with store.write() as work:
        live = {version.topic_id: version for version in await work.knowledge.approved()}
        for source, topic in found.topics.items():
            await _store_topic(work, topic, source, live.get(topic.id), now, report)
        present = {topic.id for topic in found.topics.values()}
        for topic_id, version in sorted(live.items()):
            if topic_id not in present and _is_gone(version, found):
                await work.knowledge.retire(topic_id, now)
                report.retired.append(topic_id)
    return report


async def _store_topic(
    work: UnitOfWork, topic: Topic, source: str, live: TopicVersion | None, now: datetime, report: ImportReport
) -> None:
    content = topic.content_hash()
    if live is not None and (live.content_hash, live.source) == (content, source):
        report.unchanged.append(topic.id)
        return
    texts = topic.model_dump(mode="json")
    await work.knowledge.put_version(topic.id, texts, "approved", source, content, AUTHOR, now)
    (report.added if live is None else report.changed).append(topic.id)


def _is_gone(version: TopicVersion, found: FolderTopics) -> bool:
    """Only what came from this folder can be missing from it, and a file that has a fault is not missing."""
    return version.source.startswith(f"{found.folder}/") and version.source not in found.faults
