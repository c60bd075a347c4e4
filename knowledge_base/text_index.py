"""The full-text side of the index: one derived SQLite file (FTS5), rebuilt whole and replaced in one step.

It holds every chunk with its language, finds chunks by words, and keeps every topic's runs of characters.
Never a source of truth: a missing, old or broken file is simply built again.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from itertools import accumulate
from pathlib import Path

import numpy as np

from domain.clinic import Lang
from knowledge_base.chunks import Chunk
from knowledge_base.grams import Grams, Rarity, grams, words
from knowledge_base.topics import LANGUAGES

FILE_NAME = "search.sqlite"
_ASKED_WORDS = 8
"""So many of a question's words, the rarest, are looked up: the common ones fetch everything and say nothing."""
_READ_AT_MOST = 2000
"""So many chunks a lookup may rank; words that would add more are left out."""
_SCHEMA = """
CREATE TABLE built (fingerprint TEXT NOT NULL);
CREATE TABLE chunk (id TEXT PRIMARY KEY, topic TEXT NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE topic_grams (lang TEXT, topic TEXT, grams BLOB NOT NULL, PRIMARY KEY (lang, topic)) WITHOUT ROWID;
CREATE TABLE rarity (lang TEXT PRIMARY KEY, topics INTEGER NOT NULL, counts BLOB NOT NULL);
"""
_FTS = """
CREATE VIRTUAL TABLE text_{lang} USING fts5(id UNINDEXED, text, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE word_{lang} USING fts5vocab(text_{lang}, row);
"""


class TextIndex:
    """An open index file. `close` it when another has taken its place; readers may be in any thread."""

    def __init__(self, connection: sqlite3.Connection, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._connection = connection
        self._lock = threading.Lock()
        self.rarity: dict[Lang, Rarity] = {}
        for lang in LANGUAGES:
            row = connection.execute("SELECT topics, counts FROM rarity WHERE lang = ?", (lang,)).fetchone()
            self.rarity[lang] = Rarity(row[0], np.frombuffer(row[1], dtype=np.int32))

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def find(self, question: str, lang: Lang, limit: int) -> list[str]:
        """The ids of chunks of this language that share the question's rarest words, best first."""
        with self._lock:
            asked = self._rarest(words(question), lang)
            if not asked:
                return []
            query = " OR ".join(f'"{word}"' for word in asked)
            rows = self._connection.execute(
                f"SELECT id FROM text_{lang} WHERE text_{lang} MATCH ? ORDER BY bm25(text_{lang}), id LIMIT ?",
                (query, limit),
            )
            return [row[0] for row in rows]

    def chunks(self, ids: Iterable[str]) -> dict[str, Chunk]:
        """The chunks of these ids that there are."""
        wanted = list(ids)
        query = f"SELECT id, topic, lang, text FROM chunk WHERE id IN ({','.join('?' * len(wanted))})"
        with self._lock:
            rows = self._connection.execute(query, wanted)
            return {row[0]: Chunk(*row) for row in rows}

    def topic_grams(self, topic_ids: Iterable[str], lang: Lang) -> dict[str, Grams]:
        """What the topics say in this language, as buckets; without those that say nothing in it."""
        wanted = list(topic_ids)
        query = f"SELECT topic, grams FROM topic_grams WHERE lang = ? AND topic IN ({','.join('?' * len(wanted))})"
        with self._lock:
            rows = self._connection.execute(query, (lang, *wanted))
            return {row[0]: np.frombuffer(row[1], dtype=np.int32) for row in rows}

    def _rarest(self, asked: Sequence[str], lang: Lang) -> list[str]:
        known = []
        for word in dict.fromkeys(asked):
            row = self._connection.execute(f"SELECT doc FROM word_{lang} WHERE term = ?", (word,)).fetchone()
            if row:
                known.append((row[0], word))
        rarest = sorted(known)[:_ASKED_WORDS]
        reads = accumulate(count for count, _ in rarest)
        return [word for (_, word), read in zip(rarest, reads, strict=True) if read <= _READ_AT_MOST]


def build_text_index(folder: Path, chunks: Sequence[Chunk], fingerprint: str) -> TextIndex:
    """Write a new file beside the old one, then put it in its place."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{FILE_NAME}.new"
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(_SCHEMA + "".join(_FTS.format(lang=lang) for lang in LANGUAGES))
        rows = ((c.id, c.topic_id, c.lang, c.text) for c in chunks)
        connection.executemany("INSERT INTO chunk VALUES (?, ?, ?, ?)", rows)
        for lang in LANGUAGES:
            _write_language(connection, lang, [chunk for chunk in chunks if chunk.lang == lang])
        connection.execute("INSERT INTO built VALUES (?)", (fingerprint,))
        connection.commit()
    os.replace(fresh, folder / FILE_NAME)
    opened = open_text_index(folder)
    assert opened is not None, "the file was written a moment ago"
    return opened


def _write_language(connection: sqlite3.Connection, lang: Lang, chunks: Sequence[Chunk]) -> None:
    connection.executemany(f"INSERT INTO text_{lang} VALUES (?, ?)", ((c.id, c.text) for c in chunks))
    texts: dict[str, list[str]] = {}
    for chunk in chunks:
        texts.setdefault(chunk.topic_id, []).append(chunk.text)
    said = {topic_id: grams(*own) for topic_id, own in texts.items()}
    rows = ((lang, topic_id, own.tobytes()) for topic_id, own in said.items())
    connection.executemany("INSERT INTO topic_grams VALUES (?, ?, ?)", rows)
    rarity = Rarity.of(said.values())
    connection.execute("INSERT INTO rarity VALUES (?, ?, ?)", (lang, rarity.topics, rarity.counts.tobytes()))


def open_text_index(folder: Path) -> TextIndex | None:
    """What is there; None when nothing usable is."""
    path = folder / FILE_NAME
    if not path.is_file():
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    with suppress(sqlite3.Error, TypeError):
        row = connection.execute("SELECT fingerprint FROM built").fetchone()
        return TextIndex(connection, row[0])
    connection.close()
    return None
