"""The report of a quarter: what leaves is what was shown, what was struck never does, and nothing reaches out."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.fix_forms import NewFix
from rhythm.domain.fixes import FixKind
from rhythm.domain.forgetting import Called
from rhythm.domain.masking import masker
from rhythm.domain.meetings import NoteKind
from rhythm.domain.report import Chart, Drawn, Line, Report, Section
from rhythm.domain.reviews import EvidenceMark
from rhythm.errors import BadInput
from rhythm.interop.markdown import quarter_markdown, report_markdown
from rhythm.interop.report_html import CAPTIONS, report_html
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.service.quarters import THIS, filled
from tests.service.report_page import Page
from tests.widgets.showing import HOSTILE

ALLOWED = {"class", "lang", "charset", "name", "content", "http-equiv", "role", "aria-hidden", "viewbox", "width"} | {
    "height", "x", "y", "x1", "x2", "y1", "y2", "fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor",
    "font-size",
}  # fmt: skip
TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "section", "figure", "figcaption", "ul", "li"} | {
    "div", "svg", "rect", "line", "text",
}  # fmt: skip


def expected(report: Report) -> list[str]:
    """What a page of it must show, line by line."""
    return [text for line in report.leaving.lines for text in (line.text, *line.detail)]


def test_the_page_holds_exactly_what_was_shown(org: Org, tmp_path: Path) -> None:
    rhythm = filled(org)
    report = rhythm.quarters.reports.report(THIS)
    page = Page(rhythm.quarters.reports.write(THIS, tmp_path / "q4.html").read_text(encoding="utf-8"))
    assert page.lines == expected(report)
    assert any("ask @dana for the charter, by Sat 12 Dec" in line for line in page.lines)
    assert page.titles == [report.title, report.title, *(section.title for section in report.sections)]
    assert set(page.other) == {CAPTIONS[chart] for chart in Chart}
    assert "dana did <b>well</b> & more" in page.lines
    assert {"W45: 1 escalation, 0 conflicts", "W46: not logged", "W47: 1 escalation, 1 conflict"} <= set(page.lines)
    assert "Search: 0 % of attention, importance 4 of 5" in page.lines
    assert {section.chart for section in report.sections} == {None, *Chart}


def test_every_question_stands_in_the_report_and_says_where_nothing_was_answered(rhythm: Rhythm) -> None:
    texts = [f"{place}. {one.text}" for place, one in enumerate(rhythm.quarters.questions, start=1)]
    rhythm.quarters.answer(THIS, rhythm.quarters.questions[1].id, "the second only")

    def said() -> dict[str, list[str]]:
        report = rhythm.quarters.reports.report(THIS).leaving
        return {
            section.title: [line.text for line in section.lines]
            for section in report.sections
            if section.title[0].isdigit()
        }

    assert list(said()) == texts
    assert list(said().values()) == [
        ["Nothing is answered yet."],
        ["the second only"],
        *[["Nothing is answered yet."]] * 3,
    ]
    rhythm.quarters.close(THIS)
    assert said()[texts[0]] == ["Nothing was answered."]
    (first, *_) = rhythm.quarters.reports.report(THIS).sections[1].lines
    rhythm.quarters.reports.strike(THIS, first.key)
    assert list(said()) == texts[1:], "it is left out like any other line"


def test_what_stands_in_brackets_is_said_in_the_report_and_in_markdown(org: Org) -> None:
    told = "Figures in brackets are those of the quarter before."
    rhythm = org.rhythm
    assert told not in {line.text for line in rhythm.quarters.reports.report(THIS).lines}
    assert told not in quarter_markdown(rhythm.quarters.data(THIS))
    filled(org)
    report = rhythm.quarters.reports.report(THIS)
    assert report.sections[0].lines[-1].text == told
    assert quarter_markdown(rhythm.quarters.data(THIS)).count(told) == 1
    assert f"- {told}\n" in report_markdown(report)


def test_a_report_in_markdown_says_what_leaves_and_keeps_an_answer_of_several_lines_together(org: Org) -> None:
    rhythm = filled(org)
    rhythm.quarters.answer(THIS, "bet", "first # line\n- second line")
    rhythm.quarters.reports.strike(THIS, "answer:managers")
    report = rhythm.quarters.reports.report(THIS).leaving
    text = report_markdown(report)
    assert text.startswith(f"# {report.title}\n\n## About this report\n\n- ")
    assert "> first # line\\\n> \\- second line" in text
    assert "dana did" not in text, "struck"
    assert text.count("\n## ") == len(report.sections)


def test_nothing_on_the_page_reaches_out(org: Org) -> None:
    text = report_html(filled(org).quarters.reports.report(THIS))
    page = Page(text)
    assert page.tags <= TAGS
    assert page.attributes <= ALLOWED
    assert not re.search(r"url\(|@import|@font-face|https?:|//", page.style + " ".join(page.values))
    assert "default-src 'none'" in text


@settings(max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text()), min_size=4, max_size=4), st.sampled_from(list(Chart)))
def test_whatever_was_typed_stays_text(texts: list[str], chart: Chart) -> None:
    first, second, third, fourth = (text.encode("utf-8", "replace").decode() for text in texts)
    lines = (Line("a", first, (second,), Drawn(third, 2, 1)), Line("b", third, (), Drawn(fourth, None, None)))
    page = Page(report_html(Report(fourth, (Section(second, lines, chart),))))
    assert page.tags <= TAGS
    assert page.attributes <= ALLOWED
    said = [text for line in lines for text in (line.text, *line.detail)]
    assert [re.sub(r"\s", "", text) for text in page.lines] == [
        "".join(char for char in text if char.isprintable() and not char.isspace()) for text in said
    ]


def style_of(selector: str) -> dict[str, str]:
    """What the page's own style says of a selector."""
    text = report_html(Report("Q", ()))
    found = re.search(rf"^{selector} {{(.*?)}}", Page(text).style, re.MULTILINE | re.DOTALL)
    assert found is not None, selector
    return {name.strip(): value.strip() for name, _, value in (one.partition(":") for one in found[1].split(";"))}


