from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.escalations import ConflictId
from rhythm.queries.suggesting import Suggestion
from rhythm.service.tracker import Tracker
from tests.cli.shell import Shell

LINE = "Platform / Growth: who sets the release date"


def log(shell: Shell, *words: str) -> dict[str, object]:
    result: dict[str, object] = shell.ok("log", *words, "--json").json
    return result


def escalation(shell: Shell, *words: str) -> dict[str, object]:
    found = log(shell, *words)["escalation"]
    assert isinstance(found, dict)
    return found


def likely(monkeypatch: pytest.MonkeyPatch, *scores: float) -> None:
    """Let the matcher be so sure of the conflicts 1, 2, ..."""

    def suggest(self: Tracker, new: object, *, limit: int = 3, refused: object = ()) -> tuple[Suggestion, ...]:
        found = []
        for number, score in enumerate(scores, start=1):
            view = self.conflict(number)
            assert view is not None
            found.append(Suggestion(ConflictId(number), view.conflict.name, score, ("both sides",), view))
        return tuple(found)

    monkeypatch.setattr(Tracker, "suggest", suggest)


def test_text_alone_is_enough(shell: Shell) -> None:
    row = escalation(shell, "the vendor contract ends")
    assert row["summary"] == "the vendor contract ends"
    assert row["day"] == "2026-11-20"
    assert [row[key] for key in ("parties", "area", "raised_by", "handling", "minutes", "conflict_id")] == [
        [], None, None, None, None, None,
    ]  # fmt: skip


def test_the_line_is_read_into_fields(shell: Shell) -> None:
    row = escalation(shell, f"{LINE} #launch-timing @dana =coached ~20m in:sync on:wed")
    assert row == {
        "id": 1,
        "day": "2026-11-18",
        "summary": LINE,
        "parties": ["Platform", "Growth"],
        "area": "launch_timing",
        "raised_by": "Dana Okoye",
        "occasion": "sync",
        "handling": "coached",
        "cause": None,
        "moment": None,
        "minutes": 20,
        "reached": None,
        "without_me": None,
        "repair": None,
        "conflict_id": None,
    }


def test_options_win_over_the_line(shell: Shell) -> None:
    row = escalation(
        shell, f"{LINE} #roadmap @nobody =shouted ~20m in:sync on:wed",
        "--party", "plat", "--party", "Legal", "--area", "Launch timing", "--by", "ilya", "--in", "Portfolio",
        "--on", "thu", "--handling", "Coached back", "--cause", "decision right", "--moment", "o", "--minutes", "1h",
    )  # fmt: skip
    assert row == {
        "id": 1,
        "day": "2026-11-19",
        "summary": LINE,
        "parties": ["Platform", "Legal"],
        "area": "launch_timing",
        "raised_by": "Ilya Brandt",
        "occasion": "Portfolio",
        "handling": "coached",
        "cause": "decision_right",
        "moment": "org_design",
        "minutes": 60,
        "reached": None,
        "without_me": None,
        "repair": None,
        "conflict_id": None,
    }


def test_the_json_of_a_log_has_its_three_keys_and_whether_it_leaked(shell: Shell) -> None:
    logged = log(shell, LINE, "--conflict", "new")
    assert list(logged) == ["escalation", "suggestions", "conflict", "leak"]
    assert logged["leak"] is None


def test_the_text_may_come_through_a_pipe_and_so_stand_in_no_history(shell: Shell) -> None:
    assert shell.ok("log", "--json", typed=f"{LINE} =coached\n\n".encode()).json["escalation"]["handling"] == "coached"
    assert shell.ok("log", "-", "--json", typed=LINE.encode()).json["escalation"]["summary"] == LINE
    assert (
        shell.ok("good", "-", "--json", typed=b"Dana moved the date").json["good_call"]["text"] == "Dana moved the date"
    )


def test_each_line_through_a_pipe_is_a_row_and_all_of_them_one_step(shell: Shell) -> None:
    rows = shell.ok("log", "-", "--json", typed=f"{LINE} ~20m\n\nvendor again =coached\n".encode()).json["rows"]
    assert [(row["escalation"]["summary"], row["conflict"]) for row in rows] == [(LINE, None), ("vendor again", None)]
    assert [row["escalation"]["minutes"] for row in rows] == [20, None]
    assert "log 2 escalations" in shell.ok("undo").out
    assert shell.ok("search", "vendor", "--json").json == []


