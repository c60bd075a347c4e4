"""A folder becomes approved versions: only what changed is written, and a slip of the pen takes no answer away."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import ConfigurationError
from knowledge_base.library import KnowledgeBase
from store.engine import Store
from tests.knowledge_base.topic_files import ALL, DOGS, FLOWERS, PARKING, folder_of


async def said(library: KnowledgeBase, topic_id: str) -> str | None:
    hit = await library.topic_hit(topic_id, "de")
    return hit.answer if hit else None


async def test_a_first_import_makes_every_topic_answerable(library: KnowledgeBase, tmp_path: Path) -> None:
    report = await library.import_folder(folder_of(tmp_path))
    assert report.added == ["dogs", "flowers", "parking"]
    assert not report.changed + report.unchanged + report.retired + report.unreadable
    answer = await library.answer("Wo kann ich parken?", "de")
    assert (answer.kind, answer.hits[0].answer) == ("found", "Hinter dem Haus sind drei Plätze.")
    assert answer.hits[0].source == "parking@1"


async def test_the_same_folder_again_writes_nothing(library: KnowledgeBase, store: Store, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path))
    number = library.generation
    report = await library.import_folder(tmp_path / "knowledge")
    assert report.unchanged == ["dogs", "flowers", "parking"]
    assert not report.anything_new
    assert library.generation == number
    async with store.read() as work:
        assert [version.version for version in await work.knowledge.approved()] == [1, 1, 1]


async def test_one_changed_file_is_one_new_version(library: KnowledgeBase, store: Store, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path))
    changed = ALL | {"dogs.md": DOGS.replace("draußen", "im Hof")}
    report = await library.import_folder(folder_of(tmp_path, changed))
    assert (report.changed, report.unchanged) == (["dogs"], ["flowers", "parking"])
    hit = await library.topic_hit("dogs", "de")
    assert hit is not None
    assert (hit.answer, hit.source) == ("Hunde warten bitte im Hof.", "dogs@2")
    async with store.read() as work:
        numbers = {version.topic_id: version.version for version in await work.knowledge.approved()}
        assert await work.knowledge.generation() == library.generation == 2
    assert numbers == {"dogs": 2, "flowers": 1, "parking": 1}


async def test_a_file_that_is_gone_is_retired(library: KnowledgeBase, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path))
    report = await library.import_folder(folder_of(tmp_path, {"parking.md": PARKING, "flowers.md": FLOWERS}))
    assert report.retired == ["dogs"]
    assert await said(library, "dogs") is None
    found = await library.search("Darf mein Hund mitkommen?", "de")
    assert "dogs" not in {hit.topic.id for hit in found}


async def test_a_faulty_file_is_reported_and_keeps_its_answer(library: KnowledgeBase, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path))
    broken = ALL | {"dogs.md": DOGS.replace("# de", "# deutsch"), "parking.md": PARKING.replace("drei", "vier")}
    report = await library.import_folder(folder_of(tmp_path, broken))
    assert [file for file, _ in report.unreadable] == ["knowledge/dogs.md"]
    assert "dogs.md:8" in report.unreadable[0][1]
    assert (report.changed, report.retired) == (["parking"], [])
    assert await said(library, "dogs") == "Hunde warten bitte draußen."
    assert await said(library, "parking") == "Hinter dem Haus sind vier Plätze."


async def test_a_renamed_file_that_then_breaks_keeps_its_answer_too(library: KnowledgeBase, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path, {"dogs.md": DOGS}))
    await library.import_folder(folder_of(tmp_path, {"pets.md": DOGS}))
    report = await library.import_folder(folder_of(tmp_path, {"pets.md": DOGS.replace("---", "--", 1)}))
    assert report.retired == []
    assert await said(library, "dogs") == "Hunde warten bitte draußen."


async def test_two_files_of_one_id_are_told_apart(library: KnowledgeBase, tmp_path: Path) -> None:
    report = await library.import_folder(folder_of(tmp_path, {"dogs.md": DOGS, "zoo.md": DOGS}))
    assert report.added == ["dogs"]
    assert [file for file, _ in report.unreadable] == ["knowledge/zoo.md"]
    assert "dogs.md" in report.unreadable[0][1]


async def test_another_folder_adds_and_takes_nothing_away(library: KnowledgeBase, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path))
    report = await library.import_folder(folder_of(tmp_path, {"more.md": DOGS.replace("dogs", "cats")}, "more"))
    assert (report.added, report.retired) == (["cats"], [])
    assert await said(library, "parking") is not None


async def test_no_folder_is_refused_and_nothing_changes(library: KnowledgeBase, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path))
    with pytest.raises(ConfigurationError, match="no such folder"):
        await library.import_folder(tmp_path / "nowhere")
    assert await said(library, "parking") is not None


async def test_a_wiped_store_forgets_and_a_new_import_brings_it_back(
    library: KnowledgeBase, store: Store, tmp_path: Path
) -> None:
    await library.import_folder(folder_of(tmp_path))
    await store.wipe()
    await library.load()
    assert (await library.answer("Wo kann ich parken?", "de")).kind == "unknown"
    await library.import_folder(tmp_path / "knowledge")
    assert (await library.answer("Wo kann ich parken?", "de")).kind == "found"
