"""Asking for a day in words, with the day that was understood said back while one types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from rhythm.domain.dates import Looking, parse_day
from rhythm.domain.fields import read_length
from rhythm.domain.saying import say_day, say_when
from rhythm.domain.times import parse_day_and_time
from rhythm.errors import BadInput
from rhythm.screens.dialogs.line import ask_line

if TYPE_CHECKING:
    from rhythm.domain.meetings import Meeting
    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm
    from rhythm.service.plan_views import Moved


def read_day(rhythm: Rhythm, text: str, looking: Looking) -> dt.date:
    """The day that words mean, under the user's settings. Raises BadInput."""
    return parse_day(
        text,
        rhythm.today(),
        looking=looking,
        numeric_order=rhythm.settings.dates.order,
        quarter_start_month=rhythm.settings.review.quarter_start_month,
    )


def past_day(rhythm: Rhythm, text: str) -> dt.date:
    """The day that words mean, up to today. Raises BadInput."""
    day = read_day(rhythm, text, Looking.BACK)
    if day > rhythm.today():
        raise BadInput("that day is still to come", "name a day up to today")
    return day


def say_past_day(rhythm: Rhythm, text: str) -> str:
    """The day as it is understood, with its distance. Raises BadInput."""
    day = past_day(rhythm, text)
    return say_when(day, rhythm.today())


def read_minutes(text: str) -> int | None:
    """The length that is typed, `30`, `~30` or `1h30`, in minutes; None for nothing. Raises BadInput."""
    bare = text.strip().removeprefix("~")
    minutes = read_length(bare) if bare else None
    if bare and minutes is None:
        raise BadInput("the minutes are not a length of time", "type 45, 45m or 1h30")
    return minutes


def read_day_and_time(rhythm: Rhythm, text: str, on: dt.date) -> tuple[dt.date, str | None]:
    """The day ahead that words mean, and the time if they name one; a time alone is on the day `on`.

    Under the user's settings. Raises BadInput, also for a day that has passed.
    """
    day, start = parse_day_and_time(
        text,
        rhythm.today(),
        numeric_order=rhythm.settings.dates.order,
        quarter_start_month=rhythm.settings.review.quarter_start_month,
        on=on,
    )
    return _not_passed(rhythm, day), start


def ask_day(
    page: PageScreen,
    heading: Callable[[], str],
    store: Callable[[dt.date], object],
    *,
    draft: str,
    verb: str,
) -> None:
    """Ask for a day to come; one that has passed is refused. `store` as for `ask_line`."""

    def read(text: str) -> dt.date:
        return _not_passed(page.rhythm, read_day(page.rhythm, text, Looking.AHEAD))

    ask_line(
        page,
        heading,
        lambda text: store(read(text)),
        draft=draft,
        verb=verb,
        placeholder="thu, next fri, in 2 weeks, 3d",
        echo=lambda text: say_when(read(text), page.rhythm.today()),
    )


def ask_day_and_time(
    page: PageScreen,
    heading: Callable[[], str],
    store: Callable[[dt.date, str | None], object],
    *,
    on: dt.date,
    draft: str,
) -> None:
    """Ask for the day of a meeting, with or without a time; a time alone is on the day `on`. `store` as for `ask_line`,
    with what was read."""
    rhythm = page.rhythm

    def echo(text: str) -> str:
        day, start = read_day_and_time(rhythm, text, on)
        return say_when(day, rhythm.today()) + (f", {start}" if start else "")

    ask_line(
        page,
        heading,
        lambda text: store(*read_day_and_time(rhythm, text, on)),
        draft=draft,
        verb="plan",
        placeholder="thu, mon 10:30, in 2 weeks, 3d",
        echo=echo,
    )


def move_promise(page: PageScreen, promise_id: int) -> None:
    """Ask for a promise's new day, and move it there."""
    planner = page.rhythm.planner
    promise = planner.promise(promise_id)
    if promise is None:
        return

    def store(day: dt.date) -> object:
        moved = page.attempt(lambda: planner.move_promise(promise_id, day))
        if moved is not None:
            page.say(f"moved to {say_day(day, page.rhythm.today())}")
        return moved

    ask_day(
        page,
        lambda: f"Move to: {page.veil.text(promise.body)}",
        store,
        draft=f"move:{promise_id}",
        verb="move",
    )


def plan_meeting(page: PageScreen, person: Person, planned: Meeting | None) -> None:
    """Ask for the day of the next meeting, with or without a time; one that is `planned` already moves there."""
    planner, rhythm = page.rhythm.planner, page.rhythm

    def store(day: dt.date, start: str | None) -> object:
        if planned is not None:
            moved = page.attempt(lambda: rhythm.plans.move(planned.id, day, start))
            if moved is not None:
                say_moved(page, moved)
            return moved
        done = page.attempt(lambda: planner.plan(person.id, day, start=start))
        if done is not None:
            untold = rhythm.skip_levels.to_tell(person)
            first = f"; tell {page.veil.name(untold.name, untold.id)} first" if untold is not None else ""
            page.say(f"planned for {say_day(day, rhythm.today())}{first}")
        return done

    def heading() -> str:
        name = page.veil.name(person.name, person.id)
        if planned is None:
            return f"Meet {name} on"
        return f"Meet {name} on, instead of {say_day(planned.day, rhythm.today())}"

    on = planned.day if planned is not None else rhythm.today()
    ask_day_and_time(page, heading, store, on=on, draft=f"plan:{person.id}")


def say_moved(page: PageScreen, moved: Moved) -> None:
    """Say where a meeting stands now; the rule that this breaks, if it does, where it is not overlooked."""
    meeting = moved.meeting
    at = f" {meeting.start}" if meeting.start is not None else ""
    page.say(f"planned {say_day(meeting.day, page.rhythm.today())}{at}")
    if moved.hint:
        from rhythm.screens.undoing import notify_of_newest

        notify_of_newest(page.rhythm_app, f"{moved.hint}, so it is pinned there", "warning")


def skip_meeting(page: PageScreen, person: Person) -> None:
    """Ask why a meeting is skipped, and skip it: the one whose day has passed without word, else the next."""
    planner, today = page.rhythm.planner, page.rhythm.today()
    planned = planner.to_skip(person.id)
    which = f"on {say_day(planned.day, today)}" if planned is not None else "this time"
    ask_why_skipped(
        page,
        lambda: f"Skip {page.veil.name(person.name, person.id)} {which}",
        lambda reason: planner.skip(person.id, reason, planned.day if planned is not None else None),
        draft=f"skip:{person.id}",
    )


def ask_why_skipped(
    page: PageScreen,
    heading: Callable[[], str],
    skip: Callable[[str], object],
    *,
    draft: str,
    verb: str = "skip",
) -> None:
    """Ask why a meeting is left out, and leave it out with `skip`."""

    def store(reason: str) -> object:
        if not reason:
            raise BadInput("the reason is empty", "a word is enough: on leave, release week")
        done = page.attempt(lambda: skip(reason))
        if done is not None:
            page.say(page.keyed("skipped; {app.undo} takes it back"))
        return done

    ask_line(
        page,
        lambda: f"{heading()}, because",
        store,
        draft=draft,
        verb=verb,
        placeholder="on leave, release week, both travelling",
    )


def _not_passed(rhythm: Rhythm, day: dt.date) -> dt.date:
    if day < rhythm.today():
        raise BadInput(f"{say_day(day, rhythm.today())} has passed", "name a day from today on")
    return day