def test_one_line_that_can_not_be_read_stops_them_all_and_is_named(shell: Shell) -> None:
    result = shell.run("log", "-", typed=b"vendor again\nwho pays =shrugged\n")
    assert result.code == 2
    assert "error: line 2: 'shrugged' is not a handling" in result.err
    assert shell.run("log", "-", "--conflict", "new", typed=b"one\ntwo\n").code == 2
    assert shell.ok("search", "vendor", "--json").json == []


def test_what_would_have_made_it_needless_or_timely_is_kept(shell: Shell) -> None:
    row = escalation(shell, LINE, "--reached", "Late", "--repair", "ask by monday", "--without-me", "a limit")
    assert (row["reached"], row["repair"], row["without_me"]) == ("late", "ask by monday", "a limit")
    assert "in_time" in shell.run("log", LINE, "--reached", "whenever").err


def test_a_meeting_can_be_named_and_gives_its_day(shell: Shell) -> None:
    shell.ok("held", "dana", "--on", "mon")
    row = escalation(shell, LINE, "--in", "#1")
    assert (row["occasion"], row["day"]) == ("#1", "2026-11-16")


def test_an_unknown_area_is_kept_as_typed_with_a_note(shell: Shell) -> None:
    result = shell.ok("log", LINE, "--area", "parking lots", "--json")
    assert result.json["escalation"]["area"] == "other"
    assert "hint: 'parking lots' is not an area I know; kept as typed, under other" in result.err
    assert "parking lots" in shell.ok("log", LINE, "--area", "parking lots").out


def test_a_slip_in_a_party_is_mentioned_and_kept(shell: Shell) -> None:
    result = shell.ok("log", "Platfrom / Growth: who pays", "--json")
    assert result.json["escalation"]["parties"] == ["Platfrom", "Growth"]
    assert "did you mean Platform" in result.err
    assert shell.ok("log", "Kanzlei / Growth: who pays").err == ""


