"""The rows of Org that are about teams and people: who leads what, what two teams own, who reports to whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rhythm.domain.cadence import DueState
from rhythm.domain.org_tree import tree_of
from rhythm.domain.saying import counted, short_day
from rhythm.screens.place import WIDE
from widgets.panel import wrap
from widgets.row_list import Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen
    from rhythm.service.structure_views import OverlapView


def team_rows(page: PageScreen, people: tuple[Person, ...]) -> list[Row]:
    """Each team with who leads it, its people and its open conflicts; how many of its cards are unknown, once anything
    was said of the structure, and before that one line that offers to."""
    rhythm = page.rhythm
    teams = rhythm.people.teams()
    if not teams:
        return []
    names = {person.id: person.name for person in people}
    size = Counter(person.team_id for person in people)
    conflicts = rhythm.tracker.open_conflicts_by_team()
    said = rhythm.structure.has_data()
    unknown = Counter(one.subject.team_id for one in rhythm.structure.open_questions()) if said else Counter()
    for_now = rhythm.people.without_lead()
    rows = []
    for team in teams:
        lead = page.veil.name(names.get(team.manager_id, ""), team.manager_id) if team.manager_id else "nobody leads it"
        if team.id in for_now:
            lead += f" for now, since {short_day(for_now[team.id], rhythm.today())}"
        facts = [lead, counted(size[team.id], "person", "people")]
        if team.id in conflicts:
            facts.append(counted(conflicts[team.id], "open conflict"))
        right = f"{unknown[team.id]} to ask" if unknown[team.id] else ""
        rows.append(Row(f"team:{team.id}", team.name, right=right, fact=" · ".join(facts)))
    pattern = rhythm.structure.pattern()
    if pattern is not None:
        # In one text, so that it takes no room from the columns of the teams.
        cut = f"Cut by {pattern.label.lower()}. Known to break: {pattern.breaks}"
        lines = wrap(cut, max(20, page.size.width - 4)) if page.size.width < WIDE else []
        rows.append(Row("pattern:0", cut, detail=tuple(lines) if len(lines) > 1 else ()))
    elif not said:
        rows.append(
            Row("structure:0", page.keyed("No charter is written yet: {org.team} says what a team owns"), tone=Tone.DIM)
        )
    return [heading("TEAMS", str(len(teams))), *rows]


def overlap_rows(page: PageScreen) -> list[Row]:
    """What two teams own, with the open conflicts between them; nothing where every tag has one owner."""
    found = page.rhythm.structure.overlaps()
    rows = [_overlap(page, one, number) for number, one in enumerate(found)]
    return [heading("OWNED BY TWO", str(len(rows))), *rows] if rows else []


def tree_rows(page: PageScreen, people: tuple[Person, ...]) -> list[Row]:
    """Everybody below the director, who is past the limit marked."""
    nodes = tree_of(people)
    if len(nodes) < 2:
        return []
    over = {row.person.id for row in page.rhythm.planner.due() if row.due.state is DueState.OVER}
    teams = {team.id: team.name for team in page.rhythm.people.teams()}
    rows = []
    for node in nodes:
        person, late = node.person, node.person.id in over
        team = teams.get(person.team_id, "") if person.team_id is not None else ""
        facts = " · ".join(part for part in (page.veil.text(person.title), team) if part)
        name = "  " * node.depth + page.veil.name(person.name, person.id)
        span = f"span {node.span}" if node.span else ""
        tone = Tone.ERROR if late else Tone.PLAIN
        rows.append(Row(f"tree:{person.id}", name, "!" if late else "", span, facts, tone))
    return [heading("REPORTING TREE", f"span {nodes[0].span}", hint=page.keyed("{org.picture} draws it")), *rows]


def _overlap(page: PageScreen, one: OverlapView, number: int) -> Row:
    conflicts = counted(len(one.conflicts), "open conflict") if one.conflicts else ""
    tone, mark = (Tone.WARNING, "!") if one.conflicts else (Tone.PLAIN, "")
    return Row(f"overlap:{number}", page.veil.text(one.overlap.tag), mark, conflicts, " and ".join(one.names), tone)
