"""The answers to the rows about people in the weekly review: plan, write feedback, thank, bring it to the manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.meetings import NoteKind
from rhythm.domain.saying import say_day

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.screens.week import WeekScreen


def answer_for(page: WeekScreen, key: str) -> bool:
    """Do what Enter does on a row about a person; False for a row about something else."""
    kind, _, number = key.partition(":")
    answers = {"over": _plan, "feedback": _write_feedback, "thanks": _thank}
    if kind in answers:
        person = page.rhythm.people.person(int(number))
        if person is not None:
            answers[kind](page, person)
        return True
    if kind in ("went", "promised"):
        _bring_to_the_manager(page, kind, int(number))
        return True
    return False


def _plan(page: WeekScreen, person: Person) -> None:
    """Take what is proposed for next week into the plan; where nothing is, ask for a day."""
    from rhythm.screens.dialogs.day import plan_meeting

    items = page.sitting.walk.items
    proposed = next((row for row in items.next_week if row.person.id == person.id), None)
    if proposed is None:
        plan_meeting(page, person, None)
    elif page.attempt(lambda: page.rhythm.reviews.accept_plan(items.week, (proposed,))) is not None:
        page.say(f"planned for {say_day(proposed.proposal.day, page.rhythm.today())}")


def _write_feedback(page: WeekScreen, person: Person) -> None:
    from rhythm.screens.dialogs.feedback import write_feedback

    write_feedback(page, person)


def _thank(page: WeekScreen, person: Person) -> None:
    """Ask what there is to appreciate, and keep it as evidence."""
    from rhythm.screens.dialogs.line import ask_line

    def store(text: str) -> object:
        note = page.attempt(lambda: page.rhythm.planner.add_note(person.id, text, NoteKind.PRAISE))
        if note is not None:
            page.say("kept; say it too")
        return note

    ask_line(
        page,
        lambda: f"What did {page.veil.name(person.name, person.id)} do well?",
        store,
        draft=f"thanks:{person.id}",
        verb="keep it",
        placeholder="what was done, in one line",
    )


def _bring_to_the_manager(page: WeekScreen, kind: str, number: int) -> None:
    """What went round the manager goes through the manager after all."""
    from rhythm.screens.dialogs.route import ask_routes

    planner = page.rhythm.planner
    found = planner.topic(number) if kind == "went" else planner.promise(number)
    person = page.rhythm.people.person(found.person_id) if found is not None else None
    if person is not None:
        ask_routes(page, person, found)
