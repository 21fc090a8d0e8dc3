"""Which conflict a line may belong to, and records by their number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest

from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import ConflictId, NewEscalation, Party
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.matching.lines import Line
from rhythm.queries import suggesting
from rhythm.queries.numbers import merged_into, number_of
from rhythm.queries.suggesting import Suggestion
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org, database_steps
from tests.conftest import FRIDAY

MATTERS = (
    "who sets the release date",
    "head count for the new surface",
    "quality bar of the beta",
    "who pays for the cloud bill",
    "design review comes too late",
    "on-call rota for billing",
)


@pytest.fixture
def known(org: Org) -> list[ConflictId]:
    """Six conflicts with two rows each, on days of their own."""
    found = []
    for number, matter in enumerate(MATTERS):
        first = org.escalate(matter, 40 - number, conflict="new")
        assert first.conflict_id is not None
        org.escalate(f"{matter} again", 20 - number, conflict=first.conflict_id)
        found.append(first.conflict_id)
    return found


def suggested(org: Org, db: Database, text: str, refused: tuple[ConflictId, ...] = ()) -> tuple[Suggestion, ...]:
    new = NewEscalation(text, org.rhythm.today(), (Party("plat"), Party("Growth")))
    rhythm = org.rhythm
    return suggesting.suggestions(db, new, rhythm.matching_words, rhythm.tracker.rules, rhythm.today(), refused)


def test_the_conflict_that_says_the_same_comes_first_with_its_numbers(
    org: Org, db: Database, known: list[ConflictId], clock: FixedClock
) -> None:
    best = suggested(org, db, "release date was moved again")[0]
    assert (best.conflict_id, best.name, best.occasions) == (known[0], MATTERS[0], 2)
    assert best.last_day == clock.day - dt.timedelta(days=20)
    assert best.after_fix is None
    assert best.reasons


def test_what_was_refused_is_not_offered(org: Org, db: Database, known: list[ConflictId]) -> None:
    assert known[0] in [one.conflict_id for one in suggested(org, db, "release date")]
    assert known[0] not in [one.conflict_id for one in suggested(org, db, "release date", (known[0],))]


def test_a_merged_conflict_is_not_offered_and_its_rows_speak_for_the_other(
    org: Org, db: Database, known: list[ConflictId]
) -> None:
    org.rhythm.tracker.merge(known[0], known[1])
    offered = [one.conflict_id for one in suggested(org, db, "release date")]
    assert offered[0] == known[1]
    assert known[0] not in offered


def test_a_hit_on_a_fixed_conflict_says_since_when_it_was_fixed(
    org: Org, db: Database, known: list[ConflictId], clock: FixedClock
) -> None:
    fix = org.rhythm.fixes.add(known[0], FixKind.SCOPE, owner_id=org.dana.id)
    org.rhythm.fixes.put_in_effect(fix.id)
    assert suggested(org, db, "release date")[0].after_fix == clock.day
    org.rhythm.fixes.settle(fix.id, FixState.HELD)
    assert suggested(org, db, "release date")[0].after_fix == clock.day
    org.rhythm.tracker.answer(known[0], VerdictKind.CLOSED)
    assert suggested(org, db, "release date")[0].after_fix is None


def test_in_an_empty_store_nothing_is_offered(org: Org, db: Database) -> None:
    assert suggested(org, db, "release date") == ()


def test_old_rows_are_read_anew_for_another_name_and_for_nothing_else(
    org: Org, db: Database, known: list[ConflictId]
) -> None:
    org.rhythm.people.edit_team(org.platform.id, mode="predictability", design_id=org.noor.id)
    assert db.written < len(known)
    org.rhythm.people.edit(org.dana.id, title="Head of Platform")
    assert db.written < len(known)
    for change in ({"name": "Foundation"}, {"aliases": ("base",)}, {"manager_id": org.noor.id}):
        org.rhythm.people.edit_team(org.platform.id, **change)
        assert db.written > 2 * len(known), change
    org.rhythm.people.add_team("Release")
    assert db.written > 2 * len(known)
    org.rhythm.undo()
    assert db.written > 2 * len(known)


def test_a_team_that_changes_its_name_is_still_known_in_old_rows(
    org: Org, db: Database, known: list[ConflictId]
) -> None:
    org.rhythm.people.edit_team(org.platform.id, name="Foundation", aliases=("plat",))
    stored = str(db.value("SELECT data FROM match_profile WHERE conflict_id = ?", (known[0],)))
    assert "Foundation" in stored
    assert "Platform" not in stored


def test_records_are_found_by_number_and_by_uid(org: Org, db: Database, known: list[ConflictId]) -> None:
    view = org.rhythm.tracker.conflict(known[0])
    assert view is not None
    assert number_of(db, "conflict", "#12") == 12
    assert number_of(db, "conflict", " 3 ") == 3
    assert number_of(db, "conflict", view.conflict.uid.lower()) == known[0]
    for nothing in ("", "release", "9" * 30, "1.5", "²"):
        assert number_of(db, "conflict", nothing) is None


def test_a_merged_conflict_leads_to_the_one_that_took_it_up(org: Org, db: Database, known: list[ConflictId]) -> None:
    org.rhythm.tracker.merge(known[0], known[1])
    org.rhythm.tracker.merge(known[1], known[2])
    assert merged_into(db, known[0]) == known[2]
    assert merged_into(db, known[2]) is None
    assert merged_into(db, 99) is None


def _lines(db: Database, number: int) -> None:
    """So many stored lines of one team, each of a conflict of its own, and as many old ones without."""
    for line in range(1, number + 1):
        for place, conflict in ((line, line), (10_000 + line, None)):
            db.write("INSERT INTO match_line VALUES (?, ?, ?, '{}')", (place, conflict, "2020-01-01"))
            db.write("INSERT INTO match_token VALUES ('@Platform', ?)", (place,))


def test_what_waits_to_be_sorted_makes_no_word_common_and_what_waited_long_does(org: Org, db: Database) -> None:
    org.escalate("zebra contract", 20, conflict="new")
    org.escalate("zebra crossing", 200)
    org.escalate("zebra stripes", 5)
    line = suggesting.read(NewEscalation("zebra", org.rhythm.today()), suggesting.roster(db), org.rhythm.matching_words)
    corpus = suggesting.corpus_of(db, line)
    assert (corpus.lines, [corpus.document_frequency[token] for token in line.tokens]) == (2, [2])


def _say(db: Database, number: int) -> None:
    """So many stored lines that all hold one word."""
    for line in range(1, number + 1):
        db.write("INSERT INTO match_line VALUES (?, ?, '2020-01-01', '{}')", (line, line))
        db.write("INSERT INTO match_token VALUES ('releas', ?)", (line,))


_COMMON = Line(day=FRIDAY, words=("releas", "zebra"))


@pytest.mark.parametrize(
    ("fill", "read"),
    [
        (_lines, lambda store: suggesting._conflicts_with(store, ["@Platform"])),
        (_say, lambda store: suggesting.corpus_of(store, _COMMON)),
        (_say, lambda store: suggesting._conflicts_with(store, ["releas"])),
    ],
    ids=["whom a line names", "how common its words are", "where its words are"],
)
def test_very_many_lines_cost_no_more_than_enough(
    db: Database,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    fill: Callable[[Database, int], None],
    read: Callable[[Database], object],
) -> None:
    monkeypatch.setattr(suggesting, "NEWEST_LINES", 40)
    monkeypatch.setattr(suggesting, "NEWEST_WITH_WORD", 40)
    other = memory_store(clock)
    costs = []
    for store, number in ((db, 100), (other, 2000)):
        with store.action("lines"):
            fill(store, number)
        costs.append(database_steps(store, partial(read, store)))
    other.close()
    assert costs[1] <= costs[0] * 1.2


def test_of_a_word_in_very_many_lines_the_newest_name_its_conflicts(db: Database) -> None:
    """So few that what is read of them leaves the caches of the processor to others: a page of the file for each."""
    with db.action("lines"):
        _say(db, 300)
    assert sorted(suggesting._conflicts_with(db, ["releas"])["releas"]) == [*range(181, 301)]


def test_how_common_a_word_is_only_the_newest_lines_say(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "NEWEST_LINES", 40)
    with db.action("lines"):
        _say(db, 100)
    corpus = suggesting.corpus_of(db, _COMMON)
    assert (corpus.lines, corpus.document_frequency["releas"]) == (40, 40)


def test_a_word_that_only_old_lines_have_still_leads_to_their_conflict(
    org: Org, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = org.escalate("zebra crossing", 900, conflict="new").conflict_id
    for number in range(8):
        org.escalate(f"{MATTERS[number % 6]} {number}", 8 - number, conflict="new")
    monkeypatch.setattr(suggesting, "NEWEST_LINES", 4)
    monkeypatch.setattr(suggesting, "MOST_CANDIDATES", 2)
    assert suggested(org, db, "the zebra again")[0].conflict_id == old


def test_while_a_line_is_typed_what_it_is_compared_with_is_read_once(
    org: Org, db: Database, known: list[ConflictId]
) -> None:
    said: list[str] = []

    def reads(text: str) -> int:
        """How much of what is kept is read for a line."""
        said.clear()
        db.connection.set_trace_callback(said.append)
        tracker = org.rhythm.tracker
        tracker.suggest(tracker.draft_of(tracker.read(text)))
        db.connection.set_trace_callback(None)
        kept = ("AS party, e.id", "data FROM match_profile", "FROM escalation_party ORDER BY id DESC")
        return sum(any(part in sql for part in kept) for sql in said)

    assert reads("Platform / Growth: release") == 3
    assert reads("Platform / Growth: release date") == 0
    org.rhythm.save_draft("capture", "Platform / Growth: release date")
    assert reads("Platform / Growth: release date again") == 0
    org.escalate("release date slipped")
    assert reads("Platform / Growth: release date again") == 3


def test_a_key_asks_of_the_new_word_alone(org: Org, db: Database, known: list[ConflictId]) -> None:
    def asked(text: str) -> list[str]:
        """What is read for a line."""
        said: list[str] = []
        db.connection.set_trace_callback(said.append)
        tracker = org.rhythm.tracker
        assert tracker.suggest(tracker.draft_of(tracker.read(text)))[0].conflict_id == known[0]
        db.connection.set_trace_callback(None)
        return said

    first = asked("Platform / Growth: release")
    assert any("match_token" in sql and "'releas'" in sql for sql in first)
    assert any("FROM conflict" in sql for sql in first)
    later = asked("Platform / Growth: release dat")
    assert any("match_token" in sql and "'dat'" in sql for sql in later)
    assert not any("match_token" in sql and "'releas'" in sql for sql in later)
    assert not any(f"({known[0]}" in sql and "FROM conflict" in sql for sql in later)
    org.escalate("release date slipped")
    assert any("match_token" in sql and "'releas'" in sql for sql in asked("Platform / Growth: release dat"))


@pytest.mark.parametrize("most", [2, 250], ids=["chosen conflicts", "all conflicts"])
def test_a_line_that_is_typed_is_told_the_same_as_one_that_is_pasted(
    org: Org, db: Database, known: list[ConflictId], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(suggesting, "MOST_CANDIDATES", most)
    line = "Platform / Growth: release date, head count and the cloud bill #staffing @dana"
    tracker = org.rhythm.tracker

    def told(text: str) -> list[tuple[ConflictId, float, tuple[str, ...]]]:
        found = tracker.suggest(tracker.draft_of(tracker.read(text)), limit=6)
        return [(one.conflict_id, round(one.score, 9), one.reasons) for one in found]

    typed = [told(line[:end]) for end in range(len(line) + 1)]
    pasted = []
    for end in range(len(line) + 1):
        # What is written throws away all that was kept.
        tracker.good(f"noted {end}")
        pasted.append(told(line[:end]))
    assert typed == pasted
    assert {one.conflict_id for one in tracker.suggest(tracker.draft_of(tracker.read(line)))} & set(known)
