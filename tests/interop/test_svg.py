"""Charts: where each bar begins, how long it is, and what stands beside it."""

from __future__ import annotations

import re

import pytest

from rhythm.domain.report import Drawn
from rhythm.interop import svg

Box = tuple[float, float, float, float]


def boxes(drawing: str, kind: str) -> list[Box]:
    """Left, top, width and height of the bars: full ones, empty ones, or the frames of what is missing."""
    sign = {
        "full": 'fill="#1f4e79" stroke',
        "empty": 'fill="none" stroke-width',
        "missing": 'fill="none" stroke="#777"',
    }
    found = []
    for x, y, width, height, rest in re.findall(
        r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" ([^/]*)/>', drawing
    ):
        if rest.startswith(sign[kind]):
            found.append((float(x), float(y), float(width), float(height)))
    return found


def texts(drawing: str) -> list[tuple[float, float, str, str]]:
    """Left, top, anchor and words of each text."""
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)" font-size="12">([^<]*)</text>', drawing)
    return [(float(x), float(y), anchor, words) for x, y, anchor, words in found]


def test_weeks_stand_side_by_side_and_a_missing_one_is_a_frame() -> None:
    drawing = svg.weeks([Drawn("W1", 4, 2), Drawn("W2", None, None), Drawn("W3", 0, None), Drawn("W4", 1, 8)])
    assert re.match(r'<svg role="img" aria-hidden="true" viewBox="0 0 640 184" width="640" height="184">', drawing)
    assert boxes(drawing, "full") == [(53, 84, 26, 60), (373, 144, 26, 0), (533, 129, 26, 15)]
    assert boxes(drawing, "empty") == [(80, 114, 26, 30), (400, 144, 26, 0), (560, 24, 26, 120)]
    assert boxes(drawing, "missing") == [(162, 24, 154, 120)]
    assert texts(drawing) == [
        (66, 80, "middle", "4"),
        (93, 110, "middle", "2"),
        (80, 160, "middle", "W1"),
        (239, 84, "middle", "–"),
        (240, 160, "middle", "W2"),
        (386, 140, "middle", "0"),
        (413, 140, "middle", "0"),
        (400, 160, "middle", "W3"),
        (546, 125, "middle", "1"),
        (573, 20, "middle", "8"),
        (560, 160, "middle", "W4"),
    ]
    assert '<line x1="0" y1="144" x2="640" y2="144" stroke="#333"/>' in drawing


def test_columns_of_many_weeks_are_narrow() -> None:
    drawing = svg.weeks([Drawn(str(number), 1, 1) for number in range(20)])
    assert boxes(drawing, "full")[0] == (3.5, 24, 11.5, 120)
    assert boxes(drawing, "empty")[-1] == (624, 24, 11.5, 120)


@pytest.mark.parametrize("drawn", [svg.weeks, svg.bars])
def test_of_nothing_an_empty_chart_is_drawn(drawn: object) -> None:
    assert callable(drawn)
    assert "<rect" not in drawn([])
    assert (boxes(drawn([Drawn("W1", 0, 0)]), "full")[0][2:]) in ((26, 0), (0, 11))


def test_bars_of_one_scale_are_as_long_as_their_figures() -> None:
    drawing = svg.bars([Drawn("held", 10, 5), Drawn("missed", None, None)])
    assert re.match(r'<svg role="img" aria-hidden="true" viewBox="0 0 640 74" width="640" height="74">', drawing)
    assert boxes(drawing, "full") == [(250, 4, 320, 11), (250, 38, 0, 11)]
    assert boxes(drawing, "empty") == [(250, 17, 160, 11), (250, 51, 0, 11)]
    assert texts(drawing) == [
        (242, 20, "end", "held"),
        (576, 14, "start", "10"),
        (416, 27, "start", "5"),
        (242, 54, "end", "missed"),
        (256, 48, "start", "0"),
        (256, 61, "start", "0"),
    ]


def test_bars_of_two_scales_end_where_these_do_and_say_their_units() -> None:
    drawing = svg.bars([Drawn("core", 50, 4), Drawn("more", 150, 9)], (100, 5), (" %", " of 5"))
    assert [width for _, _, width, _ in boxes(drawing, "full")] == [160, 320]
    assert [width for _, _, width, _ in boxes(drawing, "empty")] == [256, 320]
    assert [words for *_, words in texts(drawing)] == ["core", "50 %", "4 of 5", "more", "150 %", "9 of 5"]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("x" * 34, "x" * 34),
        ("x" * 35, "x" * 33 + "…"),
        ("a label that is far longer than what fits", "a label that is far longer than…"),
        ("short " + "x" * 40, "short " + "x" * 27 + "…"),
        ("字" * 17, "字" * 17),
        ("字" * 18, "字" * 16 + "…"),
        ("e\N{COMBINING ACUTE ACCENT}" * 34, "e\N{COMBINING ACUTE ACCENT}" * 34),
        ("<b> & \x00", "&lt;b&gt; &amp;  "),
    ],
)
def test_a_label_stays_left_of_its_bars_and_makes_no_markup(label: str, shown: str) -> None:
    assert texts(svg.bars([Drawn(label, 1, 1)]))[0][3] == shown
