"""The rows, cells and paragraphs of the figures: what reached the director, of what, from under whom, between whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.domain.people import PersonId
from rhythm.domain.saying import counted, say_day, short_day
from rhythm.screens.tracker_words import TrackerWords
from rhythm.values import NamedTuple
from widgets.cell_grid import GridCell, GridLine
from widgets.meter import columns, spark
from widgets.panel import Para
from widgets.row_list import Row
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.escalations import Escalation
    from rhythm.domain.people import Team, TeamId
    from rhythm.queries.counts import Counts, Figures, Pair
    from rhythm.screens.place import PageScreen

WORTH_COLOUR = 3
"""From so many in a cell on it is coloured: fewer are noise."""
CHART_LINES = 5
MOST_ROWS = 12


class Column(NamedTuple):
    """A manager of the grid; None for nobody's team."""

    manager_id: PersonId | None
    title: str


def figure_rows(page: PageScreen, figures: Figures) -> list[Row]:
    """A row for each plain count; in brackets that of the weeks before."""
    found, before, marks = figures.counts, figures.before, page.rhythm_app.marks
    overrode = f"decided otherwise {figures.overrode}" if figures.overrode else ""
    weekly = [count for _, count in found.weekly]
    said = " ".join("-" if count is None else str(count) for count in weekly)
    rows = [
        _count("all", "reached you", found.reached_me, before.reached_me, f"{found.minutes} min ({before.minutes})"),
        Row("rate", "  in a logged week", fact=f"{_rate(found.per_week):>3} ({_rate(before.per_week)})"),
        _count("mine", "  in your moments", found.mine, before.mine),
        _count("not_mine", "  outside them", found.not_mine, before.not_mine),
        _count("unsaid", "  not said yet", found.unsaid, before.unsaid),
        Row("leaks", "although delegated", fact=f"{len(figures.leaks):>3}", right=overrode),
        Row("stamps", "only ever agreed to", fact=f"{len(figures.stamps):>3}", right="teams and areas, five in a row"),
        _count("held", "held without you", found.held_without_me, before.held_without_me),
        Row("weekly", "by week", fact=marks.text(spark(weekly, marks)), right=said),
    ]
    return rows if figures.comparable else [row if row.key == "weekly" else row._replace(tone=Tone.DIM) for row in rows]


def rows_of(figures: Figures, key: str) -> tuple[Escalation, ...]:
    """The escalations behind a count."""
    rows = figures.counts.rows
    if key == "leaks":
        return tuple(leak.row for leak in figures.leaks)
    if key == "stamps":
        return tuple(row for stamps in figures.stamps for row in stamps.rows)
    if key == "unsaid":
        return tuple(row for row in rows if row.moment is None)
    if key in ("mine", "not_mine"):
        outside = key == "not_mine"
        return tuple(row for row in rows if row.moment is not None and (row.moment == "none") is outside)
    return rows


def area_grid(page: PageScreen, figures: Figures) -> tuple[list[str], list[GridLine]]:
    """Areas down, managers across; in brackets the weeks before, and dim where too few weeks were logged."""
    said = TrackerWords(page.rhythm, page.veil)
    found, before = figures.counts, figures.before
    across = _managers(page, found, before)
    everywhere = {cell.area for cell in (*found.grid, *before.grid)}
    known = [area.slug for area in page.rhythm.vocabulary.areas]
    down = [area for area in known if area in everywhere] + sorted(everywhere - set(known))

    def drawn(area: str, manager: PersonId | None) -> GridCell:
        now, then = found.cell(area, manager), before.cell(area, manager)
        key = f"area:{area}:{manager or 0}"
        if not now and not then:
            return GridCell(key, page.rhythm_app.marks.gap, Tone.DIM)
        tone = Tone.WARNING if now >= WORTH_COLOUR else Tone.PLAIN
        return GridCell(key, f"{now} ({then})", tone if figures.comparable else Tone.DIM)

    lines = [
        GridLine(said.area(area).capitalize(), tuple(drawn(area, column.manager_id) for column in across))
        for area in down
    ]
    return [column.title for column in across], lines


