"""How messages and days are said."""

from __future__ import annotations

import pytest

from rhythm.domain.saying import sentence


@pytest.mark.parametrize(
    ("said", "shown"), [("no day", "No day."), ("did you mean tomorrow?", "Did you mean tomorrow?")]
)
def test_a_message_that_asks_gets_no_full_stop(said: str, shown: str) -> None:
    assert sentence(said) == shown
