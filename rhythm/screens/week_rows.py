"""The rows and paragraphs that each step of the weekly review shows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from rhythm.domain.balance import say_themes
from rhythm.domain.conflict_words import watch_lines, words_for_count
from rhythm.domain.day_words import WEEKDAY_LABELS
from rhythm.domain.escalations import Escalation, Moment, Reached
from rhythm.domain.meetings import MeetingKind, Promise
from rhythm.domain.people import Relation
from rhythm.domain.periods import Week
from rhythm.domain.plan.values import clock
from rhythm.domain.saying import counted, say_day, say_distance, say_late, times
from rhythm.screens import words
from rhythm.screens.board_rows import right_groups
from rhythm.screens.place import WIDE
from rhythm.screens.ritual_rows import asking_rows
from rhythm.screens.room_between import STRUCTURE, unclear_words
from rhythm.screens.tracker_words import TrackerWords
from rhythm.screens.week_sitting import Sitting, triage_key
from widgets.meter import spark
from widgets.panel import Para, wrap
from widgets.plain import one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.service.closed_weeks import ClosedWeek
    from rhythm.service.walks import WeekWalk

TREND_WEEKS = 4
ROOM_BESIDE_A_PROMISE = 21
"""Cells of a row that mark, distance, gaps and the word before the name take."""
EARLIER_LINES = 8


def rows_of(page: PageScreen, sitting: Sitting, step: str) -> list[Row]:
    """The rows of a step; items that were skipped are dim, what a bounded review leaves out is not shown."""
    makers = {
        "close_meetings": _meetings,
        "verdicts": _verdicts,
        "same": _same,
        "promises": _promises,
        "rituals": lambda page, walk: asking_rows(page, walk.items.rituals),
        "reached_me": _reached,
        "next_week": _plan,
    }
    maker = makers.get(step)
    rows = maker(page, sitting.walk) if maker is not None else []
    if step not in ("reached_me", "next_week"):
        shown = set(sitting.shown(step))
        rows = [row for row in rows if not row.key or row.key in shown]
        while rows and not rows[-1].key:
            rows.pop()
    # What was set aside and then sorted all the same is no longer aside.
    waiting = {*sitting.shown("triage"), *(sitting.shown(step) if step != "reached_me" else ())}
    return [_aside(row) if row.key in sitting.aside and row.key in waiting else row for row in rows]


def figures_of(page: PageScreen, walk: WeekWalk, step: str) -> list[Para]:
    """The sentences above the rows of a step."""
    if step == "reached_me":
        return [Para(text) for text in (*reached_words(page, walk), *talk_words(page))]
    if step == "next_week":
        return [Para(_load(walk))]
    if step == "closing":
        return _closing(walk)
    return []


def after_this(page: PageScreen, sitting: Sitting, key: str) -> list[Para]:
    """The rows that wait behind the one that is being sorted."""
    texts = {triage_key(row): row for row in sitting.walk.items.triage}
    waiting = [texts[other] for other in sitting.left("triage") if other != key]
    if not waiting:
        return []
    today = page.rhythm.today()
    paras = [Para(f"After this, {len(waiting)} more", Tone.HEADING), Para()]
    for row in waiting:
        paras += [Para(say_day(row.day, today), Tone.DIM), Para(page.veil.text(row.summary), indent=1)]
    return paras


def earlier_lines(page: PageScreen, weeks: tuple[ClosedWeek, ...]) -> list[Para]:
    """What was written at the end of the weeks before."""
    written = [week for week in weeks if week.closing]
    if not written:
        return []
    today = page.rhythm.today()
    paras = [Para("Earlier lines", Tone.HEADING)]
    for week in written[:EARLIER_LINES]:
        paras += [Para(), Para(week_words(week.week, today), Tone.DIM), Para(page.veil.text(week.closing))]
    return paras


def reached_words(page: PageScreen, walk: WeekWalk) -> tuple[str, ...]:
    """What reached the director this week in words, and four weeks of it."""
    figures, marks = walk.figures, page.rhythm_app.marks
    if figures.reached_me:
        said = [f"{figures.reached_me} reached you"]
        if figures.mine or figures.not_mine:
            said += [f"{figures.mine} in your moments", f"{figures.not_mine} outside"]
        if figures.unsaid:
            said.append(f"{figures.unsaid} not said yet")
        if walk.leaks:
            said.append(f"{len(walk.leaks)} although delegated")
        if figures.minutes:
            said.append(f"{figures.minutes} minutes")
    else:
        said = ["nothing reached you" if walk.good_calls else "nothing was logged"]
    first = walk.items.week.shifted(1 - TREND_WEEKS).first_day
    weekly = [count for _, count in page.rhythm.reviews.counts(first, walk.items.week.last_day).weekly]
    per_week = ", ".join("not logged" if count is None else str(count) for count in weekly)
    share = figures.outside_share
    outside = f"; {round(share * 100)} % outside your moments" if share is not None else ""
    trend = f"Last {TREND_WEEKS} weeks {spark(weekly, marks)} {per_week}{outside}."
    return f"{', '.join(said)}.".capitalize(), marks.text(trend)


def talk_words(page: PageScreen) -> tuple[str, ...]:
    """What the talks of four weeks were for, and what is unclear to several managers."""
    talks = page.rhythm.talks
    themes = talks.themes()
    said = [f"Talks of {say_themes(themes)}."] if themes is not None else []
    for one in talks.unclear():
        names = [page.veil.name(name, number) for name, number in zip(one.people, one.person_ids, strict=True)]
        said.append(f"{unclear_words(page.rhythm, one.item, len(names))} ({', '.join(names)}). {STRUCTURE}")
    return tuple(said)


def closed_paras(page: PageScreen, week: ClosedWeek, before: tuple[ClosedWeek, ...]) -> list[Para]:
    """A closed week as it was closed, beside up to three that were closed before it."""
    today, earlier = page.rhythm.today(), before[: TREND_WEEKS - 1]
    paras = [Para(page.veil.text(week.closing) or "No closing line.", Tone.PLAIN if week.closing else Tone.DIM), Para()]
    names = [f"W{other.week.number:02d}" for other in (week, *earlier)]
    paras.append(Para(_table_line("Figures", names), Tone.HEADING))
    for name, label in FIGURES:
        values = [str(getattr(other.figures, name)) for other in (week, *earlier)]
        paras.append(Para(_table_line(label, values)))
    shares = [other.figures.outside_share for other in (week, *earlier)]
    paras.append(
        Para(
            _table_line(
                "outside, 4-week median", ["-" if share is None else f"{round(share * 100)} %" for share in shares]
            )
        )
    )
    if week.nothing_reached_me:
        paras += [Para(), Para("You said that nothing reached you this week.")]
    if not earlier:
        paras += [Para(), Para("Earlier weeks will stand beside it once they were closed.", Tone.DIM)]
    if week.left:
        paras += [Para(), Para("Left open", Tone.HEADING)]
        paras += [Para(f"{title}: {counted(count, 'item')}") for title, count in week.left]
        paras.append(Para("They come again with the next review.", Tone.DIM))
    paras += [Para(), Para(f"Closed on {say_day(week.closed_on, today)}; a frozen copy.", Tone.DIM)]
    return paras


FIGURES = (
    ("held", "meetings held"),
    ("missed", "meetings missed"),
    ("skipped", "meetings skipped"),
    ("reached_me", "reached you"),
    ("mine", "in your moments"),
    ("not_mine", "outside them"),
    ("minutes", "minutes they took"),
    ("good_calls", "went well without you"),
    ("promises_kept", "promises kept"),
)
"""Figures of a closed week, with their words."""


def week_words(week: Week, today: dt.date) -> str:
    """`Week 47`, with the year when it is another one than today's."""
    return f"Week {week.number}" + ("" if week.year == today.isocalendar().year else f" of {week.year}")


