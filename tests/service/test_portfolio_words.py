"""What a decision about a bet is called, in the shipped words and in those of the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.domain.portfolio import DecisionKind
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.settings import lists as settings_lists
from rhythm.storage.database import Database
from tests.builders import FixedClock

SHIPPED = Path(__file__).parents[2] / "config" / "portfolio.yaml"


def test_a_decision_is_called_as_the_users_own_file_says(db: Database, clock: FixedClock, tmp_path: Path) -> None:
    own = SHIPPED.read_text("utf-8").replace("label: Pause", "label: Rest a While")
    (tmp_path / "portfolio.yaml").write_text(own, "utf-8")
    portfolio = Rhythm(db, clock, Settings(), lists_folder=tmp_path).portfolio
    assert [portfolio.word_for(kind) for kind in (DecisionKind.PAUSE, DecisionKind.FUND)] == ["rest a while", "fund"]


@pytest.mark.parametrize("has_folder", [True, False])
def test_without_such_a_file_it_is_known_without_reading_any(
    db: Database, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_folder: bool
) -> None:
    monkeypatch.delattr(settings_lists, "load_portfolio")
    portfolio = Rhythm(db, clock, Settings(), lists_folder=tmp_path if has_folder else None).portfolio
    assert [portfolio.word_for(kind) for kind in DecisionKind] == ["fund", "consolidate", "pause", "protect"]
