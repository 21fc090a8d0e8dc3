"""Whom events are with: titles as people write them, in several languages, with and without people invited."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.event_matching import Directory, Event, Invited, Standing
from rhythm.domain.event_titles import is_away, is_cancelled
from rhythm.domain.people import Person, PersonId

PEOPLE = (
    Person(PersonId(1), "u1", "Robin Vale", email="robin@acme.example", is_me=True, former_emails=("rv@old.example",)),
    Person(PersonId(2), "u2", "Dana Okoye", email="dana@acme.example", aliases=("d.okoye@acme.example",)),
    Person(PersonId(3), "u3", "Łucja Søren-Kowalska", nickname="Lu", email="lucja@acme.example"),
    Person(PersonId(4), "u4", "Chris Alder", email="chris.alder@acme.example"),
    Person(PersonId(5), "u5", "Chris Moon", email="chris.moon@acme.example"),
    Person(PersonId(6), "u6", "Jörg Müller", email="joerg@acme.example", aliases=("Joerg",)),
    Person(PersonId(7), "u7", "Will Grant", email="will@acme.example"),
    Person(PersonId(8), "u8", "Gone Person", email="gone@acme.example", archived_on=dt.date(2026, 1, 1)),
    Person(PersonId(9), "u9", "María José Ortega", email="mj@acme.example"),
    Person(PersonId(10), "u10", "Sean O'Neill"),
)
DANA, LUCJA, ALDER, MOON, JORG, WILL, GONE, MARIA, SEAN = range(2, 11)
MATCH, SUGGEST, OPEN, AWAY, NO = (
    Standing.MATCH,
    Standing.SUGGESTION,
    Standing.OPEN,
    Standing.ABSENCE,
    Standing.NOTHING,
)

TITLES: list[tuple[str, Standing, tuple[int, ...]]] = [
    ("1:1 Dana", MATCH, (DANA,)),
    ("Dana 1:1", MATCH, (DANA,)),
    ("1-1 w/ Dana", MATCH, (DANA,)),
    ("1on1 Dana Okoye", MATCH, (DANA,)),
    ("Dana Okoye / Robin 1x1", MATCH, (DANA,)),
    ("O3 Dana", MATCH, (DANA,)),
    ("121 with Dana", MATCH, (DANA,)),
    ("One on One: Dana & Robin", MATCH, (DANA,)),
    ("One-on-one Okoye, Dana", MATCH, (DANA,)),
    ("Dana's 1:1", MATCH, (DANA,)),
    ("1:1 D. Okoye", MATCH, (DANA,)),
    ("1:1 Dana O.", MATCH, (DANA,)),
    ("RE: 1:1 Dana", MATCH, (DANA,)),
    ("Skip-level Dana", MATCH, (DANA,)),
    ("Skip level: Lucja", MATCH, (LUCJA,)),
    ("1:1 Łucja", MATCH, (LUCJA,)),
    ("1:1 Lu", MATCH, (LUCJA,)),
    ("Jour fixe Jörg", MATCH, (JORG,)),
    ("JF Joerg Müller", MATCH, (JORG,)),
    ("JF Muller", MATCH, (JORG,)),
    ("Einzelgespräch Jörg Müller", MATCH, (JORG,)),
    ("Tête-à-tête avec María José", MATCH, (MARIA,)),
    ("1:1 Ortega", MATCH, (MARIA,)),
    ("1:1 Sean ONeill", MATCH, (SEAN,)),
    ("1:1 O'Neill", MATCH, (SEAN,)),
    ("1:1 Will", MATCH, (WILL,)),
    ("Robin <> Dana", MATCH, (DANA,)),
    ("Dana / Robin", MATCH, (DANA,)),
    ("Robin x Łucja", MATCH, (LUCJA,)),
    ("Dana & me", MATCH, (DANA,)),
    ("Robin Vale | Chris Moon", MATCH, (MOON,)),
    ("1:1 Chris Moon", MATCH, (MOON,)),
    ("1:1 Chris A", MATCH, (ALDER,)),
    ("1:1 Chris", OPEN, (ALDER, MOON)),
    ("Chris / Robin", OPEN, (ALDER, MOON)),
    ("1:1 Zoe", OPEN, ()),
    ("1:1 Zoe Quill", OPEN, ()),
    ("1:1 DO", SUGGEST, (DANA,)),
    ("1:1 Okoyee", SUGGEST, (DANA,)),
    ("1:1 Dana - performance review", SUGGEST, (DANA,)),
    ("Dana", SUGGEST, (DANA,)),
    ("Weekly sync Dana", SUGGEST, (DANA,)),
    ("Coffee with Łucja", SUGGEST, (LUCJA,)),
    ("Kaffee mit Jörg", SUGGEST, (JORG,)),
    ("Catch-up Dana", SUGGEST, (DANA,)),
    ("Café avec Dana", SUGGEST, (DANA,)),
    ("Dana / Robin weekly", MATCH, (DANA,)),
    ("Canceled: 1:1 Dana", NO, ()),
    ("Abgesagt: JF Jörg", NO, ()),
    ("Annulé : 1:1 Dana", NO, ()),
    ("1:1 Dana, Łucja", NO, ()),
    ("Dana / Łucja", NO, ()),
    ("Prep 1:1 Dana", NO, ()),
    ("Notes 1:1 Dana", NO, ()),
    ("Vorbereitung JF Jörg", NO, ()),
    ("Interview Dana", NO, ()),
    ("Dana team review", NO, ()),
    ("Launch plan with Dana and the agency", NO, ()),
    ("Will discuss pricing", NO, ()),
    ("Grant application", NO, ()),
    ("Call about the moon landing", NO, ()),
    ("Roadmap review", NO, ()),
    ("Standup", NO, ()),
    ("Team lunch", NO, ()),
    ("1:1s this week", NO, ()),
    ("Skip-level lunch with the Payments group", NO, ()),
    ("1:1 Gone Person Interview", NO, ()),
    ("Board meeting 1/1/2027", NO, ()),
    ("Danas Abschied", NO, ()),
    ("OOO", NO, ()),
    ("", NO, ()),
    ("🎉", NO, ()),
]
DAYS: list[tuple[str, Standing, tuple[int, ...]]] = [
    ("Dana OOO", AWAY, (DANA,)),
    ("OOO", AWAY, (1,)),
    ("Urlaub", AWAY, (1,)),
    ("Urlaub Jörg Müller", AWAY, (JORG,)),
    ("Chris vacation", AWAY, (ALDER, MOON)),
    ("Łucja - parental leave", AWAY, (LUCJA,)),
    ("Dana in Berlin", AWAY, (DANA,)),
    ("Zoe OOO", NO, ()),
    ("Dana birthday", NO, ()),
    ("Geburtstag Jörg", NO, ()),
    ("Dana on-call", NO, ()),
    ("Holiday party", NO, ()),
    ("Vacation planning", NO, ()),
    ("Release day", NO, ()),
    ("May Day", NO, ()),
    ("Dana, Łucja OOO", NO, ()),
    ("Canceled: Dana OOO", NO, ()),
]


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(PEOPLE)


def invited(*addresses: str) -> tuple[Invited, ...]:
    return tuple(Invited(address) for address in addresses)


@pytest.mark.parametrize(("title", "standing", "people"), TITLES, ids=[title[0] or "empty" for title in TITLES])
def test_a_title_is_taken_for_what_it_is(
    directory: Directory, title: str, standing: Standing, people: tuple[int, ...]
) -> None:
    found = directory.read(Event(title))
    assert (found.standing, found.people) == (standing, people)


@pytest.mark.parametrize(("title", "standing", "people"), DAYS, ids=[title[0] for title in DAYS])
def test_a_whole_day_is_an_absence_or_nothing(
    directory: Directory, title: str, standing: Standing, people: tuple[int, ...]
) -> None:
    found = directory.read(Event(title, all_day=True, minutes=24 * 60))
    assert (found.standing, found.people) == (standing, people)


@pytest.mark.parametrize(
    ("title", "guests", "standing", "people"),
    [
        ("Anything", ("robin@acme.example", "dana@acme.example"), MATCH, (DANA,)),
        ("Anything", ("rv@old.example", "d.okoye@acme.example"), MATCH, (DANA,)),
        ("1:1 Łucja", ("robin@acme.example", "dana@acme.example"), MATCH, (DANA,)),
        ("Chris", ("robin@acme.example", "chris.moon@acme.example"), MATCH, (MOON,)),
        ("Interview", ("robin@acme.example", "dana@acme.example"), SUGGEST, (DANA,)),
        ("Roadmap review", ("dana@acme.example",), SUGGEST, (DANA,)),
        ("Prep with Dana", ("dana@acme.example",), NO, ()),
        ("1:1 Dana", ("dana@acme.example", "lucja@acme.example", "robin@acme.example"), NO, ()),
        ("1:1 Gone", ("gone@acme.example",), NO, ()),
        ("Dana", ("robin@acme.example",), SUGGEST, (DANA,)),
        ("1:1", ("zoe@else.example",), OPEN, ()),
        ("Demo", ("sales@else.example",), NO, ()),
    ],
)
def test_who_is_invited_counts_before_the_title(
    directory: Directory, title: str, guests: tuple[str, ...], standing: Standing, people: tuple[int, ...]
) -> None:
    found = directory.read(Event(title, invited(*guests)))
    assert (found.standing, found.people) == (standing, people)


def test_a_new_address_with_a_known_name_is_suggested_and_can_be_learnt(directory: Directory) -> None:
    by_name = directory.read(Event("Sync", (Invited("dokoye@gmail.example", "Okoye, Dana"),)))
    assert (by_name.standing, by_name.people, by_name.address) == (SUGGEST, (DANA,), "dokoye@gmail.example")
    by_title = directory.read(Event("1:1 Dana", (Invited("dokoye@gmail.example"),)))
    assert (by_title.people, by_title.address) == ((DANA,), "dokoye@gmail.example")


def test_where_my_address_is_not_known_one_of_two_guests_is_taken_for_me() -> None:
    nobody = Directory([person._replace(email="", former_emails=()) if person.is_me else person for person in PEOPLE])
    event = Event("Weekly", invited("robin@acme.example", "dana@acme.example"))
    assert (nobody.read(event).standing, nobody.read(event).people) == (SUGGEST, (DANA,))
    told = Directory(PEOPLE[1:], ["Robin@acme.example"])
    assert told.read(event).standing is MATCH


def test_what_takes_longer_than_three_hours_is_nothing_and_a_whole_working_day_may_be_an_absence(
    directory: Directory,
) -> None:
    assert directory.read(Event("1:1 Dana", minutes=180)).standing is MATCH
    assert directory.read(Event("1:1 Dana", minutes=181)).standing is NO
    assert directory.read(Event("Dana OOO", minutes=6 * 60)).standing is AWAY
    assert directory.read(Event("Dana OOO", minutes=6 * 60 - 1)).standing is NO


def test_nearly_a_name_takes_four_letters_and_a_part_of_a_name_in_three_is_no_name() -> None:
    directory = Directory([*PEOPLE, Person(PersonId(11), "u11", "Jan van Marle")])
    assert directory.read(Event("1:1 Okoy")).people == (DANA,)
    assert directory.read(Event("1:1 van Dyk")).people == ()


def test_the_reason_quotes_no_title(directory: Directory) -> None:
    for title, *_ in TITLES:
        assert "Dana" not in directory.read(Event(title)).reason


@given(st.text(max_size=60))
def test_any_title_is_read(title: str) -> None:
    directory = Directory(PEOPLE)
    for event in (Event(title), Event(title, all_day=True), Event(title, (Invited("x@y", title),))):
        assert set(directory.read(event).people) <= {person.id for person in PEOPLE if person.archived_on is None}


@pytest.mark.parametrize("title", ["Canceled: x", "[Cancelled] x", "Cancelled event: x", "Abgesagt: x", "Cancelado: x"])
def test_what_was_called_off_says_so_in_front(title: str) -> None:
    assert is_cancelled(title)
    assert not is_cancelled(f"Review of {title}")


@pytest.mark.parametrize("title", ["PTO", "Out of office", "Congés", "Vacaciones", "Abwesend", "Urlop", "Sick day"])
def test_words_for_being_away_are_known_in_several_languages(title: str) -> None:
    assert is_away(title)
    assert not is_away(f"{title} policy")
