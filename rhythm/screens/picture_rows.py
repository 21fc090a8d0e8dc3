"""The rows of the picture: a line for each person in sight, with span, gap and open conflicts in columns."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from rich.cells import cell_len

from rhythm.domain.cadence import DueState
from rhythm.domain.org_tree import Node, in_sight
from rhythm.domain.saying import counted
from rhythm.screens import words
from rhythm.screens.details import detail_of
from widgets.panel import Para, wrap
from widgets.plain import one_line
from widgets.row_list import Row
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.cadence import Due
    from rhythm.domain.people import PersonId
    from rhythm.screens.place import PageScreen
    from rhythm.service.structure_views import Picture

_SPAN, _GAP, _CONFLICTS, _OVER = 4, 6, 4, 4
"""Cells of the columns, each aligned at its right."""
_BESIDE_NAME = 28
"""Cells of a row that are no name."""
_BESIDE_WORDS = 5
"""Cells of the lines below a row that are no words."""
_LEAST_NAME = 12


def tree_width(page: PageScreen, picture: Picture, folded: Collection[PersonId]) -> int:
    """The cells in which every name stands whole, as far as the tree is unfolded."""
    nodes = in_sight(picture.nodes, folded)
    return max(map(cell_len, (_indented(page, node, page.rhythm_app.marks.here) for node in nodes))) + _BESIDE_NAME


def tree_rows(
    page: PageScreen, picture: Picture, folded: Collection[PersonId], width: int, *, alone: bool
) -> list[Row]:
    """The tree as far as it is unfolded, in `width` cells, under the titles of its columns. Where there is no pane
    beside it (`alone`), what a row says in figures stands under it in words."""
    head = f"{'span':>{_SPAN}} {'talked':>{_GAP}} {'open':>{_CONFLICTS}} {'late':>{_OVER}}"
    titles = Row("", "Who", fact=head, tone=Tone.DIM)
    nodes = in_sight(picture.nodes, folded)
    rows = (_row(page, picture, node, shut=node.person.id in folded, alone=alone) for node in nodes)
    # Of a long name a part is enough; of a figure none is.
    more, room = page.rhythm_app.marks.more, max(_LEAST_NAME, width - _BESIDE_NAME)
    return [titles, *(_within(row, room, width - _BESIDE_WORDS, more) for row in rows)]


def _within(row: Row, name: int, words: int, more: str) -> Row:
    """A row whose name takes so many cells, and a line of the words below it so many."""
    detail = tuple(part for line in row.detail for part in wrap(line, max(_LEAST_NAME, words)))
    return row._replace(main=_clipped(row.main, name, more), detail=detail)


def _clipped(name: str, room: int, more: str) -> str:
    """A name with the blanks before it, in so many cells."""
    bare = name.lstrip(" ")
    indent = min(len(name) - len(bare), room - _LEAST_NAME // 2)
    return " " * indent + one_line(bare, room - indent, more)


def node_paras(page: PageScreen, picture: Picture, node: Node) -> list[Para]:
    """A person in full, after the conflicts that stand at the node and below it."""
    paras = [Para(page.veil.name(node.person.name, node.person.id), Tone.HEADING)]
    paras += [Para(said), Para()] if (said := node_words(picture, node)) else [Para()]
    for title, below in (("Open conflicts", False), ("With those below", True)):
        found = picture.conflicts(node, below=below)
        if found and (not below or len(found) > len(picture.conflicts(node))):
            paras += [Para(title, Tone.HEADING)]
            for view in found:
                mark = words.conflict_mark(view, page.rhythm.tracker.rules, page.rhythm_app.marks)
                paras.append(Para(f"{mark} {page.veil.text(view.conflict.name)}"))
            paras.append(Para())
    return [*paras, *detail_of(page, f"person:{node.person.id}")[1:]]


def _row(page: PageScreen, picture: Picture, node: Node, *, shut: bool, alone: bool) -> Row:
    marks, person = page.rhythm_app.marks, node.person
    due = picture.due.get(person.id)
    late = due is not None and due.state is DueState.OVER
    fold = (marks.here if shut else marks.down) if node.span else " "
    figures = (
        f"{node.span or '':>{_SPAN}}",
        f"{_gap(due):>{_GAP}}",
        f"{_conflicts(picture, node, shut=shut):>{_CONFLICTS}}",
        f"{picture.over(node) or '':>{_OVER}}",
    )
    return Row(
        f"node:{person.id}",
        _indented(page, node, fold),
        "!" if late else "",
        fact=" ".join(figures).rstrip(),
        tone=Tone.ERROR if late else Tone.PLAIN,
        detail=tuple(filter(None, (node_words(picture, node),))) if alone else (),
    )


def _indented(page: PageScreen, node: Node, fold: str) -> str:
    """A name as deep as it stands in the tree, behind the mark of its branch."""
    return f"{'  ' * node.depth}{fold} {one_line(page.veil.name(node.person.name, node.person.id))}"


def node_words(picture: Picture, node: Node) -> str:
    """`17 days, limit 14 · 9 open conflicts · 6 people below, 2 over the limit`."""
    due, own, over = picture.due.get(node.person.id), picture.conflicts(node), picture.over(node)
    below = counted(len(node.below), "person", "people") + " below" if node.below else ""
    parts = (
        words.gap(due) if due is not None else "",
        counted(len(own), "open conflict") if own else "",
        f"{below}, {over} over the limit" if over else below,
    )
    return " · ".join(filter(None, parts))


def _gap(due: Due | None) -> str:
    if due is None:
        return ""
    if due.state is DueState.PAUSED:
        return "paused"
    return "never" if due.gap_days is None else f"{due.gap_days} d"


def _conflicts(picture: Picture, node: Node, *, shut: bool) -> str:
    """The conflicts of a node; of a folded one also how many come with those below."""
    own = len(picture.conflicts(node))
    more = len(picture.conflicts(node, below=True)) - own if shut else 0
    return " ".join(filter(None, (str(own) if own else "", f"+{more}" if more else "")))
