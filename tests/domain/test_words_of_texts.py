"""The words by which texts are compared: how much of a long text is read."""

from __future__ import annotations

from rhythm.domain.matching.words import split


def test_of_a_text_the_first_four_thousand_characters_are_compared() -> None:
    begins = " " * 3_993
    assert split(f"{begins}release") == [("release", "release")], "it ends with the four thousandth"
    assert split(f"{begins}release date") == [("release", "release")]
    assert split(f"{begins} release") == [("releas", "releas")], "cut where reading ends"
    assert split(f"{' ' * 4_000}release") == []
