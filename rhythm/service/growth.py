"""The director's own growth file: evidence with its gaps, the story bank, who has a say, the yearly self-check."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from rhythm.domain import growth as rules
from rhythm.domain.names import fold
from rhythm.domain.people import Relation
from rhythm.late import Late
from rhythm.queries import growth as queries
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.actions import growth as actions
    from rhythm.domain.growth import (
        Checked,
        Line,
        NewLine,
        NewStory,
        Source,
        SourceKind,
        StakeholderCard,
        Standing,
        Story,
    )
    from rhythm.domain.people import Person, PersonId
    from rhythm.queries.planning import DueRow
    from rhythm.service import Rhythm
    from rhythm.settings.growth import Growth, GrowthTag
else:
    actions = Late("rhythm.actions.growth")

STAKEHOLDERS = (Relation.BOSS, Relation.PEER, Relation.STAKEHOLDER)
"""Who has a say in what becomes of the director."""


class Stakeholder(NamedTuple):
    """Somebody who has a say, with the card that is kept of them; an empty one where there is none."""

    person: Person
    relation: Relation
    card: StakeholderCard


class QuestionStories(NamedTuple):
    """A question of the story bank with the stories for it, newest first."""

    question: GrowthTag
    stories: tuple[Story, ...]


class GrowthFile:
    """What the director shows of their own growth. Off until something was written into it."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def words(self) -> Growth:
        """All of growth.yaml. Raises SettingsError when the user's copy is wrong."""
        from rhythm.settings.growth import load_growth

        return load_growth(self._rhythm.lists_folder, self._rhythm.cache_folder)

    def begun(self) -> bool:
        """Whether anything was ever written into it."""
        return queries.any_growth(self._db, self._me())

    def lines(self, person_id: int | None = None, *, everybody: bool = False) -> tuple[Line, ...]:
        """Evidence about somebody, the director where nobody is named, or about `everybody`; newest first."""
        if everybody:
            return queries.lines(self._db)
        whom = person_id if person_id is not None else self._me()
        return queries.lines(self._db, whom) if whom is not None else ()

    def line(self, line_id: int) -> Line | None:
        """One line of evidence."""
        return queries.line(self._db, line_id)

    def areas(self, person_id: int | None = None) -> list[Standing]:
        """How the areas of evidence stand; one without a line in this quarter and the last is a gap."""
        tags = [area.id for area in self.words.areas]
        return rules.standings(self.lines(person_id), tags, self._rhythm.reviews.this_quarter())

    def skills(self, person_id: int | None = None) -> list[Standing]:
        """The same for the skills."""
        tags = [skill.id for skill in self.words.skills]
        return rules.standings(self.lines(person_id), tags, self._rhythm.reviews.this_quarter(), skill=True)

    def bank(self) -> tuple[QuestionStories, ...]:
        """The questions with their stories. One whose question is not listed any more stands under none."""
        found = queries.stories(self._db)
        return tuple(
            QuestionStories(question, tuple(story for story in found if story.question == question.id))
            for question in self.words.stories
        )

    def story(self, story_id: int) -> Story | None:
        """One story."""
        return queries.story(self._db, story_id)

    def sources(self) -> tuple[Source, ...]:
        """Closed fixes and decisions that a story may come from, newest first."""
        return queries.sources(self._db)

    def source(self, kind: SourceKind, number: int) -> Source | None:
        """One of them."""
        return queries.source(self._db, kind, number)

    def stakeholders(self) -> tuple[Stakeholder, ...]:
        """Boss, peers and stakeholders with their cards, in that order and by name."""
        cards, relations = queries.cards(self._db), self._rhythm.people.relations()
        found = [
            Stakeholder(person, relation, cards.get(person.id, rules.StakeholderCard(person.id)))
            for person in self._rhythm.people.others()
            if (relation := relations[person.id]) in STAKEHOLDERS
        ]
        return tuple(sorted(found, key=lambda one: (STAKEHOLDERS.index(one.relation), fold(one.person.name))))

    def card(self, person_id: PersonId) -> StakeholderCard:
        """The card of somebody, an empty one where there is none."""
        return queries.cards(self._db).get(person_id, rules.StakeholderCard(person_id))

    def mentors(self) -> tuple[DueRow, ...]:
        """The mentors, with how their cadence stands."""
        return tuple(row for row in self._rhythm.planner.due() if row.relation is Relation.MENTOR)

    def checked(self, year: int | None = None) -> dict[str, Checked]:
        """The answers of the self-check of a year, this one where none is named, by question."""
        return queries.checked(self._db, year if year is not None else self._rhythm.today().year)

    def add(self, new: NewLine, person_id: PersonId | None = None) -> Line:
        """Keep a line of evidence. Raises as `actions.growth.add_line`."""
        return actions.add_line(self._db, new, person_id)

    def edit(self, line_id: int, **changes: str | dt.date) -> Line:
        """Change a line of evidence. Raises as `actions.growth.edit_line`."""
        return actions.edit_line(self._db, line_id, **changes)

    def strike(self, line_id: int) -> Line:
        """Take a line of evidence out. Raises as `actions.growth.strike_line`."""
        return actions.strike_line(self._db, line_id)

    def add_story(self, new: NewStory) -> Story:
        """Keep a story. Raises as `actions.growth.add_story`."""
        return actions.add_story(self._db, new)

    def edit_story(self, story_id: int, **changes: str) -> Story:
        """Change a story. Raises as `actions.growth.edit_story`."""
        return actions.edit_story(self._db, story_id, **changes)

    def drop_story(self, story_id: int) -> Story:
        """Take a story out of the bank."""
        return actions.drop_story(self._db, story_id)

    def write_card(self, person_id: PersonId, **fields: str) -> StakeholderCard:
        """Write fields of somebody's card. Raises as `actions.growth.write_card`."""
        return actions.write_card(self._db, person_id, **fields)

    def answer(self, item: str, yes: bool | None, body: str = "", *, year: int | None = None) -> Checked:
        """Answer a question of the self-check. Raises as `actions.growth.answer_check`."""
        return actions.answer_check(self._db, item, yes, body, year=year)

    def read_area(self, text: str) -> str:
        """The id of an area that an id or a part of its words means; nothing for nothing. Raises BadInput."""
        return self._rhythm.bench.words.read_area(text)

    def read_skill(self, text: str) -> str:
        """The same for a skill."""
        return self._rhythm.bench.words.read_skill(text)

    def read_question(self, text: str) -> str:
        """The id of a question of the story bank. Raises BadInput."""
        from rhythm.service.bench_words import read_listed

        return read_listed(text, self.words.stories, "question of the story bank").id

    def read_item(self, text: str) -> str:
        """The id of a question of the self-check. Raises BadInput."""
        from rhythm.service.bench_words import read_listed
        from rhythm.settings.growth import EGO

        return EGO if text.strip().casefold() == EGO else read_listed(text, self.words.self_check, "question").id

    def _me(self) -> PersonId | None:
        me = self._rhythm.people.me()
        return me.id if me is not None else None
