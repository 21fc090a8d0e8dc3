"""How a shipped YAML file, or the user's own copy of it, becomes a value.

A file of the same name in the user's settings folder replaces the shipped one as a whole. It is read as
strictly as the settings, because a lost slug would leave stored records without a word for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from rhythm.paths import config_folder
from rhythm.settings.cache import parsed
from rhythm.settings.shape import Plain, build

if TYPE_CHECKING:
    from rhythm.settings.reading import Reading, Rule

_T = TypeVar("_T")

Finding = tuple[str, str, str]
"""A problem across keys: dotted key, message, suggestion."""


def load_list(
    name: str, record: type[_T], user_folder: Path | None, cache_folder: Path | None, rule: Rule | None = None
) -> _T:
    """The record that file `name` holds. Raises SettingsError with all problems found."""

    def read(path: Path) -> Reading:
        # Deferred: this imports the YAML library.
        from rhythm.settings.reading import read_record

        return read_record(path, record, rule=rule)

    def make(data: Plain) -> _T:
        return build(record, data)

    return parsed(_path(name, user_folder), cache_folder, read, make)[0]


def load_matching_data(user_folder: Path | None, cache_folder: Path | None) -> Mapping[str, object]:
    """`matching.yaml` as plain dicts, lists, numbers and texts; words like `on` and `no` stay words."""
    return load_matching(user_folder, cache_folder, dict, dict)


def load_matching(
    user_folder: Path | None,
    cache_folder: Path | None,
    prepare: Callable[[Plain], Plain],
    make: Callable[[Plain], _T],
) -> _T:
    """What `make` builds from what `prepare` makes of the plain data of `matching.yaml`.

    The copy in `cache_folder` holds what was prepared, so that the work is done once and not in every command.
    """

    def read(path: Path) -> Reading:
        from dataclasses import replace

        from rhythm.settings.reading import read_plain

        reading = read_plain(path)
        return reading if reading.problems else replace(reading, data=prepare(reading.data))

    return parsed(_path("matching.yaml", user_folder), cache_folder, read, make)[0]


def repeats(data: Plain, group: str, key: str) -> Iterator[Finding]:
    """Problems for every item of a list whose `key` an earlier item has."""
    from rhythm.settings.problems import quoted

    seen: set[object] = set()
    for position, item in enumerate(cast(list[Plain], data[group])):
        if item[key] in seen:
            yield f"{group}.{position}.{key}", f"{key} {quoted(str(item[key]))} is used twice", "change one"
        seen.add(item[key])


def _path(name: str, user_folder: Path | None) -> Path:
    if user_folder is not None:
        own = user_folder / name
        if own.exists() or own.is_symlink():
            return own
    return config_folder() / name
