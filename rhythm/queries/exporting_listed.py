"""Bets and the growth file as rows of a table; people stand by name, by uid where several have the name."""

from __future__ import annotations

from rhythm.domain.names import name_key, twins
from rhythm.domain.people import PersonId
from rhythm.interop.listed import ListedKind
from rhythm.queries import growth, people, portfolio
from rhythm.queries.rows import iso
from rhythm.storage.database import Database

ME = "me"
"""How the director is called in a file."""


def exported_bets(db: Database) -> tuple[dict[str, str], ...]:
    """Every bet, those that are history included, with its returns and decisions."""
    rows: list[dict[str, str]] = []
    for file in portfolio.files(db, ended=True):
        bet = file.bet
        rows.append(
            {
                "record": ListedKind.BET,
                "bet": bet.name,
                "day": bet.added_on.isoformat(),
                "bucket": bet.bucket,
                "mode": bet.mode or "",
                "importance": str(bet.importance),
                "words": ", ".join(bet.words),
                "ended_on": iso(bet.ended_on) or "",
            }
        )
        rows += [
            {
                "record": ListedKind.RETURN,
                "bet": bet.name,
                "day": one.day.isoformat(),
                "period": one.period,
                "value": str(one.value),
                "why": one.why,
            }
            for one in file.judgements
        ]
        rows += [
            {
                "record": ListedKind.DECISION,
                "bet": bet.name,
                "day": one.day.isoformat(),
                "decision": one.kind,
                "review_on": iso(one.review_on) or "",
                "why": one.why,
            }
            for one in file.decisions
        ]
    return tuple(rows)


def exported_growth(db: Database) -> tuple[dict[str, str], ...]:
    """Every line of evidence, about whomever, and every story; what they came from stays in the store."""
    known = {person.id: person for person in people.everybody(db)}
    several = twins(person.name for person in known.values())

    def name(person_id: PersonId) -> str:
        person = known[person_id]
        if person.is_me:
            return ME
        return person.uid if name_key(person.name) in several else person.name

    lines = [
        {
            "record": ListedKind.EVIDENCE,
            "person": name(line.person_id),
            "day": line.day.isoformat(),
            "area": line.area,
            "skill": line.skill,
            "text": line.body,
        }
        for line in sorted(growth.lines(db), key=lambda line: (line.day, line.id))
    ]
    stories = [
        {
            "record": ListedKind.STORY,
            "day": story.day.isoformat(),
            "question": story.question,
            "text": story.title,
            "diagnose": story.diagnose,
            "decide": story.decide,
            "communicate": story.communicate,
        }
        for story in sorted(growth.stories(db), key=lambda story: (story.day, story.id))
    ]
    return (*lines, *stories)
