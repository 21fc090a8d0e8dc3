"""The pane at the right: what one should know of the highlighted row before opening it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.commands import COMMANDS
from rhythm.domain.saying import say_day, times
from rhythm.screens import words
from rhythm.screens.place import WIDE
from rhythm.screens.ritual_rows import offer_paras, ritual_paras
from widgets.panel import Para, TextPanel
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from widgets.row_list import Row


def show_detail(page: PageScreen, row: Row | None) -> None:
    """Show at the right what `detail_of` says of a row, where there is room for a pane."""
    if page.app.size.width >= WIDE:
        page.query_one("#detail", TextPanel).set_paras(row_paras(page, row) if row is not None else ())


def row_paras(page: PageScreen, row: Row) -> Sequence[Para]:
    """Paragraphs about the record of a row; where it stands for none, the row with all that its line has no room for,
    and what one finds where it leads."""
    paras = detail_of(page, row.key)
    if paras:
        return paras
    kind, _, rest = row.key.partition(":")
    if kind == "promises":
        from rhythm.screens.own_promises import other_paras

        return other_paras(page)
    # A place is called by the question that it answers.
    titles = (command.title for command in COMMANDS if command.id == f"place.{rest}") if kind == "place" else iter(())
    leads = next(titles, "")
    said = (Para(row.main, Tone.HEADING), Para(row.fact), Para(leads.removeprefix("Go to "), Tone.DIM))
    return tuple(para for para in said if para.text)


def detail_of(page: PageScreen, key: str) -> Sequence[Para]:
    """Paragraphs about the record that a row key names; nothing for a row that stands for no record."""
    kind, _, rest = key.partition(":")
    if kind in words.CELL_KINDS:
        # Deferred: Today shows no cell, and is to be there at once.
        from rhythm.screens.board_rows import cell_of, cell_paras

        return tuple(cell_paras(page, page.rhythm.rights.cell(cell_of(key))))
    if kind == "offer":
        return offer_paras(page, rest)
    if not rest.isdigit():
        return ()
    if kind == "bet":
        from rhythm.screens.portfolio_rows import bet_paras

        file = page.rhythm.portfolio.file(int(rest))
        return tuple(bet_paras(page, file, page.rhythm.portfolio.lately())) if file is not None else ()
    makers = {
        "team": _team,
        "person": _person,
        "conflict": _conflict,
        "promise": _promise,
        "fix": _fix,
        "escalation": _escalation,
        "ritual": ritual_paras,
    }
    maker = makers.get(kind)
    return maker(page, int(rest)) if maker is not None else ()


def _person(page: PageScreen, number: int) -> tuple[Para, ...]:
    person = page.rhythm.people.person(number)
    if person is None:
        return ()
    veil, today = page.veil, page.rhythm.today()
    room = page.rhythm.planner.room(person)
    paras = [Para(veil.name(person.name, person.id), Tone.HEADING)]
    about = (veil.text(person.title), room.team, words.relation_word(room.relation))
    paras.append(Para(" · ".join(part for part in about if part), Tone.DIM))
    if room.last_meeting is not None:
        paras.append(Para(f"Last met {say_day(room.last_meeting.day, today)}"))
    if room.topics:
        paras += [Para(), Para("Queue", Tone.HEADING)]
        paras += [
            Para(veil.text(t.body) + (f" (carried {times(t.carried)})" if t.carried else ""), indent=1)
            for t in room.topics[:6]
        ]
    promises = [*room.promises_mine, *room.promises_theirs]
    if promises:
        paras += [Para(), Para("Promises", Tone.HEADING)]
        paras += [
            Para(
                f"{'>' if p.mine else '<'} {veil.text(p.body)} ({words.promise_state(p, today)})",
                words.promise_tone(p, today),
                1,
            )
            for p in promises[:6]
        ]
    if room.last_notes:
        paras += [Para(), Para("Last notes", Tone.HEADING)]
        paras += [Para(f"{say_day(n.day, today)}: {veil.text(n.body)}", indent=1) for n in room.last_notes[:2]]
    return tuple(paras)


def _conflict(page: PageScreen, number: int) -> tuple[Para, ...]:
    view = page.rhythm.tracker.conflict(number)
    if view is None:
        return ()
    veil, today, rules = page.veil, page.rhythm.today(), page.rhythm.tracker.rules
    marks = page.rhythm_app.marks
    paras = [
        Para(veil.text(view.conflict.name), Tone.HEADING),
        Para(f"{words.conflict_mark(view, rules, marks)} {words.conflict_count(view, rules)}"),
        Para(words.conflict_words(view), words.conflict_tone(view.state)),
        Para(),
    ]
    for row in reversed(view.rows[-8:]):
        where = veil.text(row.forum) or ("1:1" if row.meeting_id else "")
        head = " · ".join(part for part in (say_day(row.day, today), where, row.handling or "") if part)
        paras += [Para(head, Tone.DIM), Para(veil.text(row.summary), indent=1)]
    return tuple(paras)


def _team(page: PageScreen, number: int) -> Sequence[Para]:
    # Deferred: Today shows no team, and is to be there at once.
    from rhythm.screens.team_rows import team_paras

    return team_paras(page, number)


def _promise(page: PageScreen, number: int) -> tuple[Para, ...]:
    promise = page.rhythm.planner.promise(number)
    if promise is None:
        return ()
    today = page.rhythm.today()
    return (
        Para(page.veil.text(promise.body), Tone.HEADING),
        Para(f"promised {page.veil.name(promise.person, promise.person_id)} on {say_day(promise.made_on, today)}"),
        Para(words.promise_state(promise, today), words.promise_tone(promise, today)),
    )


def _fix(page: PageScreen, number: int) -> tuple[Para, ...]:
    fix = page.rhythm.fixes.fix(number)
    return _conflict(page, fix.conflict_id) if fix is not None else ()


def _escalation(page: PageScreen, number: int) -> tuple[Para, ...]:
    """A row in full: what was typed, what is known of it, and the conflict that it belongs to."""
    # Deferred: Today shows no row of its own, and is to be there at once.
    from rhythm.screens.tracker_words import TrackerWords

    row = page.rhythm.tracker.escalation(number)
    if row is None:
        return ()
    said, veil = TrackerWords(page.rhythm, page.veil), page.veil
    view = page.rhythm.tracker.conflict(row.conflict_id) if row.conflict_id is not None else None
    paras = [Para(veil.text(row.summary), Tone.HEADING), Para(said.facts(row), Tone.DIM)]
    paras += [Para(line, Tone.WARNING) for line in said.leak_lines(row)]
    judged = said.judged(row)
    paras += [Para(), Para(judged)] if judged else []
    paras += [Para(), Para("Of the conflict", Tone.HEADING), *_conflict(page, view.id)[:3]] if view is not None else []
    return tuple(paras)
