"""Role clocks in rows: under Org those who are new in their role, on the page of clocks everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.clocks import DayList, FirstDays, RoleClock, day_words, month_words
from rhythm.domain.saying import say_day
from widgets.panel import Para, wrap
from widgets.plain import one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen

YOU = "You"


def clock_section(page: PageScreen) -> list[Row]:
    """Who is still adjusting to a role, under Org; nothing while nobody is."""
    rows = [_row(page, one, f"clock:{one.person_id}") for one in page.rhythm.clocks.adjusting()]
    return [heading("NEW IN A ROLE", hint=page.keyed("{org.clocks} clocks")), *rows] if rows else []


def clock_rows(page: PageScreen, clocks: tuple[RoleClock, ...], unknown: tuple[Person, ...]) -> list[Row]:
    """Every clock, the newest role first, then of whom none is known."""
    rows = [_row(page, one, f"clock:{one.person_id}") for one in clocks]
    if unknown:
        rows += [
            *([SPACER] if rows else []),
            heading("NOT KNOWN SINCE WHEN"),
            *(Row(f"clock:{one.id}", _name(page, one.id, one.name, is_me=one.is_me), tone=Tone.DIM) for one in unknown),
        ]
    return rows


def list_rows(page: PageScreen, found: FirstDays, width: int) -> list[Row]:
    """The three lists of the first 90 days."""
    rows: list[Row] = []
    place = 0
    for one in found.lists:
        done = sum(line.done_on is not None for line in one.lines)
        rows += [SPACER, heading(one.title.upper(), f"{done} of {len(one.lines)}")]
        for line in one.lines:
            text = line.body if line.item else page.veil.text(line.body)
            mark = "[x]" if line.done_on is not None else "[ ]"
            right = say_day(line.done_on, page.rhythm.today()) if line.done_on is not None else ""
            # In two lines below itself where it is cut, by the day or by what stands behind it.
            beside = len(right) + (0 if line.item else len("yours  ")) + 10
            lines = wrap(one_line(text), max(20, width - beside))
            detail = tuple(lines) if len(lines) > 1 else ()
            rows.append(Row(f"line:{place}", text, mark, right, "" if line.item else "yours", detail=detail))
            place += 1
        if not one.lines:
            rows.append(Row(f"list:{one.id}", page.keyed("{first_days.add} writes a line"), tone=Tone.DIM))
    return rows[1:]


def clock_paras(page: PageScreen, person: Person, found: FirstDays | None) -> Iterator[Para]:
    """What is left of the first 90 days of somebody, beside the list of clocks."""
    yield Para(_name(page, person.id, person.name, is_me=person.is_me), Tone.HEADING)
    if found is None:
        yield Para(page.keyed("{clocks.start} says since when they have the role."), Tone.DIM)
        return
    yield Para(head_words(page, found.clock), Tone.DIM)
    for one in found.lists:
        yield Para()
        yield Para(_done_words(one), Tone.HEADING)
        for line in one.lines:
            if line.done_on is None:
                yield Para(line.body if line.item else page.veil.text(line.body), indent=1)


def head_words(page: PageScreen, clock: RoleClock) -> str:
    """`since Mon 5 Oct · month 2 of 12-18 · day 47 of 90`."""
    since = say_day(clock.start, page.rhythm.today())
    begun = "since" if clock.month else "begins"
    parts = (f"{begun} {since}", month_words(clock), day_words(clock))
    return page.rhythm_app.marks.text(" · ").join(filter(None, parts))


def _row(page: PageScreen, clock: RoleClock, key: str) -> Row:
    me = page.rhythm.people.me()
    name = _name(page, clock.person_id, clock.person, is_me=me is not None and me.id == clock.person_id)
    since = f"since {say_day(clock.start, page.rhythm.today())}"
    fact = page.rhythm_app.marks.text(" · ").join(filter(None, (since, day_words(clock))))
    tone = Tone.ACCENT if clock.in_first_days else Tone.PLAIN
    return Row(key, name, page.rhythm_app.marks.here if clock.in_first_days else "", month_words(clock), fact, tone)


def _name(page: PageScreen, person_id: int, name: str, *, is_me: bool) -> str:
    return YOU if is_me else page.veil.name(name, person_id)


def _done_words(one: DayList) -> str:
    return f"{one.title}, {sum(line.done_on is not None for line in one.lines)} of {len(one.lines)} done"
