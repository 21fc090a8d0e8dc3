"""The rules of the quarterly review: intentions read from an answer, evidence weighed, time that counts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.fixes import FixId, FixState
from rhythm.domain.meetings import PromiseState
from rhythm.domain.names import NamedRef
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter
from rhythm.domain.quarters import (
    Intention,
    IntentionId,
    IntentionState,
    NewIntention,
    Sheet,
    Spent,
    changes,
    due_by_default,
    fixes_named,
    people_named,
    read_intentions,
    read_value,
    stands,
    weighed,
    without_day,
)
from rhythm.domain.reviews import Evidence, EvidenceMark, records
from rhythm.domain.sittings import IDLE_SECONDS
from rhythm.errors import BadInput

TODAY, UNTIL = dt.date(2026, 11, 20), dt.date(2027, 3, 31)
PEOPLE = (NamedRef(1, "Dana Okoye"), NamedRef(2, "Chris Alder"), NamedRef(3, "Chris Moon"))
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def read(answer: str, *fixes: int) -> tuple[NewIntention, ...]:
    return read_intentions(answer, TODAY, UNTIL, people=PEOPLE, fixes=fixes)


def stored(number: int, new: NewIntention, state: IntentionState = IntentionState.OPEN) -> Intention:
    settled = TODAY if state is not IntentionState.OPEN else None
    return Intention(
        IntentionId(number), "", "2026-Q4", "q", new.body, new.due, state, 0, settled, new.person_id, fix_id=new.fix_id
    )


def test_only_lines_with_the_mark_are_intentions() -> None:
    answer = "Release train.\n\n> raise Dana to 6 by 12 dec\n<3 and >5\n- > no\n! who\n>> quoted\n\\> said\n  > second "
    assert [(one.body, one.words, one.due) for one in read(answer)] == [
        ("raise Dana to 6 by 12 dec", "raise Dana to 6", dt.date(2026, 12, 12)),
        ("second", "second", UNTIL),
    ]


def test_a_name_makes_it_a_promise_and_a_number_a_fix() -> None:
    one, two, three, four = read(
        "> ask @dana for the charter\n> see fix 7 through\n> ask @chris\n> see fix #8 with @dana", 7
    )
    (both,) = read("> see fix 7 through with @dana", 7)
    assert (both.fix_id, both.person_id) == (FixId(7), None), "the fix has its own people"
    assert (one.person_id, one.words) == (PersonId(1), "ask Dana Okoye for the charter")
    assert (two.fix_id, two.person_id) == (FixId(7), None)
    assert (three.person_id, three.words) == (None, "ask @chris"), "two are called Chris"
    assert (four.fix_id, four.person_id) == (None, PersonId(1)), "there is no fix 8"
    assert fixes_named("> fix 7\nfix #8, prefix 9, fix x") == {7, 8}


def test_where_the_day_stands_beside_it_the_words_are_without_it() -> None:
    assert without_day("ask @dana for the charter by 12 dec", UNTIL) == "ask @dana for the charter"
    for line in ("send it by mail", "see fix 7 through", "plan by 31 feb"):
        assert without_day(line, UNTIL) == line


def test_figures_in_either_order_go_where_they_are_the_day_that_stands_beside_them() -> None:
    for day in (dt.date(2027, 3, 12), dt.date(2026, 12, 3)):
        assert without_day("ask for the charter by 12/3", day) == "ask for the charter"
    for day in (dt.date(2027, 3, 31), dt.date(2027, 3, 20)):
        assert without_day("ask for the charter by 12/3", day) == "ask for the charter by 12/3"


def test_without_a_day_it_is_meant_until_the_end_of_the_next_quarter() -> None:
    assert due_by_default(Quarter(2026, 4)) == dt.date(2027, 3, 31)


@given(st.lists(st.tuples(st.sampled_from(["", "> ", "  > ", ">> "]), st.text(max_size=40)), max_size=6))
def test_any_answer_can_be_read(lines: list[tuple[str, str]]) -> None:
    found = read("\n".join(mark + text for mark, text in lines), 1)
    for one in found:
        assert one.body
        assert "\n" not in one.body
    assert len(found) >= sum("> " in mark and mark != ">> " and text.isalnum() for mark, text in lines)


def test_a_line_that_stays_keeps_its_record_and_one_reworded_too() -> None:
    first, second, third = read("> a\n> b\n> ask @dana")
    before = [stored(1, first), stored(2, second), stored(3, third)]
    new = read("> b\n> a, and soon\n> c")
    found = changes(before, new)
    assert [one.id for one in found.removed] == [3]
    assert [(one.id, other.body) for one, other in found.changed] == [(1, "a, and soon")]
    assert [one.body for one in found.added] == ["c"]
    assert changes(before, (first, second, third)) == ((), (), ())


def test_what_is_settled_is_not_reworded_into_something_else() -> None:
    (done,) = read("> a")
    found = changes([stored(1, done, IntentionState.DONE)], read("> b"))
    assert ([one.id for one in found.removed], [one.body for one in found.added]) == ([1], ["b"])


@given(st.lists(st.sampled_from(["> a", "> b", "> ask @dana", "words"]), max_size=6), st.data())
def test_after_the_changes_the_records_are_the_lines(lines: list[str], data: st.DataObject) -> None:
    old = read("\n".join(data.draw(st.lists(st.sampled_from(["> a", "> c", "> ask @dana"]), max_size=5))))
    before = [stored(number, new) for number, new in enumerate(old)]
    wanted = read("\n".join(lines))
    found = changes(before, wanted)
    gone = {one.id for one in found.removed}
    changed = {one.id: new.body for one, new in found.changed}
    after = [changed.get(one.id, one.body) for one in before if one.id not in gone]
    assert sorted([*after, *(new.body for new in found.added)]) == sorted(new.body for new in wanted)


def test_a_promise_or_a_fix_says_what_became_of_an_intention() -> None:
    assert stands(IntentionState.OPEN) is IntentionState.OPEN
    assert stands(IntentionState.OPEN, PromiseState.DONE) is IntentionState.DONE
    assert stands(IntentionState.OPEN, None, FixState.DECIDED) is IntentionState.OPEN
    assert stands(IntentionState.OPEN, None, FixState.HELD) is IntentionState.DONE
    assert stands(IntentionState.OPEN, None, FixState.DROPPED) is IntentionState.DROPPED


def test_what_is_pinned_stands_first_and_what_is_struck_last_and_counts_nowhere() -> None:
    notes = [Evidence("note", number, TODAY, "said no") for number in (1, 2, 3)]
    figure = Evidence("person", 9, None, "3 records", tuple(("note", number) for number in (1, 2, 3, 4)))
    shown = weighed([figure, *notes], {"note:2": EvidenceMark.PINNED, "note:1": EvidenceMark.STRUCK})
    assert [item.key for item in shown] == ["note:2", "person:9", "note:3", "note:1"]
    assert records(shown) == {("note", 2), ("note", 3), ("note", 4)}
    everything = weighed([figure, *notes], dict.fromkeys(["person:9", "note:1", "note:2"], EvidenceMark.STRUCK))
    assert records(everything) == {("note", 3)}


def test_figures_of_a_kind_are_told_apart_by_their_cell() -> None:
    one = Evidence("cell", 0, None, "roadmap, Dana: 2", slug="roadmap/1")
    assert (one.key, one._replace(slug="").key) == ("cell:roadmap/1", "cell:0")


@given(st.lists(st.integers(-50, 400), max_size=30))
def test_time_counts_between_keys_and_a_pause_does_not(gaps: list[int]) -> None:
    spent, now = Spent().at(NOON), NOON
    for gap in gaps:
        now += dt.timedelta(seconds=gap)
        spent = spent.at(now)
    assert spent.seconds == sum(gap for gap in gaps if 0 <= gap <= IDLE_SECONDS)


def test_minutes_are_whole() -> None:
    assert [Spent(seconds).minutes for seconds in (0, 29, 30, 89, 90)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("sheet", "typed", "value"),
    [
        *((Sheet.SCORECARD, typed, typed) for typed in ("", "1", "5")),
        *((Sheet.SCORECARD, typed, "none") for typed in ("n", "None", "no  evidence")),
        (Sheet.CALIBRATION, " ", ""),
        *((Sheet.CALIBRATION, typed, "first_line") for typed in ("f", "First-line")),
        *((Sheet.CALIBRATION, typed, "mixed") for typed in ("m", "mi")),
        *((Sheet.CALIBRATION, typed, "manager_of_managers") for typed in ("o", "MoM", "man", "manager of  managers")),
    ],
)
def test_a_mark_is_read_by_its_figure_its_letter_or_how_it_begins(sheet: Sheet, typed: str, value: str) -> None:
    assert read_value(sheet, typed) == value


@pytest.mark.parametrize(
    ("sheet", "typed", "said"),
    [
        *((Sheet.SCORECARD, typed, "not a mark") for typed in ("0", "6", "1 2", "m", "nothing")),
        *((Sheet.CALIBRATION, typed, "none of the three") for typed in ("5", "n", "moms", "first line")),
    ],
)
def test_what_is_no_mark_of_the_sheet_is_refused(sheet: Sheet, typed: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_value(sheet, typed)


def test_people_are_named_with_a_sign_before_them_and_names_of_two_words_in_quotes() -> None:
    assert people_named('@dana, and @"Chris Moon": by mail to x@y.example, (@ilya) is none') == ("dana", "Chris Moon")
