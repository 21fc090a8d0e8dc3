"""`rhythm bet`: what it prints, what it answers to scripts, what it refuses."""

from __future__ import annotations

import datetime as dt

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock
from tests.cli.shell import Shell

ADD = ("bet", "add", "Search", "--bucket", "growth", "--importance", "4", "--words", "ranking, lookup")


def test_a_bet_is_added_listed_and_changed(shell: Shell) -> None:
    bet = shell.ok(*ADD, "--mode", "learning_speed", "--json").json["bet"]
    wanted = {
        "name": "Search",
        "bucket": "growth",
        "mode": "learning_speed",
        "importance": 4,
        "words": ["ranking", "lookup"],
        "added_on": "2026-11-20",
        "ended_on": None,
        "return": None,
        "decision": None,
    }
    assert wanted.items() <= bet.items()
    assert shell.ok("bet", "list", "--json").json == [bet]
    said = shell.ok("bet", "list").out
    assert "Growth bets: Which bets deserve support?" in said
    assert "shared evenly" in said
    changed = shell.ok(
        "bet", "edit", "sear", "--importance", "2", "--mode", "", "--bucket", "core", "--words", "", "--json"
    ).json["bet"]
    assert (changed["importance"], changed["mode"], changed["bucket"], changed["words"]) == (2, None, "core", [])
    shell.ok("bet", "edit", "search", "--end")
    assert shell.ok("bet", "list", "--json").json == []
    assert shell.ok("bet", "list", "--ended", "--json").json[0]["ended_on"] == "2026-11-20"
    shell.ok("bet", "edit", "search", "--reopen")
    assert len(shell.ok("bet", "list", "--json").json) == 1


def test_a_return_of_another_quarter_of_a_closed_ones_name_is_refused_and_the_closed_one_keeps_its_own(
    shell: Shell,
) -> None:
    shell.ok(*ADD)
    shell.ok("bet", "judge", "search", "2")
    clock = FixedClock(dt.date(2026, 11, 20))
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent), clock, Settings())
    rhythm.quarters.close(rhythm.quarters.names.find())
    rhythm.close()
    settings = shell.store.with_name("settings.yaml")
    settings.write_text("review:\n  quarter_start_month: 2\n", "utf-8")
    own = ("--settings", str(settings), "bet")
    for period in ((), ("--period", "2026-Q4"), ("--period", "2026-Q4-nov")):
        refused = shell.run(*own, "judge", "search", "5", *period)
        assert refused.code != 0
        assert "no return can be kept of 2026-Q4-nov" in refused.err
    judged = shell.ok(*own, "judge", "search", "3", "--period", "2026-Q4-oct", "--json").json["judgement"]
    assert (judged["period"], judged["value"]) == ("2026-Q4", 3)
    spans = [
        shell.ok(*own, "list", "--period", period, "--json").json[0]["attention"]["from"]
        for period in ("2026-Q4-oct", "2026-Q4")
    ]
    assert spans == ["2026-10-01", "2026-11-01"]


def test_attention_return_and_decision_stand_beside_the_bet(shell: Shell) -> None:
    shell.ok(*ADD)
    shell.ok("bet", "add", "Billing", "--bucket", "core", "--importance", "3")
    shell.ok("held", "dana", "--minutes", "30", "--note", "search and billing")
    shell.ok("held", "ilya", "--minutes", "20", "--note", "the offsite")
    shell.ok("log", "who owns ranking ~45m")
    shell.ok("topic", "ilya", "billing first?")
    shell.ok("bet", "judge", "search", "1", "--period", "2026-Q3", "--on", "2026-10-05")
    judged = shell.ok("bet", "judge", "search", "2", "--why", "nobody came", "--json").json["judgement"]
    assert judged == {"period": "2026-Q4", "value": 2, "day": "2026-11-20", "why": "nobody came"}
    decided = shell.ok("bet", "decide", "search", "pause", "--review", "in 8 weeks", "--json").json["decision"]
    assert (decided["kind"], decided["review_on"]) == ("pause", "2027-01-15")
    billing, search = shell.ok("bet", "list", "--json").json
    assert search["attention"] == {
        "from": "2026-08-24",
        "to": "2026-11-20",
        "share": 0.8,
        "minutes": 60.0,
        "meeting_minutes": 15.0,
        "escalation_minutes": 45.0,
        "topics": 0,
        "unknown": 0,
        "flagged": True,
    }
    assert (billing["attention"]["share"], billing["attention"]["topics"]) == (0.2, 1)
    assert (search["return"]["value"], search["return_before"]["value"]) == (2, 1)
    assert search["decision"] == decided
    said = shell.ok("bet", "list").out
    assert "75 min name a bet, 20 min name none" in said
    assert "80 %  importance 4  return 2 (1)  pause, look again in 56 d  ! much attention, little return" in said


