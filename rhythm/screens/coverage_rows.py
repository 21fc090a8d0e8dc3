"""The rows that show skip-levels: their coverage by manager, the ways of what they said, themes, and who was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from rhythm.domain.coverage import Coverage, CoverageState, Reach, Round
from rhythm.domain.meetings import Promise
from rhythm.domain.people import Person, PersonId
from rhythm.domain.saying import counted, say_day
from rhythm.screens.place import WIDE, PageScreen, list_width
from widgets.meter import bar
from widgets.panel import Para, wrap
from widgets.plain import one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.findings import TeamTheme
    from rhythm.domain.meetings import Topic

INTERIM = "interim:0"
MOST_WITHOUT_WAY = 8
"""So many topics and promises without a way are listed; a longer list would be a wall."""
_BAR = 10
_WIDEST_NAME, _FIGURES = 20, 70
"""Cells that a long name has in a narrow list, and those that a row has beside the name."""
_MARGIN = 4
_ROOM_FOR_ALL = 88
"""Cells from which the last 90 days have a place in the row; in a narrower one they stand below it."""
_MARKS = {CoverageState.NOBODY: "!", CoverageState.THIN: "▸", CoverageState.GOOD: "", CoverageState.NEW: ""}
_TONES = {CoverageState.NOBODY: Tone.ERROR, CoverageState.THIN: Tone.WARNING}


def key_of(one: Coverage) -> str:
    """The key of a team's row; 0 stands for those without a manager."""
    return f"coverage:{one.manager_id or 0}"


def manager_name(page: PageScreen, manager_id: PersonId | None) -> str:
    """The name of a manager under the veil."""
    manager = page.rhythm.people.person(manager_id) if manager_id is not None else None
    return page.veil.name(manager.name, manager.id) if manager is not None else "nobody known"


def met_words(one: Coverage) -> str:
    """`met 4 of 6 in half a year`, or that it is nobody."""
    if not one.met_180d:
        return f"met nobody of {one.team_size} in half a year"
    return f"met {one.met_180d} of {one.team_size} in half a year"


def coverage_rows(page: PageScreen, found: Sequence[Coverage]) -> list[Row]:
    """A row a team, then how long a round takes, who stands in for a manager, and the ways."""
    room = list_width(page.size.width) - _MARGIN
    widest_name = max(_WIDEST_NAME, room - _FIGURES)
    names = {one.manager_id: one_line(manager_name(page, one.manager_id), widest_name) for one in found}
    widest = max(map(cell_len, names.values()), default=0)
    rows = [heading("MANAGERS", "met in 180 days")]
    rows += [_team(page, one, names[one.manager_id].ljust(widest), room) for one in found]
    rows += [SPACER, heading("ROUND"), *(Row("", line) for line in wrap(_round(page), room))]
    return [*rows, *_interims(page), *_ways(page, room)]


def people_rows(page: PageScreen, found: Coverage) -> list[Row]:
    """The people of a team, the longest gap first, with a mark on those who were met in half a year."""
    return [_person(page, one) for one in found.team]


def team_paras(page: PageScreen, one: Coverage) -> list[Para]:
    """A team for the pane at the right: figures, who comes next, whether the manager knows, and the themes."""
    paras = [Para(manager_name(page, one.manager_id), Tone.HEADING), Para(_told_words(page, one.manager_id)), Para()]
    paras += [
        Para(f"{counted(one.team_size, 'person', 'people')} in the team"),
        Para(f"met in 90 days: {one.met_90d}"),
        Para(f"met in 180 days: {one.met_180d}, {one.percent} %"),
        Para(f"longest gap: {_gap(one)}"),
    ]
    if one.never and one.met_180d:
        paras.append(Para(f"never met: {one.never}"))
    paras.append(Para(f"next: {_next(page, one.next_up)}"))
    if one.state is CoverageState.NEW:
        paras.append(Para("This team is new; there was hardly time to meet anybody.", Tone.DIM))
    themes = page.rhythm.skip_levels.themes(one.manager_id) if one.manager_id is not None else ()
    if themes:
        paras += [Para(), Para("Themes", Tone.HEADING)]
        paras += [Para(f"{page.veil.text(theme.theme)} ({theme.people} people)", indent=1) for theme in themes]
    return paras


def theme_rows(page: PageScreen, manager_id: PersonId) -> list[Row]:
    """What several people of a manager's team brought up, without names; nothing while there is none."""
    themes = page.rhythm.skip_levels.themes(manager_id)
    return [heading("THE TEAM BROUGHT UP"), *(_theme(page, theme) for theme in themes), SPACER] if themes else []


def told_rows(page: PageScreen, person: Person) -> list[Row]:
    """Before the first skip-level under a manager: was the manager told? A row that Enter ticks."""
    manager = page.rhythm.skip_levels.to_tell(person)
    if manager is None:
        return []
    name = page.veil.name(manager.name, manager.id)
    told = page.keyed("{room.tick}: told")
    return [Row(f"told:{manager.id}", f"Tell {name} first that you hold skip-levels", "[ ]", told), SPACER]


