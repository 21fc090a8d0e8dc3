"""The bench of the sample, its calibration rounds, and the first 90 days of the newest manager.

A line is `week.day person verb | text | kind or tags`: spot, test, finish, drop, coach, calibrate, praise (what a note
says already), ready or sponsor. Behind the second bar stands the kind of a test, or `area skill`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rhythm.sample.days import MON, WED, Days

_STEPS = """
44.thu kofi spot | Booking and Carrier Links ask him before they touch a price. | scale aligning_teams
42.tue kofi sponsor | mateo |
40.mon kofi test | Twelve new people have to understand the price engine by spring. | onboard_pm
30.fri kofi finish | All twelve ship alone; two of them teach the next ones. | people_leadership through_others
28.wed kofi coach | In your next design review, ask for the weakest point first, then speak last. |
23.wed kofi calibrate | Four of six managers named him unasked, each with a date. |
22.thu kofi ready | |
26.tue amara spot | Designers bring her the dispute before it becomes one. | executive_communication leading_change
24.mon amara test | One checkout for coach and rail, with Fares and the app. | cross_team
9.thu amara finish | Shipped with one date moved; both teams say she moved it early. | scale aligning_teams
8.tue amara coach | Say the decision you want in the first sentence, the history after. |
8.tue amara sponsor | agnieszka |
5.wed amara praise | | executive_communication
21.wed jorn spot | At night people call him before the one on call. | people_leadership
20.mon jorn test | The on-call plan of three teams that share nothing but the pager. | cross_team
12.fri jorn finish | Three teams, one plan; the second team asked to join. | scale leading_change
12.fri jorn sponsor | bernard |
14.tue leila spot | Two engineers moved teams to work with her again. | people_leadership
13.mon leila test | Sales, who promise dates the app never gave. | stakeholder
6.thu leila drop | Sales was reorganised, and the dispute went with it. |
5.mon leila test | The pricing PM who joins in her old team. | onboard_pm
1.wed leila finish | The new PM ran the last planning without her. | people_leadership through_others
17.thu saoirse spot | Carriers answer her when they answer nobody. | strategic_judgment stakeholders
4.mon saoirse test | The harbour office, which wants a human and not an interface. | stakeholder
11.wed minseo spot | Carrier Links sends its changes to Min-seo first, without being asked. | scale
35.thu thandeka spot | The other managers read her incident reviews before writing theirs. | executive_communication
33.tue thandeka sponsor | denise |
32.mon thandeka test | Hyun-woo's first reorganisation, as somebody to think with. | coach_manager
18.thu thandeka finish | He says which three sentences he took over. | people_leadership through_others
"""
_ROLES = """
kofi player_coach yes | kofi authority yes | kofi admin_drag no | kofi growth_path yes
amara player_coach yes | amara authority yes | amara growth_path no
saoirse authority no | saoirse admin_drag no
"""
_ROUNDS = """
23 standards | Half of us mean output by good. We take two dated examples each from now on.
23 promotions | Kofi is near, four of six say so. Amara not before she has finished something across teams.
23 coaching | Who avoids conflict. Ruth asks for the disagreement in writing first; others try that.
23 nadia | Holds a high bar and says so late. To practise: the first hint, not the last warning.
23 vikram | Decides fast alone. His team could tell us what, and rarely why.
10 standards | What delegation looks like is written down: a level, a date, and who was told.
10 promotions | Amara once checkout is out. Nobody in Care, and we know why.
10 coaching | People who were right too often. Thandeka lets them present the other side.
10 nadia | The first hint comes in the same week now, three dated examples.
10 hyunwoo | Listens well, and waits for my word on calls that are his.
10 ruth | Three good calls in a month that nobody escalated.
"""
_FIRST_DAYS = """
assess listen 5 | assess promises 4 | assess decisions 3 | low_hanging_fruit annoyance 4 | relationships manager 5
"""
_OWN_LINES = (
    ("assess", "Sit through one storm night with the team", 2),
    ("relationships", "Lunch with Agnieszka's shift leads", None),
)
NEW_MANAGER, NEW_SINCE = "hyunwoo", 6
"""Stood in for a while, and has the role since so many weeks."""


@dataclass(frozen=True, slots=True)
class BenchStep:
    """Something that was done on the bench; see the module for the verbs. `rest` is the kind of a test, or tags."""

    day: dt.date
    person: str
    verb: str
    text: str
    rest: str


@dataclass(frozen=True, slots=True)
class RoundStep:
    """What a calibration round said about a topic, or about a manager by key."""

    day: dt.date
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class FirstDay:
    """A line of the first 90 days: a shipped item, or a text of its own; the day on which it was ticked."""

    list: str
    item: str
    text: str
    done_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StoryBench:
    """Everything of the bench and of the newest manager, oldest first."""

    steps: tuple[BenchStep, ...]
    roles: tuple[tuple[str, str, bool], ...]
    rounds: tuple[RoundStep, ...]
    new_manager: str
    since: dt.date
    first_days: tuple[FirstDay, ...]


def bench(days: Days) -> StoryBench:
    """The bench as it came about, up to today."""
    since = days.day(NEW_SINCE, MON)
    ticked = [part.split() for part in _FIRST_DAYS.strip().split("|")]
    own = [FirstDay(listed, "", text, _worked(days, week, WED)) for listed, text, week in _OWN_LINES]
    return StoryBench(
        tuple(sorted((_step(line, days) for line in _STEPS.strip().splitlines()), key=lambda step: step.day)),
        tuple(_role(part) for line in _ROLES.strip().splitlines() for part in line.split("|")),
        tuple(_round(line, days) for line in _ROUNDS.strip().splitlines()),
        NEW_MANAGER,
        since,
        (*(FirstDay(listed, item, "", days.day(int(week), WED)) for listed, item, week in ticked), *own),
    )


def _step(line: str, days: Days) -> BenchStep:
    head, text, rest = (part.strip() for part in line.split("|"))
    when, person, verb = head.split()
    week, _, weekday = when.partition(".")
    day = days.day(int(week), ("mon", "tue", "wed", "thu", "fri").index(weekday))
    return BenchStep(day, person, verb, text, rest)


def _role(part: str) -> tuple[str, str, bool]:
    person, item, answer = part.split()
    return person, item, answer == "yes"


def _round(line: str, days: Days) -> RoundStep:
    head, text = (part.strip() for part in line.split("|"))
    week, about = head.split()
    return RoundStep(days.day(int(week), WED), about, text)


def _worked(days: Days, week: int | None, weekday: int) -> dt.date | None:
    return days.day(week, weekday) if week is not None else None
