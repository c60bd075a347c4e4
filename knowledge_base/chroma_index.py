"""The vector side of the index: Chroma, one collection per language and generation, always with our own vectors.

Chroma is never given a text to embed: left to itself it would fetch a model from the network. Embedded, one process
may open a folder; several processes share a Chroma server by its URL. All calls block: run them in a thread.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from domain.clinic import Lang
from domain.errors import BackendError, ConfigurationError
from knowledge_base.chunks import Chunk
from knowledge_base.topics import LANGUAGES

_PREFIX = "topics"
_BATCH = 1000
Vectors = NDArray[np.float32]


class ChromaIndex:
    """The collections of one Chroma, by the fingerprint of what is in them."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._opened: dict[str, Any] = {}

    def complete(self, fingerprint: str, sizes: dict[Lang, int]) -> bool:
        """Whether every language of this generation is there, whole."""
        try:
            found = {lang: self._collection(fingerprint, lang).count() for lang in LANGUAGES}
        except BackendError:
            return False
        return found == sizes

    def build(self, fingerprint: str, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """A new generation, from nothing, whatever an interrupted attempt left."""
        for lang in LANGUAGES:
            name = _name(fingerprint, lang)
            with suppress(Exception):  # Chroma has several errors for "not there"
                self._client.delete_collection(name)
            collection = self._client.create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 100}}
            )
            self._opened[name] = collection
            rows = [i for i, chunk in enumerate(chunks) if chunk.lang == lang]
            for start in range(0, len(rows), _BATCH):
                part = rows[start : start + _BATCH]
                collection.add(ids=[chunks[i].id for i in part], embeddings=vectors[part])

    def drop_others(self, fingerprint: str) -> None:
        """Remove the generations before this one."""
        keep = {_name(fingerprint, lang) for lang in LANGUAGES}
        for collection in self._client.list_collections():
            name = getattr(collection, "name", collection)
            if name.startswith(f"{_PREFIX}-") and name not in keep:
                self._opened.pop(name, None)
                with suppress(Exception):  # another process may have removed it a moment ago
                    self._client.delete_collection(name)

    def nearest(self, fingerprint: str, lang: Lang, asked: Vectors, limit: int) -> set[str]:
        """The ids of the chunks nearest to any of the vectors."""
        collection = self._collection(fingerprint, lang)
        found = _translated(lambda: collection.query(query_embeddings=asked, n_results=limit, include=[]))
        return {chunk_id for ids in found["ids"] for chunk_id in ids}

    def vectors(self, fingerprint: str, lang: Lang, ids: Sequence[str]) -> dict[str, Vectors]:
        if not ids:
            return {}
        collection = self._collection(fingerprint, lang)
        found = _translated(lambda: collection.get(ids=list(ids), include=["embeddings"]))
        return dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))

    def ping(self) -> None:
        """Raises BackendError when Chroma does not answer."""
        _translated(self._client.heartbeat)

    def close(self) -> None:
        with suppress(Exception):
            self._client.close()

    def _collection(self, fingerprint: str, lang: Lang) -> Any:
        name = _name(fingerprint, lang)
        if name not in self._opened:
            self._opened[name] = _translated(lambda: self._client.get_collection(name, embedding_function=None))
        return self._opened[name]


def open_chroma(folder: Path, url: str | None) -> ChromaIndex:
    """The Chroma in a folder, or the server at a URL. Raises ConfigurationError, BackendError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import chromadb  # 1.3 s and 80 MB: only where it is used
        from chromadb.config import Settings

    logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
    settings = Settings(anonymized_telemetry=False)
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        return ChromaIndex(_translated(lambda: chromadb.PersistentClient(str(folder / "chroma"), settings=settings)))
    where = urlsplit(url)
    if where.scheme not in ("http", "https") or not where.hostname:
        raise ConfigurationError("FADEN_CHROMA_URL", f"{url!r} is no address; write e.g. http://chroma:8000")
    ssl = where.scheme == "https"
    host, port = where.hostname, where.port or (443 if ssl else 8000)
    return ChromaIndex(_translated(lambda: chromadb.HttpClient(host, port, ssl=ssl, settings=settings)))


def _name(fingerprint: str, lang: Lang) -> str:
    return f"{_PREFIX}-{fingerprint}-{lang}"


def _translated(call: Any) -> Any:
    try:
        return call()
    except Exception as error:  # Chroma raises its own, httpx's, sqlite's and ValueError alike
        raise BackendError(f"the knowledge index does not answer: {type(error).__name__}: {error}") from error
