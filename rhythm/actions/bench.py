"""The bench: who is put on it, tried, coached and calibrated, and by which evidence. Each is one action.

What is kept may bring somebody a stage further; that is a row of its own day, in the same action.
"""

from __future__ import annotations

import datetime as dt

from rhythm.actions.days import up_to_today
from rhythm.actions.looking_up import name_of, the_person
from rhythm.domain import bench as rules
from rhythm.domain.bench import (
    NEEDS,
    Card,
    EvidenceId,
    Mark,
    NewEvidence,
    Outcome,
    Purpose,
    Stage,
    Trial,
    TrialId,
)
from rhythm.domain.people import PersonId
from rhythm.domain.text import clean_line, tidy_line
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import bench as queries
from rhythm.storage.database import Database, Value


def add_candidate(
    db: Database,
    person_id: PersonId,
    *,
    seat_id: PersonId | None = None,
    sponsor: str = "",
    sponsor_id: PersonId | None = None,
    day: dt.date | None = None,
) -> Card:
    """Put somebody on the bench, for a seat other than that of whom they report to, if one is named.

    Who stood there before comes back with what was kept. Raises BadInput for the director, RhythmError for somebody
    who stands there already.
    """
    added = up_to_today(db, day)
    found = the_person(db, person_id)
    if found.is_me:
        raise BadInput("you sit in your own seat", "name somebody who may take one")
    if found.archived_on is not None:
        raise BadInput(f"{found.name} is archived", "name somebody who is here")
    _check_seat(person_id, seat_id)
    fields: dict[str, Value] = {"seat_id": seat_id, "sponsor": tidy_line(sponsor), "sponsor_id": sponsor_id}
    with db.action(f"put {found.name} on the bench"):
        before = queries.candidate(db, person_id)
        if before is None:
            db.insert("candidate", person_id=person_id, added_on=added.isoformat(), **fields)
        elif before.left_on is None:
            raise RhythmError(
                f"{found.name} stands on the bench already", "rhythm bench show NAME says how far they are"
            )
        else:
            kept = {name: value for name, value in fields.items() if value not in (None, "")}
            db.update("candidate", before.id, left_on=None, **kept)
    return the_card(db, person_id)


def edit_candidate(db: Database, person_id: PersonId, **changes: Value) -> Card:
    """Change `seat_id` (None for that of whom they report to), `sponsor` or `sponsor_id`."""
    found = the_card(db, person_id).candidate
    if "seat_id" in changes:
        seat = changes["seat_id"]
        _check_seat(person_id, PersonId(seat) if isinstance(seat, int) else None)
    fields = {name: tidy_line(value) if isinstance(value, str) else value for name, value in changes.items()}
    with db.action(f"edit {found.person} on the bench"):
        if fields:
            db.update("candidate", found.id, **fields)
    return the_card(db, person_id)


def leave_bench(db: Database, person_id: PersonId) -> Card:
    """Take somebody off the bench; what was kept stays to be read."""
    found = _standing(db, person_id).candidate
    with db.action(f"take {found.person} off the bench"):
        db.update("candidate", found.id, left_on=db.clock.today().isoformat())
    return the_card(db, person_id)


def add_evidence(db: Database, person_id: PersonId, purpose: Purpose, new: NewEvidence) -> Card:
    """Keep a line of evidence about somebody on the bench; a stage that rests on it is reached with it.

    Raises BadInput for an empty line or a day to come, NotFound for a note that is not about them.
    """
    day = up_to_today(db, new.day)
    with db.action(f"evidence about {name_of(db, person_id)}"):
        _standing(db, person_id)
        _keep(db, person_id, purpose, new._replace(day=day))
        _advance(db, person_id, day)
    return the_card(db, person_id)


def begin_test(db: Database, person_id: PersonId, kind: str, new: NewEvidence) -> Card:
    """Begin a test on the day of its evidence. Raises RhythmError while one of that kind is under way, and before
    somebody was spotted."""
    day = up_to_today(db, new.day)
    with db.action(f"begin a test of {name_of(db, person_id)}"):
        card = _standing(db, person_id)
        if card.stage is Stage.NAMED:
            raise RhythmError(
                f"{card.candidate.person} was not spotted yet", f"spotted needs {NEEDS[Stage.SPOTTED]}; then the test"
            )
        if any(test.kind == kind for test in card.running):
            raise RhythmError("that test is under way already", "end it first: finished or dropped")
        number = db.insert("candidate_test", person_id=person_id, kind=kind, started_on=day.isoformat())
        _keep(db, person_id, Purpose.START, new._replace(day=day), TrialId(number))
    return the_card(db, person_id)


