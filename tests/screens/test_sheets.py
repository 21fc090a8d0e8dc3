"""What the stylesheets say is said of something that exists: a rule without a widget is dead, and nothing tells it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from textual.css.model import SelectorType
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

import rhythm.screens
import widgets
from rhythm.app import RhythmApp
from tests.builders import Org

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("rhythm", "widgets") for path in (ROOT / folder).rglob("*.py")]
SETTING_CLASSES = {"add_class", "remove_class", "set_class", "toggle_class"}
BREAKPOINTS = {"HORIZONTAL_BREAKPOINTS", "VERTICAL_BREAKPOINTS"}
OF_TEXTUAL = "--"
"""What the ids and classes inside of Textual's own widgets begin with."""


def test_every_rule_of_a_sheet_names_a_widget_an_id_and_a_class_that_exist(org: Org) -> None:
    for package in (rhythm.screens, widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    # The page of a question loads it when it first shows one.
    importlib.import_module("textual.widgets._markdown")
    kinds = set(_kinds(DOMNode))
    made = {kind.__name__ for kind in kinds}
    trees = [ast.parse(path.read_text("utf-8")) for path in SOURCES]
    exists = {
        SelectorType.TYPE: {name for kind in kinds for name in kind._css_type_names},
        SelectorType.ID: {name for tree in trees for name in _given(tree, "id", made)},
        SelectorType.CLASS: {name for tree in trees for name in _given(tree, "classes", made)}
        | {name for tree in trees for name in _set_classes(tree)}
        | {name for kind in kinds for name in kind._get_component_classes()},
    }
    named = {(selector.type, selector.name, sheet) for sheet, selector in _selectors(kinds, RhythmApp(org.rhythm))}
    dead = [
        f"{sheet}: {name}"
        for kind, name, sheet in sorted(named, key=str)
        if kind in exists and name not in exists[kind] and not name.startswith(OF_TEXTUAL)
    ]
    assert dead == []
    assert {name for kind, name, _ in named if kind is SelectorType.ID} >= {"capture-list", "columns", "queue"}


def test_only_what_a_widget_is_made_with_counts_as_its_id() -> None:
    tree = ast.parse("""
yield Static(id="now", classes="quiet big")
yield widgets.Static(id="then" if later else "never")
Binding("q", "leave", id="leave"), command(id="open", classes="wide")
found = Figure(id=Static)
""")
    assert set(_given(tree, "id", {"Static"})) == {"now", "then", "never"}
    assert set(_given(tree, "classes", {"Static"})) == {"quiet", "big"}


def _kinds(base: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _selectors(kinds: Iterable[type[DOMNode]], app: RhythmApp) -> Iterator[tuple[str, Any]]:
    """The selectors of all our sheets, those in files and those in classes."""
    sheets = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in (ROOT / "rhythm").rglob("*.tcss")}
    for kind in kinds:
        if kind.__module__.startswith(("rhythm.", "widgets.")):
            own = (vars(kind).get("CSS", ""), vars(kind).get("DEFAULT_CSS", ""))
            sheets[f"{kind.__module__}.{kind.__name__}"] = "\n".join(own)
    for name, text in sheets.items():
        sheet = Stylesheet(variables=app.get_css_variables())
        sheet.add_source(text)
        for rule in sheet.rules:
            for among in rule.selector_set:
                yield from ((name, selector) for selector in among.selectors)


def _given(tree: ast.AST, what: str, kinds: Collection[str]) -> Iterator[str]:
    """The ids, or the classes, with which widgets are made; commands, keys and records have an id as well."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=kind) | ast.Attribute(attr=kind)) if kind in kinds:
                for argument in node.keywords:
                    if argument.arg == what:
                        yield from _texts(argument.value)


def _set_classes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SETTING_CLASSES:
            for argument in node.args:
                yield from _texts(argument)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if BREAKPOINTS & {target.id for target in targets if isinstance(target, ast.Name)}:
                yield from _texts(node.value)


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.split()
