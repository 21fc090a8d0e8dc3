"""Who decides, what leaks, what is agreed unchanged: it follows from rows and days alone, whatever the order."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain import decision_rights as rules
from rhythm.domain.decision_rights import Answer, Board, Cell, Leak, Level, Practice, PracticeKind, Right
from rhythm.domain.escalations import Escalation, EscalationId, Handling, Party
from rhythm.domain.people import Person, PersonId, Reporting, Team, TeamId
from rhythm.domain.whose import Leading, Whose
from rhythm.errors import BadInput

TODAY = dt.date(2026, 11, 20)
ME, DANA, ILYA, NOOR, PETRA = map(PersonId, (1, 2, 3, 4, 5))
PLATFORM, GROWTH, SEARCH = map(TeamId, (1, 2, 3))
PEOPLE = (
    Person(ME, "1", "Me", is_me=True),
    Person(DANA, "2", "Dana", manager_id=ME),
    Person(ILYA, "3", "Ilya", manager_id=ME),
    Person(NOOR, "4", "Noor", manager_id=DANA, team_id=PLATFORM),
    Person(PETRA, "5", "Petra"),
)
TEAMS = (
    Team(PLATFORM, "1", "Platform", DANA),
    Team(GROWTH, "2", "Growth", ILYA),
    Team(SEARCH, "3", "Search", ILYA),
)
WHOSE = Whose(PEOPLE, TEAMS)
BOTH = (Party("Platform", PLATFORM), Party("Growth", GROWTH))


def back(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def row(number: int, days_ago: int, handling: Handling | None = None, **fields: object) -> Escalation:
    values = {"parties": BOTH, "area": "roadmap"} | fields
    return Escalation(EscalationId(number), str(number), back(days_ago), "who decides", handling=handling, **values)  # type: ignore[arg-type]


def right(level: int, days_ago: int, team: TeamId = PLATFORM, number: int = 1, area: str = "roadmap") -> Right:
    return Right(number, str(number), team, area, back(days_ago), DANA, "Dana", Level(level))


def agreed(*days: int) -> list[Escalation]:
    return [row(number, day, Handling.AGREED) for number, day in enumerate(days, 1)]


def test_levels_are_read_by_number_and_by_word() -> None:
    assert [rules.parse_level(text) for text in ("1", "Inquire", " delegate ")] == [1, 6, 7]
    assert rules.parse_level("Let go", {"let go": 7}) is Level.DELEGATE
    for text in ("0", "8", "", "-1", "6.5", "\u0666", "mostly"):
        with pytest.raises(BadInput, match="level"):
            rules.parse_level(text)


def test_what_holds_in_a_cell_begins_on_its_day_and_ends_when_the_next_begins() -> None:
    board = Board([right(6, 10, number=2), right(3, 40)])
    cell = Cell(PLATFORM, "roadmap")
    found = [held.level if (held := board.on(cell, back(days))) else None for days in (41, 40, 11, 10, 0)]
    assert found == [None, 3, 3, 6, 6]
    assert board.on(Cell(GROWTH, "roadmap"), TODAY) is None


def test_raised_and_lowered_levels_of_a_span_are_told_with_what_held_before() -> None:
    board = Board([right(3, 90), right(6, 40, number=2), right(6, 30, number=3), right(5, 10, number=4)])
    moved = board.moved(back(40), back(10))
    assert [(int(before.level), int(after.level), after.id) for before, after in moved] == [(3, 6, 2), (6, 5, 4)]
    assert board.moved(back(39), back(11)) == ()


@pytest.mark.parametrize(("level", "leaks"), [(4, False), (5, True), (7, True)])
def test_from_level_five_on_it_is_a_leak(level: int, leaks: bool) -> None:
    board = Board([right(level, 10)])
    assert bool(rules.leaks([row(1, 5)], board, WHOSE)) is leaks
    assert bool(rules.leaks([row(1, 10)], board, WHOSE)) is leaks
    assert not rules.leaks([row(1, 11), row(2, 5, area="quality"), row(3, 5, area="")], board, WHOSE)


def test_it_is_a_leak_if_the_cell_of_any_party_is_delegated_but_the_raisers_cell_goes_before() -> None:
    board = Board([right(2, 90), right(6, 90, GROWTH, 2)])
    (leak,) = rules.leaks([row(1, 5)], board, WHOSE)
    assert leak.right is not None
    assert leak.right.team_id == GROWTH
    assert not rules.leaks([row(1, 5, raised_by_id=NOOR)], board, WHOSE)
    # Petra stands in nobody's team: then the parties count.
    assert rules.leaks([row(1, 5, raised_by_id=PETRA)], board, WHOSE)


def test_of_the_cells_of_several_parties_the_one_delegated_furthest_makes_it_a_leak() -> None:
    for levels in ((5, 6), (6, 5)):
        board = Board([right(levels[0], 90), right(levels[1], 90, GROWTH, 2)])
        (leak,) = rules.leaks([row(1, 5)], board, WHOSE)
        assert leak.right is not None
        assert leak.right.level is Level.INQUIRE


def test_who_leads_several_teams_raises_it_for_the_one_that_is_a_party() -> None:
    assert WHOSE.teams_in(row(1, 5, raised_by_id=ILYA)) == {GROWTH}
    assert WHOSE.teams_in(row(1, 5, raised_by_id=ILYA, parties=())) == {GROWTH, SEARCH}


def test_somebody_counts_in_the_team_and_under_the_manager_of_that_day() -> None:
    whose = Whose(
        PEOPLE,
        TEAMS,
        [Reporting(NOOR, DANA, PLATFORM, back(100)), Reporting(NOOR, ILYA, GROWTH, back(10))],
        [Leading(PLATFORM, None, back(900)), Leading(PLATFORM, ILYA, back(100)), Leading(PLATFORM, DANA, back(10))],
    )
    by_noor = [row(1, days, raised_by_id=NOOR) for days in (11, 10)]
    assert [whose.teams_in(one) for one in by_noor] == [{PLATFORM}, {GROWTH}]
    assert [whose.managers_in(one) for one in by_noor] == [(DANA,), (ILYA,)]
    of_platform = [row(1, days, parties=BOTH[:1]) for days in (500, 11, 10)]
    assert [whose.managers_in(one) for one in of_platform] == [(ILYA,), (ILYA,), (DANA,)]


def test_what_each_team_may_choose_should_not_reach_the_director_while_it_is_free() -> None:
    free = Practice(1, "1", PracticeKind.FREE, "Sprint length", back(30), back(10))
    words = "again: how long is the sprint-length?"
    found = [rules.leaks([row(1, days)._replace(summary=words)], Board([]), WHOSE, [free]) for days in (31, 30, 10, 9)]
    assert [bool(leaks) for leaks in found] == [False, True, True, False]
    other = [row(1, 20), row(2, 20)._replace(summary="sprint lengths differ")]
    assert not rules.leaks(other, Board([]), WHOSE, [free])
    standard = free._replace(kind=PracticeKind.STANDARD)
    assert not rules.leaks([row(1, 20)._replace(summary=words)], Board([]), WHOSE, [standard])


def test_deciding_otherwise_what_was_delegated_is_known_apart() -> None:
    found = rules.leaks([row(1, 5, Handling.OVERRODE), row(2, 5, Handling.COACHED)], Board([right(5, 9)]), WHOSE)
    assert [leak.overrode for leak in found] == [True, False]


def stamped(rows: list[Escalation], board: Board, answers: tuple[Answer, ...] = ()) -> list[rules.Stamps]:
    return [one for one in rules.stamped(rows, board, WHOSE, answers, TODAY) if one.cell.team_id == PLATFORM]


def test_five_in_a_row_agreed_unchanged_propose_the_next_level_and_never_a_lower_one() -> None:
    board = Board([right(3, 90)])
    assert stamped(agreed(5, 4, 3, 2), board) == []
    (stamps,) = stamped(agreed(9, 5, 4, 3, 2), board)
    assert (stamps.raised, len(stamps.rows)) == (Level.AGREE, 5)
    assert stamped(agreed(9, 5, 4, 3, 2), Board([right(7, 90)])) == []
    (unnamed,) = stamped(agreed(9, 5, 4, 3, 2), Board([]))
    assert unnamed.raised is None


@pytest.mark.parametrize(("oldest", "found"), [(365, 1), (366, 0)])
def test_what_was_agreed_a_year_ago_counts_and_nothing_before(oldest: int, found: int) -> None:
    assert len(stamped(agreed(oldest, 5, 4, 3, 2), Board([right(3, 400)]))) == found


def test_above_the_highest_level_none_is_proposed() -> None:
    raised = [rules.Stamps(Cell(PLATFORM, "roadmap"), right(level, 90), ()).raised for level in (6, 7)]
    assert raised == [Level.DELEGATE, None]


def test_another_outcome_ends_the_run_and_one_not_said_yet_does_not() -> None:
    board = Board([right(3, 90)])
    assert stamped([*agreed(9, 8, 7, 6, 5), row(9, 4, Handling.DECIDED)], board) == []
    assert stamped([*agreed(9, 8, 7, 6, 5), row(9, 5, Handling.DECIDED)], board) == []
    assert stamped([*agreed(5, 4, 3, 2, 1), row(9, 5, Handling.DECIDED)], board) == [], "its whole day is out"
    assert len(stamped([*agreed(9, 8, 7, 6, 5), row(9, 4)], board)) == 1


def test_a_run_begins_anew_with_a_new_level_and_after_it_was_said_to_stay() -> None:
    rows = agreed(9, 8, 7, 6, 5)
    assert stamped(rows, Board([right(3, 90), right(4, 8, number=2)])) == []
    keep = Answer(Cell(PLATFORM, "roadmap"), back(8), rules.KEEP, "")
    assert stamped(rows, Board([right(3, 90)]), (keep,)) == []
    assert len(stamped(rows, Board([right(3, 90), right(4, 9, number=2)]))) == 1, "the day of a level is its first"
    assert stamped(rows, Board([right(3, 90)]), (keep._replace(day=back(9)),)) == [], "that of an answer is over"
    assert stamped(agreed(4, 3, 2, 1, 0), Board([right(3, 90)]), (keep._replace(day=TODAY),)) == []
    later = [*rows, *(row(20 + n, n, Handling.AGREED) for n in (4, 3))]
    assert len(stamped(later, Board([right(3, 90)]), (keep,))) == 1


def asks(leaks: list[Leak], board: Board, answers: tuple[Answer, ...] = ()) -> int:
    return sum(len(ask.leaks) for ask in rules.asked(leaks, board, answers, TODAY))


@pytest.mark.parametrize(
    ("days", "leaks"), [((90, 0), 2), ((91, 0), 0), ((180, 90), 2), ((181, 91), 0), ((5,), 0), ((5, 5), 2)]
)
def test_two_leaks_in_ninety_days_ask_the_delegation_questions(days: tuple[int, ...], leaks: int) -> None:
    board = Board([right(6, 400)])
    found = rules.leaks([row(number, day) for number, day in enumerate(days, 1)], board, WHOSE)
    assert asks(found, board) == leaks


def test_a_level_that_moved_offers_the_questions_until_they_are_answered() -> None:
    history = (right(3, 90), right(6, 30))
    assert rules.level_moved(history[:1], []) is None
    assert rules.level_moved((right(3, 90), right(3, 30)), []) is None
    assert rules.level_moved(history, []) == history
    cell = Cell(PLATFORM, "roadmap")
    assert (
        rules.level_moved(history, [Answer(cell, back(40), "next", "x"), Answer(cell, back(5), rules.KEEP, "")])
        == history
    )
    assert rules.level_moved(history, [Answer(cell, back(30), "next", "")]) is None


def test_once_answered_the_questions_wait_for_two_more_leaks() -> None:
    board = Board([right(6, 400)])
    rows = [row(number, day) for number, day in enumerate((30, 20, 10, 5), 1)]
    answer = Answer(Cell(PLATFORM, "roadmap"), back(20), "lessons", "")
    assert asks(rules.leaks(rows, board, WHOSE), board, (answer,)) == 2
    assert asks(rules.leaks(rows[:3], board, WHOSE), board, (answer,)) == 0
    assert asks(rules.leaks(rows, board, WHOSE), board, (answer._replace(day=TODAY),)) == 0
    keep = answer._replace(item=rules.KEEP)
    assert asks(rules.leaks(rows[:2], board, WHOSE), board, (keep,)) == 2


HANDLINGS = st.sampled_from([None, *Handling])
ROWS = st.lists(
    st.tuples(st.integers(0, 120), HANDLINGS, st.sampled_from([DANA, ILYA, NOOR, PETRA, None])), max_size=14
)
RIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 150), st.sampled_from([PLATFORM, GROWTH])), st.integers(1, 7), max_size=6
)


@given(ROWS, RIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(
    said: list[tuple[int, Handling | None, PersonId | None]],
    levels: dict[tuple[int, TeamId], int],
    order: random.Random,
) -> None:
    rows = [row(n, days, handling, raised_by_id=who) for n, (days, handling, who) in enumerate(said, 1)]
    rights = [right(level, days, team, n) for n, ((days, team), level) in enumerate(levels.items(), 1)]
    found = []
    for _ in range(2):
        # Entered in another order they get other numbers, too.
        board = Board([one._replace(id=n) for n, one in enumerate(rights)])
        leaks = rules.leaks(rows, board, WHOSE)
        found.append(
            (
                {(leak.row.id, leak.right.uid if leak.right else "") for leak in leaks},
                {(one.cell, one.raised, frozenset(r.id for r in one.rows)) for one in stamped(rows, board)},
                {
                    (one.cell, frozenset(leak.row.id for leak in one.leaks))
                    for one in rules.asked(leaks, board, (), TODAY)
                },
            )
        )
        order.shuffle(rows)
        order.shuffle(rights)
    assert found[0] == found[1]


@given(ROWS, RIGHTS)
def test_every_leak_was_delegated_on_its_day_and_nothing_delegated_is_missed(
    said: list[tuple[int, Handling | None, PersonId | None]], levels: dict[tuple[int, TeamId], int]
) -> None:
    rows = [row(n, days, handling, raised_by_id=who) for n, (days, handling, who) in enumerate(said, 1)]
    board = Board([right(level, days, team, n) for n, ((days, team), level) in enumerate(levels.items(), 1)])
    leaking = {leak.row.id for leak in rules.leaks(rows, board, WHOSE)}
    for one in rows:
        held = []
        for team in WHOSE.teams_in(one):
            before = [(days, level) for (days, of), level in levels.items() if of == team and back(days) <= one.day]
            held.append(min(before)[1] if before else 0)
        assert (one.id in leaking) is any(level >= rules.LEAK_LEVEL for level in held)
