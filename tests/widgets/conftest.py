"""What the tests of widgets share."""

from __future__ import annotations

import pytest

from widgets import resting


@pytest.fixture(autouse=True)
def _lists_rest_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list tells of its row in the next turn of the loop: no test waits for a clock."""
    monkeypatch.setattr(resting, "REST_SECONDS", 0)
