"""Settings from their three places: shipped defaults, the user's file, the environment.

Later places win. Where each value comes from is kept, so that `rhythm settings show` can say it. The user's
file is only ever read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.settings import cache
from rhythm.settings.schema import NOT_ABOVE, Settings
from rhythm.settings.shape import Plain, build, flatten, leaves

if TYPE_CHECKING:
    from rhythm.settings.problems import Problem
    from rhythm.settings.reading import Reading

VARIABLES = {"RHYTHM_THEME": "look.theme", "RHYTHM_ASCII": "look.ascii"}
"""Environment variables that set one key. `RHYTHM_SETTINGS` names the file instead."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was set: `place` is a file or a variable; `line` counts from 1."""

    place: str
    line: int | None = None

    def __str__(self) -> str:
        return self.place if self.line is None else f"{self.place}:{self.line}"


DEFAULT = Source("default")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings with the source of every key that is not a default, by dotted key."""

    settings: Settings
    sources: Mapping[str, Source]

    def rows(self) -> tuple[tuple[str, object, Source], ...]:
        """Every dotted key with its value and source, in the order of the documentation."""
        return tuple((key, value, self.sources.get(key, DEFAULT)) for key, value in flatten(self.settings))


def load_settings(
    path: Path | None, cache_folder: Path | None, *, environ: Mapping[str, str] | None = None
) -> Settings:
    """The settings in effect. `path` is the user's file or None for none; parsed copies go to `cache_folder`.

    `environ` are environment variables. Raises SettingsError with all problems found.
    """
    return load_with_sources(path, cache_folder, environ=environ).settings


def load_with_sources(
    path: Path | None, cache_folder: Path | None, *, environ: Mapping[str, str] | None = None
) -> Loaded:
    """As `load_settings`, with where each value was set. Raises SettingsError."""
    settings, sources = (Settings(), {}) if path is None else _user_file(path, cache_folder)
    problems: list[Problem] = []
    settings = _with_variables(settings, environ, sources, problems)
    if problems:
        # Deferred, here and below: only a mistake needs it.
        from rhythm.settings.problems import SettingsError

        raise SettingsError(problems)
    return Loaded(settings, sources)


def usable(path: Path | None, *, environ: Mapping[str, str] | None = None) -> Loaded:
    """As `load_with_sources`, without the values that can't be read: so that the names are judged all the same."""
    settings, sources = Settings(), dict[str, Source]()
    if path is not None:
        reading = _read(path)
        settings, keys = _with_keys(reading.data)
        sources = {key: Source(str(path), reading.lines.get(key)) for key in keys}
    return Loaded(_with_variables(settings, environ, sources, []), sources)


