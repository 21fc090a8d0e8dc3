"""What a line may go on as: whatever is offered reads back as what it stands for."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.capture import parse_capture
from rhythm.domain.completing import Completion, Known, completions
from rhythm.domain.names import NamedRef

PEOPLE = (
    NamedRef(1, "Dana Okoye", ("dana@acme.example",), "Platform"),
    NamedRef(2, "Chris Alder", ("chris.a@acme.example",), "Platform"),
    NamedRef(3, "Chris Moon", (), "Growth"),
    NamedRef(4, "Noor Haddad", ("noor@acme.example",)),
    NamedRef(5, "Noor Haddad", ()),
)
TEAMS = (NamedRef(1, "Platform", ("plat",)), NamedRef(2, "Growth"), NamedRef(3, "Platform Tools"))
AREAS = (("Launch timing", "launch_timing"), ("Roadmap", "roadmap"))
HANDLINGS = (("Coached back", "coached"), ("Decided", "decided"))
CONFLICTS = ("Platform / Growth: who sets the release date", "Vendor contract")
KNOWN = Known(PEOPLE, TEAMS, AREAS, HANDLINGS, CONFLICTS, ("Legal",))


def lines(text: str) -> list[str]:
    return [one.line for one in completions(text, KNOWN)]


def test_each_kind_is_completed_where_it_may_stand() -> None:
    assert lines("vendor @da") == ["vendor @Dana "]
    assert lines("vendor #la") == ["vendor #launch-timing "]
    assert lines("vendor =co") == ["vendor =coached "]
    assert lines("Pl") == ["Platform / ", "Platform Tools / "]
    assert lines("Platform / gr") == ["Platform / Growth: ", CONFLICTS[0]]
    assert lines("Platform / le") == ["Platform / Legal: "]
    assert lines("Platform / Growth: who") == ["Platform / Growth: who sets the release date"]
    assert lines("contr") == ["Vendor contract"]
    assert lines("Growth / Legal: who se") == ["Growth / Legal: who sets the release date"]


def test_nothing_is_offered_for_what_stands_there_already_or_means_nothing() -> None:
    assert lines("") == lines("budget ") == lines("x") == lines("vendor @") == lines("vendor @zz") == []
    assert lines("vendor #launch-timing") == lines("Vendor contract") == []


def test_of_two_who_share_a_name_each_is_completed_to_what_only_one_has() -> None:
    assert completions("@chr", KNOWN) == (
        Completion("Chris Alder (Platform)", '@"Chris Alder" '),
        Completion("Chris Moon (Growth)", '@"Chris Moon" '),
    )
    assert lines("@noo") == ["@noor@acme.example ", "@#5 "]


@given(st.sampled_from(PEOPLE), st.integers(1, 3))
def test_a_completed_person_reads_back_as_that_person(ref: NamedRef, letters: int) -> None:
    typed = ref.name[:letters].split()[0]
    label = f"{ref.name} ({ref.detail})" if ref.detail else ref.name
    found = [one.line for one in completions(f"vendor @{typed}", KNOWN) if one.label == label]
    meant = [
        parse_capture(line, teams=TEAMS, people=PEOPLE, areas={}, handlings={}, today=date(2026, 11, 20))
        for line in found
    ]
    assert ref in [capture.raised_by for capture in meant]
    assert all(capture.problems == () and capture.summary == "vendor" for capture in meant)


@given(st.text(max_size=40))
def test_any_text_can_be_completed_or_not_and_a_completion_is_one_line(text: str) -> None:
    for one in completions(text, KNOWN):
        assert one.line
        assert one.line != text