def pair_grid(page: PageScreen, pairs: Sequence[Pair]) -> tuple[list[str], list[GridLine]]:
    """Teams down and across: conflicts / meetings between each two, with a bar that grows with the meetings."""
    by_teams = {pair.teams: pair for pair in pairs}
    met = {team for pair in pairs for team in pair.teams}
    teams = [team for team in page.rhythm.people.teams() if team.id in met]
    most = max((pair.meetings for pair in pairs), default=0)
    marks = page.rhythm_app.marks

    def drawn(one: Team, other: Team) -> GridCell:
        low, high = sorted((one.id, other.id))
        pair = by_teams.get((low, high))
        key, names = f"pair:{one.id}:{other.id}", f"{one.name} and {other.name}"
        if pair is None:
            said = f"Nothing between {names}" if one.id != other.id else ""
            return GridCell(key, "" if one.id == other.id else marks.gap, Tone.DIM, said)
        bar = spark([pair.meetings, most], marks)[0]
        tone = Tone.WARNING if pair.meetings >= WORTH_COLOUR else Tone.PLAIN
        said = f"{counted(pair.conflicts, 'conflict')}, {counted(pair.meetings, 'meeting')}: {names}"
        return GridCell(key, f"{bar} {pair.conflicts}/{pair.meetings}", tone, said)

    lines = [GridLine(team.name, tuple(drawn(team, other) for other in teams)) for team in teams]
    return [team.name for team in teams], lines


def cell_rows(figures: Figures, pairs: Sequence[Pair], key: str) -> tuple[Escalation, ...]:
    """The escalations behind a cell of either grid."""
    kind, one, other = key.split(":")
    if kind == "area":
        manager = PersonId(int(other)) if other != "0" else None
        cells = figures.counts.grid
        return next((cell.rows for cell in cells if (cell.area, cell.manager_id) == (one, manager)), ())
    return pair_rows(pairs, key)


def pair_rows(pairs: Sequence[Pair], key: str) -> tuple[Escalation, ...]:
    """The escalations behind a cell between two teams."""
    wanted = tuple(sorted(map(int, key.split(":")[1:])))
    return next((pair.rows for pair in pairs if pair.teams == wanted), ())


def title_of(page: PageScreen, key: str) -> str:
    """What a cell of either grid is about."""
    kind, one, other = key.split(":")
    if kind == "area":
        person = page.rhythm.people.person(int(other)) if other != "0" else None
        name = page.veil.name(person.name, person.id) if person is not None else "nobody's team"
        return f"{TrackerWords(page.rhythm, page.veil).area(one).capitalize()} · {name}"
    names = {team.id: team.name for team in page.rhythm.people.teams()}
    return " · ".join(dict.fromkeys(names.get(team, "") for team in map(_team, (one, other))))


def rows_paras(page: PageScreen, title: str, rows: Sequence[Escalation]) -> list[Para]:
    """Some rows, newest first, for the pane at the right."""
    said, today = TrackerWords(page.rhythm, page.veil), page.rhythm.today()
    newest = sorted(rows, key=lambda row: (row.day, row.id), reverse=True)
    said_of = f"{counted(len(rows), 'row')}; Enter lists them" if rows else "nothing in these weeks"
    paras = [Para(title, Tone.HEADING), Para(said_of, Tone.DIM)]
    for row in newest[:MOST_ROWS]:
        handling = said.handling(row.handling)
        facts = " · ".join(filter(None, (say_day(row.day, today), handling)))
        paras += [Para(), Para(facts, Tone.DIM), Para(page.veil.text(row.summary), indent=1)]
    return paras


def weekly_paras(page: PageScreen, found: Counts) -> list[Para]:
    """The weeks as bars, with the first and the last named; one that was not logged is a gap."""
    marks, today = page.rhythm_app.marks, page.rhythm.today()
    weekly = [count for _, count in found.weekly]
    first, last = found.weekly[0][0], found.weekly[-1][0]
    most = max((count for count in weekly if count is not None), default=0)
    paras = [Para("Reached you by week", Tone.HEADING), Para()]
    paras += [Para(line) for line in columns(weekly, CHART_LINES, marks)]
    paras.append(Para(f"{short_day(first, today)} to {short_day(last, today)}; the highest is {most}", Tone.DIM))
    missing = sum(count is None for count in weekly)
    if missing:
        words = f"{marks.gap} is a week in which nothing was logged: missing, not quiet. There are {missing}."
        paras += [Para(), Para(words)]
    return paras


def _rate(per_week: float | None) -> str:
    return "-" if per_week is None else f"{per_week:.1f}"


def _count(key: str, main: str, now: int, then: int, right: str = "") -> Row:
    return Row(key, main, fact=f"{now:>3} ({then})", right=right)


def _managers(page: PageScreen, found: Counts, before: Counts) -> list[Column]:
    """Who stands across: those with most first, nobody's team last."""
    total: Counter[PersonId | None] = Counter()
    names: dict[PersonId | None, str] = {}
    for cell in (*found.grid, *before.grid):
        total[cell.manager_id] += cell.number
        names[cell.manager_id] = cell.manager
    order = sorted(total, key=lambda manager: (manager is None, -total[manager], manager or 0))
    return [Column(one, names[one] if one is None else page.veil.name(names[one], one)) for one in order]


def _team(text: str) -> TeamId:
    from rhythm.domain.people import TeamId

    return TeamId(int(text))