def checked(path: Path | None, *, environ: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with the user's settings file and variables, without a parsed copy."""
    from rhythm.settings.problems import SettingsError

    problems: tuple[Problem, ...] = ()
    for file, variables in ((path, None), (None, environ)):
        try:
            load_settings(file, None, environ=variables)
        except SettingsError as error:
            problems += error.problems
    return problems


def name_problems(
    loaded: Loaded,
    themes: Collection[str],
    bindings: Mapping[str, str],
    meet: Callable[[str, str], bool] = lambda _one, _other: True,
    unfit: Callable[[str, str], str] = lambda _action, _key: "",
) -> tuple[Problem, ...]:
    """Names that only the app can judge: the theme, and the actions and keys under `keys`.

    `themes` are all names that may be set; `bindings` maps every action's id to its keys, separated by
    commas. A key that the user gives to an action may not belong to another one that it can `meet`, which says
    of two ids whether their keys ever work side by side: the library would take it away from there without a word.
    `unfit` says why an action can't have a key, or nothing.
    """
    return tuple(_theme_problems(loaded, themes)) + tuple(_key_problems(loaded, bindings, meet, unfit))


def _theme_problems(loaded: Loaded, themes: Collection[str]) -> Iterator[Problem]:
    from rhythm.settings.problems import did_you_mean, quoted

    theme = loaded.settings.look.theme
    if theme not in themes:
        near = did_you_mean(theme, themes) or f"themes are {', '.join(sorted(themes))}"
        yield _found(loaded, "look.theme", f"unknown theme {quoted(theme)}", near)


def _key_problems(
    loaded: Loaded, bindings: Mapping[str, str], meet: Callable[[str, str], bool], unfit: Callable[[str, str], str]
) -> Iterator[Problem]:
    from rhythm.settings.problems import did_you_mean, quoted

    own = loaded.settings.keys
    users: dict[str, list[str]] = {}
    for action, keys in {**bindings, **own}.items():
        for key in keys.split(","):
            users.setdefault(key.strip(), []).append(action)
    for action, keys in own.items():
        if action not in bindings:
            near = did_you_mean(action, bindings) or "the help of the app lists the actions"
            yield _found(loaded, f"keys.{action}", f"unknown action {quoted(action)}", near)
            continue
        for key in keys.split(","):
            others = [other for other in users[key] if other != action and meet(action, other)]
            if others:
                message = f"the key {quoted(key)} already means {others[0]}"
                advice = f"choose another key, or give {others[0]} one under keys as well"
                yield _found(loaded, f"keys.{action}", message, advice)
            elif because := unfit(action, key):
                message = f"the key {quoted(key)} is not for {action}: {because}"
                yield _found(loaded, f"keys.{action}", message, "take a function key, or one with ctrl, such as f10")


def _found(loaded: Loaded, key: str, message: str, suggestion: str) -> Problem:
    from rhythm.settings.problems import Problem

    source = loaded.sources.get(key, DEFAULT)
    return Problem(source.place, source.line, key, message, suggestion)


def _user_file(path: Path, cache_folder: Path | None) -> tuple[Settings, dict[str, Source]]:
    (settings, keys), lines = cache.parsed(path, cache_folder, _read, _with_keys)
    return settings, {key: Source(str(path), lines.get(key)) for key in keys}


def _read(path: Path) -> Reading:
    # Deferred: this imports the YAML library.
    from rhythm.settings.reading import read_record

    return read_record(path, Settings, partial=True, rule=_out_of_order)


def _with_keys(data: Plain) -> tuple[Settings, tuple[str, ...]]:
    return build(Settings, data, Settings()), tuple(_written(data))


def _out_of_order(data: Plain) -> Iterator[tuple[str, str, str]]:
    """Limits below targets and thresholds out of order, once the user's values lie over the defaults."""
    settings, own = _with_keys(data)
    effective = dict(flatten(settings))
    for low, high in NOT_ABOVE:
        below, above = effective[low], effective[high]
        if isinstance(below, int | float) and isinstance(above, int | float) and below > above:
            key, other = (high, low) if high in own else (low, high)
            message = f"{low} is {below}, above {high} with {above}"
            yield key, message, f"change it, or set {other} as well"


def _written(data: Mapping[str, object], at: str = "") -> Iterator[str]:
    """Dotted keys of the single values in plain data."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _written(value, f"{at}{name}.")
        else:
            yield f"{at}{name}"


def _with_variables(
    settings: Settings, environ: Mapping[str, str] | None, sources: dict[str, Source], problems: list[Problem]
) -> Settings:
    """`settings` with what variables set; one that can't be read goes to `problems`."""
    for variable, key in VARIABLES.items():
        text = (environ or {}).get(variable, "")
        if text:
            # In the environment a switch is commonly 1 or 0.
            text = {"1": "true", "0": "false"}.get(text, text)
            settings = _override(settings, key, text, Source(variable), sources, problems)
    return settings


def _override(
    settings: Settings,
    key: str,
    text: str,
    source: Source,
    sources: dict[str, Source],
    problems: list[Problem],
) -> Settings:
    """`settings` with one key set from a text; a text that can't be read goes to `problems`."""
    from rhythm.settings.problems import Problem, Refused
    from rhythm.settings.values import read_value

    try:
        value: object = read_value(dict(leaves(Settings))[key], text)
    except Refused as refused:
        problems.append(Problem(source.place, source.line, key, refused.message, refused.suggestion))
        return settings
    sources[key] = source
    for part in reversed(key.split(".")):
        value = {part: value}
    return build(Settings, value, settings) if isinstance(value, dict) else settings
