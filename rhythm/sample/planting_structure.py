"""Planting charters, interfaces, cards, and how teams work and are cut."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.sample.structure_types import StoryStructure
from rhythm.storage.database import Database

_Ids = Mapping[str | None, int]


def plant_structure(db: Database, structure: StoryStructure, people: _Ids, teams: _Ids) -> None:
    """Write the structure of the story. Joins the action under way."""
    for work in structure.work:
        product, engineering, design = (people[who] if who is not None else None for who in work.partners)
        db.update(
            "team",
            teams[work.team],
            mode=work.mode,
            bucket=work.bucket,
            product_id=product,
            engineering_id=engineering,
            design_id=design,
        )
    for charter in structure.charters:
        db.insert(
            "charter",
            team_id=teams[charter.team],
            since=charter.since.isoformat(),
            owns="\n".join(charter.owns),
            not_owns="\n".join(charter.not_owns),
            goals="\n".join(charter.goals),
        )
    for one in structure.interfaces:
        first, second = sorted(teams[team] for team in one.teams)
        db.insert("interface", first_id=first, second_id=second, since=one.since.isoformat(), body=one.text)
    for card in structure.cards:
        db.insert(
            "card_answer",
            team_id=teams.get(card.team),
            person_id=people.get(card.manager),
            item=card.item,
            day=card.day.isoformat(),
            answer=card.answer,
            note=card.note,
        )
    for pattern in structure.patterns:
        team_id = teams.get(pattern.team)
        db.insert("org_pattern", team_id=team_id, pattern=pattern.pattern, since=pattern.since.isoformat())