def luminance(colour: str) -> float:
    """Of `#444` or `#1a1a1a`, as WCAG has it."""
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    parts = [int(pair, 16) / 255 for pair in pairs]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("selector", ["body", r"\.detail", "figcaption", r"\.words"])
def test_every_text_of_the_page_can_be_read_on_its_ground(selector: str) -> None:
    ground = luminance(style_of("body")["background"])
    assert (ground + 0.05) / (luminance(style_of(selector)["color"]) + 0.05) >= 7


def test_the_page_is_as_wide_as_is_read_well_and_prints_whole_lines(org: Org) -> None:
    text = report_html(filled(org).quarters.reports.report(THIS))
    style = Page(text).style
    assert style_of("body")["max-width"] == "42rem"
    assert style_of("svg")["max-width"] == "100%", "a chart is never wider than a narrow window"
    assert style_of("li")["break-inside"] == style_of("figure")["break-inside"] == "avoid"
    assert style_of("h2")["break-after"] == "avoid", "no title stands alone at the foot of a page"
    assert re.search(r"@media print \{ body \{ margin: 0; max-width: none;", style)
    assert re.search(r"@media print .*svg \{ max-height: 21cm; \}", style), (
        "a long chart stays on one page with its title"
    )
    assert text.count('<ul class="words">') == text.count("<figure>") > 0, "a chart in words is small below it"
    assert {"stroke-dasharray", "fill"} <= Page(text).attributes, "missing and full differ without colour"


