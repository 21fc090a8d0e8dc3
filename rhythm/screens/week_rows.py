"""The rows that each step of the weekly review shows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rich.cells import cell_len

from rhythm.domain.conflict_words import watch_lines
from rhythm.domain.escalations import Escalation, Moment, Reached
from rhythm.domain.meetings import Promise
from rhythm.domain.plan.values import clock
from rhythm.domain.saying import counted, say_day, say_distance, say_late, times
from rhythm.screens import words
from rhythm.screens.board_rows import right_groups
from rhythm.screens.place import WIDE, list_width
from rhythm.screens.ritual_rows import asking_rows
from rhythm.screens.tracker_words import TrackerWords
from rhythm.screens.words import kind_word
from rhythm.service.open_items import card_key, went_key
from widgets.panel import wrap
from widgets.plain import one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.fixes import Fix
    from rhythm.domain.portfolio import DueReview
    from rhythm.domain.waiting import Waiting
    from rhythm.queries.tracker import ConflictView
    from rhythm.screens.place import PageScreen
    from rhythm.service.sittings import Sitting
    from rhythm.service.walks import WeekWalk

ROOM_BESIDE_A_PROMISE = 21
"""Cells of a row that mark, distance, gaps and the word before the name take."""
ROOM_BESIDE_A_DAY = 16
"""The same of a row with a day at its right: the day, gaps and edges."""


def rows_of(page: PageScreen, sitting: Sitting, step: str) -> list[Row]:
    """The rows of a step; items that were skipped are dim, what a bounded review leaves out is not shown."""
    makers = {
        "close_meetings": _meetings,
        "verdicts": _verdicts,
        "same": _same,
        "promises": _promises,
        "rituals": lambda page, walk: asking_rows(page, walk.items.rituals),
        "reached_me": _reached,
        "people": _people,
        "structure": _structure,
        "good_calls": _good_calls,
        "next_week": _plan,
    }
    maker = makers.get(step)
    rows = maker(page, sitting.walk) if maker is not None else []
    asked, shown = {item.key for item in sitting.walk.items.asks(step)}, set(sitting.shown(step))
    if step == "next_week":
        return rows
    rows = _with_rows([row for row in rows if not row.key or row.key not in asked or row.key in shown])
    # What was set aside and then sorted all the same is no longer aside.
    waiting = {*sitting.shown("triage"), *shown}
    return [_aside(row) if row.key in sitting.kept.aside and row.key in waiting else row for row in rows]


def _with_rows(rows: list[Row]) -> list[Row]:
    """The groups, parted by blanks, in which a row is left; a title alone goes with its rows."""
    groups: list[list[Row]] = [[]]
    for row in rows:
        if row == SPACER:
            groups.append([])
        else:
            groups[-1].append(row)
    return [row for group in groups if any(row.key for row in group) for row in (SPACER, *group)][1:]


def _aside(row: Row) -> Row:
    return Row(row.key, row.main, row.mark, "set aside", row.fact, Tone.DIM)


def _meetings(page: PageScreen, walk: WeekWalk) -> list[Row]:
    today = page.rhythm.today()
    return [
        Row(
            f"meeting:{meeting.id}",
            page.veil.name(meeting.person, meeting.person_id),
            "?",
            say_distance(meeting.day, today),
            f"{kind_word(meeting.kind)} · {say_day(meeting.day, today)}"
            + (f" {meeting.start}" if meeting.start else ""),
            Tone.WARNING,
        )
        for meeting in walk.items.to_close
    ]


def _verdicts(page: PageScreen, walk: WeekWalk) -> list[Row]:
    cards = [_card(page, view) for view in walk.items.cards]
    fixes = [_fix_due(page, fix) for fix in walk.items.fixes_due]
    bets = [_bet_due(page, one) for one in walk.items.bets]
    return _grouped(("", cards), ("DID IT HOLD?", fixes), ("DECIDED FOR A TIME", bets))


def _card(page: PageScreen, view: ConflictView) -> Row:
    rules = page.rhythm.tracker.rules
    return Row(
        f"conflict:{view.id}",
        page.veil.text(view.conflict.name),
        words.conflict_mark(view, rules, page.rhythm_app.marks),
        "verdict",
        words.conflict_count(view, rules, coached=False),
        Tone.ERROR,
        (f"You coached it {times(view.tally.coached)}.",) if view.tally.coached else (),
    )


def _fix_due(page: PageScreen, fix: Fix) -> Row:
    watch = page.rhythm.fixes.watch(fix)
    return Row(
        f"fix:{fix.id}",
        page.veil.text(fix.body or fix.kind.replace("_", " ")),
        page.rhythm_app.marks.again,
        f"since {say_day(fix.in_effect, page.rhythm.today())}" if fix.in_effect is not None else "",
        "",
        Tone.WARNING,
        tuple(watch_lines(watch)) if watch is not None else (),
    )


def _bet_due(page: PageScreen, one: DueReview) -> Row:
    today = page.rhythm.today()
    return Row(
        f"bet:{one.bet.id}",
        page.veil.text(one.bet.name),
        "?",
        say_late(one.review_on, today),
        f"{one.decision.kind}, {say_day(one.decision.day, today)}",
        Tone.WARNING,
    )


def _same(page: PageScreen, walk: WeekWalk) -> list[Row]:
    tracker, marks = page.rhythm.tracker, page.rhythm_app.marks
    return [
        Row(
            pair.key,
            page.veil.text(pair.first.conflict.name),
            words.conflict_mark(pair.first, tracker.rules, marks),
            f"#{pair.first.id} and #{pair.second.id}",
            "",
            Tone.PLAIN,
            (
                f"{words.conflict_mark(pair.second, tracker.rules, marks)} {page.veil.text(pair.second.conflict.name)}",
                page.veil.text(", ".join(pair.reasons)),
            ),
        )
        for pair in walk.items.same
    ]


def _promises(page: PageScreen, walk: WeekWalk) -> list[Row]:
    today = page.rhythm.today()
    return [
        Row(
            f"promise:{promise.id}",
            page.veil.text(promise.body),
            ">",
            say_late(promise.due, today) if promise.due is not None else "",
            f"to {page.veil.name(promise.person, promise.person_id)}",
            words.promise_tone(promise, today),
            _promise_detail(page, promise),
        )
        for promise in walk.items.promises
    ]


def _whole(page: PageScreen, text: str, beside: int) -> tuple[str, ...]:
    """A text below its row, where `beside` cells of other words cut it."""
    if cell_len(text) + beside <= page.size.width:
        return ()
    return tuple(wrap(one_line(text), max(20, page.size.width - 6)))


def _promise_detail(page: PageScreen, promise: Promise) -> tuple[str, ...]:
    """What the row has no room for; where there is a second pane, it stands there."""
    if page.size.width >= WIDE:
        return ()
    moved = f", moved {promise.moved}x" if promise.moved else ""
    whole = _whole(page, page.veil.text(promise.body), len(promise.person) + ROOM_BESIDE_A_PROMISE)
    return (*whole, f"promised {say_day(promise.made_on, page.rhythm.today())}{moved}")


_MOMENT_GROUPS = (("OUTSIDE YOUR MOMENTS", "outside"), ("NOT SAID YET", "unsaid"), ("IN YOUR MOMENTS", "mine"))


def _reached(page: PageScreen, walk: WeekWalk) -> list[Row]:
    today = page.rhythm.today()
    tracker_words = TrackerWords(page.rhythm, page.veil)
    groups: dict[str, list[Row]] = {name: [] for _, name in _MOMENT_GROUPS}
    leaks = {leak.row.id for leak in walk.leaks}
    for row in walk.reached:
        moment = tracker_words.moment(row.moment) if row.moment is not Moment.NONE else ""
        delegated = "although delegated" if row.id in leaks else ""
        facts = [fact for fact in (delegated, moment, tracker_words.handling(row.handling)) if fact]
        text, fact = page.veil.text(row.summary), " · ".join(facts)
        # Where there is a second pane, the whole of it stands there.
        rest = _whole(page, text, len(fact) + ROOM_BESIDE_A_DAY) if page.size.width < WIDE else ()
        groups[_group(row)].append(Row(f"escalation:{row.id}", text, "", say_day(row.day, today), fact, detail=rest))
    rows: list[Row] = [SPACER, *_grouped(*right_groups(page, walk))]
    for title, name in _MOMENT_GROUPS:
        if groups[name]:
            rows += [SPACER, heading(title, str(len(groups[name]))), *groups[name]]
    return [*rows, *_lines_said(page, walk)]


def _lines_said(page: PageScreen, walk: WeekWalk) -> list[Row]:
    """What would have let them decide alone, and what would have brought the late ones in time, with their rows."""
    late = [row for row in walk.reached if row.reached is Reached.LATE]
    said = [(row, row.without_me) for row in walk.reached if row.without_me]
    repairs = [(row, row.repair or "not said yet") for row in late]
    rows: list[Row] = []
    for title, lines in (("THEY DECIDE WITHOUT YOU, WITH", said), ("CAME LATE; IN TIME NEXT TIME, WITH", repairs)):
        if lines:
            rows += [SPACER, heading(title, str(len(lines)))]
        for row, line in lines:
            of = page.veil.text(row.summary)
            rows.append(Row(f"escalation:{row.id}", page.veil.text(line), "", "", f"of: {of}"))
    return rows


def _group(row: Escalation) -> str:
    if row.moment is None:
        return "unsaid"
    return "outside" if row.moment is Moment.NONE else "mine"


def _people(page: PageScreen, walk: WeekWalk) -> list[Row]:
    people, today = walk.items.people, page.rhythm.today()
    proposed = {int(row.person.id): row.proposal.day for row in walk.items.next_week}

    def when(person_id: int) -> str:
        return f"plan {say_day(proposed[person_id], today)}" if person_id in proposed else "plan"

    over = [
        Row(
            f"over:{row.person.id}",
            page.veil.name(row.person.name, row.person.id),
            "!",
            when(row.person.id),
            f"{words.relation_word(row.relation)} · {words.gap(row.due)}",
            Tone.ERROR,
        )
        for row in people.over
    ]
    round_them = [
        Row(
            went_key(one),
            page.veil.text(one.body),
            ">" if isinstance(one, Promise) else "",
            "through the manager",
            page.veil.name(one.person, one.person_id),
            Tone.WARNING,
            (f"why: {page.veil.text(one.route_reason)}",) if one.route_reason else (),
        )
        for one in people.round
    ]
    return _grouped(
        ("OVER THE LIMIT", over),
        ("NO PRECISE FEEDBACK FOR LONG", _waiting(page, people.feedback, "feedback", "write it")),
        ("NO APPRECIATION FOR LONG", _waiting(page, people.thanks, "thanks", "thank")),
        ("WENT ROUND A MANAGER", round_them),
    )


def _structure(page: PageScreen, walk: WeekWalk) -> list[Row]:
    asked = walk.items.question
    if asked is None:
        return []
    person = asked.subject.person_id
    # A team keeps its name while names are hidden, here as on its own page.
    about = page.veil.name(asked.about, person) if person is not None else asked.about
    since = f"unknown since {say_day(asked.since, page.rhythm.today())}" if asked.since is not None else "never asked"
    question = tuple(wrap(asked.card.question, max(20, list_width(page.size.width) - 8)))
    return [Row(card_key(asked), about, "?", since, asked.card.label, Tone.WARNING, question)]


def _waiting(page: PageScreen, people: tuple[Waiting, ...], kind: str, verb: str) -> list[Row]:
    today = page.rhythm.today()
    return [
        Row(
            f"{kind}:{one.person_id}",
            page.veil.name(one.name, one.person_id),
            "",
            verb,
            f"last {say_day(one.last, today)}, {counted(one.days // 7, 'week')} ago"
            if one.last is not None
            else f"never, in {counted(one.days // 7, 'week')}",
        )
        for one in people
    ]


def _good_calls(page: PageScreen, walk: WeekWalk) -> list[Row]:
    today = page.rhythm.today()
    return [
        Row(
            f"good_call:{call.id}",
            page.veil.text(call.body),
            page.rhythm_app.marks.done,
            say_day(call.day, today),
            page.veil.name(call.person, call.person_id),
            Tone.SUCCESS,
            _whole(page, page.veil.text(call.body), len(call.person) + ROOM_BESIDE_A_DAY + 3),
        )
        for call in walk.good_calls
    ]


def _grouped(*groups: tuple[str, list[Row]]) -> list[Row]:
    """Groups of rows under their titles; one without rows has none."""
    parts = [[*([heading(title)] if title else []), *rows] for title, rows in groups if rows]
    return [row for part in parts for row in (SPACER, *part)][1:]


def _plan(page: PageScreen, walk: WeekWalk) -> list[Row]:
    today = page.rhythm.today()
    proposed = [
        Row(
            f"plan:{row.person.id}",
            page.veil.name(row.person.name, row.person.id),
            "[ ]" if row.person.id in walk.items.declined else "[x]",
            _at(row.proposal.day, clock(row.proposal.start) if row.proposal.start is not None else None, today),
            " · ".join(part for part in (kind_word(row.proposal.kind), row.proposal.reason, row.proposal.note) if part),
            Tone.DIM if row.person.id in walk.items.declined else Tone.PLAIN,
        )
        for row in walk.items.next_week
    ]
    planned = [
        Row(
            f"person:{meeting.person_id}",
            page.veil.name(meeting.person, meeting.person_id),
            "",
            _at(meeting.day, meeting.start, today),
            kind_word(meeting.kind),
            Tone.DIM,
        )
        for meeting in walk.items.planned
    ]
    unplaced = [
        Row(f"unplaced:{row.person.id}", page.veil.name(row.person.name, row.person.id), "!", "", row.words)
        for row in walk.items.unplaced
    ]
    return _grouped(("PROPOSED", proposed), ("NO PLACE", unplaced), ("PLANNED", planned))


def _at(day: dt.date, start: str | None, today: dt.date) -> str:
    return f"{say_day(day, today)} {start}" if start else say_day(day, today)