def end_test(db: Database, person_id: PersonId, test_id: TrialId, outcome: Outcome, new: NewEvidence) -> Card:
    """End a test on the day of its evidence; with a first one that is finished somebody is tested.

    Raises BadInput for a day before the test began, RhythmError for one that has ended.
    """
    day = up_to_today(db, new.day)
    verb = "finish" if outcome is Outcome.FINISHED else "drop"
    with db.action(f"{verb} a test of {name_of(db, person_id)}"):
        test = _the_test(_standing(db, person_id), test_id)
        if test.outcome is not None:
            raise RhythmError("that test has ended", "undo takes it back, or begin another one")
        if day < test.started_on:
            raise BadInput("that is before the test began", f"name a day from {test.started_on.isoformat()} on")
        db.update("candidate_test", test_id, ended_on=day.isoformat(), outcome=outcome.value)
        _keep(db, person_id, Purpose.OUTCOME, new._replace(day=day), test_id)
        _advance(db, person_id, day)
    return the_card(db, person_id)


def call_ready(db: Database, person_id: PersonId, ready: bool, day: dt.date | None = None) -> Card:
    """Say that somebody is ready, or is not after all.

    Raises RhythmError while no test was finished, and where it is said already.
    """
    said = up_to_today(db, day)
    with db.action(f"call {name_of(db, person_id)} {'ready' if ready else 'not ready'}"):
        card = _standing(db, person_id)
        if ready and not card.passed:
            running = "a test is under way: end it first" if card.running else "begin one: rhythm bench test NAME KIND"
            raise RhythmError(f"ready is locked until {card.candidate.person} finished a test", running)
        if ready is (card.ready_since is not None):
            raise RhythmError("that is what stands there", "rhythm bench show NAME shows the card")
        _change(db, card, Mark.READY if ready else Mark.NOT_READY, said)
    return the_card(db, person_id)


def step_back(db: Database, person_id: PersonId) -> Card:
    """Take somebody back one stage; the evidence stays. Whoever is not tested any more is not ready either.

    Raises RhythmError before the first stage.
    """
    said = db.clock.today()
    with db.action(f"take {name_of(db, person_id)} back a stage"):
        card = _standing(db, person_id)
        before = rules.preceding(card.stage)
        if before is None:
            raise RhythmError("they are at the beginning", "rhythm bench leave NAME takes them off the bench")
        _change(db, card, before, said)
        if before is Stage.SPOTTED and card.ready_since is not None:
            _change(db, the_card(db, person_id), Mark.NOT_READY, said)
    return the_card(db, person_id)


def step_on(db: Database, person_id: PersonId) -> Card:
    """Bring somebody to the next stage, after they were taken back. Raises RhythmError without what it rests on."""
    said = db.clock.today()
    with db.action(f"bring {name_of(db, person_id)} a stage on"):
        card = _standing(db, person_id)
        after = rules.following(card.stage)
        if after is None:
            raise RhythmError("there is no stage behind that", "say whether they are ready")
        if not rules.rests(card, after):
            raise RhythmError(f"{after} needs {NEEDS[after]}", "keep the line, and the stage comes with it")
        _change(db, card, after, said)
    return the_card(db, person_id)


def strike_evidence(db: Database, evidence_id: EvidenceId) -> Card:
    """Take a line of evidence out. Raises RhythmError for the last one that a stage or a test rests on."""
    found = queries.evidence(db, evidence_id)
    if found is None:
        raise NotFound(f"there is no line #{evidence_id}", "rhythm bench show NAME shows them with their numbers")
    person_id, line = found
    with db.action(f"strike evidence about {name_of(db, person_id)}"):
        if line.test_id is not None:
            raise RhythmError("a test rests on that line", "undo takes the test back")
        db.update("bench_evidence", evidence_id, deleted_at=db.clock.today().isoformat())
        card = the_card(db, person_id)
        stages = list(Stage)
        for stage in stages[: stages.index(card.stage) + 1]:
            if not rules.rests(card, stage):
                raise RhythmError(f"{stage} rests on that line", "keep another one first, or take them back a stage")
    return the_card(db, person_id)


