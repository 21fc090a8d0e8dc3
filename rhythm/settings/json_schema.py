"""The JSON Schema of the settings file, for editors: structure from the values, words from the shipped file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rhythm.paths import config_folder
from rhythm.settings.schema import Settings
from rhythm.settings.shape import Form, Kind, Named, Plain, Shape, flatten, shapes_of

_KEY = re.compile(r"( *)([a-z_]+):")


def settings_schema() -> Plain:
    """A draft 2020-12 schema of one's own settings file, in which every key may be left out."""
    words = documented((config_folder() / "settings.yaml").read_text("utf-8"))
    schema = _record(Settings, "", words, dict(flatten(Settings())))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of rhythm",
        **schema,
    }


def documented(text: str) -> dict[str, str]:
    """Dotted key to the comment that stands right above it in a YAML file of nested keys."""
    found: dict[str, str] = {}
    above: list[str] = []
    path: list[str] = []
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            above.append(line.lstrip().removeprefix("#").strip())
            continue
        key = _KEY.match(line)
        if key:
            path[len(key[1]) // 2 :] = [key[2]]
            if above:
                found[".".join(path)] = " ".join(above).strip()
        above = []
    return found


def _record(record: type, at: str, words: Mapping[str, str], defaults: Mapping[str, object]) -> Plain:
    properties: Plain = {}
    for name, shape in shapes_of(record).items():
        key = f"{at}{name}"
        entry = _shape(shape, key, words, defaults)
        if key in words:
            entry["description"] = words[key]
        if key in defaults:
            entry["default"] = defaults[key]
        properties[name] = entry
    # A heading may stand without keys, as when all of them are commented out.
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


def _shape(shape: Shape, key: str, words: Mapping[str, str], defaults: Mapping[str, object]) -> Plain:
    if isinstance(shape, Kind):
        return _kind(shape)
    if isinstance(shape, Named):
        return {"type": ["object", "null"], "additionalProperties": _kind(shape.value)}
    if isinstance(shape, type):
        return _record(shape, f"{key}.", words, defaults)
    raise TypeError(f"the settings hold no lists, but {key} is one")


def _kind(kind: Kind) -> Plain:
    if kind.form is Form.WHOLE:
        return {"type": "integer", "minimum": kind.low, "maximum": kind.high}
    if kind.form is Form.SHARE:
        return {"type": "number", "minimum": 0, "maximum": 1}
    if kind.form is Form.SWITCH:
        return {"type": "boolean"}
    if kind.form is Form.CHOICE:
        return {"type": "string", "enum": list(kind.choices)}
    return {"type": ["string", "null"]} if kind.may_be_empty else {"type": "string", "minLength": 1}
