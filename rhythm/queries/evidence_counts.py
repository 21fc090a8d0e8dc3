"""What reached the director in a quarter, beside the quarter before (N4, N6, N15), and team by team."""

from __future__ import annotations

from collections import Counter

from rhythm.domain.escalations import Cause, Escalation
from rhythm.domain.names import told_apart
from rhythm.domain.periods import COMPARABLE_WEEKS
from rhythm.domain.reviews import Evidence
from rhythm.domain.saying import counted
from rhythm.queries import counts as counting
from rhythm.queries import decision_rights, people, quarters, tracker
from rhythm.queries.gathering import Gathering, behind

MOST_UNKNOWN = 0.3
"""Above this share of rows without a known cause, the causes say little (N2)."""

_MOST_CELLS = 8


def counts(of: Gathering) -> tuple[Evidence, ...]:
    """The three plain counts, the weeks they come from and the cells of the grid, with the last quarter in brackets."""
    found = counting.figures(of.db, of.first, of.last, of.before)
    span, before = found.counts, found.before
    if not span.reached_me:
        return ()
    text = (
        f"reached you {span.reached_me} ({before.reached_me}), yours {span.mine} ({before.mine}),"
        f" not yours {span.not_mine} ({before.not_mine})"
    )
    several = people.several(of.db)
    unsaid = (f"of {span.unsaid} it was not said whether they were yours",) if span.unsaid else ()
    cells = [
        Evidence(
            "cell",
            0,
            None,
            f"{cell.area.replace('_', ' ')}, {told_apart(cell.manager, cell.manager_id or 0, several)}:"
            f" {cell.number} ({before.cell(cell.area, cell.manager_id)})",
            behind(cell.rows),
            slug=f"{cell.area}/{cell.manager_id or 0}",
        )
        for cell in span.grid[:_MOST_CELLS]
    ]
    return (
        Evidence("counts", 0, None, text, behind(span.rows), detail=unsaid, quiet=not found.comparable),
        _captured(found),
        *_unknown_causes(span.rows),
        *cells,
        *_delegated(of, found),
    )


def held_without_me(of: Gathering) -> tuple[Evidence, ...]:
    """How many calls went well without the director; beside what reached them, and never as a share of it."""
    calls = tracker.good_calls_between(of.db, of.first, of.last)
    if not calls:
        return ()
    before = len(tracker.good_calls_between(of.db, *of.before))
    text = f"went well without you: {len(calls)} logged ({before})"
    return (Evidence("good_calls", 0, None, text, tuple(("good_call", call.id) for call in calls)),)


def teams(of: Gathering) -> tuple[Evidence, ...]:
    """Every team: how many people it has, what reached the director between it and others, and over how much; most
    first, with the last quarter in brackets.

    What a merged team was party to is told of the one that took it up. An archived one is told of where it was in
    anything.
    """
    whose = decision_rights.whose(of.db)
    rows = [(whose.parties_in(row), row) for row in tracker.escalations_between(of.db, of.first, of.last)]
    before = Counter(team for row in tracker.escalations_between(of.db, *of.before) for team in whose.parties_in(row))
    size = Counter(person.team_id for person in people.active_people(of.db) if person.team_id is not None)
    found = []
    for team in people.all_teams(of.db):
        of_team = [row for parties, row in rows if team.id in parties]
        if team.archived_on is not None and not of_team:
            continue
        conflicts = {row.conflict_id for row in of_team} - {None}
        text = f"{team.name}: {counted(size[team.id], 'person', 'people')}{of.as_of}"
        if team.archived_on is not None:
            text = f"{team.name}, archived"
        if of_team or before[team.id]:
            text += f", {len(of_team)} ({before[team.id]}) escalations, {counted(len(conflicts), 'conflict')}"
        item = Evidence("team", team.id, None, text, behind(of_team), quiet=not of_team)
        found.append((len(of_team), item))
    return tuple(item for _, item in sorted(found, key=lambda pair: -pair[0]))


def _captured(found: counting.Figures) -> Evidence:
    """From how many weeks the counts come, and what that makes a logged week; else that they are no ground."""
    span, before = found.counts, found.before
    text = f"logged in {span.logged_weeks} of {span.weeks} weeks ({before.logged_weeks} of {before.weeks})"
    if not found.comparable:
        why = f"fewer than {COMPARABLE_WEEKS} logged weeks in one of the two: no ground to compare"
        return Evidence("capture", 0, None, text, detail=(why,), quiet=True)
    rates = [f"{each.per_week:.1f}" for each in (span, before) if each.per_week is not None]
    return Evidence("capture", 0, None, f"{text}; {rates[0]} a logged week ({rates[1]})")


