"""Decision rights: the board of team and area, what leaks from it, and what it asks."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from rhythm.errors import BadInput, NotFound
from rhythm.late import Late
from rhythm.queries import rights_in_use as in_use
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rhythm.actions import decision_rights as actions
    from rhythm.domain import decision_rights as rules
    from rhythm.domain import fields, names
    from rhythm.domain.decision_rights import (
        Answer,
        Asked,
        Board,
        Cell,
        Leak,
        NewRight,
        Practice,
        PracticeKind,
        Right,
        Role,
        Stamps,
        Undecided,
        Vacant,
    )
    from rhythm.domain.escalations import Escalation, NewEscalation
    from rhythm.domain.people import PersonId, TeamId
    from rhythm.queries import decision_rights as queries
    from rhythm.queries import tracker
    from rhythm.queries.decision_rights import Agreement
    from rhythm.service import Rhythm
    from rhythm.settings.vocabulary import Preset
else:
    actions = Late("rhythm.actions.decision_rights")
    fields = Late("rhythm.domain.fields")
    rules = Late("rhythm.domain.decision_rights")
    names = Late("rhythm.domain.names")
    queries = Late("rhythm.queries.decision_rights")
    tracker = Late("rhythm.queries.tracker")


class CellView(NamedTuple):
    """A cell with all that is known of it. `leaks` and `answers` are newest first, `history` oldest first."""

    cell: Cell
    history: tuple[Right, ...]
    leaks: tuple[Leak, ...]
    answers: tuple[Answer, ...]
    stamps: Stamps | None = None
    asked: Asked | None = None
    agreed: Agreement | None = None

    @property
    def right(self) -> Right | None:
        """What holds now."""
        return self.history[-1] if self.history else None


class Findings(NamedTuple):
    """What the escalations say about the board as it stands."""

    board: Board
    leaks: tuple[Leak, ...]
    stamps: tuple[Stamps, ...]
    asked: tuple[Asked, ...]
    undecided: tuple[Undecided, ...] = ()
    vacant: tuple[Vacant, ...] = ()

    def recent(self, cell: Cell | None, today: dt.date) -> int:
        """How often a cell leaked lately, in the span in which two leaks ask; with None, everything together."""
        first = today - dt.timedelta(days=rules.LEAK_DAYS)
        return sum((cell is None or cell in leak.cells) and leak.row.day >= first for leak in self.leaks)

    def homeless(self, today: dt.date) -> int:
        """Of the leaks lately, those of free choice that say neither team nor area, and stand in no cell."""
        first = today - dt.timedelta(days=rules.LEAK_DAYS)
        return sum(not leak.cells and leak.row.day >= first for leak in self.leaks)


class Rights:
    """Who decides what."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def level_words(self) -> tuple[str, ...]:
        """The labels of the levels, the first for level 1."""
        return tuple(term.label for term in self._rhythm.vocabulary.levels)

    def level_word(self, level: int) -> str:
        """`6 inquire`, in the user's words."""
        return f"{level} {self.level_words[level - 1].lower()}"

    def read_level(self, text: str) -> rules.Level:
        """The level that a number or a word means. Raises BadInput."""
        return rules.parse_level(text, self._rhythm.vocabulary.level_names())

    def read_area(self, text: str) -> str:
        """The slug of an area, of a preset too, or of a word of one's own in quotes. Raises BadInput for one that is in
        no list: a right stands for something named."""
        words = self._rhythm.vocabulary
        known = dict(words.area_names(words.preset_slugs())) | self.area_names()
        slug = fields.own_area(text) or fields.read_choice(text, known)
        if slug is None:
            hint = names.near_or_all(text, [area.slug for area in words.areas])
            raise BadInput(
                f"'{names.shown(text)}' is not an area I know",
                f"{hint.removesuffix('?')}, or put it in quotes to keep your own word",
            )
        return slug

    def own_area(self, slug: str) -> bool:
        """Whether an area is somebody's own word, in no list."""
        words = self._rhythm.vocabulary
        return slug not in {*(area.slug for area in words.areas), *words.preset_slugs()}

    def usually(self, area: str, *, why: bool = False) -> str:
        """Whose call something of an area usually is, as a hint: `roadmap is usually decided by product`, with `why`
        also for what reason; or nothing (essay 1: product owns why and for whom, engineering how and how well)."""
        words = self._rhythm.vocabulary
        side = words.side_of(area)
        if side is None:
            return ""
        label = next(one.label for one in words.areas if one.slug == area)
        said = f"{label.lower()} is usually decided by {side.label.lower()}"
        if not why:
            return said
        from rhythm.domain.saying import without_capital

        return f"{said}: {without_capital(side.help)}"

    def offers_questions(self, view: CellView) -> str:
        """Why the delegation questions about a cell are offered, in a sentence; nothing when they are not."""
        if view.leaks or view.asked is not None:
            return "Delegated, and it reached you all the same."
        moved = rules.level_moved(view.history, view.answers)
        if moved is None:
            return ""
        before, after = moved
        return f"The level went from {self.level_word(before.level)} to {self.level_word(after.level)}."

    def area_names(self) -> dict[str, str]:
        """Every way an area may be written where something is logged; of presets and of one's own words, those that
        stand on the board."""
        taken = in_use.areas(self._db)
        own = {name: slug for slug in taken if self.own_area(slug) for name in (slug, slug.replace("_", " "))}
        return dict(self._rhythm.vocabulary.area_names(taken)) | own

    def preset(self, text: str) -> Preset:
        """The preset that a word means. Raises BadInput."""
        presets = self._rhythm.vocabulary.presets
        slug = fields.read_choice(text, {one.label: one.slug for one in presets})
        found = next((one for one in presets if one.slug == slug), None)
        if found is None:
            listed = ", ".join(one.slug for one in presets)
            hint = f"say one of {listed}" if listed else "your own vocabulary.yaml holds no presets"
            raise BadInput(f"'{names.shown(text)}' is no preset", hint)
        return found

    def take_preset(
        self,
        preset: Preset,
        team_id: TeamId,
        *,
        product_id: PersonId | None = None,
        engineering_id: PersonId | None = None,
    ) -> tuple[tuple[Right, ...], tuple[str, ...]]:
        """Take a preset onto the board for a team, as one action: the rights that were added, and the areas that were
        left as they stand. The partners are those of the team where none are named. Raises BadInput without them."""
        team = next(one for one in self._rhythm.people.teams() if one.id == team_id)
        sides = rules.Sides(
            product_id or team.product_id, engineering_id or team.engineering_id, team.manager_id, self._rhythm.today()
        )
        board = queries.board(self._db)
        new, left = rules.from_preset(team_id, preset.areas, sides, board)
        return actions.take_preset(self._db, preset.label, new), left

    def read_roles(self, text: str) -> tuple[Role, ...]:
        """People and teams, with commas between them. Raises BadInput, Ambiguous, and NotFound for a mere name."""
        found = []
        for name in filter(None, map(str.strip, text.split(","))):
            party = self._rhythm.tracker.party(name)
            if not party.on_record:
                raise NotFound(
                    f"there is no person and no team called '{names.shown(name)}'",
                    "rhythm people list and rhythm team list show them",
                )
            found.append(rules.Role(party.name, party.person_id, party.team_id))
        return tuple(found)

    def findings(self) -> Findings:
        """The board, what leaked in the last year, and what it asks now."""
        today = self._rhythm.today()
        board = queries.board(self._db)
        practices = queries.practices(self._db, ended=True)
        first = today - dt.timedelta(days=rules.STAMP_DAYS)
        rows = tracker.escalations_between(self._db, first, today)
        whose, answers = queries.whose(self._db), queries.answers(self._db)
        # Of a team that is no more nothing is asked: there is nobody left who could be given another level.
        here = {team.id for team in self._rhythm.people.teams()}
        vacant = self._vacant(board, today)
        empty = {one.right.cell for one in vacant}
        leaks = rules.leaks(rows, board, whose, practices) if board.cells or practices else []
        return Findings(
            board,
            tuple(leaks),
            # Where no level is set, none can be raised; where nobody decides, it is asked first who does.
            tuple(
                one
                for one in rules.stamped(rows, board, whose, answers, today)
                if one.cell.team_id in here and one.cell not in empty
            )
            if board.cells
            else (),
            tuple(one for one in rules.asked(leaks, board, answers, today) if one.cell.team_id in here),
            tuple(rules.undecided(rows, board, whose, today, self._gone(today))),
            vacant,
        )

    def vacant(self, day: dt.date) -> tuple[Vacant, ...]:
        """The rights whose decider had left by a day, of teams that are here, by team and area."""
        return self._vacant(queries.board(self._db), day)

    def _vacant(self, board: Board, day: dt.date) -> tuple[Vacant, ...]:
        gone = self._gone(day) if board.cells else {}
        here = {team.id for team in self._rhythm.people.teams()} if gone else set()
        held = (board.on(cell, day) for cell in sorted(board.cells) if cell.team_id in here)
        return tuple(
            rules.Vacant(right, gone[right.decider_id])
            for right in held
            if right is not None and right.decider_id in gone
        )

    def _gone(self, day: dt.date) -> dict[PersonId, dt.date]:
        """Who was not here any more on a day, with the last day on which they were."""
        found = {}
        for person in self._rhythm.people.everybody(archived=True):
            last = person.last_day or person.archived_on
            if last is not None and (
                person.left(day) or (person.archived_on is not None and person.archived_on <= day)
            ):
                found[person.id] = last
        return found

    def cell(self, cell: Cell, found: Findings | None = None) -> CellView:
        """One cell, with its history and what leaked from it; `found` are the findings where they are known."""
        found = found or self.findings()
        leaks = [leak for leak in found.leaks if cell in leak.cells]
        return CellView(
            cell,
            found.board.history(cell),
            tuple(sorted(leaks, key=lambda leak: (leak.row.day, leak.row.id), reverse=True)),
            tuple(reversed(queries.answers(self._db, cell))),
            next((stamps for stamps in found.stamps if stamps.cell == cell), None),
            next((asked for asked in found.asked if asked.cell == cell), None),
            next((one for one in self.agreements(found.board) if one.cell == cell), None),
        )

    def on(self, cell: Cell, day: dt.date) -> Right | None:
        """What holds in a cell on a day."""
        return rules.Board(queries.rights(self._db, cell)).on(cell, day)

    def gone(self, right: Right) -> dt.date | None:
        """The last day of who decides in a cell and is not here any more; None for somebody who is."""
        return self._gone(self._rhythm.today()).get(right.decider_id)

    def right(self, right_id: int) -> Right | None:
        """One change of a cell, without those who are heard and informed."""
        return queries.right(self._db, right_id)

    def leak_of(self, row: Escalation | NewEscalation) -> Right | Practice | None:
        """What says that a row should not have reached me: the delegated cell, or the free choice; or nothing."""
        if not in_use.any_rights(self._db):
            return None
        right = None
        if row.area:
            board = queries.board(self._db, area=row.area)
            right = board.delegated(row, queries.whose(self._db).teams_in(row)) if board.cells else None
        return right or rules.free_choice(row, queries.practices(self._db, ended=True))

    def leak_line(self, row: Escalation | NewEscalation, shown: Callable[[str], str] = str) -> str:
        """`reached you although level 6 (inquire) since 3 Sep`, or nothing when it is no leak; `shown` is the veil."""
        from rhythm.domain.saying import short_day

        found = self.leak_of(row)
        if found is None:
            return ""
        if isinstance(found, rules.Practice):
            return f"reached you although each team may choose: {shown(found.name)}"
        level, _, word = self.level_word(found.level).partition(" ")
        return f"reached you although level {level} ({word}) since {short_day(found.since, self._rhythm.today())}"

    def agreements(self, board: Board | None = None) -> tuple[Agreement, ...]:
        """Levels agreed on with somebody that the board does not know of: later than what holds there, and other."""
        board = board or queries.board(self._db)
        today = self._rhythm.today()
        found = []
        for one in queries.agreements(self._db):
            right = board.on(one.cell, today)
            if right is None or (right.since < one.day and right.level is not one.level):
                found.append(one)
        return tuple(found)

    def set(self, new: NewRight) -> Right:
        """Say who decides in a cell from a day on. Raises as `actions.decision_rights.set_right`."""
        return actions.set_right(self._db, new)

    def take_over(self, agreement: Agreement) -> Right:
        """Bring an agreed level onto the board: whoever decides there goes on to. Where nobody does, or who did has
        left, it is the one it was agreed with."""
        before = queries.board(self._db).on(agreement.cell, agreement.day)
        if before is not None and self.gone(before) is not None:
            before = before._replace(decider_id=agreement.person_id)
        why = "agreed in a 1:1"
        return self._changed(before, agreement.cell, agreement.level, agreement.person_id, why, agreement.day)

    def raise_level(self, stamps: Stamps) -> Right:
        """Take the proposal to raise a level by one, from today. Raises BadInput when nobody is named there."""
        if stamps.right is None or stamps.raised is None:
            raise BadInput("nobody is named there yet", "say first who decides")
        why = f"{len(stamps.rows)} in a row agreed unchanged"
        return self._changed(stamps.right, stamps.cell, stamps.raised, stamps.right.decider_id, why)

    def keep_level(self, cell: Cell) -> None:
        """Leave a level as it is."""
        actions.keep_level(self._db, cell)

    def answer(self, cell: Cell, answers: Mapping[str, str]) -> None:
        """Answer delegation questions about a cell."""
        actions.answer_cell(self._db, cell, answers)

    def practices(self, kind: PracticeKind | None = None) -> tuple[Practice, ...]:
        """What is alike everywhere, and what each team may choose."""
        found = queries.practices(self._db)
        return tuple(one for one in found if kind is None or one.kind is kind)

    def find_practice(self, text: str, kind: PracticeKind) -> Practice:
        """The one entry of a list that a part of its name or `#3` means. Raises as names do."""
        known = self.practices(kind)
        ref = names.resolve(text, [names.NamedRef(one.id, one.name) for one in known], "entry of that list")
        return next(one for one in known if one.id == ref.id)

    def add_practice(self, kind: PracticeKind, name: str) -> Practice:
        """Add a standard or a free choice, from today."""
        return actions.add_practice(self._db, kind, name)

    def end_practice(self, practice_id: int) -> Practice:
        """Say that a standard or a free choice holds no more."""
        return actions.end_practice(self._db, practice_id)

    def _changed(
        self,
        before: Right | None,
        cell: Cell,
        level: rules.Level,
        decider_id: PersonId,
        why: str,
        since: dt.date | None = None,
    ) -> Right:
        roles: Sequence[tuple[Role, ...]] = (before.contributors, before.informed) if before is not None else ((), ())
        return actions.set_right(
            self._db,
            rules.NewRight(
                cell.team_id,
                cell.area,
                since or self._rhythm.today(),
                before.decider_id if before is not None else decider_id,
                level,
                why,
                before.driver_id if before is not None else None,
                *roles,
            ),
        )
