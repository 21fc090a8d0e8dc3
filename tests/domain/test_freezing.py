"""The canonical form of frozen copies, and their hash."""

from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.freezing import frozen_text, is_whole, seal

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
data = st.dictionaries(st.text(), plain, max_size=5)


@given(data)
def test_the_same_data_has_the_same_form_in_whatever_order_it_was_put_together(found: dict[str, object]) -> None:
    text = frozen_text(found)
    assert json.loads(text) == found
    assert frozen_text(dict(reversed(found.items()))) == text
    assert frozen_text(json.loads(text)) == text


@given(data, data)
def test_a_copy_is_whole_as_long_as_nothing_in_it_changed(found: dict[str, object], other: dict[str, object]) -> None:
    text = frozen_text(found)
    assert is_whole(text, seal(text))
    assert is_whole(frozen_text(other), seal(text)) == (frozen_text(other) == text)
    assert not is_whole(text, None)


def test_the_hash_is_that_of_the_text_as_any_tool_reckons_it() -> None:
    assert seal('{"a": "ü"}') == hashlib.sha256('{"a": "ü"}'.encode()).hexdigest()