@pytest.mark.parametrize(
    ("label", "drawn"),
    [
        ("roadmap, Dana Okoye", "roadmap, Dana Okoye"),
        ("success criteria, Ben Okoye Wolfeschlegelsteinhausen", "success criteria, Ben Okoye…"),
        ("日本語のとても長い名前の検索と推薦", "日本語のとても長い名前の検索と推薦"),
        ("日本語のとても長い名前の検索と推薦と決済", "日本語のとても長い名前の検索と推…"),
    ],
)
def test_a_label_stays_left_of_its_bars_also_in_wide_letters(label: str, drawn: str) -> None:
    lines = (Line("a", label, (), Drawn(label, 2, 1)),)
    page = Page(report_html(Report("Q", (Section("S", lines, Chart.COUNTS),))))
    assert page.drawn[0] == drawn


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_struck_line_never_reaches_the_page(data: st.DataObject) -> None:
    from rhythm.settings import Settings
    from rhythm.storage.opening import memory_store

    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = filled(Org(Rhythm(db, clock, Settings())))
    reports = rhythm.quarters.reports
    keys = [line.key for line in reports.report(THIS).lines]
    assert len(keys) == len(set(keys))
    struck = data.draw(st.sets(st.sampled_from(keys)))
    for key in sorted(struck):
        reports.strike(THIS, key)
    if data.draw(st.booleans()):
        rhythm.quarters.close(THIS)
    report = reports.report(THIS)
    assert {line.key for line in report.lines if line.struck} == struck
    page = Page(report_html(report.leaving))
    assert page.lines == expected(report)
    gone = {line.text for line in report.lines if line.struck} - {line.text for line in report.lines if not line.struck}
    assert not gone & set(page.lines)
    drawn = [line.drawn for line in report.leaving.lines if line.drawn is not None]
    labels = {one.label for line in report.lines if line.struck for one in (line.drawn,) if one is not None}
    assert not (labels - {one.label for one in drawn}) & set(page.drawn)
    db.close()


def test_evidence_that_was_struck_under_its_question_is_not_in_the_report(org: Org) -> None:
    rhythm = filled(org)

    def told() -> bool:
        return any("moved it alone" in line.text for line in rhythm.quarters.reports.report(THIS).lines)

    assert told()
    rhythm.quarters.mark(THIS, "structure", "good_call:1", EvidenceMark.STRUCK)
    assert not told()


def test_a_private_note_stays_here_until_it_is_taken_in(org: Org) -> None:
    rhythm = filled(org)
    note = rhythm.planner.add_note(org.ilya.id, "asked the hard question first", NoteKind.PRAISE)
    reports = rhythm.quarters.reports

    def leaving() -> str:
        return " ".join(line.text for line in reports.report(THIS).leaving.lines)

    key = next(line.key for line in reports.report(THIS).lines if line.key.endswith(f"/note:{note.id}"))
    assert "hard question" not in leaving()
    assert "the risk" in leaving()
    reports.strike(THIS, key)
    assert "hard question" in leaving()
    reports.strike(THIS, key)
    assert "hard question" not in leaving()


def test_a_strike_is_remembered_and_taken_back_as_one_step(org: Org) -> None:
    rhythm = filled(org)
    reports = rhythm.quarters.reports
    reports.strike(THIS, "answer:structure")
    assert [line.key for line in reports.report(THIS).lines if line.struck] == ["answer:structure"]
    assert rhythm.undo().label == "strike from the report of Q4 2026"
    assert not any(line.struck for line in reports.report(THIS).lines)
    rhythm.redo()
    reports.strike(THIS, "answer:structure", struck=True)
    assert not any(line.struck for line in reports.report(THIS).lines)
    assert rhythm.undo().label == "take into the report of Q4 2026"


def test_without_names_nobody_who_is_known_can_be_read(org: Org) -> None:
    rhythm = filled(org)
    page = report_html(rhythm.quarters.reports.report(THIS, names=False).leaving)
    for name in ("dana", "okoye", "ilya", "brandt", "noor", "haddad", "chris", "moon", "alder"):
        assert name not in page.casefold()
    assert f"The train, says P{org.noor.id}." in page
    assert f"P{org.dana.id} did" in page


names = st.text(st.characters(categories=("Lu", "Ll")), min_size=2, max_size=8).map(
    lambda name: unicodedata.normalize("NFC", name).capitalize()
)


@given(st.lists(st.tuples(names, names), min_size=1, max_size=4), st.text(max_size=20))
def test_no_known_name_outlives_the_mask(people: list[tuple[str, str]], around: str) -> None:
    mask = masker((f"P{number}", Called((f"{one} {other}",))) for number, (one, other) in enumerate(people))
    for one, other in people:
        said = mask(f"{around} ({one} {other}) @{one}, {other}'s")
        words = {word for word in re.findall(r"\w+", said.removeprefix(around)) if not re.fullmatch(r"P\d*", word)}
        assert one not in words - set(re.findall(r"\w+", around))
        assert other not in words - set(re.findall(r"\w+", around))


