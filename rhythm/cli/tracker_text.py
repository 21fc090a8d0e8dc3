"""Conflicts, rows and fixes as lines for people."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

from rhythm.domain.conflict_words import dots, watch_lines, words_for_count
from rhythm.domain.conflicts import Rules
from rhythm.domain.saying import say_day, say_when, times

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.domain.escalations import Escalation, Handling, Party
    from rhythm.domain.fixes import Fix
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm


def ascii_only(context: Context) -> bool:
    """Whether only plain characters may be printed: set so, or the output knows no others."""
    encoding = (sys.stdout.encoding or "ascii").replace("-", "").casefold()
    return context.settings.look.ascii or not encoding.startswith("utf")


def count_text(view: ConflictView, rules: Rules, *, plain: bool) -> str:
    """What stands beside every conflict's name: `●●○ 2 of 3 meetings, 41 days`."""
    return f"{dots(view.tally.occasions, rules.threshold, ascii_only=plain)} {words_for_count(view.tally, rules)}"


def words(slug: str) -> str:
    """A slug as it is read: `verdict due`."""
    return slug.replace("_", " ")


def day_text(day: dt.date | None, today: dt.date) -> str:
    """A day with its distance: `Thu 13 Nov, 7 d ago`; nothing for no day."""
    return say_when(day, today) if day is not None else ""


def minutes_text(minutes: int | None) -> str:
    """`20 min`, or nothing."""
    return f"{minutes} min" if minutes else ""


def occasion_of(row: Escalation) -> str:
    """Where it came up, in the form that `log --in` reads: the forum, or the meeting as `#12`; else nothing."""
    return row.forum or (f"#{row.meeting_id}" if row.meeting_id is not None else "")


def names_of(parties: tuple[Party, ...]) -> str:
    """The parties in one line."""
    return ", ".join(party.name for party in parties)


def handling_text(rhythm: Rhythm, handling: Handling | None) -> str:
    """`coached back`: how a row was handled, as the user's list names it; or nothing."""
    if handling is None:
        return ""
    return next(term.label for term in rhythm.vocabulary.handlings if term.slug == handling).lower()


def row_cells(rhythm: Rhythm, row: Escalation, place: str, today: dt.date) -> list[str]:
    """One row of a verdict card: day, where, how it was handled, minutes, who raised it, and what it said."""
    return [
        f"#{row.id}",
        say_day(row.day, today),
        place,
        handling_text(rhythm, row.handling),
        minutes_text(row.minutes),
        row.raised_by,
        row.summary,
    ]


def fix_lines(rhythm: Rhythm, fix: Fix, *, plain: bool) -> list[str]:
    """A fix with its form and its watch: what it changes and who owns it, the rates before and since, chance."""
    watch, today = rhythm.fixes.watch(fix), rhythm.today()
    title = f"fix #{fix.id}  {words(fix.kind)}{f': {fix.body}' if fix.body else ''}"
    facts = [f"owner {fix.owner}" if fix.owner else "no owner yet"]
    if fix.settled_on is not None:
        facts.append(f"{words(fix.state)} on {say_day(fix.settled_on, today)}")
    elif fix.in_effect is None:
        facts.append(words(fix.state))
    if fix.in_effect is not None:
        facts.append(f"in effect since {day_text(fix.in_effect, today)}")
    if fix.verify_on is not None and fix.settled_on is None:
        facts.append(f"verdict {day_text(fix.verify_on, today)}")
    lines = [title, f"  {' · '.join(facts)}", *(f"  {line}" for line in _form_lines(rhythm, fix))]
    if watch is not None:
        told = watch_lines(watch)
        # Once its verdict is said, only what came since is still news.
        lines += [f"  {line}" for line in (told if fix.settled_on is None else told[1:2])]
    return [line.replace("·", "-") for line in lines] if plain else lines


def _form_lines(rhythm: Rhythm, fix: Fix) -> list[str]:
    """The fields of a form, each in a line, and in one more what is still open."""
    # Deferred: a row that is logged shows no fix.
    from rhythm.domain.fix_forms import open_fields

    form = rhythm.fixes.form(fix)
    lines = [f"{label}: {said}" if said else label for label, said in rhythm.fixes.forms.lines(fix.kind, form)]
    if fix.settled_on is None and (left := open_fields(fix.kind, form)):
        lines.append(f"open: {', '.join(field.name for field in left)}")
    return lines


def put_off_text(put_off: int, since: dt.date | None, today: dt.date) -> str:
    """`put off twice since Sat 3 Oct`, or nothing."""
    if not put_off or since is None:
        return ""
    return f"put off {times(put_off)} since {say_day(since, today)}"
