"""Evidence of a quarter: what the rules find, what they count, and that nothing comes from outside the period."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.decision_rights import Level, NewRight
from rhythm.domain.escalations import Cause, Moment, NewEscalation, Party
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.meetings import Direction, NewNote, NoteKind
from rhythm.domain.people import Relation
from rhythm.domain.periods import Quarter
from rhythm.domain.rituals import NewRitual
from rhythm.domain.structure import Subject
from rhythm.queries.evidence import EVIDENCE_RULES, evidence
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.settings.lists import EVIDENCE_RULES as NAMED_RULES
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.actions.programs import VERBS, Program, Step
from tests.builders import FixedClock, Org

MONDAY = dt.date(2026, 11, 16)
SUNDAY = MONDAY + dt.timedelta(days=6)
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
THIS, LAST = Quarter(2026, 4), Quarter(2026, 3)

DAYS = {
    "note": "SELECT day FROM note WHERE id = ?",
    "good_call": "SELECT day FROM good_call WHERE id = ?",
    "escalation": "SELECT day FROM escalation WHERE id = ?",
    "meeting": "SELECT day FROM meeting WHERE id = ?",
    "promise": "SELECT closed_on FROM promise WHERE id = ?",
    "decision_right": "SELECT since FROM decision_right WHERE id = ?",
    "ritual_session": "SELECT day FROM ritual_session WHERE id = ?",
    "fix": "SELECT decided_on FROM fix WHERE id = ?1 UNION SELECT in_effect FROM fix WHERE id = ?1"
    " UNION SELECT settled_on FROM fix WHERE id = ?1",
    "topic": "SELECT added_on FROM topic WHERE id = ?1 UNION SELECT closed_on FROM topic WHERE id = ?1",
}
STANDING = {"person", "team", "conflict"}
"""Who moved or stands on the bench, which team has another lead, and what is open between two: no records of a day."""

steps = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 200), st.integers(0, 200)), min_size=5, max_size=25
)


def log(
    org: Org, day: dt.date, moment: Moment | None = None, *, area: str = "", cause: Cause | None = Cause.SCOPE
) -> None:
    parties = (Party("Platform", org.platform.id), Party("Growth", org.growth.id))
    org.rhythm.tracker.log(
        NewEscalation(
            "release date", day, parties, moment=moment, area=area, raised_by_id=org.noor.id, minutes=10, cause=cause
        )
    )


def texts(db: Database, rule: str, first: dt.date = MONDAY, last: dt.date = SUNDAY) -> list[str]:
    return [item.text for item in evidence(db, rule, first, last)]


@settings(max_examples=25)
@given(steps, st.integers(0, 120), st.integers(0, 60))
def test_no_rule_shows_a_record_from_outside_the_period(program: list[Step], back: int, length: int) -> None:
    clock = FixedClock(SUNDAY - DAY)
    db = memory_store(clock)
    player = Program(Rhythm(db, clock, Settings()), db, clock)
    Org(player.rhythm)
    for step in program:
        player.run(step)
    last = clock.day - back * DAY
    first = last - length * DAY
    spans = [(first, last, evidence(db, rule, first, last)) for rule in EVIDENCE_RULES]
    for quarter in (THIS, LAST):
        found = player.rhythm.quarters.gathering.found(quarter, NAMED_RULES)
        spans.append((quarter.first_day, min(quarter.last_day, clock.day), found))
    for begin, end, found in spans:
        for item in found:
            assert item.day is None or begin <= item.day <= end
            own = [(item.kind, item.id)] if item.kind in DAYS and item.id else []
            # A right that nobody is left to decide stands since the day on which it was set, however long ago.
            earliest = dt.date.min if item.kind == "vacant" else begin
            for kind, number in (*own, *item.behind):
                days = {row[0] for row in db.all(DAYS[kind], (number,))} if kind not in STANDING else {str(begin)}
                assert any(str(earliest) <= str(day) <= str(end) for day in days), (item, kind, number)
    db.close()


def test_each_rule_that_may_be_named_is_known(org: Org, clock: FixedClock) -> None:
    for rule in NAMED_RULES:
        assert isinstance(org.rhythm.quarters.gathering.found(THIS, [rule]), tuple)


def test_each_fix_is_shown_by_what_became_of_it_in_the_period(org: Org, db: Database, clock: FixedClock) -> None:
    conflict = org.escalate("release date", 40, conflict="new").conflict_id
    assert conflict is not None
    fixes = org.rhythm.fixes
    for kind, state in (
        (FixKind.SCOPE, FixState.HELD),
        (FixKind.TEAM_CUT, FixState.CAME_BACK),
        (FixKind.SCOPE, FixState.DROPPED),
    ):
        fix = fixes.add(conflict, kind, owner_id=org.dana.id, body=f"was {state}")
        fixes.put_in_effect(fix.id)
        fixes.settle(fix.id, state)
    fixes.add(conflict, FixKind.CHARTER)
    fixes.add(conflict, FixKind.DECISION_RIGHT, owner_id=org.ilya.id)
    figure, *rows = evidence(db, "fixes", clock.day, clock.day)
    assert figure.text == "1 held · 1 came back · 1 decided"
    assert figure.detail == ("of these: product 1, process 1, people 1",)
    assert [item.text for item in rows] == [
        "held: was held (release date, Dana Okoye)",
        "came back: was came_back (release date, Dana Okoye)",
        "decided: decision right (release date, Ilya Brandt)",
    ]
    struck = evidence(db, "fixes", clock.day, clock.day, struck=frozenset({rows[1].key}))
    assert (struck[0].text, len(struck)) == ("1 held · 1 decided", 4)


def test_the_names_of_all_conflicts_are_asked_for_at_once(org: Org, db: Database, clock: FixedClock) -> None:
    def asked(rule: str) -> int:
        statements: list[str] = []
        db.connection.set_trace_callback(statements.append)
        evidence(db, rule, clock.day, clock.day)
        db.connection.set_trace_callback(None)
        return sum("FROM conflict" in one for one in statements)

    for name in ("release date", "laptop budget", "wiki host"):
        conflict = org.rhythm.tracker.log(NewEscalation(name, clock.day, minutes=20), conflict="new").conflict_id
        assert conflict is not None
        org.rhythm.fixes.add(conflict, FixKind.SCOPE, owner_id=org.dana.id)
    assert len(evidence(db, "fixes", clock.day, clock.day)) == 4
    assert (asked("fixes"), asked("attention")) == (1, 1)


def test_a_fix_that_held_later_was_in_effect_in_the_period_before(org: Org, db: Database, clock: FixedClock) -> None:
    conflict = org.escalate("release date", 40, conflict="new").conflict_id
    assert conflict is not None
    fix = org.rhythm.fixes.add(conflict, FixKind.SCOPE, owner_id=org.dana.id, body="one owner")
    org.rhythm.fixes.put_in_effect(fix.id)
    then = clock.day
    clock.forward(91)
    org.rhythm.fixes.settle(fix.id, FixState.HELD)
    assert [item.text.partition(":")[0] for item in evidence(db, "fixes", then, then)][1:] == ["in effect"]
    assert [item.text.partition(":")[0] for item in evidence(db, "fixes", clock.day, clock.day)][1:] == ["held"]


def test_the_ledger_says_how_much_which_way_and_how_recent(org: Org, db: Database, clock: FixedClock) -> None:
    last = clock.day
    for days, way in ((1, Direction.BETTER), (2, Direction.BETTER), (5, Direction.WORSE), (50, Direction.SAME)):
        clock.day = last - days * DAY
        org.rhythm.talks.write_feedback(org.dana.id, NewNote("said no", NoteKind.FEEDBACK, direction=way))
    clock.day = last - 3 * DAY
    org.rhythm.planner.add_note(org.dana.id, "named the risk", NoteKind.PRAISE)
    org.rhythm.planner.add_note(org.dana.id, "a mere note")
    clock.day = last
    found = evidence(db, "people", last - 80 * DAY, last)
    dana, *records, ilya = found
    assert dana.text == "Dana Okoye: evidence 5 (2 better, 1 worse, 1 same, 1 not said)"
    assert dana.detail == ("●●●●●●●●○○ 4 of 5 notes are from the last 3 weeks",)
    assert [item.text for item in records] == [
        "same: said no",
        "worse: said no",
        "named the risk",
        "better: said no",
        "better: said no",
    ]
    assert ilya.text == "Ilya Brandt: no evidence this quarter: you cannot answer for Ilya"
    assert ilya.warning
    assert ilya.behind == ()
    struck = frozenset(item.key for item in records)
    again = evidence(db, "people", last - 80 * DAY, last, struck=struck)[0]
    assert "you cannot answer for Dana" in again.text


def test_counts_carry_the_rows_behind_them_and_the_last_quarter_in_brackets(org: Org, db: Database) -> None:
    log(org, MONDAY, area="roadmap")
    log(org, MONDAY - WEEK, Moment.NONE, area="roadmap")
    log(org, MONDAY - 10 * WEEK, Moment.NONE, area="roadmap")
    head, capture, cell = evidence(db, "counts", MONDAY, SUNDAY, before=(MONDAY - 11 * WEEK, MONDAY - DAY))
    assert head.text == "reached you 1 (2), yours 0 (0), not yours 0 (2)"
    assert head.detail == ("of 1 it was not said whether they were yours",)
    assert capture.text == "logged in 1 of 1 weeks (2 of 11)"
    assert (head.quiet, capture.quiet) == (True, True)
    assert cell.text == "roadmap, Dana Okoye: 1 (2)"
    assert head.behind == cell.behind == (("escalation", 1),)


def test_two_quarters_that_were_logged_are_compared_by_logged_week(org: Org, db: Database) -> None:
    for week in range(20):
        for _ in range(1 + (week < 10)):
            log(org, MONDAY - week * WEEK, Moment.NONE)
    head, capture, *_ = evidence(db, "counts", MONDAY - 9 * WEEK, SUNDAY)
    assert capture.text == "logged in 10 of 10 weeks (10 of 10); 2.0 a logged week (1.0)"
    assert not head.quiet


def test_too_many_unknown_causes_are_a_warning_about_the_data(org: Org, db: Database) -> None:
    for number in range(10):
        log(org, MONDAY, Moment.NONE, cause=(None, Cause.UNKNOWN)[number % 2] if number < 3 else Cause.SCOPE)
    assert not any(item.kind == "causes" for item in evidence(db, "counts", MONDAY, SUNDAY))
    log(org, MONDAY, Moment.NONE, cause=None)
    (warning,) = [item for item in evidence(db, "counts", MONDAY, SUNDAY) if item.kind == "causes"]
    assert warning.text == "why it reached you is unknown in 4 of 11 (36 %)"
    assert (len(warning.behind), warning.warning) == (4, True)


def test_delegation_stands_under_the_question_of_centralisation_each_with_its_rows(org: Org, db: Database) -> None:
    rights = org.rhythm.rights
    for since, level in ((MONDAY - WEEK, Level.CONSULT), (MONDAY, Level.INQUIRE)):
        rights.set(NewRight(org.platform.id, "roadmap", since, org.dana.id, level))
    log(org, MONDAY + DAY, area="roadmap")
    log(org, MONDAY + DAY, area="quality")
    found = {item.kind: item for item in evidence(db, "counts", MONDAY, SUNDAY)}
    assert found["leaks"].text == "1 leak (0): reached you although delegated"
    assert len(found["leaks"].behind) == 1
    (levels,) = evidence(db, "levels", MONDAY, SUNDAY)
    assert levels.text == "levels of delegation: 1 raised, 0 lowered"
    assert [kind for kind, _ in levels.behind] == ["decision_right"]


def test_pairs_moves_and_rituals_are_counted_with_what_stands_behind(org: Org, db: Database, clock: FixedClock) -> None:
    org.escalate("release date", conflict="new")
    assert texts(db, "pairs") == ["Growth / Platform: 1 conflict in 1 meeting"] or texts(db, "pairs") == [
        "Platform / Growth: 1 conflict in 1 meeting"
    ]
    org.rhythm.people.edit(org.noor.id, manager_id=org.ilya.id)
    org.rhythm.people.edit_team(org.growth.id, manager_id=org.dana.id)
    ritual = org.rhythm.rituals.add(NewRitual("Forum", "What did we decide?", 7))
    org.rhythm.rituals.hold(ritual.id, clock.day, answered=True, decisions=2, standard="one page")
    assert "1 person came under another manager" in texts(db, "moves")
    assert "1 team got another lead" in texts(db, "moves")
    assert texts(db, "rituals") == ["Forum: answered its question 1 of 1, 2 decisions, standard applied 1"]


def test_a_meeting_of_several_people_takes_its_minutes_once(org: Org, db: Database, clock: FixedClock) -> None:
    org.rhythm.planner.hold(org.dana.id, clock.day, minutes=30)
    org.rhythm.skip_levels.hold_group([org.noor.id, org.chris_a.id], minutes=50)
    (found,) = evidence(db, "attention", clock.day, clock.day)
    assert found.text == "80 min in 2 meetings"
    assert found.detail == ("of these: 30 min with first-line managers, 50 min with skip-levels",)
    assert len(found.behind) == 3


def test_a_meeting_of_several_people_takes_the_minutes_that_are_said_of_any_of_them(
    org: Org, db: Database, clock: FixedClock
) -> None:
    org.rhythm.planner.plan(org.chris_a.id, clock.day, minutes=20)
    org.rhythm.skip_levels.hold_group([org.noor.id, org.chris_a.id])
    (found,) = evidence(db, "attention", clock.day, clock.day)
    assert found.text == "20 min in 1 meeting"
    assert found.detail == ("of these: 20 min with skip-levels",)


def test_minutes_fall_on_managers_of_managers_and_first_line_managers_apart(
    org: Org, db: Database, clock: FixedClock
) -> None:
    rhythm = org.rhythm
    peer = rhythm.people.add("Ada Roy", relation=Relation.PEER)
    alone = rhythm.people.add("Bo Lind")
    rhythm.people.add("Cy Marr", manager_id=org.noor.id)
    for minutes, person in enumerate((org.dana, org.ilya, alone, org.noor, peer), start=20):
        rhythm.planner.hold(person.id, minutes=minutes)
    rhythm.people.leave(org.chris_m.id, clock.day - dt.timedelta(days=1))
    (found,) = evidence(db, "attention", clock.day, clock.day)
    assert found.detail == (
        "of these: 20 min with managers of managers, 43 min with reports who lead nobody, 23 min with skip-levels,"
        " 24 min with others",
    )


def test_structure_is_shown_as_it_stood_at_the_end_of_the_quarter(org: Org, clock: FixedClock) -> None:
    structure, after = org.rhythm.structure, clock.day
    clock.day = LAST.last_day
    structure.set_charter(org.platform.id, owns=["search"])
    structure.answer(Subject(team_id=org.platform.id), "charter", "no")
    clock.day = after
    structure.set_charter(org.growth.id, owns=["search"])
    structure.answer(Subject(team_id=org.platform.id), "charter", "yes")
    org.escalate("release date", conflict="new")
    then, now = (
        {item.text: len(item.behind) for item in org.rhythm.quarters.gathering.found(quarter, ["structure"])}
        for quarter in (LAST, THIS)
    )
    rest = "unknown: Interfaces, Scope and span, Decision rights"
    assert f"Platform: {rest}; no: Charter" in then
    assert f"Platform: {rest}" in now
    both = [text for text in now if "both own" in text]
    assert [now[text] for text in both] == [1]
    assert not [text for text in then if "both own" in text]
    structure.set_charter(org.growth.id, owns=["search"], on=LAST.last_day)
    found = org.rhythm.quarters.gathering.found(LAST, ["structure"])
    assert [item.behind for item in found if item.kind == "overlap"] == [()]


def test_what_a_merged_team_was_party_to_is_told_of_the_one_that_took_it_up(org: Org, db: Database) -> None:
    other = org.rhythm.people.add_team("Payments")
    for day in (MONDAY, MONDAY - WEEK):
        parties = (Party("Growth", org.growth.id), Party("Payments", other.id))
        org.rhythm.tracker.log(NewEscalation("who owns refunds", day, parties))
    org.rhythm.people.merge_teams(org.growth.id, org.platform.id)
    payments, platform = evidence(db, "teams", MONDAY, SUNDAY)
    assert platform.text == "Platform: 3 people, 1 (1) escalations, 0 conflicts"
    assert payments.text == "Payments: 0 people, 1 (1) escalations, 0 conflicts"
    assert platform.behind == payments.behind == (("escalation", 1),)


def test_a_team_that_was_archived_since_is_told_of_where_it_was_in_anything(org: Org, db: Database) -> None:
    other, quiet = (org.rhythm.people.add_team(name) for name in ("Payments", "Search"))
    org.rhythm.tracker.log(NewEscalation("refunds", MONDAY, (Party("Payments", other.id),)))
    for team in (other, quiet):
        org.rhythm.people.archive_team(team.id)
    found = [text for text in texts(db, "teams") if not text.startswith(("Platform", "Growth"))]
    assert found == ["Payments, archived, 1 (0) escalations, 0 conflicts"]


def test_a_merge_of_teams_gives_nobody_another_manager(org: Org, db: Database) -> None:
    org.rhythm.people.merge_teams(org.growth.id, org.platform.id)
    assert texts(db, "moves") == []


def test_who_moves_twice_in_a_quarter_is_one_person(org: Org, db: Database, clock: FixedClock) -> None:
    clock.day = MONDAY
    org.rhythm.people.edit(org.noor.id, manager_id=org.ilya.id)
    clock.forward(2)
    org.rhythm.people.edit(org.noor.id, manager_id=org.dana.id)
    assert texts(db, "moves") == ["1 person came under another manager"]


def test_a_first_lead_is_no_other_one_and_nobody_is_none(org: Org, db: Database, clock: FixedClock) -> None:
    team = org.rhythm.people.add_team("Payments")
    clock.day = MONDAY
    org.rhythm.people.edit_team(team.id, manager_id=org.dana.id)
    org.rhythm.people.edit_team(org.growth.id, manager_id=None)
    assert texts(db, "moves") == []
    clock.forward(1)
    org.rhythm.people.edit_team(org.growth.id, manager_id=org.ilya.id)
    assert texts(db, "moves") == []
    clock.forward(1)
    org.rhythm.people.edit_team(org.growth.id, manager_id=org.dana.id)
    assert texts(db, "moves") == ["1 team got another lead"]


def test_two_managers_of_one_name_are_told_apart(org: Org, db: Database) -> None:
    other = org.rhythm.people.add("Dana Okoye")
    for person in (org.dana, other):
        new = NewEscalation("roadmap", MONDAY, (), area="roadmap", raised_by_id=person.id)
        org.rhythm.tracker.log(new)
    cells = [item.text for item in evidence(db, "counts", MONDAY, SUNDAY) if item.kind == "cell"]
    assert cells == [f"roadmap, Dana Okoye #{person.id}: 1 (0)" for person in (org.dana, other)]
    said = [text.partition(":")[0] for text in texts(db, "people")]
    assert {f"Dana Okoye #{person.id}" for person in (org.dana, other)} <= set(said)
