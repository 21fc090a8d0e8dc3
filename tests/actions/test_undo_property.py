"""Whatever was done: undone one by one it passes back through every earlier state, redone forward again."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.fixes import FixKind
from rhythm.errors import RhythmError
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.actions.programs import VERBS, Program, Step
from tests.builders import FixedClock, Org
from tests.storage.dumps import Dump, dump, passes_back_and_forward

steps = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=14
)


def actions(db: Database) -> int:
    return int(str(db.value("SELECT count(*) FROM action")))


def played(program: list[Step]) -> tuple[Rhythm, Database, list[Dump]]:
    """A store after a program, and its content before the first step and after each action."""
    clock = FixedClock(date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    org = Org(rhythm)
    for saying, days in (("who sets the release date", 30), ("release date moved", 9)):
        row = org.escalate(saying, days, conflict="new")
        rhythm.fixes.add(row.conflict_id or 0, FixKind.INTERFACE)  # type: ignore[arg-type]
    player = Program(rhythm, db, clock)
    states, count = [dump(db)], actions(db)
    for step in program:
        player.run(step)
        if actions(db) > count:
            assert actions(db) == count + 1, f"{step[0]} took several actions"
            states.append(dump(db))
        else:
            assert dump(db) == states[-1], f"{step[0]} changed something outside an action"
        count = actions(db)
    return rhythm, db, states


def goes_back_and_forward(program: list[Step]) -> None:
    rhythm, db, states = played(program)
    passes_back_and_forward(rhythm, db, states)
    with pytest.raises(RhythmError):
        rhythm.redo()
    for state in reversed(states[:-1]):
        rhythm.undo()
        assert dump(db) == state
    db.close()


@settings(max_examples=80, deadline=None, derandomize=True)
@given(steps)
def test_undo_passes_back_through_every_state_and_redo_forward_again(program: list[Step]) -> None:
    goes_back_and_forward(program)


@pytest.mark.parametrize("seed", range(8))
def test_long_programs_are_undone_and_redone_too(seed: int) -> None:
    chance = random.Random(seed)
    verbs = sorted(VERBS)
    goes_back_and_forward([(chance.choice(verbs), chance.randint(0, 200), chance.randint(0, 200)) for _ in range(140)])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(steps, steps, st.integers(1, 9))
def test_a_new_action_after_undo_forbids_redo_and_undo_goes_on_from_there(
    before: list[Step], after: list[Step], back: int
) -> None:
    rhythm, db, states = played(before)
    back = min(back, len(states) - 1)
    for _ in range(back):
        rhythm.undo()
    reached = states[len(states) - 1 - back]
    clock = rhythm.clock
    assert isinstance(clock, FixedClock)
    player, count = Program(rhythm, db, clock), actions(db)
    for step in after:
        player.run(step)
        if actions(db) > count:
            break
    else:
        return
    with pytest.raises(RhythmError, match="nothing to put back"):
        rhythm.redo()
    rhythm.undo()
    assert dump(db) == reached
    for state in reversed(states[: len(states) - 1 - back]):
        rhythm.undo()
        assert dump(db) == state
    db.close()