def _table_line(label: str, values: list[str]) -> str:
    first, *rest = values
    return f"{label:<24}{first:>9}" + "".join(f"{value:>7}" for value in rest)


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
            f"{_kind(meeting.kind)} · {say_day(meeting.day, today)}" + (f" {meeting.start}" if meeting.start else ""),
            Tone.WARNING,
        )
        for meeting in walk.items.to_close
    ]


def _kind(kind: MeetingKind) -> str:
    return words.relation_word(Relation.SKIP_LEVEL if kind is MeetingKind.SKIP_LEVEL else Relation.MANAGER)


def _verdicts(page: PageScreen, walk: WeekWalk) -> list[Row]:
    tracker, marks, today = page.rhythm.tracker, page.rhythm_app.marks, page.rhythm.today()
    rows = [
        Row(
            f"conflict:{view.id}",
            page.veil.text(view.conflict.name),
            words.conflict_mark(view, tracker.rules, marks),
            "verdict",
            words_for_count(view.tally, tracker.rules),
            Tone.ERROR,
            (f"You coached it {times(view.tally.coached)}.",) if view.tally.coached else (),
        )
        for view in walk.items.cards
    ]
    fixes = []
    for fix in walk.items.fixes_due:
        watch = page.rhythm.fixes.watch(fix)
        fixes.append(
            Row(
                f"fix:{fix.id}",
                page.veil.text(fix.body or fix.kind.replace("_", " ")),
                marks.again,
                f"since {say_day(fix.in_effect, today)}" if fix.in_effect is not None else "",
                "",
                Tone.WARNING,
                tuple(watch_lines(watch)) if watch is not None else (),
            )
        )
    groups = (("", rows), ("DID IT HOLD?", fixes), *right_groups(page, walk))
    parts = [[*([heading(title)] if title else []), *of_group] for title, of_group in groups if of_group]
    return [row for part in parts for row in (SPACER, *part)][1:]


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
            f"to {page.veil.name(promise.person, promise.person_id)}",
            say_late(promise.due, today) if promise.due is not None else "",
            words.promise_tone(promise, today),
            _promise_detail(page, promise),
        )
        for promise in walk.items.promises
    ]


