"""people and team."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.cli.refusing import is_refused
from tests.cli.shell import Shell


def test_who_is_added_without_a_manager_is_a_report_of_mine(shell: Shell) -> None:
    person = shell.ok("people", "add", "Mei", "Lind", "--email", "mei@acme.example", "--json").json
    assert (person["name"], person["relation"], person["manager"], person["email"]) == (
        "Mei Lind",
        "manager",
        "Me",
        "mei@acme.example",
    )


def test_the_first_person_makes_the_store(shell: Shell) -> None:
    shell.store = shell.store.with_name("new.db")
    said = shell.ok("people", "add", "Dana Okoye", "--team", "Platform").out
    assert said == "Added Dana Okoye (#2, 1:1).\nPlatform is a new team, led by Dana Okoye.\n"
    assert [team["manager"] for team in shell.ok("team", "list", "--json").json] == ["Dana Okoye"]
    assert shell.ok("undo").out == "Taken back: add Dana Okoye. rhythm redo puts it back.\n"
    assert shell.ok("people", "list", "--json").json == []
    assert shell.ok("team", "list", "--json").json == []


@pytest.mark.parametrize(
    "typed",
    [
        ("Ann Ash, Bob Birch,Cy",),
        ("Ann", "Ash,", "Bob", "Birch,", "Cy"),
        ("Ann Ash", "Bob  Birch", " Cy ,"),
    ],
)
def test_several_names_are_several_people_as_in_the_app_and_one_step_of_undo(
    shell: Shell, typed: tuple[str, ...]
) -> None:
    said = shell.ok("people", "add", *typed).out
    assert [line.split(" (")[0] for line in said.splitlines()] == ["Added Ann Ash", "Added Bob Birch", "Added Cy"]
    assert shell.ok("undo").out == "Taken back: add 3 people. rhythm redo puts it back.\n"
    assert shell.run("people", "show", "birch").code == 1


@pytest.mark.parametrize(
    "typed",
    [
        ("Meyer, Ann",),
        ("Meyer,", "Ann"),
        ("O'Neil ,Mary  Kate",),
        ("van der Berg, Jan",),
        ("van Dyke, Ann Marie",),
    ],
)
def test_what_may_be_a_surname_and_a_first_name_is_nobody_until_it_is_said_which(
    shell: Shell, typed: tuple[str, ...]
) -> None:
    before = shell.ok("people", "list", "--json").json
    refused = shell.run("people", "add", *typed)
    assert (refused.code, "may be one person or two" in refused.err) == (2, True)
    assert shell.ok("people", "list", "--json").json == before
    surname, first = (" ".join(side.split()) for side in " ".join(typed).split(","))
    one, two = (shlex.split(part.split("people add ")[1]) for part in refused.err.splitlines()[1].split(";"))
    assert one == [f"{first} {surname}"]
    added = shell.ok("people", "add", *two, "--json").json
    assert [person["name"] for person in added] == [surname, first]
    shell.ok("undo")
    assert shell.ok("people", "add", *one, "--json").json["name"] == one[0]


@pytest.mark.parametrize(
    ("typed", "one", "two"),
    [
        (
            ("Meyer, Ann", "Lee, Bob"),
            ["Ann Meyer", "Bob Lee"],
            ["Meyer", "Ann", "Lee", "Bob"],
        ),
        (("Meyer,Ann", "Lee,Bob"), ["Ann Meyer", "Bob Lee"], ["Meyer", "Ann", "Lee", "Bob"]),
        (("Ann Lee, Jr.", "Bob Ray"), ["Ann Lee Jr.", "Bob Ray"], ["Ann Lee", "Jr.", "Bob Ray"]),
        (("Cy Ash", "O'Neil, Ann"), ["Cy Ash", "Ann O'Neil"], ["Cy Ash", "O'Neil", "Ann"]),
    ],
)
def test_each_of_several_may_be_a_surname_and_a_first_name(
    shell: Shell, typed: tuple[str, ...], one: list[str], two: list[str]
) -> None:
    before = shell.ok("people", "list", "--json").json
    refused = shell.run("people", "add", *typed)
    assert (refused.code, "may be one person or two" in refused.err) == (2, True)
    assert shell.ok("people", "list", "--json").json == before
    steps = [shlex.split(part.split("people add ")[1]) for part in refused.err.splitlines()[1].split(";")]
    for step, names in zip(steps, (one, two), strict=True):
        assert [person["name"] for person in shell.ok("people", "add", *step, "--json").json] == names
        shell.ok("undo")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ann Lee, Bob", ["Ann Lee", "Bob"]),
        ("ann lee, bob", ["ann lee", "bob"]),
        ("Ann Lee, Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("van Dyke, Ann,", ["van Dyke", "Ann"]),
    ],
)
def test_two_words_before_a_comma_are_a_first_name_and_a_surname(shell: Shell, typed: str, names: list[str]) -> None:
    assert [person["name"] for person in shell.ok("people", "add", typed, "--json").json] == names


def test_a_command_with_a_name_in_it_can_be_pasted_whatever_the_name(shell: Shell) -> None:
    shell.ok("people", "add", "Niamh O'Brien")
    shell.ok("people", "leave", "niamh", "--on", "today")
    shell.ok("people", "archive", "niamh")
    refused = shell.run("note", "brien", "calm")
    assert refused.code == 1
    step = re.search(r"rhythm (people leave .* --not) brings", refused.err)
    assert step is not None
    shell.ok(*shlex.split(step[1]))
    assert shell.run("note", "brien", "calm").code == 0
    shell.ok("team", "edit", "platform", "--name", "Ann's", "--alias", "Ann's $HOME")
    refused = shell.run("team", "add", "ann's $home")
    step = re.search(r"rhythm (team edit .*)", refused.err)
    assert step is not None
    shell.ok(*shlex.split(step[1]))
    shell.ok("team", "add", "ann's $home")


def test_several_people_share_their_manager_and_team_and_nothing_else(shell: Shell) -> None:
    added = shell.ok("people", "add", "Ann Ash, Dana Okoye", "--reports-to", "ilya", "--team", "plat", "--json")
    assert [(one["name"], one["manager"], one["team"]) for one in added.json] == [
        ("Ann Ash", "Ilya Brandt", "Platform"),
        ("Dana Okoye", "Ilya Brandt", "Platform"),
    ]
    assert "there is a Dana Okoye already (#2)" in added.err
    for option in (("--email", "a@acme.example"), ("--starts", "mon"), ("--reports-to", "nobody")):
        refused = shell.run("people", "add", "Bo Ash, Cy Elm", *option)
        assert (refused.code, refused.err.splitlines()[0]) == (
            2,
            "error: 2 names were given, and an option that is for one person",
        )
    assert shell.run("people", "add", "Bo Ash, 12, Cy").code == 2
    assert shell.run("people", "add", " , ").code == 2
    assert not any(one["name"].startswith("Bo") for one in shell.ok("people", "list", "--json").json)


def test_a_team_that_is_made_for_several_is_told_with_who_leads_it(shell: Shell) -> None:
    assert shell.ok("people", "add", "Bo, Cy,", "--team", "Depot").out.endswith("\nDepot is a new team.\n")
    shell.ok("people", "edit", "ilya", "--nickname", "Di")
    led = shell.ok("people", "add", "Di, Ed,", "--team", "Yard", "--reports-to", "dana")
    assert led.out.endswith("\nYard is a new team, led by Dana Okoye.\n")
    assert "Ilya Brandt (#3) goes by that name too" in led.err
    assert "new team" not in shell.ok("people", "add", "Fay, Gus,", "--team", "yard").out


def test_the_relation_follows_from_the_tree_unless_it_is_set(shell: Shell) -> None:
    assert shell.ok("people", "add", "Sol", "--reports-to", "dana", "--json").json["relation"] == "skip_level"
    assert shell.ok("people", "add", "Per", "--relation", "peer", "--json").json["relation"] == "peer"
    assert shell.ok("people", "edit", "sol", "--relation", "mentor", "--json").json["relation"] == "mentor"
    assert shell.ok("people", "edit", "sol", "--relation", "tree", "--json").json["relation"] == "skip_level"
    assert shell.ok("people", "edit", "sol", "--reports-to", "me", "--json").json["relation"] == "manager"
    assert shell.ok("people", "edit", "sol", "--reports-to", "nobody", "--json").json["relation"] == "other"


def test_a_rhythm_of_ones_own_is_kept_in_days(shell: Shell) -> None:
    person = shell.ok("people", "edit", "dana", "--target", "2w", "--limit", "30d", "--nickname", "Dee", "--json").json
    assert (person["target_days"], person["limit_days"], person["nickname"]) == (14, 30, "Dee")
    assert shell.ok("prep", "dee", "--json").json["target_days"] == 14


def test_the_director_has_a_name_too(shell: Shell) -> None:
    assert shell.ok("people", "edit", "me", "--name", "Sam Okafor", "--json").json["relation"] == "me"
    assert "reports to Sam Okafor" in shell.ok("people", "list").out


def test_a_slip_in_the_name_of_a_team_makes_no_second_one(shell: Shell) -> None:
    result = shell.run("people", "add", "Mei", "--team", "Platfrom")
    assert (result.code, result.err.splitlines()[1]) == (1, "hint: did you mean Platform?")
    assert len(shell.ok("team", "list", "--json").json) == 2


def test_who_is_archived_is_in_no_list_but_the_whole_one(shell: Shell) -> None:
    assert shell.ok("people", "archive", "noor").out == "Archived Noor Haddad (#4, skip-level).\n"
    assert "Noor" not in shell.ok("people", "list").out
    assert "archived" in shell.ok("people", "list", "--all").out
    assert shell.run("prep", "noor").code == 1


def test_teams_have_a_manager_aliases_and_members(shell: Shell) -> None:
    team = shell.ok("team", "add", "Core", "--manager", "noor", "--alias", "kernel", "--alias", "base", "--json").json
    assert (team["name"], team["manager"], team["aliases"], team["members"]) == (
        "Core",
        "Noor Haddad",
        ["kernel", "base"],
        0,
    )
    changed = shell.ok("team", "edit", "kernel", "--name", "Kernel", "--drop-alias", "base", "--json").json
    assert (changed["name"], changed["aliases"]) == ("Kernel", ["kernel"])
    assert shell.ok("team", "edit", "kernel", "--manager", "nobody", "--json").json["manager"] is None
    said = shell.ok("team", "list").out
    assert "led by Dana Okoye" in said
    assert "also plat" in said


def test_the_list_says_of_each_where_they_stand_and_who_is_gone_or_goes(shell: Shell) -> None:
    for name in ("Zoltan Ash", "Zoltan Birch", "Zoltan Cy"):
        shell.ok("people", "add", name, "--reports-to", "ilya", "--team", "Platform")
    shell.ok("people", "leave", "zoltan ash", "--on", "yesterday")
    shell.ok("people", "leave", "zoltan birch", "--on", "in 3 days")
    shell.ok("people", "archive", "zoltan cy")
    *_, ash, birch, cy = (line.split(maxsplit=1)[1] for line in shell.ok("people", "list", "--all").out.splitlines())
    ilya = "skip-level  Platform  reports to Ilya Brandt"
    assert [re.sub("   +", "  ", line) for line in (ash, birch, cy)] == [
        f"Zoltan Ash  {ilya}  left Thu 19 Nov",
        f"Zoltan Birch  {ilya}  leaves Mon 23 Nov",
        f"Zoltan Cy  {ilya}  archived",
    ]
    begin = {line.index(line.split(maxsplit=1)[1]) for line in shell.ok("people", "list").out.splitlines()}
    assert len(begin) == 1


def test_who_is_away_until_today_is_back(shell: Shell) -> None:
    assert "away" not in shell.ok("people", "edit", "dana", "--away-until", "today").out
    assert "away until Sat 21 Nov" in shell.ok("people", "edit", "dana", "--away-until", "tomorrow").out


def test_an_address_has_something_on_both_sides_and_may_be_taken_away(shell: Shell) -> None:
    for wrong in ("dana", "@acme.example", "dana@", "dana@acme@example", "da na@acme.example"):
        is_refused(shell, "people", "edit", "dana", "--email", wrong, code=2, message="that is not an e-mail address")
    assert shell.ok("people", "edit", "dana", "--email", " d@acme.example ", "--json").json["email"] == "d@acme.example"
    assert not shell.ok("people", "edit", "dana", "--email", " ", "--json").json["email"]


def test_people_alone_lists_them(shell: Shell) -> None:
    assert shell.ok("people").out == shell.ok("people", "list").out
    assert shell.ok("team").out == shell.ok("team", "list").out
    assert len(shell.ok("people", "--json").json) == 6


def test_a_second_person_of_a_name_is_added_and_mentioned(shell: Shell) -> None:
    result = shell.ok("people", "add", "dana", "okoye")
    assert result.err == "hint: there is a Dana Okoye already (#2); this one is #7\n"
    assert "hint: type #7, or the e-mail" in shell.run("prep", "dana okoye").err
    assert shell.ok("prep", "#7", "--json").json["person_id"] == 7
    assert shell.ok("people", "add", "Mei Lind").err == ""


def test_where_and_when_somebody_works_is_kept_for_planning(shell: Shell) -> None:
    place = ("--country", "us-ca", "--zone", "America/Los_Angeles", "--hours", "9:00-16:00")
    wish = ("--minutes", "45", "--prefers", "tuesday at 10")
    person = shell.ok("people", "edit", "dana", *place, *wish, "--json").json
    assert {key: person[key] for key in ("country", "zone", "hours", "minutes", "prefers")} == {
        "country": "US-CA",
        "zone": "America/Los_Angeles",
        "hours": "09:00-16:00",
        "minutes": 45,
        "prefers": "tue 10:00",
    }
    person = shell.ok("people", "edit", "dana", "--country", "", "--minutes", "", "--json").json
    assert (person["country"], person["minutes"], person["zone"]) == ("", None, "America/Los_Angeles")
    assert shell.ok("people", "add", "Mei", "Lind", "--zone", "Asia/Tokyo", "--json").json["zone"] == "Asia/Tokyo"


@pytest.mark.parametrize(
    "words",
    [
        ("--country", "Bavaria"),
        ("--country", "XX"),
        ("--zone", "Munich"),
        ("--hours", "nine to five"),
        ("--minutes", "long"),
        ("--prefers", "10:00"),
    ],
)
def test_a_place_or_time_that_is_none_is_refused(shell: Shell, words: tuple[str, str]) -> None:
    is_refused(shell, "people", "edit", "dana", *words, code=2)


def test_an_address_that_somebody_has_already_is_taken_with_a_word(shell: Shell) -> None:
    said = shell.ok("people", "add", "Zoe Lind", "--email", "Dana@acme.example").err
    assert said == "hint: Dana Okoye (#2) has that e-mail too; files can't tell the two apart\n"
    assert shell.ok("people", "edit", "dana okoye", "--email", "dana@acme.example").err.startswith("hint: Zoe Lind")
    assert shell.ok("people", "edit", "zoe", "--email", "zoe@acme.example").err == ""


def test_a_nickname_that_somebody_has_is_taken_with_a_word_and_means_neither(shell: Shell) -> None:
    said = shell.ok("people", "add", "Chris").err
    assert said == ""
    said = shell.ok("people", "edit", "dana", "--nickname", "chris").err
    assert said == "hint: Chris (#7) goes by that nickname too; a number tells the two apart\n"
    assert "goes by that name too" in shell.ok("people", "edit", "ilya", "--name", "CHRIS").err
    refused = shell.run("prep", "chris")
    assert (refused.code, "could be" in refused.err, "type #7" in refused.err) == (1, True, True)
