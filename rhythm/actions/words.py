"""The user's own vocabulary: words that mean the same. Each change is undoable, and the matcher follows it."""

from __future__ import annotations

from collections.abc import Sequence

from rhythm.domain.matching.own_words import line_of, terms_of
from rhythm.domain.matching.words import fold
from rhythm.errors import NotFound
from rhythm.queries.words import WordLine, word_lines
from rhythm.storage.database import Database


def add_words(db: Database, terms: Sequence[str]) -> WordLine:
    """Say that these words mean the same. A line that has one of them already grows; two that meet become one.

    Raises BadInput for fewer than two words.
    """
    wanted = {fold(term) for term in terms_of(line_of(terms))}
    with db.action("treat words as the same"):
        meeting = [line for line in word_lines(db) if wanted & {fold(term) for term in terms_of(line.body)}]
        body = line_of([*(line.body for line in meeting), *terms])
        if meeting:
            number = meeting[0].id
            db.update("word_line", number, body=body)
            for line in meeting[1:]:
                _take_out(db, line)
        else:
            number = db.insert("word_line", body=body)
    return next(line for line in word_lines(db) if line.id == number)


def remove_words(db: Database, number: int) -> WordLine:
    """Take a line out of the vocabulary. Raises NotFound."""
    found = next((line for line in word_lines(db) if line.id == number), None)
    if found is None:
        raise NotFound(f"there is no line #{number}", "rhythm words list shows them all")
    with db.action("take words out of the vocabulary"):
        _take_out(db, found)
    return found


def _take_out(db: Database, line: WordLine) -> None:
    db.update("word_line", line.id, deleted_at=db.clock.today().isoformat())
