"""Evidence about anybody, stories, cards of stakeholders, and the yearly self-check; each is one action."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.bench import strike_evidence
from rhythm.actions.days import up_to_today
from rhythm.actions.looking_up import the_person
from rhythm.actions.people import ensure_me
from rhythm.domain.bench import EvidenceId, Purpose
from rhythm.domain.growth import (
    STORY_PARTS,
    Checked,
    Line,
    NewLine,
    NewStory,
    SourceKind,
    StakeholderCard,
    Story,
)
from rhythm.domain.people import PersonId
from rhythm.domain.text import clean_line, tidy_text
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import bench
from rhythm.queries import growth as queries
from rhythm.storage.database import Database, Value

CARD_FIELDS = ("cares_about", "behaviours", "deliverables", "common")


def add_line(db: Database, new: NewLine, person_id: PersonId | None = None) -> Line:
    """Keep a line of evidence, about the director where nobody is named. A note that is its source says it itself.

    Raises BadInput for an empty line and a day to come, NotFound for a source or a person that is not there.
    """
    day = up_to_today(db, new.day)
    with db.action("keep evidence"):
        whom = person_id if person_id is not None else ensure_me(db).id
        the_person(db, whom)
        values = _sourced(db, new.source)
        if values["note_id"] is not None and _noted_with(db, values["note_id"]) != whom:
            # A decision that was noted with somebody else is told in words of its own.
            values["note_id"] = None
        values["body"] = "" if values["note_id"] is not None else clean_line(new.body, "the evidence")
        number = db.insert(
            "bench_evidence",
            person_id=whom,
            purpose=Purpose.OTHER.value,
            day=day.isoformat(),
            area=new.area,
            skill=new.skill,
            **values,
        )
    return the_line(db, number)


def edit_line(db: Database, line_id: int, **changes: str | dt.date) -> Line:
    """Change `body`, `day`, `area` or `skill`. Raises NotFound, BadInput, and RhythmError for the words of a note."""
    found = the_line(db, line_id)
    values: dict[str, Value] = {name: str(value) for name, value in changes.items() if name in ("area", "skill")}
    if "body" in changes:
        if found.note_id is not None:
            raise RhythmError("a note says that line", "change the note, or strike the line and say it anew")
        values["body"] = clean_line(str(changes["body"]), "the evidence")
    if isinstance(day := changes.get("day"), dt.date):
        values["day"] = up_to_today(db, day).isoformat()
    with db.action("change evidence"):
        if values:
            db.update("bench_evidence", line_id, **values)
    return the_line(db, line_id)


def strike_line(db: Database, line_id: int) -> Line:
    """Take a line of evidence out. Raises NotFound, and RhythmError for one that somebody's stage rests on."""
    found = the_line(db, line_id)
    with db.action("strike evidence"):
        if bench.candidate(db, found.person_id) is not None:
            strike_evidence(db, EvidenceId(line_id))
        else:
            db.update("bench_evidence", line_id, deleted_at=db.clock.today().isoformat())
    return found


def add_story(db: Database, new: NewStory, *, day: dt.date | None = None) -> Story:
    """Keep a story for one of the questions; its parts may be told later.

    Raises BadInput for an empty title, NotFound for a source that is not there.
    """
    with db.action("keep a story"):
        number = db.insert(
            "story",
            question=new.question,
            title=clean_line(new.title, "the title of the story"),
            **{part: tidy_text(getattr(new, part)) for part in STORY_PARTS},
            day=up_to_today(db, day).isoformat(),
            **_sourced(db, new.source),
        )
    return the_story(db, number)


def edit_story(db: Database, story_id: int, **changes: str) -> Story:
    """Change `question`, `title` or one of the three parts. Raises NotFound, BadInput for an empty title."""
    the_story(db, story_id)
    values: dict[str, Value] = {name: tidy_text(text) for name, text in changes.items() if name in STORY_PARTS}
    if "question" in changes:
        values["question"] = changes["question"]
    if "title" in changes:
        values["title"] = clean_line(changes["title"], "the title of the story")
    with db.action("change a story"):
        if values:
            db.update("story", story_id, **values)
    return the_story(db, story_id)


def drop_story(db: Database, story_id: int) -> Story:
    """Take a story out of the bank. Raises NotFound."""
    found = the_story(db, story_id)
    with db.action("drop a story"):
        db.update("story", story_id, deleted_at=db.clock.today().isoformat())
    return found


def write_card(db: Database, person_id: PersonId, **fields: str) -> StakeholderCard:
    """Write fields of somebody's card (see CARD_FIELDS); the others stay. Raises NotFound."""
    the_person(db, person_id)
    values: dict[str, Value] = {name: tidy_text(text) for name, text in fields.items() if name in CARD_FIELDS}
    today = db.clock.today()
    with db.action("write a stakeholder's card"):
        row = db.one("SELECT * FROM stakeholder_card WHERE person_id = ? AND deleted_at IS NULL", (person_id,))
        if row is not None:
            changed = any(row[name] != value for name, value in values.items())
            db.update("stakeholder_card", row["id"], day=today.isoformat() if changed else row["day"], **values)
        elif any(values.values()):
            db.insert("stakeholder_card", person_id=person_id, day=today.isoformat(), **values)
    return queries.cards(db).get(person_id, StakeholderCard(person_id))


def answer_check(db: Database, item: str, yes: bool | None, body: str = "", *, year: int | None = None) -> Checked:
    """Answer a question of the self-check of a year, this one where none is named; said again, it replaces that.

    Raises BadInput for a year to come.
    """
    today = db.clock.today()
    of_year = year if year is not None else today.year
    if of_year > today.year:
        raise BadInput("that year is still to come", "the check is of this year, or of one before")
    values: dict[str, Value] = {
        "answer": None if yes is None else "yes" if yes else "no",
        "body": tidy_text(body),
        "day": today.isoformat(),
    }
    with db.action("answer the self-check"):
        row = db.one("SELECT id FROM self_check WHERE year = ? AND item = ? AND deleted_at IS NULL", (of_year, item))
        if row is not None:
            db.update("self_check", row["id"], **values)
        else:
            db.insert("self_check", year=of_year, item=item, **values)
    return queries.checked(db, of_year)[item]


def the_line(db: Database, line_id: int) -> Line:
    """One line of evidence. Raises NotFound."""
    found = queries.line(db, line_id)
    if found is None:
        raise NotFound(f"there is no line of evidence #{line_id}", "rhythm evidence list shows them with their numbers")
    return found


def the_story(db: Database, story_id: int) -> Story:
    """One story. Raises NotFound."""
    found = queries.story(db, story_id)
    if found is None:
        raise NotFound(f"there is no story #{story_id}", "rhythm story list shows them with their numbers")
    return found


def _sourced(db: Database, source: tuple[SourceKind, int] | None) -> dict[str, Value]:
    """The columns of a source. Raises NotFound for one that is not there, or not closed."""
    if source is not None and queries.source(db, *source) is None:
        words = {SourceKind.FIX: "closed fix", SourceKind.DECISION: "decision", SourceKind.BET_DECISION: "decision"}
        raise NotFound(f"there is no {words[source[0]]} #{source[1]}", "rhythm story sources lists what there is")
    return queries.source_values(source)


def _noted_with(db: Database, note_id: Value) -> Value:
    return db.value("SELECT person_id FROM note WHERE id = ?", (note_id,))