def test_without_a_terminal_nothing_asks_and_the_row_waits_for_triage(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    likely(monkeypatch, 0.97)
    result = shell.ok("log", f"{LINE} again", "--json").json
    assert result["escalation"]["conflict_id"] is None
    assert result["conflict"] is None
    assert result["suggestions"] == [
        {
            "conflict_id": 1,
            "name": LINE,
            "score": 0.97,
            "occasions": 1,
            "last_day": "2026-11-20",
            "reasons": ["both sides"],
            "after_fix": None,
        }
    ]
    said = shell.ok("log", f"{LINE} again").out
    assert "%" not in said
    assert "looks like" in said
    assert "both sides" in said
    assert "rhythm conflict link 3 1" in said


def test_auto_takes_the_best_suggestion_only_when_it_is_sure(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    likely(monkeypatch, 0.9)
    assert escalation(shell, LINE, "--conflict", "auto")["conflict_id"] == 1
    likely(monkeypatch, 0.89)
    assert escalation(shell, LINE, "--conflict", "auto")["conflict_id"] is None


def test_new_number_and_none_link_as_they_say(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert log(shell, LINE, "--conflict", "new")["conflict"] == {
        "id": 1,
        "name": LINE,
        "occasions": 1,
        "threshold": 3,
        "window_days": 90,
        "state": "watching",
        "coached": 0,
    }
    assert escalation(shell, LINE, "--conflict", "#1")["conflict_id"] == 1
    likely(monkeypatch, 0.99)
    assert escalation(shell, LINE, "--conflict", "none")["conflict_id"] is None


def test_one_before_the_threshold_it_says_what_comes_next(shell: Shell) -> None:
    shell.ok("log", LINE, "--on", "2026-10-10", "--conflict", "new")
    said = shell.ok("log", LINE, "--conflict", "1").out
    assert "●●○ 2 of 3 meetings, 41 days" in said
    assert "one more and the rule says: change the structure" in said


def test_at_the_threshold_it_says_so_in_words(shell: Shell) -> None:
    shell.ok("log", f"{LINE} =coached", "--on", "2026-10-10", "--conflict", "new")
    shell.ok("log", f"{LINE} =coached", "--on", "2026-11-02", "--conflict", "1")
    said = shell.ok("log", LINE, "--conflict", "1").out
    assert "●●● 3 meetings in 41 days" in said
    assert "third meeting in 41 days; you coached it twice; a verdict is due: rhythm conflict show 1" in said
    assert "The rule" not in said


def test_coaching_a_flagged_conflict_names_the_rule_and_blocks_nothing(shell: Shell) -> None:
    for day in ("2026-09-02", "2026-10-12"):
        shell.ok("log", f"{LINE} =coached", "--on", day, "--conflict", "1" if day > "2026-10" else "new")
    shell.ok("log", f"{LINE} =decided", "--on", "2026-11-02", "--conflict", "1")
    result = shell.ok("log", f"{LINE} =coached", "--conflict", "1")
    assert "coached 2 times already (2 Sep, 12 Oct). The rule: fix the structure instead." in result.out
    assert len(shell.ok("conflict", "show", "1", "--json").json["rows"]) == 4


def test_a_row_after_a_fix_says_that_it_came_back(shell: Shell) -> None:
    shell.ok("log", LINE, "--on", "2026-08-03", "--conflict", "new")
    shell.ok("fix", "add", "1", "--kind", "charter", "--owner", "dana")
    shell.ok("fix", "effect", "1", "--on", "2026-09-03")
    assert "it came back after the fix of 3 Sep" in shell.ok("log", LINE, "--conflict", "1").out


@pytest.mark.parametrize(
    ("answers", "score", "linked"),
    [
        ([""], 0.95, 1),
        ([""], 0.5, None),
        (["2"], 0.95, 2),
        (["9", "x", "1"], 0.5, 1),
        ([], 0.95, None),
    ],
)
def test_at_a_terminal_enter_a_number_or_the_end_of_input_decide(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, answers: list[str], score: float, linked: int | None
) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    shell.ok("log", "Growth: another thing", "--conflict", "new")
    likely(monkeypatch, score, 0.1)
    assert shell.at_terminal("log", LINE, answers=answers).code == 0
    assert last_row(shell)["conflict_id"] == linked


@pytest.mark.parametrize(
    ("score", "said"), [(0.95, "looks like"), (0.5, "is it one of these?"), (0.1, "probably new; nearest are")]
)
def test_at_a_terminal_how_likely_it_is_stands_in_words_with_the_reason(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, score: float, said: str
) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    likely(monkeypatch, score)
    out = shell.at_terminal("log", LINE, answers=["n"]).out
    assert said in out
    assert "both sides" in out
    assert "%" not in out


def test_stopping_at_the_question_says_that_nothing_was_stored(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    likely(monkeypatch, 0.95)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rhythm.cli.log.may_ask", lambda _: True)
    monkeypatch.setattr("builtins.input", stop)
    result = shell.run("log", f"{LINE} again")
    assert "not stored" in result.err
    import sqlite3

    store = sqlite3.connect(shell.store)
    assert store.execute("SELECT count(*) FROM escalation").fetchone() == (1,)
    store.close()


def test_at_a_terminal_n_makes_a_conflict_and_remembers_the_refusal(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    with monkeypatch.context() as patch:
        likely(patch, 0.95)
        assert "Enter yes, #1" in shell.at_terminal("log", "Platform / Growth: dates", answers=["n"]).out
    assert last_row(shell)["conflict_id"] == 2
    import sqlite3

    store = sqlite3.connect(shell.store)
    assert store.execute("SELECT escalation_id, conflict_id FROM refusal").fetchall() == [(2, 1)]
    store.close()


def test_enter_that_decides_later_says_how_the_row_is_sorted_at_once(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    likely(monkeypatch, 0.5)
    said = shell.at_terminal("log", f"{LINE} again", answers=[""]).out
    assert "say which: rhythm conflict link 2 1, or new\n" in said
    assert said.count("both sides") == 1, "what was shown for the question is not shown again"
    shell.ok("conflict", "link", "2", "1")
    assert last_row(shell)["conflict_id"] == 1


def test_nothing_asks_when_the_conflict_was_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    likely(monkeypatch, 0.95)
    assert "Enter" not in shell.at_terminal("log", LINE, "--conflict", "none", answers=["1"]).out
    assert last_row(shell)["conflict_id"] is None


def test_a_call_that_went_well_keeps_who_and_what_about(shell: Shell) -> None:
    call = shell.ok("good", "Moved the date herself", "--by", "dana", "--area", "release", "--on", "thu", "--json").json
    assert call["good_call"] == {
        "id": 1,
        "day": "2026-11-19",
        "text": "Moved the date herself",
        "person": "Dana Okoye",
        "person_id": 2,
        "area": "launch_timing",
    }
    assert "Moved it again" in shell.ok("good", "Moved it again").out


@pytest.mark.parametrize("words", [("moved it #parking",), ("moved it", "--area", "parking")])
def test_a_call_of_an_area_that_is_none_says_so_beside_it(shell: Shell, words: tuple[str, ...]) -> None:
    said = shell.ok("good", *words)
    assert said.out.splitlines()[1] == "  Fri 20 Nov, today, other ('parking' is not an area I know)"
    assert "kept" not in said.err
    as_json = shell.ok("good", *words, "--json")
    assert as_json.json["good_call"]["area"] == "other"
    assert "'parking' is not an area I know; the call stands under other" in as_json.err
    assert "not an area" not in shell.ok("good", "moved it #other").out


def test_the_first_line_ever_logged_makes_the_store(shell: Shell) -> None:
    shell.store = shell.store.with_name("fresh.db")
    assert escalation(shell, "the first thing")["id"] == 1
    assert shell.store.exists()


def test_dots_are_plain_where_the_settings_say_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHYTHM_ASCII", "true")
    assert "*.. 1 of 3 meetings" in shell.ok("log", LINE, "--conflict", "new").out


def last_row(shell: Shell) -> dict[str, object]:
    found = shell.ok("review", "week", "--json", today=dt.date(2026, 11, 20)).json["steps"]
    reached = next(step for step in found if step["id"] == "reached_me")["evidence"]
    number = max(item["id"] for item in reached if item["kind"] == "escalation")
    linked = [
        view["id"]
        for view in shell.ok("conflicts", "--json").json
        if any(row["id"] == number for row in shell.ok("conflict", "show", str(view["id"]), "--json").json["rows"])
    ]
    return {"id": number, "conflict_id": linked[0] if linked else None}


def test_the_vocabulary_is_prepared_once_and_a_damaged_copy_is_made_anew(shell: Shell) -> None:
    from rhythm import paths

    shell.ok("log", LINE, "--conflict", "new")
    (copy,) = paths.state_folder().glob("matching-*.json")
    good = copy.read_text("utf-8")
    assert '"phrases"' in good
    for bad in (
        good.replace('"phrases"', '"concepts"'),
        good[:100],
        good.replace('"phrases": {', '"phrases": {"x": 1, '),
    ):
        copy.write_text(bad, "utf-8")
        shell.ok("log", LINE)
        assert copy.read_text("utf-8") == good


def test_a_row_without_a_conflict_says_where_it_waits(shell: Shell) -> None:
    waits = "belongs to no conflict yet; it waits in the weekly review\n"
    assert shell.ok("log", LINE).out.endswith(waits)
    assert waits not in shell.ok("log", LINE, "--conflict", "new").out
    assert waits in shell.ok("log", LINE, "--conflict", "none").out
    assert shell.ok("log", LINE, "--json").json["conflict"] is None


def test_a_row_that_reads_as_one_that_waits_names_it_with_the_reason(shell: Shell) -> None:
    shell.ok("log", "vendor contract slipped, nobody owns it")
    said = shell.ok("log", "the vendor contract again, nobody owns it").out
    assert "reads as #1 does, which waits too: vendor contract slipped, nobody owns it (" in said
    assert "to make one conflict of both: rhythm conflict link 2 new\n" in said
    assert said.endswith("then: rhythm conflict link 1 NUMBER\n")
    shell.ok("conflict", "link", "2", "new")
    shell.ok("conflict", "link", "1", "1")
    assert "which waits too" not in shell.ok("log", "vendor contract, nobody owns it").out


@pytest.mark.parametrize("mark", ["~-5m", "~0m", "~99h"])
def test_a_length_that_is_none_is_refused_unless_another_is_given(shell: Shell, mark: str) -> None:
    result = shell.run("log", f"{LINE} {mark}")
    assert (result.code, f"'{mark[1:]}' is not a length of time" in result.err) == (2, True)
    row = escalation(shell, f"{LINE} {mark}", "--minutes", "20")
    assert (row["summary"], row["minutes"]) == (LINE, 20)


def test_a_row_of_before_a_fix_did_not_come_back_after_it(shell: Shell) -> None:
    shell.ok("log", LINE, "--on", "2026-08-03", "--conflict", "new")
    shell.ok("fix", "add", "1", "--kind", "charter", "--owner", "dana")
    shell.ok("fix", "effect", "1", "--on", "2026-09-03")
    assert "came back" not in shell.ok("log", LINE, "--on", "2026-09-02", "--conflict", "1").out
    assert "came back" not in shell.ok("log", LINE, "--on", "2026-09-02").out
    assert "it came back after the fix of 3 Sep" in shell.ok("log", LINE, "--on", "2026-09-03", "--conflict", "1").out
