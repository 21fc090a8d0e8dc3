"""What planning needs to know of a person, as it is typed."""

from __future__ import annotations

import pytest

from rhythm.errors import BadInput
from rhythm.service.person_fields import read_field


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("country", " de-by ", "DE-BY"),
        ("country", "US", "US"),
        ("zone", "America/New_York", "America/New_York"),
        ("hours", "9:00-12:00,13:00-17:30", "09:00-12:00, 13:00-17:30"),
        ("minutes", "45", 45),
        ("minutes", "1h", 60),
        ("minutes", "5", 5),
        ("minutes", "8h", 480),
        ("preferred", "Tuesday at 10", "tue 10:00"),
        ("preferred", "fri 2pm", "fri 14:00"),
        ("preferred", "wed", "wed"),
        *((name, "  ", "") for name in ("country", "zone", "hours", "preferred")),
        ("minutes", "", None),
    ],
)
def test_it_is_read_as_it_is_stored_and_nothing_takes_it_back(name: str, text: str, value: object) -> None:
    assert read_field(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("country", "Bavaria", "no country code"),
        ("country", "ZZ", "public holidays of ZZ are not known"),
        ("country", "DE-XX", "public holidays of DE-XX are not known"),
        ("zone", "Munich", "no time zone"),
        ("zone", "Europe/Berlim", "no time zone"),
        ("hours", "nine to five", "no span of hours"),
        ("hours", "17:00-09:00", "ends before it begins"),
        ("minutes", "0", "not the length of a meeting"),
        ("minutes", "4", "not the length of a meeting"),
        ("minutes", "481", "not the length of a meeting"),
        ("minutes", "soon", "not the length of a meeting"),
        ("preferred", "10:00", "does not begin with a weekday"),
        ("preferred", "tue 25:00", "there is no 25:00"),
        ("preferred", "tue 2", "could be 02:00 or 14:00"),
        ("preferred", "tue whenever", "not a time of day"),
    ],
)
def test_what_can_not_be_meant_is_refused_with_what_to_type(name: str, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        read_field(name, text)
    assert refused.value.hint