def answer_role(db: Database, person_id: PersonId, item: str, yes: bool) -> Card:
    """Answer a question about the role somebody is meant for; said again on the same day, it replaces that."""
    said = db.clock.today().isoformat()
    answer = "yes" if yes else "no"
    with db.action(f"the role of {name_of(db, person_id)}"):
        _standing(db, person_id)
        before = db.value(
            "SELECT id FROM candidate_answer WHERE person_id = ? AND item = ? AND day = ? AND deleted_at IS NULL",
            (person_id, item, said),
        )
        if before is not None:
            db.update("candidate_answer", int(before), answer=answer)
        else:
            db.insert("candidate_answer", person_id=person_id, item=item, answer=answer, day=said)
    return the_card(db, person_id)


def write_round(
    db: Database, body: str, *, topic: str = "", person_id: PersonId | None = None, day: dt.date | None = None
) -> queries.RoundNote:
    """Keep what a calibration round said about a topic or a manager; again on the same day, it replaces that."""
    said, cleaned = up_to_today(db, day), clean_line(body, "the note")
    about = name_of(db, person_id) if person_id is not None else "a topic"
    with db.action(f"calibration of {about}"):
        before = next((n for n in queries.round_notes(db, said) if (n.topic, n.person_id) == (topic, person_id)), None)
        if before is not None:
            db.update("calibration_note", before.id, body=cleaned)
        else:
            db.insert("calibration_note", day=said.isoformat(), topic=topic, person_id=person_id, body=cleaned)
    return next(n for n in queries.round_notes(db, said) if (n.topic, n.person_id) == (topic, person_id))


def the_card(db: Database, person_id: PersonId) -> Card:
    """Somebody on the bench, or who left it. Raises NotFound."""
    found = queries.card(db, person_id)
    if found is None:
        raise NotFound(f"{name_of(db, person_id)} does not stand on the bench", "rhythm bench add NAME puts them there")
    return found


def _standing(db: Database, person_id: PersonId) -> Card:
    card = the_card(db, person_id)
    if card.candidate.left_on is not None:
        raise RhythmError(f"{card.candidate.person} left the bench", "rhythm bench add NAME brings them back")
    return card


def _the_test(card: Card, test_id: TrialId) -> Trial:
    found = next((test for test in card.tests if test.id == test_id), None)
    if found is None:
        raise NotFound(f"{card.candidate.person} has no test #{test_id}", "rhythm bench show NAME shows them")
    return found


def _keep(
    db: Database, person_id: PersonId, purpose: Purpose, new: NewEvidence, test_id: TrialId | None = None
) -> None:
    if new.note_id is None:
        body = clean_line(new.body, "the evidence")
    else:
        body = ""
        whose = db.value("SELECT person_id FROM note WHERE id = ? AND deleted_at IS NULL", (new.note_id,))
        if whose != person_id:
            raise NotFound(f"there is no note #{new.note_id} about them", "name one that is, or say it in words")
    assert new.day is not None
    db.insert(
        "bench_evidence",
        person_id=person_id,
        purpose=purpose.value,
        day=new.day.isoformat(),
        body=body,
        note_id=new.note_id,
        test_id=test_id,
        area=new.area,
        skill=new.skill,
    )


def _advance(db: Database, person_id: PersonId, day: dt.date) -> None:
    """One stage further, where what it rests on is there now."""
    card = the_card(db, person_id)
    after = rules.following(card.stage)
    if after is not None and rules.rests(card, after):
        _change(db, card, after, day)


def _change(db: Database, card: Card, what: Stage | Mark, day: dt.date) -> None:
    """A row of the history, on the day or, where the change before is later, on its day: the order stays."""
    since = max([day, *(change.day for change in card.changes)])
    person_id = card.candidate.person_id
    db.insert("candidate_stage", person_id=person_id, stage=what.value, day=since.isoformat())


def _check_seat(person_id: PersonId, seat_id: PersonId | None) -> None:
    if seat_id == person_id:
        raise BadInput("that is their own seat", "name the manager whose seat it is about")