def test_the_rows_behind_a_share_are_shown_and_can_be_corrected(shell: Shell) -> None:
    shell.ok(*ADD)
    shell.ok("bet", "add", "Billing", "--bucket", "core", "--importance", "3")
    shell.ok("held", "dana", "--minutes", "30", "--note", "search and billing")
    row = shell.ok("log", "who signs ~15m", "--json").json["escalation"]["id"]
    shown = shell.ok("bet", "show", "search", "--json").json
    (record,) = shown["records"]
    assert record == {
        "kind": "meeting",
        "id": record["id"],
        "day": "2026-11-20",
        "minutes": 15.0,
        "shared_by": 2,
        "title": "Dana Okoye",
    }
    assert "shared by 2" in shell.ok("bet", "show", "search").out
    shell.ok("bet", "link", "billing", "meeting", str(record["id"]), "--not")
    shell.ok("bet", "link", "search", "escalation", str(row))
    records = shell.ok("bet", "show", "search", "--json").json["records"]
    assert {(one["kind"], one["minutes"]) for one in records} == {("meeting", 30.0), ("escalation", 15.0)}
    cleared = shell.ok("bet", "link", "search", "escalation", f"#{row}", "--clear", "--json").json
    assert cleared["names"] is None
    assert len(shell.ok("bet", "show", "search", "--json").json["records"]) == 1


def test_the_last_weeks_a_span_of_days_or_a_quarter_is_looked_at(shell: Shell) -> None:
    shell.ok(*ADD)
    shell.ok("held", "dana", "--on", "2026-08-23", "--minutes", "30", "--note", "search")
    shell.ok("held", "dana", "--on", "2026-08-24", "--minutes", "20", "--note", "search")
    for words, minutes in (
        ((), 20),
        (("--period", "last quarter"), 50),
        (("--period", "2026-Q4"), 0),
        (("--from", "2026-08-23", "--to", "2026-08-23"), 30),
        (("--to", "2026-08-23"), 30),
    ):
        assert shell.ok("bet", "list", "--json", *words).json[0]["attention"]["minutes"] == minutes, words
    assert shell.run("bet", "list", "--from", "2026-11-02", "--to", "2026-11-01").code == 2
    assert shell.run("bet", "list", "--period", "q3", "--to", "2026-11-01").code == 2


def test_bad_input_says_what_to_type_and_stores_nothing(shell: Shell) -> None:
    shell.ok(*ADD)
    for words, said in (
        (("add", "Billing", "--importance", "3"), "--bucket core"),
        (("add", "Billing", "--bucket", "core"), "--importance 1"),
        (("add", "Billing", "--bucket", "core", "--importance", "9"), "1 is little"),
        (("add", "ranking", "--bucket", "core", "--importance", "3"), "another bet"),
        (("edit", "search"), "--importance"),
        (("edit", "search", "--end", "--reopen"), "--end or --reopen"),
        (("judge", "search", "6"), "1 is little"),
        (("judge", "search", "much"), "1 is little"),
        (("decide", "search", "protect"), "in 8 weeks"),
        (("link", "search", "meeting", "x"), "not the number of a record"),
        (("link", "search", "meeting", "77"), "no meeting #77"),
        (("show", "nothing"), "no bet called"),
    ):
        refused = shell.run("bet", *words)
        assert refused.code in (1, 2), words
        assert said in refused.err, (words, refused.err)
        assert "hint:" in refused.err
    (bet,) = shell.ok("bet", "list", "--json").json
    assert (bet["return"], bet["decision"], bet["ended_on"]) == (None, None, None)


def test_without_a_bet_the_list_says_how_to_begin(shell: Shell) -> None:
    assert "rhythm bet add NAME" in shell.ok("bet", "list").out
    assert shell.ok("bet", "list", "--json").json == []


def test_a_bet_that_is_changed_and_ends_in_one_command_is_one_step_of_undo(shell: Shell) -> None:
    shell.ok("bet", "add", "Search", "--bucket", "growth", "--importance", "4")
    before = shell.ok("bet", "list", "--json").json
    ended = shell.ok("bet", "edit", "search", "--name", "Finding", "--end", "--json").json["bet"]
    assert (ended["name"], ended["ended_on"]) == ("Finding", "2026-11-20")
    shell.ok("undo")
    assert shell.ok("bet", "list", "--json").json == before
    shell.ok("bet", "edit", "search", "--end")
    back = shell.ok("bet", "edit", "search", "--reopen", "--importance", "2", "--json").json["bet"]
    assert (back["importance"], back["ended_on"]) == (2, None)
