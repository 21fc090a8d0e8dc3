"""Writing the bench of the sample into the store, by the actions that write it for anybody else."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.domain.bench import NewEvidence, Outcome, Purpose
from rhythm.domain.people import PersonId
from rhythm.queries import meetings
from rhythm.queries.rows import iso
from rhythm.sample.bench import BenchStep, StoryBench
from rhythm.service import Rhythm
from rhythm.service.bench import Sponsor
from rhythm.storage.database import Database

_KEPT = {"coach": Purpose.COACHING, "calibrate": Purpose.CALIBRATION}


def plant_bench(db: Database, rhythm: Rhythm, story: StoryBench, people: Mapping[str | None, int]) -> None:
    """Part of the action that writes a story; `people` are the ids that keys became."""
    for step in story.steps:
        _plant(db, rhythm, step, people)
    for person, item, yes in story.roles:
        rhythm.bench.answer(PersonId(people[person]), item, yes)
    for said in story.rounds:
        about = people.get(said.about)
        rhythm.bench.write_round(
            said.text,
            topic="" if about is not None else said.about,
            person_id=PersonId(about) if about is not None else None,
            day=said.day,
        )
    new = people[story.new_manager]
    db.insert("role_start", person_id=new, day=story.since.isoformat())
    for line in story.first_days:
        db.insert(
            "first_day_line",
            person_id=new,
            start=story.since.isoformat(),
            list=line.list,
            item=line.item,
            body=line.text,
            done_on=iso(line.done_on),
        )


def _plant(db: Database, rhythm: Rhythm, step: BenchStep, people: Mapping[str | None, int]) -> None:
    bench, person_id = rhythm.bench, PersonId(people[step.person])
    if step.verb == "sponsor":
        found = rhythm.people.person(people[step.text])
        assert found is not None
        bench.set_sponsor(person_id, Sponsor(found.name, found.id))
    elif step.verb == "ready":
        bench.call_ready(person_id, day=step.day)
    elif step.verb == "spot":
        bench.spot(person_id, _line(step))
    elif step.verb == "test":
        bench.begin_test(person_id, step.rest, NewEvidence(step.text, step.day))
    elif step.verb in ("finish", "drop"):
        card = bench.card(person_id)
        assert card is not None
        outcome = Outcome.FINISHED if step.verb == "finish" else Outcome.DROPPED
        bench.end_test(person_id, bench.the_test(card).id, outcome, _line(step))
    elif step.verb == "praise":
        note = meetings.notes_of(db, person_id)[0]
        bench.keep(person_id, Purpose.OTHER, _line(step)._replace(body="", day=note.day, note_id=note.id))
    else:
        bench.keep(person_id, _KEPT[step.verb], _line(step))


def _line(step: BenchStep) -> NewEvidence:
    """The line with its tags: an area first, then a skill, either of which may be missing."""
    area, _, skill = step.rest.partition(" ")
    return NewEvidence(step.text, step.day, None, area, skill)
