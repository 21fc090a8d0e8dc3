"""The rows of a team's page, and the paragraphs about the highlighted one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from rhythm.domain.saying import counted, say_day, short_day
from rhythm.domain.structure import CardAnswer, TriadRole
from rhythm.screens import words
from rhythm.screens.details import detail_of
from rhythm.screens.dialogs.team import charter_line, interface_line, reply_line
from widgets.panel import Para, wrap
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.structure import CardState
    from rhythm.screens.place import PageScreen
    from rhythm.service.structure_views import OverlapView, TeamView
    from rhythm.settings.structure import Card, Pattern

STALE = "older than two quarters"
_MARGIN = 6
"""Cells before the lines under a row, and behind them."""
_BESIDE_TAGS = 18
"""Cells of a row of the charter that are no tags."""


def head_words(page: PageScreen, view: TeamView) -> tuple[str, str]:
    """The name of the team; who leads it, its people and its conflicts."""
    lead = page.veil.name(view.lead.name, view.lead.id) if view.lead is not None else "nobody leads it"
    since = page.rhythm.people.without_lead().get(view.team.id)
    if since is not None:
        lead += f" for now, since {short_day(since, page.rhythm.today())}"
    facts = [lead, counted(len(view.members), "person", "people")]
    if view.conflicts:
        facts.append(counted(len(view.conflicts), "open conflict"))
    return view.team.name, page.rhythm_app.marks.text(" · ").join(facts)


def rows_of(page: PageScreen, view: TeamView, width: int) -> list[Row]:
    """Everything about a team, part by part. Where there is no second pane, what a row asks stands under it."""
    sections = [
        _gone(page, view),
        _charter(page, view),
        _overlaps(page, view),
        [heading("CHECKLIST"), *_cards(page, page.rhythm.structure.words.checklist, view.cards, "card")],
        _interfaces(page, view),
        _work(page, view),
        _health(page, view),
        _conflicts(page, view),
    ]
    rows = [row for section in sections if section for row in (SPACER, *section)][1:]
    if not width:
        return rows
    return [
        row._replace(detail=tuple(wrap(text, width - _MARGIN))) if (text := _under(page, view, row.key, width)) else row
        for row in rows
    ]


def paras_of(page: PageScreen, view: TeamView, key: str) -> Sequence[Para]:
    """What one should know of a row: its question, its whole text, how it came about."""
    kind, _, rest = key.partition(":")
    if kind == "charter":
        return _charter_paras(page, view)
    if kind in ("card", "health"):
        card, state = card_of(page, view, key)
        return _card_paras(page, card, state)
    if kind == "overlap":
        return overlap_paras(page, view.overlaps[int(rest)])
    if kind == "interface":
        return _interface_paras(page, view, int(rest))
    if kind in ("mode", "bucket"):
        return _word_paras(view, kind)
    if kind == "pattern":
        return pattern_paras(view.pattern)
    return detail_of(page, key)


def card_of(page: PageScreen, view: TeamView, key: str) -> tuple[Card, CardState]:
    """The card that a row stands for, `card:scope` or `health:role_clarity`, and how it stands."""
    kind, _, slug = key.partition(":")
    words_ = page.rhythm.structure.words
    listed, states = (words_.checklist, view.cards) if kind == "card" else (words_.health, view.health)
    return next((card, state) for card, state in zip(listed, states, strict=True) if card.slug == slug)


def team_paras(page: PageScreen, team_id: int) -> list[Para]:
    """A team in short, for a pane beside a list: what it owns, and what nobody knows of it."""
    view = page.rhythm.structure.team(team_id)
    if view is None:
        return []
    name, facts = head_words(page, view)
    paras = [Para(name, Tone.HEADING), Para(facts, Tone.DIM), Para()]
    if view.mode is not None:
        paras += [Para(f"{view.mode.label}: {view.mode.question}"), Para()]
    paras += _charter_paras(page, view)
    unknown = [
        card.label
        for card, state in zip(page.rhythm.structure.words.checklist, view.cards, strict=True)
        if state.answer is CardAnswer.UNKNOWN
    ]
    if unknown:
        paras += [*([Para()] if paras[-1].text else []), Para("Unknown", Tone.HEADING), Para(", ".join(unknown))]
    return paras


def answered_words(state: CardState, today: dt.date) -> str:
    """When a card was answered: `Thu 2 Jul`, `never asked`; an unknown that is too old says so."""
    if state.day is None:
        return "never asked"
    return f"{say_day(state.day, today)}{f', {STALE}' if state.stale else ''}"


def _gone(page: PageScreen, view: TeamView) -> list[Row]:
    team, today = view.team, page.rhythm.today()
    if team.archived_on is None:
        return []
    into = page.rhythm.people.team(team.merged_into) if team.merged_into is not None else None
    what = f"merged into {into.name}" if into is not None else "archived"
    return [
        Row(
            "gone:0",
            f"{what} on {say_day(team.archived_on, today)}",
            fact=page.keyed("{team_page.archive} brings it back"),
            tone=Tone.DIM,
        )
    ]


def _charter(page: PageScreen, view: TeamView) -> list[Row]:
    charter = view.charter
    if charter is None or charter.empty:
        words_ = page.keyed("Nothing is said yet: {team_page.charter} says what it owns, what not, and its goals")
        return [heading("CHARTER"), Row("charter:owns", words_, tone=Tone.DIM)]
    title = heading("CHARTER", f"since {say_day(charter.since, page.rhythm.today())}")
    parts = [("owns", charter.owns), ("not_owns", charter.not_owns)]
    labels = {"owns": "owns", "not_owns": "does not own"}
    rows = [
        Row(f"charter:{name}", labels[name], fact=page.veil.text(", ".join(tags)) or page.rhythm_app.marks.gap)
        for name, tags in parts
    ]
    goals = [
        Row(f"charter:goal{number}", "goal", fact=page.veil.text(goal)) for number, goal in enumerate(charter.goals)
    ]
    return [title, *rows, *goals]


def _overlaps(page: PageScreen, view: TeamView) -> list[Row]:
    if not view.overlaps:
        return []
    rows = []
    for number, one in enumerate(view.overlaps):
        other = one.names[1] if one.overlap.teams[0] == view.team.id else one.names[0]
        conflicts = counted(len(one.conflicts), "open conflict") if one.conflicts else "no open conflict"
        tone = Tone.WARNING if one.conflicts else Tone.PLAIN
        mark = "!" if one.conflicts else ""
        rows.append(Row(f"overlap:{number}", page.veil.text(one.overlap.tag), mark, conflicts, f"{other} too", tone))
    return [heading("OWNED BY TWO"), *rows]


def _cards(page: PageScreen, listed: Sequence[Card], states: Sequence[CardState], kind: str) -> list[Row]:
    marks, today = page.rhythm_app.marks, page.rhythm.today()
    mark = {CardAnswer.YES: marks.done, CardAnswer.NO: marks.failed, CardAnswer.UNKNOWN: "?"}
    rows = []
    for card, state in zip(listed, states, strict=True):
        note = page.veil.text(state.replies[0].note) if state.replies else ""
        fact = f"{state.answer.value}, {note}" if note else state.answer.value
        tone = Tone.DIM if state.stale else Tone.PLAIN
        rows.append(
            Row(f"{kind}:{card.slug}", card.label, mark[state.answer], answered_words(state, today), fact, tone)
        )
    return rows


def _interfaces(page: PageScreen, view: TeamView) -> list[Row]:
    if not view.interfaces:
        return []
    names = {team.id: team.name for team in page.rhythm.people.teams()}
    today = page.rhythm.today()
    rows = [
        Row(
            f"interface:{one.other(view.team.id)}",
            names[one.other(view.team.id)],
            right=f"since {say_day(one.since, today)}",
            fact=page.veil.text(one.body),
        )
        for one in view.interfaces
    ]
    return [heading("INTERFACES"), *rows]


def _work(page: PageScreen, view: TeamView) -> list[Row]:
    gap, team = page.rhythm_app.marks.gap, view.team
    mode = f"{view.mode.label}: {view.mode.question}" if view.mode is not None else team.mode
    bucket = f"{view.bucket.label}: {view.bucket.question}" if view.bucket is not None else team.bucket
    pattern = view.pattern.label if view.pattern is not None else ""
    rows = [
        Row("mode:0", "mode", fact=mode or gap),
        Row("bucket:0", "bucket", fact=bucket or gap),
        Row("pattern:0", "pattern", fact=pattern or gap),
    ]
    for role in TriadRole:
        person = view.triad.get(role)
        name = page.veil.name(person.name, person.id) if person is not None else gap
        left = person is not None and (person.archived_on is not None or person.left(page.rhythm.today()))
        rows.append(Row(f"partner:{role.value}", role.value, right="left" if left else "", fact=name))
    return [heading("HOW IT WORKS"), *rows]


def _health(page: PageScreen, view: TeamView) -> list[Row]:
    if view.lead is None or not view.health:
        return []
    title = f"THE AREA OF {page.veil.name(view.lead.name, view.lead.id).upper()}"
    return [heading(title), *_cards(page, page.rhythm.structure.words.health, view.health, "health")]


def _conflicts(page: PageScreen, view: TeamView) -> list[Row]:
    if not view.conflicts:
        return []
    rules, marks = page.rhythm.tracker.rules, page.rhythm_app.marks
    rows = [
        Row(
            f"conflict:{one.id}",
            page.veil.text(one.conflict.name),
            words.conflict_mark(one, rules, marks),
            fact=words.conflict_count(one, rules, coached=False),
            tone=words.conflict_tone(one.state),
        )
        for one in view.conflicts
    ]
    return [heading("OPEN CONFLICTS"), *rows]


def _under(page: PageScreen, view: TeamView, key: str, width: int) -> str:
    """What stands under a row where there is no second pane."""
    kind, _, rest = key.partition(":")
    charter = view.charter
    if kind in ("card", "health"):
        return card_of(page, view, key)[0].question
    if kind == "charter" and charter is not None:
        text = ", ".join({"owns": charter.owns, "not_owns": charter.not_owns}.get(rest, ()))
        return page.veil.text(text) if cell_len(text) > width - _BESIDE_TAGS else ""
    if kind == "interface":
        one = next(one for one in view.interfaces if one.other(view.team.id) == int(rest))
        return page.veil.text(one.body)
    if kind == "pattern" and view.pattern is not None:
        return f"Known to break: {view.pattern.breaks}"
    return ""


def _charter_paras(page: PageScreen, view: TeamView) -> list[Para]:
    charter, veil, marks = view.charter, page.veil, page.rhythm_app.marks
    if charter is None or charter.empty:
        ask = page.rhythm.structure.words.checklist[0].question
        return [Para("Charter", Tone.HEADING), Para(ask, Tone.DIM)]
    paras = []
    for title, lines in (("Owns", charter.owns), ("Does not own", charter.not_owns), ("Goals", charter.goals)):
        if lines:
            paras += [Para(title, Tone.HEADING), *(Para(f"{marks.gap} {veil.text(line)}") for line in lines), Para()]
    if len(view.charters) > 1:
        paras += [Para("Before", Tone.HEADING)]
        paras += [Para(charter_line(page, one)) for one in view.charters[1:]]
    return paras


def _card_paras(page: PageScreen, card: Card, state: CardState) -> list[Para]:
    paras = [Para(card.label, Tone.HEADING), Para(card.question), Para()]
    if state.day is None:
        return [*paras, Para("Never asked yet.", Tone.DIM)]
    if state.stale:
        paras += [Para(f"Unknown, and {STALE}: it says no more than no answer.", Tone.DIM), Para()]
    return [*paras, *(Para(reply_line(page, reply)) for reply in state.replies)]


def overlap_paras(page: PageScreen, one: OverlapView) -> list[Para]:
    """What two teams own, each in its words, and what stands between them."""
    veil = page.veil
    paras = [Para(veil.text(one.overlap.tag), Tone.HEADING)]
    for name, tag in zip(one.names, one.overlap.tags, strict=True):
        paras.append(Para(f"{name} owns {veil.text(tag)}"))
    if not one.conflicts:
        return [*paras, Para(), Para("No open conflict stands between them.", Tone.DIM)]
    paras += [Para(), Para("Open conflicts between them", Tone.HEADING)]
    rules, marks = page.rhythm.tracker.rules, page.rhythm_app.marks
    for conflict in one.conflicts:
        paras.append(Para(f"{words.conflict_mark(conflict, rules, marks)} {veil.text(conflict.conflict.name)}"))
    return paras


def _interface_paras(page: PageScreen, view: TeamView, other: int) -> list[Para]:
    team = page.rhythm.people.team(other)
    one = next((one for one in view.interfaces if one.other(view.team.id) == other), None)
    if team is None or one is None:
        return []
    history = page.rhythm.structure.interface_history(view.team.id, team.id)
    paras = [Para(f"{view.team.name} and {team.name}", Tone.HEADING), Para(page.veil.text(one.body))]
    if len(history) > 1:
        paras += [Para(), Para("Before", Tone.HEADING), *(Para(interface_line(page, before)) for before in history[1:])]
    return paras


def pattern_paras(pattern: Pattern | None) -> list[Para]:
    """A way to cut teams, where it is known to break, and what to ask about that."""
    if pattern is None:
        return [Para("How teams are cut", Tone.HEADING), Para("Nothing yet. Enter says it.", Tone.DIM)]
    return [
        Para(pattern.label, Tone.HEADING),
        Para(pattern.help),
        Para(),
        Para("Known to break", Tone.HEADING),
        Para(pattern.breaks),
        Para(pattern.question, Tone.DIM),
    ]


def _word_paras(view: TeamView, kind: str) -> list[Para]:
    word = view.mode if kind == "mode" else view.bucket
    if word is None:
        return [Para(kind.capitalize(), Tone.HEADING), Para("Nothing yet. Enter says it.", Tone.DIM)]
    return [Para(word.label, Tone.HEADING), Para(word.question)]
