"""Logging what reached the director, and saying which conflict it belongs to."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.days import check_length, up_to_today
from rhythm.actions.standing import rows_changed, the_conflict
from rhythm.domain.conflicts import Rules, Standing
from rhythm.domain.escalations import (
    NEW,
    ConflictChoice,
    ConflictId,
    Escalation,
    EscalationId,
    GoodCall,
    NewEscalation,
)
from rhythm.domain.names import has_letter
from rhythm.domain.people import PersonId
from rhythm.domain.text import clean_line, tidy_line
from rhythm.errors import NotFound
from rhythm.queries import tracker as queries
from rhythm.storage.database import Database, Value

LONGEST_DERIVED_NAME = 60


def log_escalation(
    db: Database,
    new: NewEscalation,
    rules: Rules,
    *,
    conflict: ConflictChoice | None = None,
    refused: tuple[ConflictId, ...] = (),
    import_key: str | None = None,
    uid: str | None = None,
) -> Escalation:
    """Store an escalation; with `conflict` also its conflict, or NEW for one of its own.

    `refused` are suggestions that the director said no to; they are not offered for this row again. An import gives
    its key, and the uid of a record that it brings back.
    Raises BadInput for an empty summary, a day to come, or minutes that are no length of time.
    """
    up_to_today(db, new.day, "log it on the day it happens, or name an earlier day")
    check_length(new.minutes, "~20m")
    with db.action("log an escalation"):
        escalation_id = _insert(db, new, import_key, uid)
        for conflict_id in refused:
            db.insert("refusal", escalation_id=escalation_id, conflict_id=conflict_id)
        if conflict is not None:
            link_escalation(db, escalation_id, conflict, rules)
    return _escalation(db, escalation_id)


def edit_escalation(db: Database, escalation_id: EscalationId, rules: Rules, **changes: object) -> Escalation:
    """Change fields of a row: summary, day, forum, minutes, area, handling, cause, moment, reached, without_me, repair.

    Another area replaces what was typed for the one before. Raises BadInput as `log_escalation` does.
    """
    _escalation(db, escalation_id)
    minutes = changes.get("minutes")
    check_length(minutes if isinstance(minutes, int) else None, "~20m")
    values: dict[str, Value] = {}
    for field, value in changes.items():
        if field == "summary":
            values[field] = clean_line(str(value), "the escalation")
        elif isinstance(value, dt.date):
            values[field] = up_to_today(db, value).isoformat()
        else:
            # A StrEnum is text already, and passes through as the slug that it is.
            values[field] = tidy_line(value) if isinstance(value, str) else value  # type: ignore[assignment]
    if "area" in values:
        values["area_text"] = _typed_area(str(values["area"]), str(changes.get("area_text", "")))
    if values:
        with db.action(f"edit escalation #{escalation_id}"):
            # Read inside, as another program may have moved it meanwhile.
            before = _escalation(db, escalation_id)
            db.update("escalation", escalation_id, **values)
            if before.conflict_id is not None:
                rows_changed(db, before.conflict_id, rules)
    return _escalation(db, escalation_id)


def link_escalation(
    db: Database, escalation_id: EscalationId, conflict: ConflictChoice | None, rules: Rules
) -> Escalation:
    """Say which conflict a row belongs to: an existing one, NEW, or None for none. Moving it is the same.

    Raises NotFound for a conflict that is not there.
    """
    with db.action(f"link escalation #{escalation_id}"):
        row = _escalation(db, escalation_id)
        target = new_conflict(db, derived_name(row), row.day) if conflict == NEW else conflict
        if conflict != NEW and target is not None:
            the_conflict(db, target)
        db.update("escalation", escalation_id, conflict_id=target)
        for touched in {row.conflict_id, target}:
            if touched is not None:
                rows_changed(db, touched, rules)
    return _escalation(db, escalation_id)


def refuse_suggestion(db: Database, escalation_id: EscalationId, conflict_ids: tuple[ConflictId, ...]) -> None:
    """Remember that a row is not one of these conflicts, so that they are not offered for it again."""
    known = queries.refused(db, escalation_id)
    with db.action(f"refuse suggestions for #{escalation_id}"):
        for conflict_id in conflict_ids:
            if conflict_id not in known:
                db.insert("refusal", escalation_id=escalation_id, conflict_id=conflict_id)


def log_good_call(
    db: Database, body: str, *, day: dt.date | None = None, person_id: PersonId | None = None, area: str = ""
) -> GoodCall:
    """Record a call that went well without me."""
    on = up_to_today(db, day)
    with db.action("log a call that went well"):
        call_id = db.insert(
            "good_call",
            day=on.isoformat(),
            body=clean_line(body, "the call"),
            person_id=person_id,
            area=tidy_line(area),
        )
    return next(call for call in queries.good_calls_between(db, on, on) if call.id == call_id)


def new_conflict(db: Database, name: str, opened_on: dt.date, label: str | None = None) -> ConflictId:
    """A conflict without rows yet. Joins the action under way."""
    with db.action("new conflict"):
        conflict_id = db.insert(
            "conflict", name=name, opened_on=opened_on.isoformat(), state=Standing.OPEN, label=label
        )
    return ConflictId(conflict_id)


def derived_name(row: Escalation) -> str:
    """The first name of a conflict: what its first row said, cut at a word; it has a letter, as every name."""
    text = row.summary
    if len(text) > LONGEST_DERIVED_NAME:
        text = text[:LONGEST_DERIVED_NAME].rsplit(" ", 1)[0].rstrip(" ,;:-/") or text[:LONGEST_DERIVED_NAME]
    return text if has_letter(text) else f"conflict {text}"


def _insert(db: Database, new: NewEscalation, import_key: str | None, uid: str | None) -> EscalationId:
    """The row, and its parties in the order in which they were named."""
    escalation_id = db.insert(
        "escalation",
        day=new.day.isoformat(),
        summary=clean_line(new.summary, "the escalation"),
        area=tidy_line(new.area),
        area_text=_typed_area(new.area, new.area_text),
        raised_by_id=new.raised_by_id,
        raised_by=tidy_line(new.raised_by),
        meeting_id=new.meeting_id,
        forum=tidy_line(new.forum),
        handling=new.handling,
        cause=new.cause,
        moment=new.moment,
        minutes=new.minutes,
        reached=new.reached,
        without_me=tidy_line(new.without_me),
        repair=tidy_line(new.repair),
        import_key=import_key,
        uid=uid or db.new_uid(),
    )
    for place, party in enumerate(new.parties):
        db.insert(
            "escalation_party",
            escalation_id=escalation_id,
            place=place,
            team_id=party.team_id,
            person_id=party.person_id,
            name=tidy_line(party.name),
        )
    return EscalationId(escalation_id)


def _typed_area(area: str, typed: str) -> str:
    """What was typed for an area, where it says more than the slug."""
    text = tidy_line(typed)
    return "" if text == tidy_line(area) else text


def _escalation(db: Database, escalation_id: int) -> Escalation:
    found = queries.escalation(db, escalation_id)
    if found is None:
        raise NotFound(f"there is no escalation #{escalation_id}", "rhythm search finds them by their words")
    return found
