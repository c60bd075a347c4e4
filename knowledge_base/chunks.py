"""What of a topic is indexed: its body in pieces, its title and every way patients ask for it, each by itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.clinic import Lang
from knowledge_base.topics import LANGUAGES, Topic

PIECE_CHARS = 450
"""A little below what the sentence encoder reads of one text."""
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One text of one topic in one language."""

    id: str
    topic_id: str
    lang: Lang
    text: str


def chunks_of(topic: Topic) -> list[Chunk]:
    """All chunks of a topic, always in the same order under the same ids."""
    found: list[Chunk] = []
    for lang in LANGUAGES:
        body = topic.body.get(lang)
        texts = [topic.title.get(lang), *topic.questions.get(lang), *(pieces(body) if body else ())]
        for number, text in enumerate(dict.fromkeys(texts)):
            found.append(Chunk(f"{topic.id}/{lang}/{number}", topic.id, lang, text))
    return found


def pieces(text: str) -> Iterator[str]:
    """A text cut between sentences into pieces the encoder reads whole."""
    piece = ""
    for sentence in filter(None, _SENTENCE_END.split(text)):
        if piece and len(piece) + len(sentence) >= PIECE_CHARS:
            yield piece
            piece = ""
        piece = f"{piece} {sentence}" if piece else sentence
    if piece:
        yield piece


def fingerprint(chunks: Iterable[Chunk]) -> str:
    """Names what is indexed: the same chunks, the same index."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(f"{chunk.id}\0{chunk.text}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()[:16]
