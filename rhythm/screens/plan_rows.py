"""What the grid of a week shows: its days, its blocks, who has no place, and what is said of a block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rhythm.domain.meetings import MeetingState
from rhythm.domain.periods import Week, week_of
from rhythm.domain.plan.values import Change, Proposal, clock, minutes_of, spans_of
from rhythm.domain.saying import counted, say_day, say_distance, short_day
from rhythm.screens import words
from rhythm.screens.details import detail_of
from rhythm.values import NamedTuple
from widgets.panel import Para
from widgets.row_list import Row, heading
from widgets.tone import Tone
from widgets.week_blocks import Block, GridDay, Span

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.service.plan_views import PlanView

_TONES = {Change.NEW: Tone.ACCENT, Change.MOVED: Tone.WARNING, Change.KEPT: Tone.PLAIN}
_HOUR = 60


class Shown(NamedTuple):
    """A week as the grid takes it; `proposals` are the meetings behind the blocks, by their keys."""

    days: tuple[dt.date, ...]
    columns: tuple[GridDay, ...]
    blocks: tuple[Block, ...]
    span: Span
    proposals: dict[str, Proposal]


def shown_week(page: PageScreen, view: PlanView, week: Week) -> Shown:
    """The days on which the director works or meets somebody, with everything that stands in them."""
    proposals = {key: one for key, one in _keyed(view) if week_of(one.day) == week}
    days = _days(view, week, proposals)
    span = _span(page, proposals)
    away = _own_absences(page, days)
    columns = tuple(GridDay(f"{say_day(day, day)[:3]} {day.day}", _note(page, view, day, away)) for day in days)
    blocks = (
        *_in_the_way(view, days, span, away),
        *_held(page, view, days),
        *(_block(page, view, key, one, days.index(one.day), span) for key, one in proposals.items()),
    )
    return Shown(days, columns, blocks, span, proposals)


def marks_of(view: PlanView, one: Proposal) -> str:
    """What stands before a name: `+` proposed, `~` proposed to move, `^` pinned; nothing for what is planned."""
    if view.pinned(one):
        return "^"
    return {Change.NEW: "+", Change.MOVED: "~", Change.KEPT: ""}[one.change]


def paras_of(page: PageScreen, view: PlanView, one: Proposal, *, more: bool) -> list[Para]:
    """Whom a block is for, when, and why; with `more` also what waits for the talk."""
    today, person = page.rhythm.today(), view.person(one.person_id)
    name = page.veil.name(person.name, person.id)
    at = f" {clock(one.start)}" if one.start is not None else ""
    open_time = "" if one.start is not None else ", no time yet"
    when = f"{say_day(one.day, today)}{at}, {say_distance(one.day, today)}{open_time} · {one.minutes} min"
    said = [Para(f"{name} · {words.kind_word(one.kind)} · {when}", Tone.HEADING)]
    said.append(Para(f"{_stands(page, view, one)} {one.reason}.".replace("  ", " "), _TONES[one.change]))
    if not more:
        return said
    return [*said, Para(), *detail_of(page, f"person:{person.id}")[1:]]


def head_words(view: PlanView, week: Week, today: dt.date) -> tuple[str, str]:
    """The week and its days; what it holds."""
    this_week = {0: ", this week", 1: ", next week"}
    ahead = (week.first_day - week_of(today).first_day).days // 7
    friday = week.first_day + dt.timedelta(days=4)
    title = f"Week {week.number}{this_week.get(ahead, '')} · {short_day(week.first_day, today)} to "
    diff = view.diff
    counts = ((diff.kept, "planned"), (diff.new, "proposed"), (diff.moved, "to move"), (len(view.unplaced), "no place"))
    said = [f"{number} {word}" for number, word in counts if number]
    return title + short_day(friday, today), " · ".join(said) or "nothing to plan"


def unplaced_rows(page: PageScreen, view: PlanView) -> list[Row]:
    """Who has no place, with the one reason; and planned meetings that can't be where they are."""
    today = page.rhythm.today()

    rows = []
    for one in view.unplaced:
        name = page.veil.name(view.person(one.person_id).name, one.person_id)
        rows.append(Row(f"unplaced:{one.person_id}", name, "!", words.kind_word(one.kind), one.words, Tone.WARNING))
    for stuck in view.stuck:
        name = page.veil.name(stuck.meeting.person, stuck.meeting.person_id)
        day = say_day(stuck.meeting.day, today)
        rows.append(Row(f"stuck:{stuck.meeting.id}", name, "!", day, stuck.words, Tone.WARNING))
    return [heading("NO PLACE", counted(len(rows), "person", "people")), *rows] if rows else []


