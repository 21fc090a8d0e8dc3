from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.row_list import SPACER, ListSource, PagedSource, Row, Tone, heading
from widgets.rows import columns_of, lay_out

TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
ROW = st.builds(Row, key=TEXT, main=TEXT, mark=TEXT, right=TEXT, fact=TEXT, tone=st.sampled_from(Tone), hint=TEXT)


def drawn(rows: list[Row], width: int) -> list[str]:
    columns = columns_of(rows, width)
    return ["".join(lay_out(row, found, width)) for row, found in zip(rows, columns, strict=True)]


@given(st.lists(ROW, max_size=6), st.integers(1, 130))
def test_a_laid_out_row_is_exactly_as_wide_as_the_line(rows: list[Row], width: int) -> None:
    assert [cell_len(line) for line in drawn(rows, width)] == [width] * len(rows)


def test_facts_of_a_section_stand_in_one_column() -> None:
    rows = [Row("1", "Dana", fact="1:1"), Row("2", "Noor 日本語", fact="skip"), Row("3", "Mei", fact="1:1")]
    first, second, third = drawn(rows, 60)
    assert first.index("1:1") == third.index("1:1") == 14
    assert cell_len(second[: second.index("skip")]) == 14


def test_each_section_has_its_own_columns() -> None:
    rows = [Row("1", "Dana", fact="here"), heading("NEXT"), Row("2", "A longer name", fact="here")]
    near, _, far = drawn(rows, 60)
    assert near.index("here") < far.index("here")


def test_sections_of_one_table_share_their_columns() -> None:
    rows = [
        heading("FIRST"),
        Row("1", "Dana", fact="here"),
        SPACER,
        heading("NEXT"),
        Row("2", "A longer name", fact="here"),
    ]
    columns = columns_of(rows, 60, together=True)
    near, far = ("".join(lay_out(rows[at], columns[at], 60)) for at in (1, 4))
    assert near.index("here") == far.index("here") == 16


def test_marks_of_several_widths_are_centred() -> None:
    rows = [Row("1", "Release", mark="●●●"), Row("2", "Ilya", mark="!")]
    assert [line.rstrip() for line in drawn(rows, 40)] == [" ●●● Release", "  !  Ilya"]


def test_the_quiet_text_ends_at_the_right_edge() -> None:
    assert drawn([Row("1", "HR for Noor", mark=">", right="14 d late")], 40)[0] == (
        " >  HR for Noor" + " " * 15 + "14 d late "
    )


def test_a_long_text_is_cut_and_the_rest_stays() -> None:
    line = drawn([Row("1", "m" * 200, right="late", fact="f" * 200)], 60)[0]
    assert line.rstrip().endswith("…  late")
    assert "m…  f" in line


def test_in_a_narrow_line_the_quiet_text_goes_first_then_the_fact() -> None:
    row = Row("1", "Release date", right="verdict", fact="3 meetings")
    shown = {width: drawn([row], width)[0] for width in (40, 28, 14)}
    assert all(word in shown[40] for word in ("Release date", "3 meetings", "verdict"))
    assert "Release date" in shown[28]
    assert "3 meetings" in shown[28]
    assert "verdict" not in shown[28]
    assert shown[14] == " Release date "


def test_only_rows_with_a_key_that_are_no_headings_are_selectable() -> None:
    assert Row("1", "x").selectable
    assert not heading("x").selectable
    assert not SPACER.selectable
    assert not Row("1", "x", tone=Tone.HEADING).selectable


def test_a_list_source_finds_rows_by_key() -> None:
    source = ListSource([Row("a", "1"), Row("b", "2")])
    assert len(source) == 2
    assert source.find("b") == 1
    assert source.find("c") is None
    assert [row.key for row in source.window(1, 10)] == ["b"]


def test_a_paged_source_reads_through_its_functions() -> None:
    asked: list[tuple[int, int]] = []

    def fetch(first: int, count: int) -> list[Row]:
        asked.append((first, count))
        return [Row(str(first), "x")]

    source = PagedSource(900, fetch, {"k": 7}.get)
    assert len(source) == 900
    assert source.find("k") == 7
    assert source.window(200, 200)[0].key == "200"
    assert asked == [(200, 200)]


def test_a_hint_stands_behind_the_quiet_text_and_goes_first() -> None:
    row = heading("REPORTING TREE", "span 6", hint="p draws it")
    assert drawn([row], 60)[0].rstrip().endswith("span 6 · p draws it")
    assert drawn([row], 36)[0].rstrip().endswith("  span 6")
    assert drawn([Row("1", "Dana", fact="due", hint="prep")], 40)[0].rstrip().endswith("  prep")


def test_of_a_long_title_the_last_part_is_cut_and_not_left_out() -> None:
    titles = [heading(f"SKIP-LEVELS · {name} Featherstonehaugh-Cholmondeley", "met 0 of 2") for name in ("Ann", "Bob")]
    first, second = drawn(titles, 50)
    assert first.startswith(" SKIP-LEVELS · Ann Featherst")
    assert second.startswith(" SKIP-LEVELS · Bob Featherst")
    assert first.rstrip().endswith("…  met 0 of 2")
