"""The index is derived: opened when it is of these very words, else built, and swapped while answers go on."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

from domain.errors import BackendError, ConfigurationError
from knowledge_base import generation
from knowledge_base.chroma_index import open_chroma
from knowledge_base.library import KnowledgeBase
from knowledge_base.text_index import FILE_NAME
from store.engine import Store
from tests.knowledge_base.conftest import DayByDay
from tests.knowledge_base.topic_files import ALL, DOGS, folder_of


def collections(index: Path) -> set[str]:
    """Read with Chroma's own client, beside ours."""
    client: Any = open_chroma(index, None)._client
    return {collection.name for collection in client.list_collections()}


def refuse(*_: object, **__: object) -> NoReturn:
    raise AssertionError("this was not to be called")


async def reopened(library: KnowledgeBase, store: Store, index: Path) -> KnowledgeBase:
    await library.close()
    again = KnowledgeBase(store, index, clock=DayByDay())
    await again.load()
    return again


async def test_a_restart_opens_what_is_there_and_builds_nothing(
    library: KnowledgeBase, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library.import_folder(folder_of(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(generation, "encode", refuse)
        patch.setattr(generation, "build_text_index", refuse)
        again = await reopened(library, store, tmp_path / "index")
    assert (await again.answer("Where can I park?", "en")).hits[0].topic.id == "parking"
    await again.ping()


@pytest.mark.parametrize("damage", ["missing", "garbage", "of other words", "no chroma"])
async def test_a_damaged_index_is_built_again(
    library: KnowledgeBase, store: Store, tmp_path: Path, damage: str
) -> None:
    await library.import_folder(folder_of(tmp_path))
    await library.close()
    file = tmp_path / "index" / FILE_NAME
    if damage == "missing":
        file.unlink()
    elif damage == "garbage":
        file.write_bytes(b"not a database" * 1000)
    elif damage == "of other words":
        other = KnowledgeBase(store, tmp_path / "index", clock=DayByDay())
        await other.load()
        async with store.write() as work:
            await work.knowledge.retire("dogs", DayByDay().now())
    else:
        client: Any = open_chroma(tmp_path / "index", None)._client
        for collection in client.list_collections():
            client.delete_collection(collection.name)
    again = await reopened(library, store, tmp_path / "index")
    expected = "unknown" if damage == "of other words" else "found"
    answer = await again.answer("Darf mein Hund mitkommen?", "de")
    assert answer.kind == expected
    assert (await again.answer("Wo kann ich parken?", "de")).kind == "found"


async def test_a_new_generation_takes_the_place_of_the_old(library: KnowledgeBase, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path))
    before = collections(tmp_path / "index")
    await library.import_folder(folder_of(tmp_path, ALL | {"dogs.md": DOGS.replace("Hund", "Vierbeiner")}))
    after = collections(tmp_path / "index")
    assert len(before) == len(after) == 2
    assert not before & after


async def test_questions_during_an_import_are_all_answered(library: KnowledgeBase, tmp_path: Path) -> None:
    await library.import_folder(folder_of(tmp_path))
    done = asyncio.Event()

    async def ask() -> list[str]:
        answers = []
        while not done.is_set():
            answers.append((await library.answer("Wo kann ich parken?", "de")).hits[0].answer)
        return answers

    asking = [asyncio.create_task(ask()) for _ in range(3)]
    for count in ("vier", "fünf", "sechs"):
        changed = {name: text.replace("drei", count) for name, text in ALL.items()}
        await library.import_folder(folder_of(tmp_path, changed))
    done.set()
    heard = {answer for answers in await asyncio.gather(*asking) for answer in answers}
    assert heard <= {f"Hinter dem Haus sind {n} Plätze." for n in ("drei", "vier", "fünf", "sechs")}
    assert (await library.search("Wo kann ich parken?", "de"))[0].answer == "Hinter dem Haus sind sechs Plätze."


async def test_before_loading_it_says_so(store: Store, tmp_path: Path) -> None:
    library = KnowledgeBase(store, tmp_path / "index", clock=DayByDay())
    with pytest.raises(BackendError, match="not loaded"):
        await library.answer("Wo kann ich parken?", "de")
    with pytest.raises(BackendError, match="not loaded"):
        await library.ping()


async def test_an_address_of_chroma_that_is_none_names_the_setting(store: Store, tmp_path: Path) -> None:
    library = KnowledgeBase(store, tmp_path / "index", "chroma:8000", clock=DayByDay())
    with pytest.raises(ConfigurationError, match="FADEN_CHROMA_URL"):
        await library.load()


async def test_nothing_reaches_for_the_network(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    library = KnowledgeBase(store, tmp_path / "index", clock=DayByDay())
    await library.load()
    await library.import_folder(folder_of(tmp_path))
    assert (await library.answer("Where can I park?", "en")).kind == "found"
    again = await reopened(library, store, tmp_path / "index")
    assert (await again.answer("Darf mein Hund mitkommen?", "de")).kind == "found"
