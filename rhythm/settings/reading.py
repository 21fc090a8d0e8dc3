"""A YAML file against a shape: checked plain data, the line of every key, and all problems at once.

Imports the YAML library, so it is itself imported only when no parsed copy is at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, cast

import yaml

from rhythm.errors import CHECK_PATH
from rhythm.settings.problems import Problem, Refused, did_you_mean, in_order, quoted
from rhythm.settings.shape import Each, Kind, Named, Plain, Shape, leaves, shapes_of
from rhythm.settings.values import Value, read_value, wanted

_MOST_BYTES = 1_000_000
_NULL = "tag:yaml.org,2002:null"
_ORDINARY = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)

Rule = Callable[[Plain], Iterator[tuple[str, str, str]]]
"""A check across keys: yields (dotted key, message, suggestion) for keys that are written in the file."""


@dataclass(slots=True)
class Reading:
    """What was read. `lines` maps a dotted key, list positions included (`questions.0.id`), to its line.
    `data` are complete only when there are no `problems`."""

    file: str
    data: Plain = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class _Refusal(Exception):
    """The file as a whole can't be read."""

    def __init__(self, line: int | None, message: str, suggestion: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.suggestion = suggestion

    def reading(self, path: Path) -> Reading:
        """What is known of such a file: its one problem."""
        return Reading(str(path), problems=(Problem(str(path), self.line, "", self.message, self.suggestion),))


class _Loader(yaml.SafeLoader):
    """Refuses aliases: an alias of itself never ends, and a few lines of them stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = cast(Any, self).peek_event()
            raise yaml.MarkedYAMLError(problem="aliases (*) are not read here", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def read_record(path: Path, record: type, *, partial: bool = False, rule: Rule | None = None) -> Reading:
    """Reads `path` as one record. With `partial`, keys may be left out at every depth.

    Never raises for what a file holds: everything is a problem with its line.
    """
    reading = Reading(str(path))
    try:
        root = _compose(_decoded(path))
    except _Refusal as refusal:
        return refusal.reading(path)
    check = _Check(reading.file, record, partial)
    found = {} if root is None else check.record(root, record, "")
    if root is None and not partial:
        check.note(1, "", "the file is empty", "remove it to use the shipped one")
    if rule is not None and not check.problems:
        for key, message, suggestion in rule(found):
            check.note(check.lines.get(key), key, message, suggestion)
    reading.data, reading.lines, reading.problems = found, check.lines, in_order(check.problems)
    return reading


def read_plain(path: Path) -> Reading:
    """Reads `path` without a shape: dicts, lists, numbers, and texts as they are written.

    `on`, `no` and `12:30` stay texts. Duplicate keys are problems.
    """
    reading = Reading(str(path))
    try:
        root = _compose(_decoded(path))
    except _Refusal as refusal:
        return refusal.reading(path)
    check = _Check(reading.file, None, partial=True)
    found = check.anything(root) if root is not None else {}
    if not isinstance(found, dict):
        check.note(1, "", "keys with values are wanted here", "begin with `name:`")
        found = {}
    reading.data, reading.problems = found, in_order(check.problems)
    return reading


def _decoded(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise _Refusal(None, "there is no such file", CHECK_PATH) from None
    except IsADirectoryError:
        raise _Refusal(None, "this is a folder", "name the file inside it") from None
    except PermissionError:
        raise _Refusal(None, "you may not read this file", "check its owner and permissions") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _Refusal(None, f"the file can't be read: {reason}", "") from None
    if len(data) > _MOST_BYTES:
        raise _Refusal(None, "the file is larger than 1 MB", "is this the right file?")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refusal(line, "this is not UTF-8 text", "save the file with the encoding UTF-8") from None


def _compose(text: str) -> yaml.Node | None:
    """The tree of nodes, None for a file without content."""
    try:
        root = yaml.compose(text, Loader=_Loader)
        return None if root is None or _is_null(root) else root
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _bad_yaml(None if mark is None else mark.line + 1, error.problem or error.context or "")
    except yaml.reader.ReaderError as error:
        _bad_yaml(text.count("\n", 0, error.position) + 1, "a control character")
    except RecursionError:
        raise _Refusal(None, "this is nested too deeply", "two or three levels are enough") from None


def _bad_yaml(line: int | None, problem: str) -> NoReturn:
    advice = "check indentation, colons and quotes here and in the line above"
    if "\\t" in problem:
        advice = "indent with spaces, not tabs"
    elif "mapping values" in problem:
        advice = "a text that holds ': ' is put in quotes"
    elif "aliases" in problem:
        advice = "write the value out, or put it in quotes"
    raise _Refusal(line, f"this is not readable YAML: {problem}", advice)


class _Check:
    """Walks the nodes beside the shape; collects problems and lines instead of stopping."""

    def __init__(self, file: str, root: type | None, partial: bool) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self._partial = partial
        self._homes = _homes(root) if root is not None else {}

    def note(self, line: int | None, key: str, message: str, suggestion: str = "") -> None:
        self.problems.append(Problem(self.file, line, key, message, suggestion))

    def record(self, node: yaml.Node, record: type, at: str) -> Plain:
        """The checked keys of one record; `at` is its dotted key, empty at the top."""
        shapes = shapes_of(record)
        found: Plain = {}
        pairs = self._pairs(node, at)
        for name, line, inner in pairs:
            shape = shapes.get(name)
            if shape is None:
                self.note(line, _join(at, name), f"unknown key {quoted(name)}", self._meant(name, shapes))
            else:
                self._put(found, name, self._node(inner, shape, _join(at, name)))
        if pairs is not _NOT_PAIRS and not self._partial:
            given = {name for name, _, _ in pairs}
            for name in _required(record):
                if name not in given:
                    self.note(_line(node), _join(at, name), f"{name} is missing", f"add `{name}:` here")
        return found

    def anything(self, node: yaml.Node) -> object:
        """Plain data of a file without a shape."""
        if isinstance(node, yaml.MappingNode):
            return {name: self.anything(inner) for name, _, inner in self._pairs(node, "")}
        if isinstance(node, yaml.SequenceNode):
            return [self.anything(inner) for inner in node.value]
        scalar = cast(yaml.ScalarNode, node)
        return _number_or_text(scalar)

    def _node(self, node: yaml.Node, shape: Shape, at: str) -> object:
        """Checked plain data of any shape, or `_NOTHING` where there is a problem or nothing."""
        if isinstance(shape, Kind):
            return self._scalar(node, shape, at)
        if isinstance(shape, Each):
            return self._list(node, shape, at)
        if isinstance(shape, Named):
            return self._named(node, shape, at)
        if self._partial and _is_null(node):
            # A heading whose keys are all commented out is a natural thing to leave in one's own file.
            return _NOTHING
        return self.record(node, shape, at)

    def _scalar(self, node: yaml.Node, kind: Kind, at: str) -> object:
        if not isinstance(node, yaml.ScalarNode):
            what = "a list" if isinstance(node, yaml.SequenceNode) else "a group of keys"
            advice = "put a text that begins with [ or { in quotes" if _in_brackets(node) else ""
            self.note(_line(node), at, f"{_last(at)} is {what}, {wanted(kind)} is wanted", advice)
            return _NOTHING
        if _is_null(node) and not node.value and not kind.may_be_empty:
            self.note(_line(node), at, f"{_last(at)} has no value", f"write {wanted(kind)} or remove the line")
            return _NOTHING
        value = self._read(kind, node, at)
        return _NOTHING if value is None else value

    def _read(self, kind: Kind, node: yaml.ScalarNode, at: str) -> Value | None:
        if node.tag not in _ORDINARY:
            self.note(_line(node), at, "tags (!) are not read here", "put a text that begins with ! in quotes")
            return None
        try:
            return read_value(kind, node.value, in_quotes=node.style is not None)
        except Refused as refused:
            self.note(_line(node), at, f"{_last(at)}: {refused.message}", refused.suggestion)
            return None

    def _list(self, node: yaml.Node, shape: Each, at: str) -> object:
        if not isinstance(node, yaml.SequenceNode):
            self.note(_line(node), at, f"{_last(at)} must be a list", "begin each line with `- `")
            return _NOTHING
        if len(node.value) < shape.low:
            self.note(_line(node), at, f"{_last(at)} needs at least {shape.low}", "add a line with `- `")
        found = []
        for position, inner in enumerate(node.value):
            here = f"{at}.{position}"
            self.lines[here] = _line(inner)
            item = self._node(inner, shape.item, here)
            if item is not _NOTHING:
                found.append(item)
        return found

    def _named(self, node: yaml.Node, shape: Named, at: str) -> object:
        if _is_null(node):
            return {}
        found: Plain = {}
        for name, line, inner in self._pairs(node, at):
            try:
                read_value(shape.name, name)
            except Refused as refused:
                self.note(line, _join(at, name), refused.message, refused.suggestion)
                continue
            self._put(found, name, self._scalar(inner, shape.value, _join(at, name)))
        return found

    def _pairs(self, node: yaml.Node, at: str) -> list[tuple[str, int, yaml.Node]]:
        """Name, line and value of each key of a mapping; anything else is a problem and has no pairs."""
        if not isinstance(node, yaml.MappingNode):
            what = f"{_last(at)}: keys" if at else "keys"
            self.note(_line(node), at, f"{what} with values are wanted here", "write `name: value`")
            return _NOT_PAIRS
        found: list[tuple[str, int, yaml.Node]] = []
        first: dict[str, int] = {}
        for key, value in node.value:
            line = _line(key)
            if not isinstance(key, yaml.ScalarNode):
                self.note(line, at, "a key must be a single word", "put a text with brackets in quotes")
                continue
            name = key.value
            if name in first:
                message = f"{quoted(name)} is set twice, first in line {first[name]}"
                self.note(line, _join(at, name), message, "keep one of the two")
                continue
            first[name] = line
            self.lines[_join(at, name)] = line
            found.append((name, line, value))
        return found

    @staticmethod
    def _put(found: Plain, name: str, value: object) -> None:
        if value is not _NOTHING:
            found[name] = value

    def _meant(self, name: str, shapes: dict[str, Shape]) -> str:
        near = did_you_mean(name, shapes)
        if near:
            return near
        home = self._homes.get(name.rpartition(".")[2])
        if home is not None:
            *groups, key = home.split(".")
            return f"write `{key}:` under `{': '.join(groups)}:`"
        return f"known here: {', '.join(shapes)}"


class _Nothing:
    """Marks a value that could not be read, where None might be a value."""


_NOTHING = _Nothing()
_NOT_PAIRS: list[tuple[str, int, yaml.Node]] = []


def _homes(record: type) -> dict[str, str]:
    """Last part of a nested key to its dotted key, where only one key ends so."""
    homes: dict[str, str] = {}
    twice = set()
    for key, _ in leaves(record):
        last = key.rpartition(".")[2]
        if last in homes:
            twice.add(last)
        if "." in key:
            homes[last] = key
    return {last: key for last, key in homes.items() if last not in twice}


def _required(record: type) -> list[str]:
    own = cast(Any, record)
    return [name for name in own._fields if name not in own._field_defaults]


def _number_or_text(node: yaml.ScalarNode) -> object:
    # `nan` and `inf` are words here, so a number ends with a digit.
    if node.style is None and node.value[-1:].isdecimal():
        for number in (int, float):
            try:
                value = number(node.value)
            except ValueError:
                continue
            if str(value) == node.value:
                return value
    return node.value


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL


def _in_brackets(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _last(at: str) -> str:
    """The last named part of a dotted key: `evidence` of `questions.0.evidence.1`."""
    return next((part for part in reversed(at.split(".")) if not part.isdecimal()), at)
