"""Tables that people hand in: how many rows are read as a whole."""

from __future__ import annotations

import pytest

from rhythm.errors import BadInput
from rhythm.interop.tables import read_records, refuse_too_many


def test_two_hundred_thousand_rows_are_read_and_one_more_is_not() -> None:
    rows = 200_000
    assert len(read_records("x\n" * rows, ",")) == rows
    refuse_too_many(rows)
    with pytest.raises(BadInput, match="there are more than 200,000 rows") as refused:
        read_records("x\n" * (rows + 1), ",")
    assert refused.value.hint == "hand in a part of them at a time"
    assert len(read_records("x\n" * (rows + 1), ",", limit=3)) == 3, "the first ones are read of any table"
