"""Rituals taken up, held, changed and stopped."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.days import check_length, up_to_today
from rhythm.domain.names import checked_name, fold
from rhythm.domain.rituals import LONGEST_EVERY, NewRitual, Ritual, RitualAnswer, Session
from rhythm.domain.text import clean_line, tidy_line, tidy_text
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import rituals as queries
from rhythm.storage.database import Database, Value

MOST_DECISIONS = 999


def add_ritual(db: Database, new: NewRitual) -> Ritual:
    """Begin a ritual. An offered one that was stopped before goes on as the same one, with its history.

    Raises BadInput for an empty name or question, RhythmError when it is held already.
    """
    today = db.clock.today()
    fields = _checked(
        {"name": new.name, "question": new.question, "every_days": new.every_days, "purpose": new.purpose}
    )
    with db.action("take up a ritual"):
        before = queries.ritual_of_slug(db, new.slug) if new.slug is not None else None
        if before is not None and before.stopped_on is None:
            raise RhythmError("that ritual is held already", "rhythm ritual list shows them")
        if before is None:
            _refuse_same_name(db, str(fields["name"]), but=None)
        else:
            # It goes on under the name that it had last.
            _refuse_same_name(db, before.name, but=before.id)
            # Its old sessions stay to be read, and count no more.
            db.update(
                "ritual",
                before.id,
                started_on=today.isoformat(),
                stopped_on=None,
                answered_on=today.isoformat(),
            )
            return the_ritual(db, before.id)
        number = db.insert("ritual", slug=new.slug, started_on=today.isoformat(), **fields)
    return the_ritual(db, number)


def edit_ritual(db: Database, ritual_id: int, **changes: str | int) -> Ritual:
    """Change name, purpose, question or every_days. With a new question the count of open answers begins anew.

    Raises BadInput for an empty name or question and an unreasonable cadence, RhythmError for a name that is taken.
    """
    with db.action("edit a ritual"):
        found = the_ritual(db, ritual_id)
        fields = _checked(changes)
        if "name" in fields:
            _refuse_same_name(db, str(fields["name"]), but=ritual_id)
        if fields.get("question", found.question) != found.question:
            fields["answered_on"] = db.clock.today().isoformat()
        if fields:
            db.update("ritual", ritual_id, **fields)
    return the_ritual(db, ritual_id)


def hold_ritual(
    db: Database,
    ritual_id: int,
    day: dt.date,
    *,
    answered: bool,
    decisions: int = 0,
    standard: str = "",
    minutes: int | None = None,
    note: str = "",
) -> Session:
    """Record that a ritual was held, and whether it answered its question; said again of a day, it replaces that.

    Raises BadInput for a day to come and for numbers out of reason, RhythmError when the ritual was stopped.
    """
    up_to_today(db, day)
    if not 0 <= decisions <= MOST_DECISIONS:
        raise BadInput("that is not a number of decisions", "for example 2, or 0 for none")
    check_length(minutes, "45")
    fields: dict[str, Value] = {
        "answered": int(answered),
        "decisions": decisions,
        "standard": tidy_line(standard),
        "minutes": minutes,
        "note": tidy_text(note),
    }
    with db.action(f"held ritual #{ritual_id}"):
        _running(db, ritual_id)
        before = queries.session_on(db, ritual_id, day.isoformat())
        if before is not None:
            db.update("ritual_session", before.id, **fields)
        else:
            db.insert("ritual_session", ritual_id=ritual_id, day=day.isoformat(), **fields)
    stored = queries.session_on(db, ritual_id, day.isoformat())
    assert stored is not None
    return stored


def answer_ritual(db: Database, ritual_id: int, answer: RitualAnswer, question: str = "") -> Ritual:
    """Say what becomes of a ritual that leaves its question open; it is asked again after three more times.

    Raises BadInput for a change without a new question, RhythmError when it was stopped.
    """
    words = {RitualAnswer.KEEP: "keep", RitualAnswer.CHANGE: "change the question of", RitualAnswer.STOP: "stop"}
    today = db.clock.today().isoformat()
    fields: dict[str, Value] = {"answered_on": today}
    if answer is RitualAnswer.CHANGE:
        fields["question"] = clean_line(question, "the question")
    elif answer is RitualAnswer.STOP:
        fields["stopped_on"] = today
    with db.action(f"{words[answer]} ritual #{ritual_id}"):
        found = _running(db, ritual_id)
        if fields.get("question") == found.question:
            raise BadInput("that is the question it has", "say it in other words, or keep it")
        db.update("ritual", ritual_id, **fields)
    return the_ritual(db, ritual_id)


def the_ritual(db: Database, ritual_id: int) -> Ritual:
    """One ritual. Raises NotFound."""
    found = queries.ritual(db, ritual_id)
    if found is None:
        raise NotFound(f"there is no ritual #{ritual_id}", "rhythm ritual list shows them")
    return found


def _running(db: Database, ritual_id: int) -> Ritual:
    found = the_ritual(db, ritual_id)
    if found.stopped_on is not None:
        raise RhythmError(f"ritual #{ritual_id} was stopped", "undo takes that back, or take it up again")
    return found


def _checked(fields: dict[str, str | int]) -> dict[str, Value]:
    checked: dict[str, Value] = {}
    for name, value in fields.items():
        if name == "name":
            checked[name] = checked_name(str(value), "the name of the ritual")
        elif name == "question":
            checked[name] = clean_line(str(value), "the question of the ritual")
        elif name == "purpose":
            checked[name] = tidy_line(str(value))
        elif name == "every_days" and not 1 <= int(value) <= LONGEST_EVERY:
            raise BadInput("that is not a cadence", "say weekly, monthly, quarterly, 2w or 10 days")
        else:
            checked[name] = value
    return checked


def _refuse_same_name(db: Database, name: str, *, but: int | None) -> None:
    if any(fold(one.name) == fold(name) and one.id != but for one in queries.rituals(db)):
        raise RhythmError("a ritual of that name is held already", "call it something else")
