"""The JSON of the growth file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.cli.shapes import Shape, whose
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.domain.growth import Checked, Line, Source, StakeholderCard, Standing, Story
    from rhythm.service.growth import GrowthFile, QuestionStories

CARD_FIELDS = {
    "cares_about": "values",
    "behaviours": "behaviours",
    "deliverables": "deliverables",
    "common": "in common",
}


def line(found: Line) -> Shape:
    """A line of evidence."""
    return {
        **whose(found),
        "day": iso(found.day),
        "text": found.body,
        "area": found.area or None,
        "skill": found.skill or None,
        "note_id": found.note_id,
        "fix_id": found.fix_id,
        "bet_decision_id": found.bet_decision_id,
    }


def story(found: Story) -> Shape:
    """A story; `missing` names the parts that are not told yet."""
    return {
        "id": found.id,
        "uid": found.uid,
        "question": found.question,
        "title": found.title,
        "diagnose": found.diagnose,
        "decide": found.decide,
        "communicate": found.communicate,
        "missing": list(found.missing),
        "day": iso(found.day),
        "source": {"kind": found.source[0].value, "id": found.source[1]} if found.source is not None else None,
    }


def bank_row(row: QuestionStories) -> Shape:
    """A question of the story bank with its stories."""
    return {"question": row.question.id, "text": row.question.about, "stories": [story(one) for one in row.stories]}


def source(found: Source) -> Shape:
    """A closed fix or a decision."""
    return {"kind": found.kind.value, "id": found.id, "day": iso(found.day), "text": found.text}


def standing(found: Standing) -> Shape:
    """How an area or a skill stands."""
    return {"id": found.tag, "lines": found.lines, "last": iso(found.last), "gap": found.gap}


def card(found: StakeholderCard, name: str) -> Shape:
    """What matters to somebody who has a say."""
    return {
        "person": name,
        "person_id": found.person_id,
        "values": found.cares_about,
        "behaviours": found.behaviours,
        "deliverables": found.deliverables,
        "common": found.common,
        "day": iso(found.day),
    }


def checked(found: Checked) -> Shape:
    """An answer of the self-check; `yes` is null for the question that is answered in words."""
    return {"year": found.year, "question": found.item, "yes": found.yes, "text": found.body, "day": iso(found.day)}


def growth(file: GrowthFile) -> Shape:
    """The growth file at a glance."""
    return {
        "begun": file.begun(),
        "evidence": len(file.lines()),
        "areas": [standing(one) for one in file.areas()],
        "skills": [standing(one) for one in file.skills()],
        "without_story": [row.question.id for row in file.bank() if not row.stories],
        "stakeholders": [card(one.card, one.person.name) for one in file.stakeholders()],
        "mentors": [row.person.name for row in file.mentors()],
        "self_check": [checked(one) for one in file.checked().values()],
    }
