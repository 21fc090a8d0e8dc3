"""The shipped file, the values and the schema say the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rhythm.keymap import usable_names
from rhythm.paths import config_folder
from rhythm.settings import Settings
from rhythm.settings.json_schema import documented, settings_schema
from rhythm.settings.loader import load_settings, load_with_sources
from rhythm.settings.schema import NOT_ABOVE, Cadence
from rhythm.settings.shape import WEEKDAYS, flatten, leaves
from rhythm.settings.values import read_value
from rhythm.themes import THEMES

SHIPPED = config_folder() / "settings.yaml"


def test_the_shipped_file_and_the_values_hold_the_same_defaults() -> None:
    assert load_settings(SHIPPED, None) == Settings()


def test_the_shipped_file_sets_every_key() -> None:
    loaded = load_with_sources(SHIPPED, None)
    assert set(loaded.sources) == {key for key, _ in leaves(Settings)}


def test_every_key_of_the_shipped_file_has_a_comment() -> None:
    words = documented(SHIPPED.read_text("utf-8"))
    for key, _ in leaves(Settings):
        # The two figures of a cadence stand in one line, under the comment of their relation.
        place = key.rpartition(".")[0] if key.startswith("planner.cadence.") else key
        assert len(words[place].split()) >= 2, key
        for depth in range(1, place.count(".") + 1):
            assert words[".".join(place.split(".")[:depth])]
    assert words["keys"]


def test_the_keys_shown_as_an_example_are_read(tmp_path: Path) -> None:
    lines = SHIPPED.read_text("utf-8").splitlines()
    start = lines.index("#   keys:")
    example = [line.removeprefix("#   ") for line in lines[start:] if line.startswith("#   ")]
    own = tmp_path / "settings.yaml"
    own.write_text("\n".join(example), "utf-8")
    settings = load_settings(own, None)
    assert settings.keys == {"capture.open": "f6", "app.undo": "u,ctrl+z"}
    assert usable_names(settings, THEMES) == (settings.keys, ())


def test_the_defaults_are_those_of_the_product() -> None:
    settings = Settings()
    cadence = {name: (days.target, days.limit) for name, days in settings.planner.cadence.by_relation().items()}
    assert cadence == {
        "manager": (7, 14),
        "boss": (7, 14),
        "peer": (14, 28),
        "skip_level": (91, 120),
        "mentor": (30, 60),
        "stakeholder": (45, 90),
    }
    assert (settings.tracker.threshold, settings.tracker.window_days) == (3, 90)
    assert (settings.tracker.new_cards_per_week, settings.tracker.tension_revisit_days) == (3, 90)
    assert (settings.tracker.later_days, settings.tracker.later_times) == (14, 2)
    assert (settings.tracker.fix.verify_days, settings.tracker.fix.recurrences_come_back) == (90, 2)
    assert (settings.review.week_budget_minutes, settings.review.quarter_budget_minutes) == (15, 45)
    assert (settings.review.weekday, settings.review.quarter_start_month) == ("fri", 1)
    assert (settings.matching.preselect, settings.matching.offer, settings.matching.show) == (0.9, 0.28, 0.02)
    assert (settings.look.theme, settings.look.hidden_at_start, settings.look.ascii) == ("dark", False, False)
    assert settings.dates.numeric_order == "refuse"
    assert dict(settings.keys) == {}


def test_a_relation_without_a_cadence_has_none() -> None:
    cadences = Settings().planner.cadence.by_relation()
    assert "vendor" not in cadences
    assert cadences["peer"] == Cadence(14, 28)
    assert len(cadences) == 6


def test_every_default_could_be_written_by_a_user() -> None:
    kinds = dict(leaves(Settings))
    for key, value in flatten(Settings()):
        if key in kinds:
            written = str(value).lower() if isinstance(value, bool) else str(value)
            assert read_value(kinds[key], written) == value


def test_the_order_that_is_asked_of_users_holds_for_the_defaults() -> None:
    values = dict(flatten(Settings()))
    assert len(NOT_ABOVE) == 8
    for low, high in NOT_ABOVE:
        assert float(str(values[low])) <= float(str(values[high]))


def test_settings_can_not_be_changed_in_place() -> None:
    settings = Settings()
    with pytest.raises(AttributeError):
        settings.tracker.threshold = 5  # type: ignore[misc]
    with pytest.raises(TypeError):
        settings.keys["a.b"] = "x"  # type: ignore[index]


def test_the_schema_names_every_key_with_its_words_and_default() -> None:
    seen = dict(_entries(settings_schema(), ""))
    values = dict(flatten(Settings()))
    for key, _ in leaves(Settings):
        assert seen[key]["default"] == values[key]
        if not key.startswith("planner.cadence."):
            assert seen[key]["description"]
    assert seen["review.weekday"]["enum"] == list(WEEKDAYS)
    threshold = seen["tracker.threshold"]
    assert (threshold["type"], threshold["minimum"], threshold["maximum"]) == ("integer", 2, 20)
    assert seen["look.ascii"]["type"] == "boolean"
    assert seen["matching.offer"]["maximum"] == 1
    assert seen["keys"]["additionalProperties"] == {"type": "string", "minLength": 1}


def test_the_schema_refuses_unknown_keys_in_every_group() -> None:
    groups = [entry for _, entry in _entries(settings_schema(), "") if "properties" in entry]
    assert len(groups) == 18
    assert all(entry["additionalProperties"] is False for entry in groups)


def test_comments_are_found_by_dotted_key() -> None:
    text = "# One\n# two.\na:\n  # Three.\n  b: 1\n\n# Lost, because a blank line follows.\n\nc: 2\n  # At the end.\n"
    assert documented(text) == {"a": "One two.", "a.b": "Three."}


def test_nothing_but_defaults_needs_no_yaml() -> None:
    program = "import sys, rhythm.settings.loader as s; s.load_settings(None, None); sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_quick_start_imports_nothing_slow() -> None:
    program = (
        "import sys, rhythm.settings, rhythm.settings.vocabulary, rhythm.settings.lists;"
        "print(sorted({'yaml', 'json', 'difflib', 'platformdirs', 'textual', 'hashlib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


def test_the_shipped_files_use_no_tabs_and_fit_the_screen() -> None:
    for path in config_folder().glob("*.yaml"):
        if path.name == "matching.yaml":
            continue
        for line in path.read_text("utf-8").splitlines():
            assert len(line) <= 110
            assert not re.search(r"\t| $", line)


def _entries(schema: dict[str, object], at: str) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for name, entry in properties.items():
            found += [(f"{at}{name}", entry), *_entries(entry, f"{at}{name}.")]
    return found