def _team(page: PageScreen, one: Coverage, name: str, room: int) -> Row:
    marks = page.rhythm_app.marks
    share = bar(one.met_180d / one.team_size, _BAR, marks)
    figures = f"{share}  {one.met_180d:>2} of {one.team_size:<2} {one.percent:>3} %"
    gap = f"longest {_gap(one)}" if one.longest_gap_days is not None else _gap(one)
    lately = f"90 d: {one.met_90d}"
    fact = "  ".join([figures, f"{gap:<17}", lately] if room >= _ROOM_FOR_ALL else [figures, gap])
    manager = page.rhythm.people.person(one.manager_id) if one.manager_id is not None else None
    right = "not told" if manager is not None and manager.told_on is None else ""
    # Where a pane stands beside the rows, it says this.
    detail = (
        ()
        if page.size.width >= WIDE
        else (
            f"next: {_next(page, one.next_up)}",
            f"met in 90 days: {one.met_90d} of {one.team_size}" + (f", never met: {one.never}" if one.never else ""),
            _told_words(page, one.manager_id),
        )
    )
    return Row(key_of(one), name, marks.text(_MARKS[one.state]) or " ", right, fact, _tone(one), detail)


def _tone(one: Coverage) -> Tone:
    return _TONES.get(one.state, Tone.PLAIN)


def _gap(one: Coverage) -> str:
    return f"{one.longest_gap_days} d" if one.longest_gap_days is not None else "never met"


def _next(page: PageScreen, one: Reach) -> str:
    name = page.veil.name(one.person.name, one.person.id)
    return f"{name}, {say_day(one.planned, page.rhythm.today())}" if one.planned is not None else name


def _told_words(page: PageScreen, manager_id: PersonId | None) -> str:
    manager = page.rhythm.people.person(manager_id) if manager_id is not None else None
    if manager is None:
        return "no manager is known"
    if manager.told_on is None:
        return page.keyed("not told about skip-levels yet; press {coverage.told} once you have")
    return f"told about skip-levels on {say_day(manager.told_on, page.rhythm.today())}"


def _person(page: PageScreen, one: Reach) -> Row:
    today = page.rhythm.today()
    gap = "never met" if one.gap_days is None else f"met {counted(one.gap_days, 'day')} ago"
    met = "in 90 days" if one.met_90d else "in 180 days" if one.met_180d else "not in half a year"
    planned = f"planned {say_day(one.planned, today)}" if one.planned is not None else ""
    mark = page.rhythm_app.marks.done if one.met_180d else " "
    tone = Tone.PLAIN if one.met_180d else Tone.WARNING
    return Row(
        f"person:{one.person.id}", page.veil.name(one.person.name, one.person.id), mark, planned, f"{gap} · {met}", tone
    )


def _round(page: PageScreen) -> str:
    found: Round = page.rhythm.skip_levels.round()
    if found.weeks is None:
        return "No skip-levels a week are set, so nobody is met: the setting is skip_levels_per_week."
    said = f"{found.slots} a week: everybody is met once in {counted(found.weeks, 'week')}."
    if not found.too_long:
        return said
    if found.better_slots is None or found.better_weeks is None:
        return page.keyed(f"{said} That is more than a quarter; {{coverage.group}} meets several people at once.")
    better = f"{found.better_slots} a week (setting skip_levels_per_week) would make it"
    return page.keyed(
        f"{said} {better} {counted(found.better_weeks, 'week')}; or {{coverage.group}} meets several people at once."
    )


def _interims(page: PageScreen) -> list[Row]:
    interims = page.rhythm.people.interims()
    if not interims:
        return []
    names = ", ".join(page.veil.name(person.name, person.id) for person in interims)
    meet = page.keyed("{coverage.interims}: every two weeks")
    row = Row(INTERIM, names, "?", meet, "as rarely as before", Tone.WARNING)
    return [SPACER, heading("REPORT TO YOU FOR NOW", str(len(interims))), row]


def _ways(page: PageScreen, room: int) -> list[Row]:
    skip_levels, reviews = page.rhythm.skip_levels, page.rhythm.reviews
    week, quarter = skip_levels.routes(reviews.this_week()), skip_levels.routes(reviews.this_quarter())
    rows = [
        SPACER,
        heading("WHAT SKIP-LEVELS SAID"),
        *(Row("", line) for line in wrap(f"This week: {week.say()}", room)),
        *(Row("", line) for line in wrap(f"This quarter: {quarter.say()}", room)),
    ]
    waiting = skip_levels.without_a_route()
    if waiting:
        rows += [SPACER, heading("WITHOUT A ROUTE YET", str(len(waiting)))]
        rows += [_waiting(page, one) for one in waiting[:MOST_WITHOUT_WAY]]
    return rows


def _waiting(page: PageScreen, one: Topic | Promise) -> Row:
    kind, mark = ("promise", ">" if one.mine else "<") if isinstance(one, Promise) else ("topic", "·")
    name = page.veil.name(one.person, one.person_id)
    return Row(f"{kind}:{one.id}", page.veil.text(one.body), page.rhythm_app.marks.text(mark), name)


def _theme(page: PageScreen, theme: TeamTheme) -> Row:
    wordings = tuple(page.veil.text(wording) for wording in theme.wordings)
    return Row(f"theme:{theme.theme}", page.veil.text(theme.theme), "~", f"{theme.people} people", detail=wordings)