def _promise_detail(page: PageScreen, promise: Promise) -> tuple[str, ...]:
    """What the row has no room for; where there is a second pane, it stands there."""
    if page.size.width >= WIDE:
        return ()
    moved = f", moved {promise.moved}x" if promise.moved else ""
    text = page.veil.text(promise.body)
    beside = len(promise.person) + ROOM_BESIDE_A_PROMISE
    whole = wrap(one_line(text), max(20, page.size.width - 6)) if len(text) + beside > page.size.width else []
    return (*whole, f"promised {say_day(promise.made_on, page.rhythm.today())}{moved}")


_MOMENT_GROUPS = (("OUTSIDE YOUR MOMENTS", "outside"), ("NOT SAID YET", "unsaid"), ("IN YOUR MOMENTS", "mine"))


def _reached(page: PageScreen, walk: WeekWalk) -> list[Row]:
    today = page.rhythm.today()
    tracker_words = TrackerWords(page.rhythm, page.veil)
    groups: dict[str, list[Row]] = {name: [] for _, name in _MOMENT_GROUPS}
    for row in walk.reached:
        moment = tracker_words.moment(row.moment) if row.moment is not Moment.NONE else ""
        facts = [fact for fact in (moment, tracker_words.handling(row.handling)) if fact]
        groups[_group(row)].append(
            Row(f"escalation:{row.id}", page.veil.text(row.summary), "", say_day(row.day, today), " · ".join(facts))
        )
    rows: list[Row] = []
    for title, name in _MOMENT_GROUPS:
        if groups[name]:
            rows += [SPACER, heading(title, str(len(groups[name]))), *groups[name]]
    rows += _lines_said(page, walk)
    if walk.good_calls:
        rows += [SPACER, heading("WENT WELL WITHOUT YOU", str(len(walk.good_calls)))]
        rows += [
            Row(
                f"good_call:{call.id}",
                page.veil.text(call.body),
                page.rhythm_app.marks.done,
                say_day(call.day, today),
                page.veil.name(call.person, call.person_id),
                Tone.SUCCESS,
            )
            for call in walk.good_calls
        ]
    return rows[1:]


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


def _plan(page: PageScreen, walk: WeekWalk) -> list[Row]:
    today = page.rhythm.today()
    proposed = [
        Row(
            f"plan:{row.person.id}",
            page.veil.name(row.person.name, row.person.id),
            "[ ]" if row.person.id in walk.items.declined else "[x]",
            _at(row.proposal.day, clock(row.proposal.start) if row.proposal.start is not None else None, today),
            " · ".join(part for part in (_kind(row.proposal.kind), row.proposal.reason, row.proposal.note) if part),
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
            _kind(meeting.kind),
            Tone.DIM,
        )
        for meeting in walk.items.planned
    ]
    unplaced = [
        Row(f"unplaced:{row.person.id}", page.veil.name(row.person.name, row.person.id), "!", "", row.words)
        for row in walk.items.unplaced
    ]
    groups = (("PROPOSED", proposed), ("NO PLACE", unplaced), ("PLANNED", planned))
    return [row for title, rows in groups if rows for row in (SPACER, heading(title), *rows)][1:]


def _at(day: dt.date, start: str | None, today: dt.date) -> str:
    return f"{say_day(day, today)} {start}" if start else say_day(day, today)


def _load(walk: WeekWalk) -> str:
    """How many meetings each day of next week would hold."""
    ticked = [row.proposal.day for row in walk.items.next_week if row.person.id not in walk.items.declined]
    days = Counter([*(meeting.day for meeting in walk.items.planned), *ticked])
    monday = walk.items.week.next().first_day
    week = [monday + dt.timedelta(days=n) for n in range(7)]
    load = " · ".join(f"{WEEKDAY_LABELS[day.weekday()]} {days[day]}" for day in week if days[day] or day.weekday() < 5)
    new = f" and {len(ticked)} proposed" if ticked else ""
    return f"{len(walk.items.planned)} planned{new}:  {load}"


def _closing(walk: WeekWalk) -> list[Para]:
    figures = walk.figures
    met = [f"{counted(figures.held, 'meeting')} held"]
    met += [f"{number} {word}" for number, word in ((figures.missed, "missed"), (figures.skipped, "skipped")) if number]
    said = [", ".join(met), f"{figures.reached_me} reached you"]
    said += [f"{figures.good_calls} went well without you"] if figures.good_calls else []
    said += [f"{counted(figures.promises_kept, 'promise')} kept"] if figures.promises_kept else []
    routes = [Para(f"{walk.routes.say()}.".capitalize())] if walk.routes.total else []
    return [Para(" · ".join(said)), *routes]
