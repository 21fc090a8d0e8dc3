"""What is asked about a meeting of the plan: another day, why it is skipped, until when it is put off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.plan.values import Proposal
from rhythm.domain.saying import say_day
from rhythm.screens.dialogs.day import ask_day, ask_day_and_time, ask_why_skipped, say_moved

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen


def ask_where(page: PageScreen, person: Person, proposal: Proposal) -> None:
    """Ask for the day and time of a meeting, and put it there; what breaks a rule is said, and pinned."""
    rhythm = page.rhythm

    def store(day: dt.date, start: str | None) -> object:
        moved = page.attempt(lambda: rhythm.plans.put(proposal, day, start))
        if moved is not None:
            say_moved(page, moved)
        return moved

    ask_day_and_time(
        page,
        lambda: f"Meet {page.veil.name(person.name, person.id)} on",
        store,
        on=proposal.day,
        draft=f"put:{person.id}:{proposal.period}",
    )


def skip_proposal(page: PageScreen, person: Person, proposal: Proposal) -> None:
    """Ask why a meeting is left out, and leave it out."""
    ask_why_skipped(
        page,
        lambda: f"Skip {page.veil.name(person.name, person.id)} this time",
        lambda reason: page.rhythm.plans.skip(proposal, reason),
        draft=f"skip:{person.id}",
    )


def ask_later(page: PageScreen, person: Person) -> None:
    """Ask until when somebody is neither proposed nor due."""

    def store(day: dt.date) -> object:
        def put_off() -> str:
            stands, today = page.rhythm.plans.snooze(person.id, day), page.rhythm.today()
            return f"{say_day(stands.day, today)} stands, then off until" if stands is not None else "put off until"

        done = page.attempt(put_off)
        if done is not None:
            page.say(f"{done} {say_day(day, page.rhythm.today())}")
        return done

    ask_day(
        page,
        lambda: f"Put {page.veil.name(person.name, person.id)} off until",
        store,
        draft=f"later:{person.id}",
        verb="put off",
    )
