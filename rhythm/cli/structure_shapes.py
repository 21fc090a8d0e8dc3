"""The JSON of charters, cards, interfaces and overlaps. Days are ISO."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.cli import shapes
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhythm.cli.shapes import Shape
    from rhythm.domain.people import Team
    from rhythm.domain.structure import CardState, Charter, Interface
    from rhythm.service import Rhythm
    from rhythm.service.structure_views import OpenQuestion, OverlapView, TeamView
    from rhythm.settings.structure import Card


def view(rhythm: Rhythm, view: TeamView) -> Shape:
    """Everything about a team."""
    names = {person.id: person.name for person in rhythm.people.everybody(archived=True)}
    words = rhythm.structure.words
    return {
        **shapes.team(view.team, names, len(view.members)),
        "pattern": view.pattern.slug if view.pattern is not None else None,
        "charter": charter(view.charter, view.team) if view.charter is not None else None,
        "checklist": cards(words.checklist, view.cards),
        "health": cards(words.health, view.health) if view.health else [],
        "interfaces": [interface(rhythm, one) for one in view.interfaces],
        "overlaps": [overlap(one) for one in view.overlaps],
        "conflicts": [{"id": one.id, "name": one.conflict.name} for one in view.conflicts],
    }


def charter(charter: Charter, team: Team) -> Shape:
    """What a team owns from a day on."""
    return {
        "team": team.name,
        "team_id": team.id,
        "since": iso(charter.since),
        "owns": list(charter.owns),
        "not_owns": list(charter.not_owns),
        "goals": list(charter.goals),
    }


def cards(words: Sequence[Card], states: Sequence[CardState]) -> list[Shape]:
    """Cards in the order of their list, each with its history, newest first."""
    return [
        {
            "card": card.slug,
            "answer": state.answer.value,
            "day": iso(state.day),
            "since": iso(state.since),
            "stale": state.stale,
            "note": state.replies[0].note or None if state.replies else None,
            "history": [
                {"day": iso(one.day), "answer": one.answer.value, "note": one.note or None} for one in state.replies
            ],
        }
        for card, state in zip(words, states, strict=True)
    ]


def interface(rhythm: Rhythm, one: Interface) -> Shape:
    """The hand-off between two teams; no `text` when it was ended."""
    names = {team.id: team.name for team in rhythm.people.teams(archived=True)}
    return {
        "teams": [names[side] for side in one.teams],
        "team_ids": list(one.teams),
        "since": iso(one.since),
        "text": one.body or None,
    }


def overlap(one: OverlapView) -> Shape:
    """A tag that two teams own, with the open conflicts between them."""
    return {
        "tag": one.overlap.tag,
        "teams": list(one.names),
        "team_ids": list(one.overlap.teams),
        "conflicts": [{"id": view.id, "name": view.conflict.name} for view in one.conflicts],
    }


def question(one: OpenQuestion) -> Shape:
    """A card that is unknown, and since when; null when it was never asked."""
    return {
        "team_id": one.subject.team_id,
        "person_id": one.subject.person_id,
        "about": one.about,
        "card": one.card.slug,
        "question": one.card.question,
        "since": iso(one.since),
        "stale": one.stale,
    }
