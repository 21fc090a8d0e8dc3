"""What the board of decision rights says: a letter and a digit a cell, and in full of the highlighted one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rhythm.domain.decision_rights import KEEP, Cell, Right
from rhythm.domain.saying import say_day, say_when, times
from rhythm.screens.tracker_words import TrackerWords
from widgets.cell_grid import GridCell, GridLine
from widgets.panel import Para
from widgets.plain import one_line
from widgets.row_list import Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.people import PersonId
    from rhythm.screens.place import PageScreen
    from rhythm.service.rights import CellView, Findings
    from rhythm.service.walks import WeekWalk

MOST_ROWS = 6


def board_rows(page: PageScreen) -> list[Row]:
    """The board in a line, under Org; nothing before there are teams to decide for."""
    teams = page.rhythm.people.teams()
    if not teams:
        return []
    found, today = page.rhythm.rights.findings(), page.rhythm.today()
    leaking = found.recent(None, today)
    asking = len(found.asked) + len(found.stamps) + len(found.undecided) + len(found.vacant)
    facts = [f"{leaking} reached you although delegated" if leaking else "", f"{asking} to decide" if asking else ""]
    main = (
        named_words(page, found)
        if found.board.cells
        else page.keyed("Nobody is named yet: {org.board} names who decides")
    )
    tone = Tone.WARNING if asking else Tone.PLAIN
    row = Row("board:0", main, "!" if leaking else "", fact=" · ".join(filter(None, facts)), tone=tone)
    return [heading("WHO DECIDES", hint=page.keyed("{org.board} board")), row]


def named_words(page: PageScreen, found: Findings) -> str:
    """For how many teams and areas of all it is said who decides: `18 of 80 named`. Who left decides nothing."""
    teams = {team.id for team in page.rhythm.people.teams()}
    named = sum(cell.team_id in teams for cell in found.board.cells) - len(found.vacant)
    return f"{named} of {len(teams) * len(areas_of(page, found))} named"


def key_of(cell: Cell) -> str:
    """The key of a cell on every page, `right:3:launch_timing`."""
    return f"right:{cell.team_id}:{cell.area}"


def cell_of(key: str) -> Cell:
    """The cell that a key of any kind means: `right:3:roadmap`, `asked:3:roadmap`, `stamps:3:roadmap`."""
    from rhythm.domain.people import TeamId

    _, team, area = key.split(":", 2)
    return Cell(TeamId(int(team)), area)


def areas_of(page: PageScreen, found: Findings) -> list[str]:
    """The areas of the board: those of the vocabulary, then what else stands on it."""
    known = [area.slug for area in page.rhythm.vocabulary.areas]
    also = {cell.area for cell in found.board.cells} - set(known)
    preset = [slug for slug in page.rhythm.vocabulary.preset_slugs() if slug in also]
    return [*known, *preset, *sorted(also - set(preset))]


def grid_of(page: PageScreen, found: Findings) -> tuple[list[str], list[GridLine]]:
    """The titles of the columns, and a line for each team."""
    said, today, areas = TrackerWords(page.rhythm, page.veil), page.rhythm.today(), areas_of(page, found)
    current = {cell: right for cell in found.board.cells if (right := found.board.on(cell, today)) is not None}
    names = letters(current.values())
    vacant = {one.right.cell for one in found.vacant}
    asking = {*(ask.cell for ask in found.asked), *(stamps.cell for stamps in found.stamps), *vacant}

    def drawn(cell: Cell) -> GridCell:
        right = current.get(cell)
        stamp = page.rhythm_app.marks.up if any(one.cell == cell for one in found.stamps) else ""
        if right is None:
            mark = "!" if found.recent(cell, today) else stamp
            return GridCell(key_of(cell), mark or page.rhythm_app.marks.gap, Tone.WARNING if stamp else Tone.DIM)
        name = "" if page.veil.hidden else names[right.decider_id]
        mark = ("?" if cell in vacant else "") + ("!" if found.recent(cell, today) else "")
        tone = Tone.WARNING if cell in asking else Tone.PLAIN
        return GridCell(key_of(cell), f"{name}{int(right.level)}{mark or stamp}", tone)

    lines = [
        GridLine(team.name, tuple(drawn(Cell(team.id, area)) for area in areas)) for team in page.rhythm.people.teams()
    ]
    return [said.area(area).capitalize() for area in areas], lines


def legend(page: PageScreen, lines: Sequence[GridLine]) -> list[str]:
    """What the letter, the digit and the marks of the cells mean, as far as there are such."""
    marks, levels = page.rhythm_app.marks, page.rhythm.vocabulary.levels
    texts = {cell.text for line in lines for cell in line.cells}
    far = f"digit how far, 1 {levels[0].label.lower()} to {len(levels)} {levels[-1].label.lower()}"
    named = any(text[:-1].rstrip("0123456789") or text[-1:].isdigit() for text in texts)
    return [
        *(["letter who decides", far] if named else []),
        *(["? who decided has left"] if any(text.rstrip("!").endswith("?") for text in texts) else []),
        *(["! reached you although delegated"] if any(text.endswith("!") for text in texts) else []),
        *([f"{marks.up} may go up a level"] if any(text.endswith(marks.up) for text in texts) else []),
        f"{marks.gap} nobody named",
    ]


def letters(rights: Iterable[Right]) -> dict[PersonId, str]:
    """The first letter of each who decides; two, or with the number, where it would stand for several."""
    names = {right.decider_id: one_line(right.decider) or "?" for right in rights}
    first = {person: name[0] for person, name in names.items()}
    initials = {person: name[0] + name.rpartition(" ")[2][:1] for person, name in names.items()}
    alone, pairs = Counter(first.values()), Counter(initials.values())
    return {
        person: first[person]
        if alone[first[person]] == 1
        else initials[person]
        if pairs[initials[person]] == 1
        else f"{first[person]}{person}:"
        for person in names
    }


def cell_paras(page: PageScreen, view: CellView) -> list[Para]:
    """A cell in full: who decides, what it asks, what leaked, how it came about."""
    said, today = TrackerWords(page.rhythm, page.veil), page.rhythm.today()
    team = next((team.name for team in page.rhythm.people.teams() if team.id == view.cell.team_id), "")
    paras = [Para(f"{team} · {said.area(view.cell.area)}", Tone.HEADING), *_holds(page, view, today)]
    paras += [Para(text, Tone.WARNING) for text in asking_words(page, view)]
    if view.leaks:
        paras += [Para(), Para("Reached you although delegated", Tone.HEADING)]
    for leak in view.leaks[:MOST_ROWS]:
        handling = said.handling(leak.row.handling)
        paras.append(Para(f"{say_day(leak.row.day, today)}{f', {handling}' if handling else ''}", Tone.DIM))
        paras.append(Para(page.veil.text(leak.row.summary), indent=1))
    if len(view.history) > 1:
        paras += [Para(), Para("Before", Tone.HEADING)]
    for right in reversed(view.history[:-1]):
        paras.append(Para(history_line(page, right)))
    return [*paras, *_answers(page, view, today)]


def history_line(page: PageScreen, right: Right) -> str:
    """`Thu 3 Sep: Dana Okoye, 3 consult: she held the quarter`."""
    why = f": {page.veil.text(right.why)}" if right.why else ""
    name, level = page.veil.name(right.decider, right.decider_id), page.rhythm.rights.level_word(right.level)
    return f"{say_day(right.since, page.rhythm.today())}: {name}, {level}{why}"


def right_groups(page: PageScreen, walk: WeekWalk) -> tuple[tuple[str, list[Row]], ...]:
    """What the weekly review asks of cells: the delegation questions, who decides where who did has left, and whether a
    level is raised."""
    said, rights = TrackerWords(page.rhythm, page.veil), page.rhythm.rights
    items, today = walk.items, page.rhythm.today()
    teams = (
        {team.id: team.name for team in page.rhythm.people.teams()}
        if items.asked or items.stamps or items.vacant
        else {}
    )

    def row(kind: str, cell: Cell, right: Right | None, mark: str, fact: str) -> Row:
        level = rights.level_word(right.level) if right is not None else "nobody is named"
        name = f"{teams.get(cell.team_id, '')} · {said.area(cell.area)}"
        return Row(f"{kind}:{cell.team_id}:{cell.area}", name, mark, fact, level, Tone.WARNING)

    asked = [row("asked", one.cell, one.right, "!", f"reached you {times(len(one.leaks))}") for one in items.asked]
    vacant = [
        row(
            "vacant",
            right.cell,
            right,
            "?",
            f"{page.veil.name(right.decider, right.decider_id)} left {say_day(left, today)}",
        )
        for right, left in items.vacant
    ]
    stamps = [
        row("stamps", one.cell, one.right, page.rhythm_app.marks.up, f"raise to {rights.level_word(one.raised)}?")
        if one.raised is not None
        else row("stamps", one.cell, None, page.rhythm_app.marks.up, "who decides?")
        for one in items.stamps
    ]
    return (
        ("DELEGATED, AND IT REACHED YOU", asked),
        ("WHO DECIDED HAS LEFT", vacant),
        ("ONLY EVER AGREED TO", stamps),
    )


def asking_words(page: PageScreen, view: CellView) -> list[str]:
    """What a cell asks, each with the key that answers."""
    rights, today = page.rhythm.rights, page.rhythm.today()
    found = []
    if view.asked is not None:
        answers = page.keyed("{board.answer} answers the delegation questions")
        found.append(f"Reached you {times(len(view.asked.leaks))} in 90 days: {answers}.")
    if view.agreed is not None:
        name = page.veil.name(view.agreed.person, view.agreed.person_id)
        level, day = rights.level_word(view.agreed.level), say_day(view.agreed.day, today)
        found.append(f"Agreed with {name} on {day}: {level}; {page.keyed('{board.take} takes it over')}.")
    if view.stamps is not None:
        run = f"{len(view.stamps.rows)} in a row agreed unchanged"
        raised = view.stamps.raised
        ask = "Enter says who decides"
        if raised:
            raises, leaves = page.keyed("{board.take} raises it to"), page.keyed("{board.keep} leaves it")
            ask = f"{raises} {rights.level_word(raised)}, {leaves}"
        found.append(f"{run}: {ask}.")
    return found


def _holds(page: PageScreen, view: CellView, today: dt.date) -> list[Para]:
    right, veil = view.right, page.veil
    if right is None:
        offer = Para("Nobody is named yet. Enter says who decides, and how far it is delegated.", Tone.DIM)
        return [offer, Para(usual_words(page, view.cell))]
    term = page.rhythm.vocabulary.levels[right.level - 1]
    name = veil.name(right.decider, right.decider_id)
    paras = [
        Para(f"{name} decides, level {right.level}: {term.label.lower()}"),
        Para(term.help, Tone.DIM),
        Para(f"since {say_when(right.since, today)}{f': {veil.text(right.why)}' if right.why else ''}"),
    ]
    if (gone := page.rhythm.rights.gone(right)) is not None:
        paras.insert(1, Para(f"{name} left {say_day(gone, today)}. Enter says who decides now.", Tone.WARNING))
    if right.driver:
        paras.append(Para(f"driver {veil.name(right.driver, right.driver_id)}"))
    for label, roles in (("heard before", right.contributors), ("informed after", right.informed)):
        names = [role.name if role.team_id is not None else veil.name(role.name, role.person_id) for role in roles]
        if names:
            paras.append(Para(f"{label} {', '.join(names)}"))
    return paras


def usual_words(page: PageScreen, cell: Cell) -> str:
    """Who is usually asked first about an area: product for why and for whom, engineering for how and how well."""
    from rhythm.domain.structure import TriadRole

    role = page.rhythm.structure.usual_owner(cell.area)
    if role is None:
        return "Usually for product and engineering together."
    why = "why and for whom" if role is TriadRole.PRODUCT else "how and how well"
    team = page.rhythm.people.team(cell.team_id)
    number = (team.product_id if role is TriadRole.PRODUCT else team.engineering_id) if team is not None else None
    person = page.rhythm.people.person(number) if number is not None else None
    name = f": {page.veil.name(person.name, person.id)}" if person is not None else ""
    return f"Usually asked first is {role.value}, for {why}{name}."


def _answers(page: PageScreen, view: CellView, today: dt.date) -> Sequence[Para]:
    questions = {question.id: question.text for question in page.rhythm.prompts.delegation}
    told = [one for one in view.answers if one.item != KEEP and one.body]
    paras = [Para(), Para("What you answered", Tone.HEADING)] if told else []
    for one in told:
        paras.append(Para(f"{say_day(one.day, today)} · {questions.get(one.item, one.item)}", Tone.DIM))
        paras.append(Para(page.veil.text(one.body), indent=1))
    return paras
