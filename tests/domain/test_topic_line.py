"""A topic as it is typed: text and tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.meetings import NewTopic, Side, Theme
from rhythm.domain.topic_line import read_topic


@pytest.mark.parametrize(
    ("typed", "new"),
    [
        ("launch criteria", NewTopic("launch criteria")),
        ("launch criteria #theirs", NewTopic("launch criteria", Side.THEIRS)),
        ("levels #clarity #Private", NewTopic("levels", private=True, theme=Theme.CLARITY)),
        ("#private levels", NewTopic("#private levels")),
        ("issue #12", NewTopic("issue #12")),
        ("levels #other #coach", NewTopic("levels #other", theme=Theme.COACH)),
        ("#coach", NewTopic("#coach")),
    ],
)
def test_tags_at_the_end_say_what_a_topic_is(typed: str, new: NewTopic) -> None:
    assert read_topic(typed) == new


@given(st.lists(st.sampled_from(["a", "#b", "#coach", "#theirs", "#mine", "#private", "#culture"]), max_size=7))
def test_no_other_word_is_lost(words: list[str]) -> None:
    new = read_topic(" ".join(words))
    left = words[len(new.body.split()) :]
    assert new.body.split() == words[: len(new.body.split())]
    assert all(word in ("#coach", "#theirs", "#mine", "#private", "#culture") for word in left)
    assert new.private is ("#private" in left)
