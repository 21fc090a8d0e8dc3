"""The sample organisation: whole, believable, and the same picture on whatever day it is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from rhythm.domain.conflicts import Occasion, Rules, occasions, reaches_threshold
from rhythm.domain.escalations import Cause, ConflictId, Escalation, EscalationId, Handling, Moment
from rhythm.domain.fixes import FixKind, FixState
from rhythm.domain.meetings import MeetingId
from rhythm.sample.judged import JUDGED
from rhythm.sample.scripts import rows
from rhythm.sample.story import tell
from rhythm.sample.story_types import Story, StoryEscalation
from tests.sample.planted import sample
from tests.sample.telling import any_day, told

FRIDAY = dt.date(2026, 11, 20)

AREAS = {
    "roadmap",
    "architecture",
    "launch_timing",
    "success_criteria",
    "staffing",
    "ownership",
    "priorities",
    "quality",
    "budget",
    "other",
}

STATES = {"open", "later", "fixing", "in_effect", "held", "came_back", "tension", "closed"}

CADENCE = {"manager": (7, 14), "boss": (7, 14), "peer": (14, 28), "mentor": (30, 60), "skip_level": (91, 120)}


def found_occasions(story: Story, conflict: str) -> tuple[Occasion, ...]:
    """The occasions of a conflict, by the rule that the product itself uses."""
    meeting_ids = {meeting.key: MeetingId(number) for number, meeting in enumerate(story.meetings, 1)}

    def as_row(number: int, told_row: StoryEscalation) -> Escalation:
        return Escalation(
            id=EscalationId(number),
            uid=str(number),
            day=told_row.day,
            summary=told_row.summary,
            meeting_id=meeting_ids[told_row.meeting] if told_row.meeting else None,
            forum=told_row.forum or "",
            conflict_id=ConflictId(1),
        )

    members = [each for each in story.escalations if each.conflict == conflict]
    return occasions(as_row(number, each) for number, each in enumerate(members, 1))


def relation(story: Story, key: str) -> str:
    person = next(each for each in story.people if each.key == key)
    if person.relation is not None:
        return person.relation
    return "manager" if person.manager == "me" else "skip_level"


def due_states(story: Story, today: dt.date) -> dict[str, str]:
    last = {each.person: each.day for each in story.meetings if each.state == "held"}
    found = {}
    for person in story.people:
        target, limit = CADENCE[relation(story, person.key)]
        gap = (today - last[person.key]).days if person.key in last else None
        if gap is None:
            found[person.key] = "never"
        else:
            found[person.key] = "over" if gap > limit else "due" if gap >= target else "ok"
    return found


def test_one_day_always_tells_one_story() -> None:
    assert tell(FRIDAY) == tell(FRIDAY)
    assert tell(FRIDAY) != tell(FRIDAY + dt.timedelta(days=1))


@any_day
def test_the_organisation_has_the_promised_shape(today: dt.date) -> None:
    story = told(today)
    relations = Counter(relation(story, person.key) for person in story.people)
    assert relations == {"manager": 6, "skip_level": 34, "boss": 1, "peer": 2, "mentor": 1}
    assert len(story.teams) == 8
    managers = {person.key for person in story.people if person.manager == "me"}
    led = Counter(team.manager for team in story.teams if team.manager in managers)
    assert sorted(led.values()) == [1, 1, 1, 1, 1, 2]
    assert set(led) == managers
    chrises = [person for person in story.people if person.name.startswith("Chris ")]
    assert len({person.manager for person in chrises}) == len(chrises) == 2
    new = [person for person in story.people if person.manager == "me" and person.started_on is not None]
    assert any(100 <= (today - person.started_on).days <= 130 for person in new if person.started_on)


@any_day
def test_there_is_enough_of_everything(today: dt.date) -> None:
    story = told(today)
    assert len(story.conflicts) == 30
    assert 180 <= len(story.escalations) <= 195
    assert 85 <= len(story.topics) <= 100
    assert 115 <= len(story.promises) <= 145
    assert len(story.meetings) > 450
    assert len(story.notes) > 200
    assert {note.kind for note in story.notes} == {"note", "praise", "feedback", "decision"}
    assert Counter(review.kind for review in story.reviews)["quarter"] == 2
    assert len(story.good_calls) >= 10
    assert (today - story.meetings[0].day).days > 400
    assert Counter(c.state for c in story.conflicts) == {
        "open": 14,
        "later": 2,
        "fixing": 2,
        "in_effect": 3,
        "held": 3,
        "came_back": 1,
        "tension": 3,
        "closed": 2,
    }


@any_day
def test_every_key_leads_somewhere(today: dt.date) -> None:
    story = told(today)
    people = {person.key for person in story.people}
    teams = {team.key for team in story.teams}
    meetings = {meeting.key: meeting for meeting in story.meetings}
    conflicts = {conflict.key for conflict in story.conflicts}
    assert len(people) == len(story.people)
    assert len(meetings) == len(story.meetings)
    assert len(conflicts) == len(story.conflicts)
    assert not people & teams
    assert "me" not in people
    assert {team.manager for team in story.teams} <= people
    known = {"me", None}
    for person in story.people:
        assert person.manager in known, "managers come before their reports"
        known.add(person.key)
        assert person.team is None or person.team in teams
    named = {note.person for note in story.notes} | {topic.person for topic in story.topics}
    named |= {promise.person for promise in story.promises} | {call.person for call in story.good_calls}
    assert named | {meeting.person for meeting in story.meetings} <= people
    for note in story.notes:
        if note.meeting is not None:
            held = meetings[note.meeting]
            assert (held.person, held.day, held.state) == (note.person, note.day, "held")
    for row in story.escalations:
        assert set(row.parties) <= people | teams
        assert row.raised_by is None or row.raised_by in people
        assert row.conflict is None or row.conflict in conflicts
        if row.meeting is not None:
            assert meetings[row.meeting].day == row.day
            assert meetings[row.meeting].state == "held"
            assert row.forum is None
    for fix in story.fixes:
        assert fix.conflict in conflicts
        assert fix.owner in people


@any_day
def test_only_the_closed_lists_are_used(today: dt.date) -> None:
    story = told(today)
    for row in story.escalations:
        assert row.area == "" or row.area in AREAS
        assert row.handling is None or Handling(row.handling)
        assert row.cause is None or Cause(row.cause)
        assert row.moment is None or Moment(row.moment)
    for fix in story.fixes:
        assert FixKind(fix.kind)
        assert FixState(fix.state)
    assert {conflict.state for conflict in story.conflicts} == STATES
    assert {meeting.state for meeting in story.meetings} == {"planned", "held", "missed", "skipped"}
    assert {topic.state for topic in story.topics} == {"open", "discussed", "dropped"}
    assert {promise.state for promise in story.promises} == {"open", "done", "dropped"}
    assert all(call.area in AREAS for call in story.good_calls)


@any_day
def test_what_happened_is_past_and_what_is_planned_is_not(today: dt.date) -> None:
    story = told(today)
    past = [note.day for note in story.notes] + [row.day for row in story.escalations]
    past += [meeting.day for meeting in story.meetings if meeting.state != "planned"]
    past += [call.day for call in story.good_calls] + [review.closed_on for review in story.reviews]
    past += [topic.added_on for topic in story.topics] + [promise.made_on for promise in story.promises]
    past += [topic.closed_on for topic in story.topics if topic.closed_on]
    past += [promise.closed_on for promise in story.promises if promise.closed_on]
    past += [day for fix in story.fixes for day in (fix.decided_on, fix.in_effect, fix.verdict_on) if day]
    past += [conflict.decided_on for conflict in story.conflicts if conflict.decided_on]
    ahead = [meeting.day for meeting in story.meetings if meeting.state == "planned"]
    ahead += [conflict.until for conflict in story.conflicts if conflict.until]
    dues = [promise.due for promise in story.promises if promise.due]
    assert max(past) <= today <= min(ahead)
    assert all(day.weekday() < 5 for day in (*past, *ahead, *dues))
    assert all(conflict.until > today for conflict in story.conflicts if conflict.until)


@any_day
def test_one_manager_is_over_one_is_due_and_the_others_are_fine(today: dt.date) -> None:
    story = told(today)
    states = due_states(story, today)
    managers = Counter(states[p.key] for p in story.people if relation(story, p.key) == "manager")
    assert managers == {"over": 1, "due": 1, "ok": 4}
    skips = Counter(states[p.key] for p in story.people if relation(story, p.key) == "skip_level")
    assert skips == {"never": 4, "over": 4, "due": 2, "ok": 24}
    others = {states[p.key] for p in story.people if p.relation is not None}
    assert others == {"ok"}


@any_day
def test_today_and_the_coming_week_have_planned_meetings(today: dt.date) -> None:
    planned = [meeting for meeting in told(today).meetings if meeting.state == "planned"]
    works = today.weekday() < 5
    assert len([meeting for meeting in planned if meeting.day == today]) == (2 if works else 0)
    assert len([meeting for meeting in planned if meeting.day <= today + dt.timedelta(days=7)]) >= 10
    times = [(meeting.day, meeting.start) for meeting in planned]
    assert len(set(times)) == len(times)
    ahead = Counter(meeting.person for meeting in planned)
    assert set(ahead.values()) == {1}


@any_day
def test_absences_lie_around_the_meetings_and_the_calendar_is_that_of_the_coming_weeks(today: dt.date) -> None:
    story = told(today)
    for absence in story.absences:
        for meeting in story.meetings:
            with_whom = absence.person in ("me", meeting.person)
            assert not (with_whom and absence.first <= meeting.day <= absence.last), (absence, meeting)
    assert any(absence.first <= today <= absence.last for absence in story.absences if absence.person != "me")
    assert any(absence.first > today for absence in story.absences if absence.person == "me")
    assert all(block.day >= today - dt.timedelta(days=6) for block in story.busy)
    assert any(block.day > today for block in story.busy)


@any_day
def test_exactly_three_open_conflicts_are_at_the_threshold(today: dt.date) -> None:
    story = told(today)
    open_ones = [conflict.key for conflict in story.conflicts if conflict.state == "open"]
    there, counts = [], Counter[int]()
    for key in open_ones:
        found = found_occasions(story, key)
        recent = [each for each in found if (today - each.day).days <= 90]
        if reaches_threshold(found, Rules(), today):
            assert len(recent) >= 3
            there.append(key)
        else:
            assert not reaches_threshold(found, Rules()), f"{key} would have had a card before"
            counts[len(recent)] += 1
    assert sorted(there) == ["hold", "pager", "sunset"]
    assert counts == {2: 5, 1: 6}


@any_day
def test_decided_conflicts_had_their_third_meeting_before_and_stay_decided(today: dt.date) -> None:
    story = told(today)
    fixes = {fix.conflict: fix for fix in story.fixes}
    assert len(fixes) == len(story.fixes)
    for conflict in story.conflicts:
        if conflict.state in ("open", "closed"):
            assert conflict.key not in fixes
            continue
        found = found_occasions(story, conflict.key)
        assert conflict.decided_on is not None
        fix = fixes.get(conflict.key)
        first_decision = fix.decided_on if fix is not None else conflict.decided_on
        before = [each for each in found if each.day <= first_decision]
        assert reaches_threshold(before, Rules()), f"{conflict.key} was decided before its third meeting"
        if fix is None:
            continue
        assert fix.state == {"fixing": "decided"}.get(conflict.state, conflict.state)
        since = [each for each in found if fix.in_effect is not None and each.day > fix.in_effect]
        if conflict.state == "came_back":
            assert len(since) >= 2
            assert not reaches_threshold([e for e in found if (today - e.day).days <= 90], Rules())
        else:
            assert len(since) <= 1
        if fix.state == "held":
            assert fix.in_effect is not None
            assert fix.verdict_on is not None
            assert (fix.verdict_on - fix.in_effect).days >= 90
            assert all(each.day < fix.verdict_on for each in found)


@any_day
def test_one_watched_fix_is_ready_for_its_verdict(today: dt.date) -> None:
    watched = [fix.in_effect for fix in told(today).fixes if fix.state == "in_effect" and fix.in_effect]
    assert sorted((today - day).days >= 90 for day in watched) == [False, False, True]


@any_day
def test_only_the_last_two_weeks_wait_for_triage(today: dt.date) -> None:
    # What was only ever agreed to belongs to no conflict, and is older than what the review asks about.
    waiting = [row for row in told(today).escalations if row.conflict is None and row.handling != "agreed"]
    assert len(waiting) == 9
    assert all((today - row.day).days <= 14 for row in waiting)


@any_day
def test_some_weeks_are_empty_and_two_say_that_nothing_came(today: dt.date) -> None:
    story = told(today)
    monday = today - dt.timedelta(days=today.weekday())
    logged = {row.day.isocalendar()[:2] for row in story.escalations}
    logged |= {call.day.isocalendar()[:2] for call in story.good_calls}
    held = {meeting.day.isocalendar()[:2] for meeting in story.meetings if meeting.state == "held"}
    weeks = [(monday - dt.timedelta(days=7 * back)).isocalendar()[:2] for back in range(1, 60)]
    assert sum(week not in logged for week in weeks) == 6
    assert sum(week not in held for week in weeks) == 4
    quiet = [review.period for review in story.reviews if review.nothing_reached_me]
    assert len(quiet) == 2
    assert not {f"{year}-W{week:02d}" for year, week in logged} & set(quiet)


@any_day
def test_reviews_are_answered_and_belong_to_past_periods(today: dt.date) -> None:
    story = told(today)
    assert len({(review.kind, review.period) for review in story.reviews}) == len(story.reviews)
    for review in story.reviews:
        assert all(text.strip() for _, text in review.answers)
        if review.kind == "week":
            year, week, _ = review.closed_on.isocalendar()
            assert review.period == f"{year}-W{week:02d}"
            assert "closing" in dict(review.answers)
        else:
            quarter = (review.closed_on.month + 2) // 3
            assert review.period == f"{review.closed_on.year}-Q{quarter}"
            assert [number for number, _ in review.answers] == ["1", "2", "3", "4", "5"]
            lines = [line for _, text in review.answers for line in text.partition("\n\n")[2].split("\n")]
            assert [f"> {one.text}" for one in review.became] == lines
            for one in review.became:
                assert (one.settled_on is None) == (one.state == "open")
                assert one.settled_on is None or review.closed_on < one.settled_on <= today
    now = f"{today.year}-Q{(today.month + 2) // 3}"
    assert now not in {review.period for review in story.reviews}


@any_day
def test_one_ritual_left_its_question_open_three_times_and_none_is_long_overdue(today: dt.date) -> None:
    story = told(today)
    assert {ritual.slug for ritual in story.rituals} == {
        "product_engineering_sync",
        "portfolio_review",
        "talent_calibration",
        None,
    }
    runs = {}
    for ritual in story.rituals:
        found = [session.day for session in ritual.sessions]
        assert found == sorted(set(found))
        assert ritual.started_on <= found[0]
        assert found[-1] < today
        assert all(day.weekday() < 5 for day in found)
        assert (today - found[-1]).days <= ritual.every_days + 14
        newest = "".join("y" if session.answered else "n" for session in reversed(ritual.sessions))
        runs[ritual.key] = newest.find("y")
        assert "nnnn" not in newest
    assert runs == {"sync": 0, "portfolio": 0, "calibration": 0, "showcase": 3}


@any_day
def test_topics_and_promises_agree_with_the_meetings(today: dt.date) -> None:
    story = told(today)
    held = {(meeting.person, meeting.day) for meeting in story.meetings if meeting.state == "held"}
    for topic in story.topics:
        end = topic.closed_on or today + dt.timedelta(days=1)
        outlived = [day for person, day in held if person == topic.person and topic.added_on < day < end]
        assert topic.carried == len(outlived)
        assert (topic.closed_on is None) == (topic.state == "open")
        assert topic.closed_on is None or (topic.person, topic.closed_on) in held
    for promise in story.promises:
        assert (promise.person, promise.made_on) in held, "promised in a talk, and not before it"
        assert promise.due is None or promise.due >= promise.made_on
        assert promise.closed_on is None or promise.closed_on >= promise.made_on
        assert (promise.closed_on is None) == (promise.state == "open")
    mine = [promise for promise in story.promises if promise.mine and promise.state == "open" and promise.due]
    assert {promise.due < today for promise in mine if promise.due} == {True, False}
    assert any(promise.moved for promise in mine)


@any_day
def test_what_a_note_says_was_promised_is_promised_in_that_talk(today: dt.date) -> None:
    story = told(today)
    (note,) = (note for note in story.notes if "Told him I'd make sure" in note.text)
    (promise,) = (one for one in story.promises if one.text == "make sure that he has written goals")
    assert (promise.person, promise.made_on) == (note.person, note.day)
    (asked,) = (topic for topic in story.topics if topic.text == "goals written down?")
    assert asked.added_on > note.day


@any_day
def test_nothing_happens_with_people_before_they_start(today: dt.date) -> None:
    story = told(today)
    starts = {person.key: person.started_on for person in story.people if person.started_on is not None}
    for meeting in story.meetings:
        assert starts.get(meeting.person, meeting.day) <= meeting.day
    for row in story.escalations:
        assert starts.get(row.raised_by or "", row.day) <= row.day


@pytest.mark.parametrize("today", [FRIDAY, dt.date(2027, 1, 4)])
def test_the_board_has_a_cell_that_leaks_one_that_was_answered_and_one_to_be_raised(today: dt.date) -> None:
    rhythm = sample(today)
    found = rhythm.rights.findings()
    teams = {team.id: team.name for team in rhythm.people.teams()}
    assert [(teams[one.cell.team_id], one.cell.area) for one in found.asked] == [("Traveller App", "launch_timing")]
    (stamps,) = found.stamps
    assert (teams[stamps.cell.team_id], stamps.cell.area, stamps.raised) == ("Carrier Links", "staffing", 4)
    assert any(leak.overrode for leak in found.leaks)
    assert {one.team for one in told(today).right_answers} == {"fares"}


@any_day
def test_nobody_was_given_a_decision_in_the_future(today: dt.date) -> None:
    story = told(today)
    days = [right.since for right in story.rights] + [one.since for one in story.practices]
    assert max([*days, *(answer.day for answer in story.right_answers)]) <= today


def test_no_line_is_said_twice() -> None:
    story = told(FRIDAY)
    said = [row.summary for row in story.escalations] + [note.text for note in story.notes]
    said += [topic.text for topic in story.topics] + [promise.text for promise in story.promises]
    assert [text for text, times in Counter(said).items() if times > 1] == []


def test_about_half_of_the_meetings_with_managers_left_a_note() -> None:
    story = told(FRIDAY)
    managers = {person.key for person in story.people if person.manager == "me"}
    met = [each for each in story.meetings if each.person in managers and each.state == "held"]
    noted = [each for each in story.notes if each.person in managers and each.meeting is not None]
    assert 0.4 <= len(noted) / len(met) <= 0.6


def test_fields_are_filled_as_a_busy_director_would() -> None:
    escalations = told(FRIDAY).escalations
    for field in ("area", "raised_by", "handling", "cause", "moment", "minutes"):
        share = sum(bool(getattr(row, field)) for row in escalations) / len(escalations)
        assert 0.4 < share < 1, field


def test_a_script_with_an_unknown_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown mark 'who:nadia'"):
        rows("w3 who:nadia\nsomething happened")


def test_everything_that_was_judged_beyond_the_marks_belongs_to_a_row() -> None:
    judged = {row.summary: row for row in told(FRIDAY).escalations if row.reached is not None}
    assert set(judged) == set(JUDGED)
    assert any(row.repair for row in judged.values())
    assert any(row.without_me for row in judged.values())
