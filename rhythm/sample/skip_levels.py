"""Skip-levels of the sample: which managers know of them, what was found, and which way it went.

A finding and what was said belong to the last talk with the person. `zhaoyu decisions | text`: a theme of the short
list; `+` behind it says that it may be told. `jorn > manager | text | wording`: promised in that talk (`<` theirs), and
the way it went; behind the second bar stands what the manager's queue says, or the reason for the way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rhythm.sample.days import WED, Days
from rhythm.sample.story_types import StoryFinding, StoryMeeting, StorySaid, StoryTold

TOLD = {"nadia": 44, "ruth": 44, "lotte": 30, "thandeka": 29, "vikram": 25}
"""Weeks ago; Hyun-woo, who came last, was not told yet."""

FINDINGS = """
zhaoyu decisions | Nobody could tell me who decides on the fare page, so I asked three people.
chris_p decisions | We wait a week for a yes that nobody owns.
amara handoffs + | What we agree with Fares is renegotiated at every release.
jelle workload | Every release I test what two teams forgot.
ioana direction | I know the numbers we chase, and not why these.
kofi growth | There is no step above mine here that is not managing people.
minseo handoffs | Carrier Links changes an answer and we learn of it from the crash list.
oskar handoffs | The interface moves under us, on Fridays.
solveig recognition + | The storm nights are not seen by those who sleep.
jorn workload | The same four carry the nights.
aroha workload | I am on call every third week since spring.
sergio tools | A review of access takes me a day of clicking.
"""

SAID = """
jorn > manager | look into the on-call pool for Jörn and Aroha | the nights rest on few: what is the plan?
aroha > manager | ask why on-call comes round every third week | how often does on-call come round in Foundations?
minseo > manager | ask for changes of the interface to be announced | changes of the interface arrive unannounced
imani > keep | think about a second analyst for the first half | -
zhaoyu > manager | find out who decides on the fare page | who decides on the fare page, and who knows that?
chris_p > direct | send him the notes of the pricing board | Nadia is on leave, and he presents on Monday
gwen < manager | a list of texts that nobody owns | texts that nobody owns: is there a list?
"""


def told(days: Days) -> tuple[StoryTold, ...]:
    """Since when which manager knows of skip-levels."""
    return tuple(StoryTold(manager, days.day(weeks, WED)) for manager, weeks in TOLD.items())


def findings(held: Mapping[str, Sequence[StoryMeeting]]) -> tuple[StoryFinding, ...]:
    """What was found in the last talk with each of them."""
    return tuple(
        StoryFinding(person, meeting.key, meeting.day, theme, text, "+" in marks)
        for (person, theme, *marks), (text, *_), meeting in _lines(FINDINGS, held)
    )


def said(held: Mapping[str, Sequence[StoryMeeting]]) -> tuple[StorySaid, ...]:
    """What came of the last talk with each of them, and which way it went."""
    return tuple(
        StorySaid(person, meeting.key, meeting.day, text, sign == ">", route, rest)
        for (person, sign, route), (text, rest), meeting in _lines(SAID, held)
    )


def _lines(
    script: str, held: Mapping[str, Sequence[StoryMeeting]]
) -> Iterator[tuple[list[str], list[str], StoryMeeting]]:
    """The words before the first bar, the texts behind it, and the last talk; of who was met lately."""
    for line in script.strip().splitlines():
        marks, *texts = (part.strip() for part in line.split("|"))
        words = marks.split()
        if met := held.get(words[0]):
            yield words, texts, met[-1]
