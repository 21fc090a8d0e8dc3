"""The structure of the sample: who owns what, where handoffs lie, what was answered about it, and what nobody knows.

Booking and Fares both own the seat hold time, which is why "Seat hold time: Booking vs Fares" keeps coming back.
Insight has no charter yet: its fix is decided and not in effect.
"""

from __future__ import annotations

from rhythm.domain.structure import read_goals
from rhythm.sample.days import THU, TUE, WED, Days
from rhythm.sample.structure_types import (
    StoryCard,
    StoryCharter,
    StoryInterface,
    StoryPattern,
    StoryStructure,
    StoryWork,
)

_WORK = """
booking     | predictability    | core         | amara   | fernanda | zhaoyu
fares       | learning_speed    | growth       | ioana   | kofi     | -
carriers    | reduce_complexity | core         | yara    | anton    | -
app         | predictability    | core         | leila   | minseo   | gwen
care        | learning_speed    | experimental | hyunwoo | solveig  | -
foundations | reduce_complexity | enabler      | -       | jorn     | -
insight     | -                 | enabler      | farid   | -        | -
"""

_CHARTERS = """
booking     | 44 | basket; checkout; payment pages                                  |                         |
booking     | 20 | basket; checkout; payment pages; seat hold time                  | prices; app releases
            |    | One basket in eight given up at most
fares       | 40 | prices; discounts; inventory; seat hold times                    | payment pages
            |    | Trains 82 % full without more refunds; A price change live within the hour
carriers    | 30 | carrier connections; timetables; carrier test data               | partner API keys
            |    | A new carrier live in three weeks
app         | 42 | release train; push messages; traveller profile; checkout screens |                        |
app         | 13 | release train; push messages; traveller profile                  | checkout screens
            |    | A release every second Tuesday, on time
care        | 11 | rebooking; delay messages; refunds up to the limit               | refund policy
            |    | Nine in ten rebooked before they call
foundations | 43 | single sign-on; deploy pipeline; night pager; partner API keys   |                         |
foundations |  4 | single sign-on; deploy pipeline; night pager; rules for partner API keys | issuing partner keys
            |    | No team waits for us longer than a day
"""
"""Team, weeks back, what it owns, what it does not own; goals on the line below, or none."""

_INTERFACES = """
app      | booking     | 13 | Booking ships checkout as a server-driven screen; one cutoff, which Lotte alone moves.
booking  | foundations | 21 | Foundations is paged first. For the basket services Booking answers within 15 minutes.
carriers | fares       | 27 | Carriers delivers timetables by six; what comes later counts for the next day.
app      | carriers    |  4 | App hears of the end of a version six months before, in writing, from Yara.
"""

_CARDS = """
booking     | charter         | 43 | no      | two of five said the same
booking     | charter         | 20 | yes     |
booking     | interfaces      | 12 | yes     | holds since the cutoff is Lotte's alone
booking     | scope           | 20 | yes     |
booking     | decision_rights | 10 | no      | nobody could say who sets the seat hold
fares       | charter         | 19 | yes     |
fares       | interfaces      | 27 | yes     |
fares       | decision_rights | 10 | no      | the hold again
carriers    | charter         | 30 | yes     |
carriers    | interfaces      |  9 | unknown | ask Yara and Leila separately
carriers    | scope           |  9 | no      | two versions of one interface, and six people
app         | charter         | 13 | yes     |
app         | interfaces      | 30 | no      |
app         | interfaces      | 12 | yes     |
app         | scope           |  8 | unknown |
care        | charter         | 11 | yes     | Hyun-woo wrote it with the team
care        | interfaces      | 46 | unknown |
care        | scope           |  6 | unknown | too early to say
foundations | charter         |  4 | yes     |
foundations | interfaces      | 22 | no      |
foundations | scope           | 26 | no      | four people carry the nights of everybody
insight     | charter         |  3 | no      | decided, and not written yet
"""

_HEALTH = """
nadia    | team_charters      | 20 | yes     |
nadia    | decision_rights    | 10 | no      |
nadia    | role_clarity       | 14 | yes     | asked two of hers, same answer
nadia    | escalation_paths   | 14 | unknown |
nadia    | planning_quality   | 14 | yes     |
nadia    | runs_independently |  5 | no      | three calls in my week off
ruth     | team_charters      | 19 | yes     |
ruth     | decision_rights    | 18 | yes     |
ruth     | planning_quality   | 18 | yes     |
ruth     | runs_independently |  5 | yes     | not one call in my week off
lotte    | team_charters      | 13 | yes     |
lotte    | escalation_paths   | 13 | yes     |
lotte    | runs_independently |  5 | yes     |
vikram   | team_charters      | 30 | yes     |
vikram   | planning_quality   |  9 | no      | dates move whenever a carrier calls
vikram   | runs_independently | 44 | unknown |
thandeka | team_charters      |  4 | no      | Insight has none
thandeka | role_clarity       |  7 | unknown | two teams, one tech lead
hyunwoo  | role_clarity       | 11 | unknown | his first team
hyunwoo  | team_charters      | 11 | yes     |
"""


def structure(days: Days) -> StoryStructure:
    """The structure as it came about."""
    cards = [_card(days, parts, of_team=True) for parts in _parts(_CARDS)]
    cards += [_card(days, parts, of_team=False) for parts in _parts(_HEALTH)]
    return StoryStructure(
        tuple(_work(parts) for parts in _parts(_WORK)),
        tuple(sorted(_charters(days), key=lambda one: one.since)),
        tuple(_interface(days, parts) for parts in _parts(_INTERFACES)),
        tuple(sorted(cards, key=lambda card: card.day)),
        (
            StoryPattern(None, "customer_journey", days.at_work(days.day(52, TUE))),
            StoryPattern("foundations", "platform", days.at_work(days.day(52, TUE))),
        ),
    )


def _parts(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]


def _work(parts: list[str]) -> StoryWork:
    team, mode, bucket, *partners = ("" if part == "-" else part for part in parts)
    product, engineering, design = (partner or None for partner in partners)
    return StoryWork(team, mode, bucket, (product, engineering, design))


def _charters(days: Days) -> list[StoryCharter]:
    found: list[StoryCharter] = []
    for team, week, owns, *rest in _parts(_CHARTERS):
        if team:
            since = days.at_work(days.day(int(week), WED))
            found.append(StoryCharter(team, since, read_goals(owns), read_goals(rest[0]), ()))
        else:
            before = found.pop()
            found.append(StoryCharter(before.team, before.since, before.owns, before.not_owns, read_goals(owns)))
    return found


def _interface(days: Days, parts: list[str]) -> StoryInterface:
    one, other, week, text = parts
    return StoryInterface((one, other), days.at_work(days.day(int(week), THU)), text)


def _card(days: Days, parts: list[str], *, of_team: bool) -> StoryCard:
    about, item, week, answer, note = parts
    team, manager = (about, None) if of_team else (None, about)
    return StoryCard(team, manager, item, days.at_work(days.day(int(week), THU)), answer, note)
