"""The capture line: one line typed in a hurry, and the fields in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.capture import Capture, ProblemKind, parse_capture, raise_problem
from rhythm.domain.escalations import Party
from rhythm.domain.fields import parse_minutes, read_area, read_choice
from rhythm.domain.names import NamedRef
from rhythm.domain.parties import read_party
from rhythm.domain.people import PersonId, TeamId
from rhythm.errors import Ambiguous, BadInput, NotFound, RhythmError

FRIDAY = date(2026, 11, 20)
TEAMS = (
    NamedRef(1, "Platform", ("plat",)),
    NamedRef(2, "Growth", ()),
    NamedRef(3, "Trust & Safety", ("t&s",)),
    NamedRef(4, "Search Ads", ()),
)
PEOPLE = (
    NamedRef(11, "Dana Whitfield", ("dana@acme.example",)),
    NamedRef(12, "Chris Alder", (), "Payments"),
    NamedRef(13, "Chris Moon", (), "Search"),
    NamedRef(14, "Will Oduya", ("Willie",)),
)
AREAS = {"launch timing": "launch_timing", "Architecture input": "architecture", "other": "other"}
HANDLINGS = {"decided": "decided", "coached back": "coached", "coached": "coached", "joint call": "joint"}


def read(text: str, names: tuple[str, ...] = ()) -> Capture:
    return parse_capture(text, teams=TEAMS, people=PEOPLE, areas=AREAS, handlings=HANDLINGS, today=FRIDAY, names=names)


def names(capture: Capture) -> list[str]:
    return [party.name for party in capture.parties]


def test_a_full_line_is_read_into_fields() -> None:
    capture = read(
        'Platform / Growth: who sets the release date #launch-timing @dana =coached ~20m in:"prod-eng sync" on:thu'
    )
    assert capture.summary == "Platform / Growth: who sets the release date"
    assert capture.parties == (Party("Platform", TeamId(1)), Party("Growth", TeamId(2)))
    assert (capture.area, capture.area_text) == ("launch_timing", "launch-timing")
    assert capture.raised_by == PEOPLE[0]
    assert capture.handling == "coached"
    assert capture.minutes == 20
    assert capture.forum == "prod-eng sync"
    assert capture.day == date(2026, 11, 19)
    assert capture.problems == ()


def test_text_alone_is_enough() -> None:
    capture = read("who sets the release date")
    assert capture == Capture(summary="who sets the release date")


def test_marks_may_stand_anywhere_and_in_capitals() -> None:
    capture = read("@Dana, IN:staff #Launch-Timing! who sets  the date ON:next-thu")
    assert capture.summary == "who sets the date"
    assert (capture.forum, capture.area, capture.day) == ("staff", "launch_timing", date(2026, 11, 26))
    assert capture.raised_by == PEOPLE[0]


@pytest.mark.parametrize(
    ("line", "parties"),
    [
        ("Platform / Growth: x", ["Platform", "Growth"]),
        ("plat / growth: x", ["Platform", "Growth"]),
        ("plat/growth: x", ["Platform", "Growth"]),
        ("Platform vs Growth: x", ["Platform", "Growth"]),
        ("Platform / Growth / Dana: x", ["Platform", "Growth", "Dana Whitfield"]),
        ("Platform / Platform: x", ["Platform"]),
        ("Legal / Growth: x", ["Legal", "Growth"]),
        ("Legal / Sales Ops: x", ["Legal", "Sales Ops"]),
        ("Growth: x", ["Growth"]),
        ("t&s: x", ["Trust & Safety"]),
        ("Search / Growth: x", ["Search", "Growth"]),
    ],
)
def test_parties_stand_before_the_colon(line: str, parties: list[str]) -> None:
    capture = read(line)
    assert names(capture) == parties
    assert capture.summary == line


@pytest.mark.parametrize(
    "line",
    [
        "http://wiki.acme.example/a: see this",
        "and/or: what do we mean",
        "Legal: wants a word",
        "one / two and so on, as they said before: what",
        "10 / 12: votes",
        "see http://a / b: x",
        "the date is at 10:30 / 11:00 now",
        "why / when? again: x",
        "x",
    ],
)
def test_what_only_looks_like_parties_is_text(line: str) -> None:
    capture = read(line)
    assert capture.parties == ()
    assert capture.summary == line


@pytest.mark.parametrize(
    ("line", "parties"),
    [
        ("growth and platform disagree on the date", ["Growth", "Platform"]),
        ("Platform's freeze hits growth; platform says no", ["Platform", "Growth"]),
        ("trust & safety blocks the launch", ["Trust & Safety"]),
        ("Dana wants growth to wait", ["Dana Whitfield", "Growth"]),
        ("dana whitfield asked again", ["Dana Whitfield"]),
        ("Platform, Growth: Dana wants a call", ["Platform", "Growth"]),
        ("Chris disagrees", []),
        ("Chris Moon disagrees", ["Chris Moon"]),
        ("they will decide", []),
        ("Willie decides", ["Will Oduya"]),
        ("a search for the platforms", []),
    ],
)
def test_without_a_list_the_parties_are_those_named_in_the_text(line: str, parties: list[str]) -> None:
    assert names(read(line)) == parties


@pytest.mark.parametrize(
    "line",
    [
        "ticket #4512 again",
        "a = b",
        "it is ~20 people",
        "~20 people",
        "mail dana@acme.example",
        "issue#launch",
        "a ~ b # c @ d",
        "in: the end",
        "=5 apples",
        "x == y",
    ],
)
def test_a_mark_inside_ordinary_text_is_text(line: str) -> None:
    capture = read(line)
    assert capture.summary == line
    assert capture.problems == ()


def test_an_escaped_mark_is_literal() -> None:
    capture = read("\\#launch-timing is a tag and \\in:staff too")
    assert capture.summary == "#launch-timing is a tag and in:staff too"
    assert capture.area is None


def test_an_unknown_area_is_kept_as_typed_under_other_with_a_note() -> None:
    capture = read("x #pricing")
    assert (capture.area, capture.area_text) == ("other", "pricing")
    assert [problem.kind for problem in capture.problems] == [ProblemKind.NOTE]
    raise_problem(capture)
    assert read("x #other").problems == ()


@pytest.mark.parametrize(
    ("line", "kind", "error"),
    [
        ("x @chris", ProblemKind.AMBIGUOUS, Ambiguous),
        ("x @dama", ProblemKind.UNKNOWN, NotFound),
        ("x =shouted", ProblemKind.UNKNOWN, NotFound),
        ("x on:someday", ProblemKind.BAD, BadInput),
        ("x on:12/3", ProblemKind.BAD, BadInput),
        ("Chris / Growth: x", ProblemKind.AMBIGUOUS, Ambiguous),
        ("", ProblemKind.BAD, BadInput),
        ("@dana ~20m", ProblemKind.BAD, BadInput),
        ("Platform / Growth:", ProblemKind.BAD, BadInput),
    ],
)
def test_what_can_not_be_read_is_shown_by_a_preview_and_raised_by_a_command(
    line: str, kind: ProblemKind, error: type[RhythmError]
) -> None:
    capture = read(line)
    assert [problem.kind for problem in capture.problems] == [kind]
    with pytest.raises(error):
        raise_problem(capture)


def test_of_an_ambiguous_name_all_who_may_be_meant_are_told_and_of_an_unknown_one_the_near_ones() -> None:
    (problem,) = read("x @chris").problems
    assert problem.message == "'chris' could be Chris Alder (Payments) or Chris Moon (Search)"
    capture = read("x @dama")
    assert capture.problems[0].hint == "did you mean Dana Whitfield?"
    assert (capture.raised_by, capture.raised_text) == (None, "dama")


def test_an_unknown_party_is_kept_as_a_name_and_the_near_team_suggested() -> None:
    capture = read("Platfrom / Growth: x")
    assert capture.parties[0] == Party("Platfrom")
    assert capture.problems[0].kind is ProblemKind.NOTE
    assert "Platform" in capture.problems[0].hint


def test_a_second_mark_of_a_kind_stays_in_the_text() -> None:
    capture = read("x @dana with @willie #launch-timing #roadmap")
    assert capture.summary == "x with @willie #roadmap"
    assert capture.raised_by == PEOPLE[0]
    assert {problem.kind for problem in capture.problems} == {ProblemKind.NOTE}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("20m", 20), ("20min", 20), ("1h", 60), ("1h30", 90), ("1h30m", 90), ("1.5h", 90), ("0m", 0), ("1440m", 1440)],
)
def test_lengths_are_read_in_minutes(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["20", "", "x", "25h", "1.5h30", "-5m", "9999m"])
def test_what_is_no_length_is_none(text: str) -> None:
    assert parse_minutes(text) is None


def test_a_choice_is_read_by_label_slug_or_a_clear_beginning() -> None:
    assert read_choice("Coached-Back", HANDLINGS) == "coached"
    assert read_choice("JOINT", HANDLINGS) == "joint"
    assert read_choice("deci", HANDLINGS) == "decided"
    assert read_choice("c", HANDLINGS) is None
    assert read_area("arch", AREAS) == "architecture"
    assert read_area("launch_timing", AREAS) == "launch_timing"
    assert read_area("weather", AREAS) == "other"


def test_a_party_is_a_team_a_person_or_a_name() -> None:
    assert read_party("t&s", TEAMS, PEOPLE).team_id == 3
    assert read_party("dana", TEAMS, PEOPLE) == Party("Dana Whitfield", person_id=PersonId(11))
    assert read_party(" Legal  team ", TEAMS, PEOPLE) == Party("Legal team")
    with pytest.raises(Ambiguous):
        read_party("chris", TEAMS, PEOPLE)
    with pytest.raises(BadInput):
        read_party(" ", TEAMS, PEOPLE)


PIECES = st.sampled_from(
    [
        "@",
        "#",
        "=",
        "~",
        "in:",
        "on:",
        '"',
        "\\",
        "/",
        ":",
        " ",
        "Platform",
        "Growth",
        "dana",
        "chris",
        "20m",
        "fri",
        "é",
    ]
)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=120))
def test_no_line_ends_in_an_exception_and_no_word_of_it_appears_from_nowhere(text: str) -> None:
    capture = read(text)
    assert capture.summary == " ".join(capture.summary.split())
    assert len(capture.summary) <= len(text)
    assert capture.summary or capture.problems
    assert len(set(capture.parties)) == len(capture.parties)


def test_a_very_long_line_is_read_at_once() -> None:
    text = " ".join(['@"x', "in:“y", "#a / b:"] * 3000)
    assert read(text).summary


@pytest.mark.parametrize(
    ("line", "parties"),
    [
        ("legal asks again what growth may promise", ["Legal", "Growth"]),
        ("sales ops and LEGAL disagree", ["Sales Ops", "Legal"]),
        ("sales is in the text, and ops", []),
        ("legal: wants a word", ["Legal"]),
        ("sales ops/legal: x", ["Sales Ops", "Legal"]),
        ("Chris Moon disagrees with legal", ["Chris Moon", "Legal"]),
        ("Dana Whitfield asked again", ["Dana Whitfield"]),
    ],
)
def test_names_that_were_parties_before_are_recognised(line: str, parties: list[str]) -> None:
    capture = read(line, names=("Legal", "legal", "Sales Ops", "Chris", "Dana Whitfield"))
    assert names(capture) == parties
    assert capture.problems == ()


def test_a_name_used_before_keeps_its_spelling_and_needs_no_remark() -> None:
    capture = read("legal / Press: x", names=("Legal",))
    assert names(capture) == ["Legal", "Press"]
    assert [problem.text for problem in capture.problems] == ["Press"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Whitfield", "Whitfield"),
        ("Dan", "Dan"),
        ("dana", "Dana Whitfield"),
        ("Whitfield, Dana", "Dana Whitfield"),
        ("willie", "Will Oduya"),
        ("dana@acme.example", "Dana Whitfield"),
        ("@whit", "Dana Whitfield"),
    ],
)
def test_a_person_is_a_party_by_the_whole_or_first_name_or_after_the_sign(text: str, party: str) -> None:
    assert read_party(text, TEAMS, PEOPLE).name == party


@pytest.mark.parametrize("mark", ["~-5m", "~0m", "~99h", "~25h"])
def test_what_is_meant_as_a_length_and_is_none_is_a_problem(mark: str) -> None:
    capture = read(f"release date {mark}")
    assert (capture.summary, capture.minutes) == ("release date", None)
    with pytest.raises(BadInput, match="is not a length of time"):
        raise_problem(capture)


def test_a_sign_before_other_words_is_text() -> None:
    line = "dates ~ are ~about right for ~20 people"
    assert read(line) == Capture(summary=line)


def test_a_day_in_the_text_that_there_is_not_is_noted_and_stays_typed() -> None:
    capture = read("Platform / Growth: who signs off by 31.02.2026")
    (note,) = capture.problems
    assert capture.summary.endswith("who signs off by 31.02.2026")
    assert (note.kind, note.message) == (ProblemKind.NOTE, "there is no 31 Feb 2026; kept as typed")
    raise_problem(capture)
    assert read("Platform / Growth: who signs off by 28.02.2026").problems == ()
