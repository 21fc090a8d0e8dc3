"""Who works at Quayline, an invented company that sells ferry, rail and coach tickets."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass

from rhythm.sample.days import MON, Days
from rhythm.sample.story_types import StoryMove, StoryPerson, StoryTeam

TEAMS = (
    StoryTeam("booking", "Booking Flow", "nadia", ("Booking", "Checkout")),
    StoryTeam("fares", "Fares & Inventory", "ruth", ("Fares", "Inventory", "F&I")),
    StoryTeam("carriers", "Carrier Links", "vikram", ("Carriers", "Connectors")),
    StoryTeam("app", "Traveller App", "lotte", ("App",)),
    StoryTeam("care", "Disruption Care", "hyunwoo", ("Care", "DC")),
    StoryTeam("foundations", "Foundations", "thandeka", ("Infra", "FND")),
    StoryTeam("insight", "Insight", "thandeka", ("Analytics",)),
    StoryTeam("commercial", "Commercial", "mateo", ("Sales", "Comm")),
)

_AROUND = """
denise  | Denise Laurent | Chief Product & Technology Officer | - | - | boss
mateo | Mateo Vidal | VP Commercial | - | commercial | peer
agnieszka | Agnieszka Wrona | Director, Operations | - | - | peer
bernard | Bernard Achterberg | Former CTO, independent | - | - | mentor
nadia | Nadia Belkacem | Engineering Manager | me | booking | -
ruth | Ruth Oyelaran | Group Product Manager | me | fares | -
vikram | Vikram Sethi | Engineering Manager | me | carriers | -
lotte | Lotte Dijkman | Engineering Manager | me | app | -
thandeka | Thandeka Mbatha | Senior Engineering Manager | me | foundations | -
hyunwoo | Hyun-woo Baek | Product Manager, people lead | me | care | -
"""

_REPORTS = """
chris_p | Chris Pettersen | Senior Engineer | nadia | booking | 24
amara | Amara Osei-Bonsu | Product Manager | nadia | booking | 41
tobias | Tobias Rehm | Engineer | nadia | booking | 66
zhaoyu | Zhaoyu Lin | Product Designer | nadia | booking | 9
fernanda | Fernanda Quiroga | Senior Engineer | nadia | booking | 94
jelle | Jelle Postma | Quality Engineer | nadia | booking | 52
ioana | Ioana Dragomir | Product Manager, Pricing | ruth | fares | 17
kofi | Kofi Antwi | Staff Engineer | ruth | fares | 73
malik | Malik Farouk | Engineer | ruth | fares | 128
beatriz | Beatriz Sequeira | Revenue Analyst | ruth | fares | 38
haruto | Haruto Nishi | Engineer | ruth | fares | 81
chris_m | Chris Mwangi | Engineer | vikram | carriers | 136
saoirse | Saoirse Delaney | Integration Lead | vikram | carriers | 30
anton | Anton Kuzmenko | Senior Engineer | vikram | carriers | 149
yara | Yara Haddad | Product Manager | vikram | carriers | 58
pilar | Pilar Ordóñez | Engineer | vikram | carriers | 83
devika | Devika Raman | Engineer | vikram | carriers | never
minseo | Min-seo Kang | Senior Engineer, iOS | lotte | app | 11
oskar | Oskar Wiklund | Engineer, Android | lotte | app | 45
leila | Leila Tavakoli | Product Manager | lotte | app | 62
rafael | Rafael Pinho | Engineer, Android | lotte | app | 92
gwen | Gwen Prosser | Content Designer | lotte | app | 27
solveig | Solveig Aune | Senior Engineer | hyunwoo | care | 34
mustafa | Mustafa Erdem | Engineer | hyunwoo | care | 171
nomvula | Nomvula Dube | Product Operations | hyunwoo | care | never
padraig | Pádraig Nolan | Engineer | hyunwoo | care | 78
mai | Mai Pham | Engineer | hyunwoo | care | never
jorn | Jörn Wessels | Staff Engineer | thandeka | foundations | 20
aroha | Aroha Tamihana | Site Engineer | thandeka | foundations | 55
sergio | Sergio Caruso | Security Engineer | thandeka | foundations | 70
ebony | Ebony Clarke | Engineer | thandeka | foundations | never
farid | Farid Rahimi | Lead Analyst | thandeka | insight | 48
klara | Klára Novotná | Data Engineer | thandeka | insight | 85
imani | Imani Whitfield | Analyst | thandeka | insight | 13
"""

_STARTED_WEEKS_AGO = {"me": 74, "hyunwoo": 17, "devika": 6, "mai": 9, "lotte": 64, "ebony": 50}
_MOVED = {"saoirse": ("thandeka", "foundations", 27), "leila": ("nadia", "booking", 38), "imani": ("ruth", "fares", 21)}
"""Who sat elsewhere: under whom, in which team, until how many weeks ago."""


@dataclass(frozen=True, slots=True)
class SkipLevel:
    """When a skip-level was last met, in days before today; None when never."""

    person: str
    last_gap: int | None


def me(days: Days) -> StoryPerson:
    """The director."""
    return _person("me", "Robin Falk", "Director, Product & Engineering", None, None, None, days)


def people(days: Days) -> tuple[StoryPerson, ...]:
    """Everybody but the director: boss, peers, mentor, managers, then their reports."""
    found = []
    for line in (*_AROUND.strip().splitlines(), *_REPORTS.strip().splitlines()):
        key, name, title, manager, team, last = (part.strip() for part in line.split("|"))
        relation = last if last in ("boss", "peer", "mentor") else None
        found.append(_person(key, name, title, _given(manager), _given(team), relation, days))
    return tuple(found)


def skip_levels() -> tuple[SkipLevel, ...]:
    """The reports of the managers, and when each was last met."""
    rows = [[part.strip() for part in line.split("|")] for line in _REPORTS.strip().splitlines()]
    return tuple(SkipLevel(row[0], None if row[5] == "never" else int(row[5])) for row in rows)


def _given(text: str) -> str | None:
    return None if text == "-" else text


def _person(
    key: str, name: str, title: str, manager: str | None, team: str | None, relation: str | None, days: Days
) -> StoryPerson:
    weeks = _STARTED_WEEKS_AGO.get(key)
    started: dt.date | None = days.day(weeks, MON) if weeks is not None else None
    host = "achterberg" if relation == "mentor" else "quayline"
    moved = StoryMove(*_MOVED[key][:2], days.day(_MOVED[key][2], MON)) if key in _MOVED else None
    address = f"{_mailbox(name)}@{host}.example"
    return StoryPerson(key, name, address, title, manager, team, relation, started, moved)


def _mailbox(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return plain.replace(" ", ".")