def _stands(page: PageScreen, view: PlanView, one: Proposal) -> str:
    stored = view.moved_from(one)
    if stored is not None:
        was = f"{say_day(stored.day, page.rhythm.today())} {stored.start or ''}".rstrip()
        return f"To move from {was}: {one.note or 'makes room for others'};"
    if one.change is Change.NEW:
        return f"Proposed; {one.note};" if one.note else "Proposed:"
    return "Pinned:" if view.pinned(one) else "Planned:"


def _keyed(view: PlanView) -> Iterator[tuple[str, Proposal]]:
    """Keys that stay when a proposal is accepted."""
    seen: dict[str, int] = {}
    for one in view.plan.proposals:
        key = f"{one.person_id}@{one.period or f'#{one.meeting_id}'}"
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key}:{seen[key]}"), one


def _days(view: PlanView, week: Week, proposals: dict[str, Proposal]) -> tuple[dt.date, ...]:
    working = view.gathered.request.director.working.weekdays
    met = {one.day for one in proposals.values()}
    days = (week.first_day + dt.timedelta(days=number) for number in range(7))
    return tuple(day for day in days if day.weekday() in working or day in met)


def _span(page: PageScreen, proposals: dict[str, Proposal]) -> Span:
    """From the first working hour to the last, and as far as any meeting of the week lies outside."""
    settings = page.rhythm.settings.planner
    hours = spans_of(settings.working_hours)
    starts = [one.start for one in proposals.values() if one.start is not None]
    ends = [(one.start or 0) + one.minutes for one in proposals.values() if one.start is not None]
    first = min([first for first, _ in hours] + starts)
    last = max([last for _, last in hours] + ends)
    step = min(30, int(settings.slot_minutes))
    return Span(first // _HOUR * _HOUR, last, step)


def _note(page: PageScreen, view: PlanView, day: dt.date, away: dict[dt.date, str]) -> str:
    """A word about a day, beside its title."""
    today = "today" if day == page.rhythm.today() else ""
    return away.get(day) or view.gathered.holidays.get(day) or today


def _own_absences(page: PageScreen, days: tuple[dt.date, ...]) -> dict[dt.date, str]:
    me = page.rhythm.people.me()
    if me is None or not days:
        return {}
    own = [one for one in page.rhythm.absences.between(days[0], days[-1]) if one.person_id == me.id]
    return {day: one.kind.value for one in own for day in days if one.covers(day)}


def _in_the_way(view: PlanView, days: tuple[dt.date, ...], span: Span, away: dict[dt.date, str]) -> Iterator[Block]:
    kept_free = view.gathered.request.director.no_meetings
    for column, day in enumerate(days):
        if day in away or day in view.gathered.holidays:
            label = away.get(day) or view.gathered.holidays[day]
            yield Block("", column, span.first, span.last - span.first, label)
            continue
        for first, last in kept_free.get(day.weekday(), ()):
            yield Block("", column, first, last - first, "kept free")
        for busy in view.busy_on(day):
            yield Block("", column, busy.start, busy.end - busy.start, "busy" if busy.hard else "tentative")


def _held(page: PageScreen, view: PlanView, days: tuple[dt.date, ...]) -> Iterator[Block]:
    for meeting in view.gathered.stored.values():
        if meeting.state is MeetingState.HELD and meeting.day in days and meeting.start is not None:
            name = page.veil.name(meeting.person, meeting.person_id)
            minutes = meeting.minutes or view.usual_minutes(meeting.person_id)
            done, column = page.rhythm_app.marks.done, days.index(meeting.day)
            label, short = f"{done} {name}", f"{done} {_short(page, name)}"
            yield Block("", column, minutes_of(meeting.start), minutes, label, short=short)


def _block(page: PageScreen, view: PlanView, key: str, one: Proposal, column: int, span: Span) -> Block:
    person = view.person(one.person_id)
    name = page.veil.name(person.nickname or person.name, person.id)
    start = one.start if one.start is not None else span.first
    label = name if one.start is not None else f"{name}, no time"
    return Block(key, column, start, one.minutes, label, marks_of(view, one), _TONES[one.change], _short(page, name))


def _short(page: PageScreen, name: str) -> str:
    """A name for a narrow column, that keeps two people named Chris apart: `Chris M.`, or by number as everywhere; a
    hidden one stays as it is.
    """
    first, *others = name.split() or ("",)
    if not others or page.veil.hidden:
        return name
    return f"{first} {others[-1] if others[-1].startswith('#') else others[-1][0] + '.'}"
