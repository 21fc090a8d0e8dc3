"""The sentences that the weekly review says above its rows, beside them, and of a week that was closed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from rhythm.domain.balance import say_themes
from rhythm.domain.day_words import WEEKDAY_LABELS
from rhythm.domain.periods import Week
from rhythm.domain.pillars import say_pillars
from rhythm.domain.saying import counted, say_day, short_day
from rhythm.screens.room_between import STRUCTURE, unclear_words
from rhythm.service.open_items import triage_key
from rhythm.service.sittings import OUTSIDE_THE_BOUND
from rhythm.service.week_snapshots import TREND_WEEKS
from widgets.meter import spark
from widgets.panel import Para
from widgets.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rhythm.screens.place import PageScreen
    from rhythm.service.closed_weeks import ClosedWeek
    from rhythm.service.sittings import Sitting
    from rhythm.service.walks import WeekWalk

EARLIER_LINES = 8
NOTHING_LEFT = "Nothing is left to ask about this week; {week.steps} lists the steps."
ONLY_THE_LINE = "Only the line that closes the week is left; {week.steps} lists the steps."
_HEAD_GAPS = 5
"""Cells of the head line that stay free beside its title and its fact."""
FEEDS = {
    "close_meetings": "Planned meetings whose day has passed are asked about here.",
    "triage": "Escalations without a conflict or a moment are sorted here; {capture.open} logs one.",
    "verdicts": "Conflicts that came up in three meetings are decided here, and fixes whose watch is over.",
    "same": "In the first review of a month, conflicts that may be one are shown here.",
    "promises": "Your own promises due by Sunday are shown here; a > line in a note makes one.",
    "reached_me": "What reached you is shown here, also what was delegated; {capture.open} logs it in one line.",
    "rituals": (
        "Rituals that left their question open three times in a row are shown here; {place.org} Org takes rituals up."
    ),
    "people": "People who wait too long for your time, for precise feedback or for a thank-you are shown here.",
    "structure": "What is unknown about charters, interfaces, scope and decision rights is asked here, one a week.",
    "good_calls": "Calls that went well without you are shown here; Enter adds one.",
    "next_week": "What the plan proposes for next week is shown here, for people with a rhythm: {place.people} People.",
}
"""What would stand in a step that is empty, and where it comes from."""
_BARE = (
    "Nothing was written down this week, so there is nothing to close, to sort or to decide.",
    "Such a week takes a minute: {capture.open} logs what reached you, {good.log} a call that went well without you, "
    "{week.write} writes one line, and {walk.close} closes the week.",
)
_NOBODY = (
    "Begin with the people you meet: {place.people} People, then {people.add} to add them. Their meetings and promises "
    "are then asked about here."
)


def head_words(sitting: Sitting, step: str, today: dt.date, width: int) -> tuple[str, str]:
    """The head line over a step: the week and where one is in its steps; what is left, and the time of the review."""
    at, here = sitting.order.index(step), len(sitting.left(step))
    left = f"{here} here, {sitting.items_left} left" if sitting.items_left else "all done"
    fact = f"{left} · {sitting.kept.minutes} of {sitting.walk.budget_minutes} min"
    rest = f" · {at + 1} of {len(sitting.order)} · {sitting.walk.steps[at].title}"
    room = width - len(rest) - len(fact) - _HEAD_GAPS
    return week_and_days(sitting.walk.items.week, today, room) + rest, fact


def question_words(sitting: Sitting, step: str) -> str:
    """The question of a step; how many more of what is sorted one by one, and what a bounded review leaves out."""
    question = sitting.walk.steps[sitting.order.index(step)].question
    more = len(sitting.left(step)) - 1 if step == "triage" else 0
    after = f" {more} more after this." if more > 0 else ""
    waiting = f" {sitting.waiting} wait for another time." if sitting.waiting else ""
    return question + after + waiting


def empty_words(sitting: Sitting, step: str) -> list[str]:
    """What would stand in a step without rows, and how one goes on from there."""
    onward = "{walk.close} closes the week." if sitting.neighbour(step, 1) is None else "{walk.next} goes on."
    asked = any(sitting.left(other) for other in sitting.order if other != OUTSIDE_THE_BOUND)
    elsewhere = ONLY_THE_LINE if sitting.left(OUTSIDE_THE_BOUND) else NOTHING_LEFT
    nothing = "Nothing is left here." if asked or step == OUTSIDE_THE_BOUND else elsewhere
    return [FEEDS.get(step, ""), "", f"{nothing} {onward}"]


def figures_of(page: PageScreen, sitting: Sitting, step: str) -> list[Para]:
    """The sentences above the rows of a step."""
    walk = sitting.walk
    if step == "reached_me" and sitting.is_bare:
        return _bare_words(page, walk)
    if step == "reached_me":
        return [Para(text) for text in reached_words(page, walk)]
    if step == "people":
        return _people_words(page, walk)
    if step == "structure":
        # That nothing was done for any pillar is no news where nothing was written at all.
        active = any(count for _, count in walk.activity) or not sitting.is_bare
        said = [f"Activity in {say_pillars(dict(walk.activity))}."] if active else []
        return [Para(text) for text in (*said, *_bench_words(page, walk), *talk_words(page))]
    if step == "next_week":
        return [Para(_load(walk, page.rhythm.today()))]
    if step == "closing":
        return [*_closing(walk), _closing_hint(sitting)]
    return []


def _bare_words(page: PageScreen, walk: WeekWalk) -> list[Para]:
    """What a week without data looks like, and the keys that give it some; the weeks before it where these have any."""
    said = [_BARE[0], *([] if any(not one.is_me for one in page.rhythm.people.everybody()) else [_NOBODY]), _BARE[1]]
    if any(count is not None for _, count in walk.recent.weekly):
        return [Para(text) for text in (*reached_words(page, walk)[1:], *map(page.keyed, said))]
    return [Para(page.keyed(text)) for text in said]


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


def earlier_lines(page: PageScreen, sitting: Sitting, step: str) -> list[Para]:
    """What was written in a step at the end of the weeks before."""
    title, weeks = sitting.walk.steps[sitting.order.index(step)].title, page.rhythm.reviews.closed_weeks()
    lines = [(week, week.closing if step == "closing" else dict(week.answers).get(title, "")) for week in weeks]
    written = [(week, line) for week, line in lines if line]
    if not written:
        return []
    today = page.rhythm.today()
    paras = [Para("Earlier lines", Tone.HEADING)]
    for week, line in written[:EARLIER_LINES]:
        paras += [Para(), Para(week_words(week.week, today), Tone.DIM), Para(page.veil.text(line))]
    return paras


def reached_words(page: PageScreen, walk: WeekWalk) -> tuple[str, ...]:
    """What reached the director this week in words, four weeks of it, and what weeks without a review left."""
    figures, marks, recent = walk.figures, page.rhythm_app.marks, walk.recent
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
    weekly = [count for _, count in recent.weekly]
    per_week = ", ".join("not logged" if count is None else str(count) for count in weekly)
    moments = f": {recent.mine} in your moments, {recent.not_mine} outside" if recent.mine or recent.not_mine else ""
    share = figures.outside_share
    outside = f" (median of up to four logged weeks {round(share * 100)} %)" if share is not None and moments else ""
    trend = f"Last {len(weekly)} weeks {spark(weekly, marks)} {per_week}{moments}{outside}."
    gap = _gap_words(page, walk)
    return tuple(text for text in (f"{', '.join(said)}.".capitalize(), marks.text(trend), gap) if text)


def talk_words(page: PageScreen) -> tuple[str, ...]:
    """What the talks of four weeks were for, and what is unclear to several managers."""
    talks = page.rhythm.talks
    themes = talks.themes()
    said = [f"Talks of {say_themes(themes)}."] if themes is not None else []
    unclear = talks.unclear()
    if len(unclear) > 1:
        items = ", ".join(f"{talks.clarity_item(one.item).text} ({len(one.people)})" for one in unclear)
        said.append(f"Unclear to several managers: {items}. {STRUCTURE}")
    for one in unclear if len(unclear) == 1 else ():
        names = [page.veil.name(name, number) for name, number in zip(one.people, one.person_ids, strict=True)]
        said.append(f"{unclear_words(page.rhythm, one.item, len(names))} ({', '.join(names)}). {STRUCTURE}")
    return tuple(said)


def closed_paras(page: PageScreen, week: ClosedWeek, before: tuple[ClosedWeek, ...]) -> list[Para]:
    """A closed week as it was closed, beside the weeks before it; one that was not closed is missing, not zero."""
    closing = page.veil.text(week.closing)
    paras = [Para(closing or "No closing line.", Tone.PLAIN if closing else Tone.DIM)]
    for title, line in week.answers:
        paras += [Para(title, Tone.DIM), Para(page.veil.text(line), indent=1)]
    paras += [Para(), *_trend(page, week, {other.week: other for other in before})]
    if week.nothing_reached_me:
        paras += [Para(), Para("You said that nothing reached you this week.")]
    if week.left:
        paras += [Para(), Para("Left open", Tone.HEADING)]
        paras += [Para(f"{title}: {counted(count, 'item')}") for title, count in week.left]
        paras.append(Para("They come up again in the next review.", Tone.DIM))
    return paras


def closed_words(week: ClosedWeek, today: dt.date) -> str:
    """When a week was closed, after how long, and that what stands below does not change any more."""
    took = f" after {week.spent_minutes} of {week.budget_minutes} min" if week.spent_minutes is not None else ""
    return f"Closed on {say_day(week.closed_on, today)}{took}: a frozen copy, which no longer changes."


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


def week_and_days(week: Week, today: dt.date, room: int) -> str:
    """`Week 47 · 16 to 22 Nov`; without the days where there is no room for them."""
    words, last = week_words(week, today), short_day(week.last_day, today)
    one_month = week.first_day.month == week.last_day.month
    first = str(week.first_day.day) if one_month else short_day(week.first_day, today)
    whole = f"{words} · {first} to {last}"
    return whole if len(whole) <= room else words


def _trend(page: PageScreen, week: ClosedWeek, closed: Mapping[Week, ClosedWeek]) -> list[Para]:
    """The figures of a closed week in a column, and a column for each week before it."""
    marks = page.rhythm_app.marks
    columns = [week, *(closed.get(week.week.shifted(-back)) for back in range(1, TREND_WEEKS))]
    while columns[-1] is None:
        # Before the oldest closed week there is nothing to stand beside.
        columns.pop()
    names = [f"W{week.week.shifted(-back).number:02d}" for back in range(len(columns))]

    def line(label: str, values: list[str]) -> str:
        first, *rest = (marks.text(value) for value in values)
        return f"{label:<23}{first:>8}" + "".join(f"{value:>6}" for value in rest)

    paras = [Para(line("Figures", names), Tone.HEADING)]
    for name, label in FIGURES:
        values = ["–" if one is None else str(getattr(one.figures, name)) for one in columns]
        paras.append(Para(line(label, values)))
    shares = [one.figures.outside_share if one is not None else None for one in columns]
    paras.append(
        Para(line("% outside, median of 4", ["–" if one is None else str(round(one * 100)) for one in shares]))
    )
    minutes = [one.spent_minutes if one is not None else None for one in columns]
    paras.append(Para(line("minutes of the review", ["–" if one is None else str(one) for one in minutes])))
    if None in columns:
        paras.append(Para(marks.text("–  not closed: it is missing, not zero."), Tone.DIM))
    return paras


def _gap_words(page: PageScreen, walk: WeekWalk) -> str:
    """What a review says of the days before its week that no review has covered; nothing when there are none."""
    days, monday = walk.covered, walk.items.week.first_day
    before = [row for row in walk.reached if row.day < monday]
    if days.first_day >= monday or not before:
        return ""
    since = say_day(days.first_day, page.rhythm.today())
    return f"Covers the days since {since} too: {len(before)} more reached you then."


def _people_words(page: PageScreen, walk: WeekWalk) -> list[Para]:
    """Which ways went what skip-levels said, and who is not named below."""
    said = [f"{walk.routes.say()}.".capitalize()] if walk.routes.total else []
    if more := walk.items.people.more_over:
        keys = page.keyed("{place.people} People lists them, {people.plan} opens the plan")
        said.append(f"{counted(more, 'more skip-level')} over the limit: {keys}.")
    return [Para(text) for text in said]


def _bench_words(page: PageScreen, walk: WeekWalk) -> tuple[str, ...]:
    """Once a month how deep the bench is, under the veil."""
    if not walk.bench:
        return ()
    veiled = {one.person_id: page.veil.name(one.manager, one.person_id) for one in page.rhythm.bench.depth()}
    return (f"Bench: {page.rhythm.bench.month_line(*walk.covered, veiled)}.",)


def _load(walk: WeekWalk, today: dt.date) -> str:
    """Which days the week after still has, and how many meetings each of them would hold."""
    ticked = [row.proposal.day for row in walk.items.ticked]
    days = Counter([*(meeting.day for meeting in walk.items.planned), *ticked])
    following = walk.items.week.next()
    first, last = max(today, following.first_day), following.last_day
    if first > last:
        return f"The week after ended on {say_day(last, today)}; nothing of it is still to come."
    left = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    load = " · ".join(f"{WEEKDAY_LABELS[day.weekday()]} {days[day]}" for day in left if days[day] or day.weekday() < 5)
    new = f" and {len(ticked)} proposed" if ticked else ""
    span = f"{say_day(first, today)} to {say_day(last, today)}"
    return f"{span}: {len(walk.items.planned)} planned{new}" + (f"\n{load}" if load else "")


def _closing(walk: WeekWalk) -> list[Para]:
    figures = walk.figures
    met = [f"{counted(figures.held, 'meeting')} held"]
    met += [f"{number} {word}" for number, word in ((figures.missed, "missed"), (figures.skipped, "skipped")) if number]
    said = [", ".join(met), f"{figures.reached_me} reached you"]
    said += [f"{figures.good_calls} went well without you"] if figures.good_calls else []
    said += [f"{counted(figures.promises_kept, 'promise')} kept"] if figures.promises_kept else []
    return [Para(" · ".join(said))]


def _closing_hint(sitting: Sitting) -> Para:
    """What closing leaves open."""
    left = sitting.items_left - len(sitting.left("closing"))
    again = "comes" if left == 1 else "come"
    open_items = f" {counted(left, 'open item')} {again} again next week." if left else ""
    out = ", ".join(f"{title} {count}" for title, count in sitting.left_out)
    waiting = f" Left out this time: {out}." if out else ""
    return Para(f"Closing keeps these figures as they stand.{open_items}{waiting}", Tone.DIM)
