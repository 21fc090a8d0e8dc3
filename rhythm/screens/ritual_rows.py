"""The rows and paragraphs that show rituals: under Org, on Today, and in the week."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.rituals import Session, Standing, say_every
from rhythm.domain.saying import counted, say_day, say_late, times
from rhythm.screens.place import WIDE, PageScreen, list_width
from widgets.panel import Para, wrap
from widgets.plain import one_line
from widgets.row_list import Row, heading
from widgets.tone import Tone

LAST_SESSIONS = 8
_INDENT = 6


def held_rows(page: PageScreen) -> list[Row]:
    """The rituals that are held, as a section; nothing before one was taken up."""
    standings = page.rhythm.rituals.standings()
    rows = [_held(page, one) for one in standings]
    return [heading("RITUALS", str(len(rows))), *rows] if rows else []


def offered_rows(page: PageScreen) -> list[Row]:
    """The rituals that could be taken up, as a quiet section."""
    beside = page.size.width >= WIDE
    rows = [
        Row(
            f"offer:{one.id}",
            one.name,
            "+",
            say_every(one.every_days),
            one.purpose,
            Tone.DIM,
            () if beside else (one.question,),
        )
        for one in page.rhythm.rituals.offered()
    ]
    return [heading("RITUALS ON OFFER", hint=page.keyed("{org.take_up} takes one up")), *rows] if rows else []


def offer_paras(page: PageScreen, slug: str) -> tuple[Para, ...]:
    """A ritual on offer for the pane at the right: its question, what it is for, and how often."""
    one = next((one for one in page.rhythm.rituals.offered() if one.id == slug), None)
    if one is None:
        return ()
    return (
        Para(one.name, Tone.HEADING),
        Para(one.question),
        Para(),
        Para(one.purpose, Tone.DIM),
        Para(say_every(one.every_days), Tone.DIM),
    )


def asking_rows(page: PageScreen, standings: tuple[Standing, ...]) -> list[Row]:
    """Those that left their question open too often, with the question in full below the one in hand."""
    return [
        Row(
            f"ritual:{one.ritual.id}",
            page.veil.text(one.ritual.name),
            "?",
            f"{times(one.unanswered)} no",
            _record(one),
            Tone.WARNING,
            _question(page, one),
        )
        for one in standings
    ]


def due_rows(page: PageScreen, today: dt.date) -> list[Row]:
    """One calm line about the rituals that are due up to Sunday, or none."""
    due = page.rhythm.rituals.due(today + dt.timedelta(days=6 - today.weekday()))
    if not due:
        return []
    if len(due) == 1:
        return [_due(page, due[0], today)]
    names = ", ".join(f"{page.veil.text(one.ritual.name)} {_when(one, today)}" for one in due)
    return [Row("place:org", f"{len(due)} rituals", fact=names, hint=page.keyed("{place.org} Org"))]


def ritual_paras(page: PageScreen, number: int) -> tuple[Para, ...]:
    """A ritual for the pane at the right: its question, what it is for, and how its last sessions went."""
    standing = page.rhythm.rituals.standing(number)
    if standing is None:
        return ()
    veil, today, ritual = page.veil, page.rhythm.today(), standing.ritual
    paras = [Para(veil.text(ritual.name), Tone.HEADING), Para(veil.text(ritual.question)), Para()]
    if ritual.purpose:
        paras.append(Para(veil.text(ritual.purpose), Tone.DIM))
    paras.append(Para(_cadence(standing, today), Tone.DIM))
    if standing.recent:
        paras += [Para(), Para("Last time", Tone.HEADING)]
    for session in standing.recent[:LAST_SESSIONS]:
        paras.append(Para(_session(session, today)))
        if session.standard:
            paras.append(Para(f"standard: {veil.text(session.standard)}", Tone.DIM, 1))
        if session.note:
            paras.append(Para(veil.text(session.note), indent=1))
    return tuple(paras)


def _held(page: PageScreen, standing: Standing) -> Row:
    ritual, today = standing.ritual, page.rhythm.today()
    due = standing.due_on
    is_due = due is not None and due <= today
    return Row(
        f"ritual:{ritual.id}",
        page.veil.text(ritual.name),
        "?" if standing.asks else page.rhythm_app.marks.here if is_due else "",
        say_late(due, today) if due is not None else "",
        f"{say_every(ritual.every_days)} · {_record(standing)}",
        Tone.WARNING if standing.asks else Tone.PLAIN,
        _question(page, standing),
    )


def _due(page: PageScreen, standing: Standing, today: dt.date) -> Row:
    ritual = standing.ritual
    name, question = page.veil.text(ritual.name), page.veil.text(ritual.question)
    return Row(f"ritual:{ritual.id}", name, "", _when(standing, today), f"ritual · {question}")


def _when(standing: Standing, today: dt.date) -> str:
    return say_late(standing.due_on, today) if standing.due_on is not None else ""


def _record(standing: Standing) -> str:
    """How its newest sessions went: `answered 8 of 12 · 14 decisions`."""
    if not standing.recent:
        return "not held yet"
    decided = f" · {counted(standing.decisions, 'decision')}" if standing.decisions else ""
    return f"answered {standing.answered} of {len(standing.recent)}{decided}"


def _question(page: PageScreen, standing: Standing) -> tuple[str, ...]:
    """The question below the row; where there is a pane at the right, it stands there."""
    if page.size.width >= WIDE:
        return ()
    text = one_line(page.veil.text(standing.ritual.question))
    return tuple(wrap(text, max(20, list_width(page.size.width) - _INDENT)))


def _cadence(standing: Standing, today: dt.date) -> str:
    ritual, due = standing.ritual, standing.due_on
    since = f"{say_every(ritual.every_days)}, since {say_day(ritual.started_on, today)}"
    if ritual.stopped_on is not None:
        return f"{since}, stopped {say_day(ritual.stopped_on, today)}"
    return f"{since}, due {say_day(due, today)}" if due is not None else since


def _session(session: Session, today: dt.date) -> str:
    said = "answered" if session.answered else "left open"
    decided = f", {counted(session.decisions, 'decision')}" if session.decisions else ""
    length = f", {session.minutes} min" if session.minutes else ""
    return f"{say_day(session.day, today)}: {said}{decided}{length}"