def test_the_mask_tells_people_apart_and_a_shared_name_says_nobody() -> None:
    mask = masker([("P1", Called(("Chris Alder", "ca@x.example"))), ("P2", Called(("Chris Moon", "Li")))])
    assert (
        mask("Chris Alder, chris  moon, Chris, moon, CA@x.example, Li, limb, li") == "P1, P2, P·, P2, P1, P2, limb, li"
    )
    assert mask("Christine and moonlight") == "Christine and moonlight"
    assert masker([("P1", Called(("Ida Xu",)))])("ida, IDA, Xu, XU, xu") == "P1, P1, P1, P1, xu"
    assert masker([])("Dana") == "Dana"


def test_a_file_of_somebody_else_is_not_replaced(org: Org, tmp_path: Path) -> None:
    reports = filled(org).quarters.reports
    (tmp_path / "mine.html").write_text("<p>mine</p>")
    with pytest.raises(BadInput, match="is there already"):
        reports.write(THIS, tmp_path / "mine.html")
    with pytest.raises(BadInput, match="does not say that it is a page"):
        reports.write(THIS, tmp_path / "q4.txt")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(BadInput, match="no report of mine"):
        reports.write(THIS, tmp_path / "folder.html")
    path = reports.write(THIS, tmp_path / "q4.html")
    assert path.stat().st_mode & 0o077 == 0
    reports.strike(THIS, "answer:structure")
    assert "says Noor" not in reports.write(THIS, path).read_text()


def test_a_closed_quarter_is_reported_from_its_copy_with_what_was_said_later(org: Org, clock: FixedClock) -> None:
    rhythm = filled(org)
    rhythm.quarters.close(THIS)
    org.escalate("something new", 1)
    clock.forward(13)
    rhythm.quarters.answer_later(THIS, "structure", "It came back.")
    lines = [line.text for line in rhythm.quarters.reports.report(THIS).lines]
    assert lines[:4] == [
        "Closed on Fri 20 Nov.",
        "Figures in brackets are those of the quarter before.",
        "The train, says Noor.",
        "Changed after closing, on Thu 3 Dec: It came back.",
    ]
    assert "W47: 1 escalation, 1 conflict" in lines


def test_a_fix_that_is_named_by_its_number_stands_with_its_words(org: Org) -> None:
    rhythm = org.rhythm
    conflict = org.escalate("who sets the release date", conflict="new").conflict_id
    assert conflict is not None
    said = rhythm.fixes.add(conflict, FixKind.CHARTER, body="Noor Haddad owns the release train")
    bare = rhythm.fixes.add(conflict, FixKind.DECISION_RIGHT)
    rhythm.quarters.answer(THIS, "structure", f"> see fix {said.id} through\n> fix {bare.id}\n> fix 99")
    data = rhythm.quarters.data(THIS)
    words = [one["fix"] for one in data["questions"][0]["intentions"]]
    assert words == ["Noor Haddad owns the release train", "decision right: who sets the release date", None]
    for text in (quarter_markdown(data), report_markdown(rhythm.quarters.reports.report(THIS))):
        assert f"see fix {said.id} through (Noor Haddad owns the release train), by" in text
        assert f"fix {bare.id} (decision right: who sets the release date), by" in text
        assert "fix 99, by" in text
    hidden = report_markdown(rhythm.quarters.reports.report(THIS, names=False))
    assert f"see fix {said.id} through (P{org.noor.id} owns the release train), by" in hidden
    rhythm.quarters.close(THIS)
    rhythm.fixes.edit(said.id, NewFix(FixKind.CHARTER, "another one"))
    assert rhythm.quarters.data(THIS)["questions"][0]["intentions"][0]["fix"] == words[0], "as it was frozen"
    following = rhythm.quarters.walk(THIS.next()).questions[0].last_intentions
    assert following[0].fix == "another one"