def _unknown_causes(rows: tuple[Escalation, ...]) -> list[Evidence]:
    unknown = [row for row in rows if row.cause in (None, Cause.UNKNOWN)]
    share = len(unknown) / len(rows)
    if share <= MOST_UNKNOWN:
        return []
    text = f"why it reached you is unknown in {len(unknown)} of {len(rows)} ({round(share * 100)} %)"
    detail = ("The causes say little until more of them are known; the weekly sorting asks for them.",)
    return [Evidence("causes", 0, None, text, behind(unknown), detail=detail, warning=True)]


def _delegated(of: Gathering, found: counting.Figures) -> list[Evidence]:
    """What leaked, what was decided otherwise all the same, and what was agreed unchanged, cell by cell."""
    items = []
    if found.leaks:
        text = f"{counted(len(found.leaks), 'leak')} ({len(found.leaks_before)}): reached you although delegated"
        items.append(Evidence("leaks", 0, None, text, behind(leak.row for leak in found.leaks)))
    if found.overrode:
        text = f"decided otherwise although delegated: {found.overrode}"
        items.append(Evidence("overrode", 0, None, text, behind(leak.row for leak in found.leaks if leak.overrode)))
    names = {team.id: team.name for team in people.all_teams(of.db)}
    for stamps in found.stamps:
        here = [row for row in stamps.rows if of.first <= row.day <= of.last]
        where = f"{names.get(stamps.cell.team_id, '')}, {stamps.cell.area.replace('_', ' ')}"
        text = f"{where}: {len(stamps.rows)} in a row agreed unchanged"
        if len(here) < len(stamps.rows):
            text += f", {len(here)} of them this quarter"
        if here:
            slug = f"{stamps.cell.team_id}/{stamps.cell.area}"
            items.append(Evidence("stamps", 0, None, text, behind(here), slug=slug))
    return items


def levels(of: Gathering) -> tuple[Evidence, ...]:
    """How many levels of delegation were raised and lowered."""
    moved = decision_rights.board(of.db).moved(of.first, of.last)
    if not moved:
        return ()
    raised = sum(after.level > before.level for before, after in moved)
    text = f"levels of delegation: {raised} raised, {len(moved) - raised} lowered"
    return (Evidence("levels", 0, None, text, tuple(("decision_right", after.id) for _, after in moved)),)


def pairs(of: Gathering) -> tuple[Evidence, ...]:
    """What stood between each two teams, the most often met first."""
    rows = tracker.escalations_between(of.db, of.first, of.last)
    names = {team.id: team.name for team in people.all_teams(of.db)}
    found = []
    for pair in counting.pairs(rows, decision_rights.whose(of.db)):
        one, other = pair.teams
        met = f"{counted(pair.conflicts, 'conflict')} in {counted(pair.meetings, 'meeting')}"
        text = f"{names.get(one, '')} / {names.get(other, '')}: {met}"
        found.append(Evidence("pair", 0, None, text, behind(pair.rows), slug=f"{one}/{other}"))
    return tuple(found)


def moves(of: Gathering) -> tuple[Evidence, ...]:
    """Who came, and who came under another manager in the period; which teams got another lead.

    Each is told once; who only sits in another team has no other manager.
    """
    managers: dict[int, int | None] = {}
    came: dict[int, None] = {}
    moved: dict[int, None] = {}
    for line in people.reporting_lines(of.db):
        person = line.person_id
        if of.first <= line.since <= of.last:
            if person not in managers:
                came[person] = None
            elif line.manager_id not in (None, managers[person]):
                moved[person] = None
        managers[person] = line.manager_id
    led = quarters.leads_between(of.db, of.first, of.last)
    figures = (
        ("moved", "person", tuple(moved), f"{counted(len(moved), 'person', 'people')} came under another manager"),
        ("came", "person", tuple(came), f"{counted(len(came), 'person', 'people')} came"),
        ("leads", "team", led, f"{counted(len(led), 'team')} got another lead"),
    )
    return tuple(
        Evidence(kind, 0, None, text, tuple((of_kind, number) for number in numbers))
        for kind, of_kind, numbers, text in figures
        if numbers
    )
