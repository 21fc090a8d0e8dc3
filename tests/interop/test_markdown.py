from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rhythm.interop.markdown import escape, quarter_markdown, quote, week_markdown

RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = [
    "# a heading", "- a list", "+ a list", "* a list", "1. a list", "2) a list", "> a quote", "```", "~~~", "---",
    "===", "| a | b |", "<script>alert(1)</script>", "<b>", "&amp; &lt;", "[a](http://x.example)", "![a](b)", "[a]: http://x",
    "*a* _b_ **c** ~~d~~ `e`", "a\\", "\\", "    code", "\tcode", "a  ", "\u2028# b", "a\r# b", "http://x.example",
    "<http://x.example>", "-", "=", "1.", "$x$", "a\x00b", "[ ] task", "- [x] task",
]  # fmt: skip


def week(text: str, answer: str = "") -> dict[str, Any]:
    """A week that holds a text wherever people can type one."""
    row = {"kind": "escalation", "id": 3, "day": "2026-11-18", "text": text}
    bare = {"kind": "counts", "id": 0, "day": None, "text": text}
    step = {
        "id": "triage",
        "title": "Triage",
        "text": "Whose is it?",
        "answer": answer,
        "left": 2,
        "evidence": [row, bare],
    }
    figures = {"held": 4, "reached_me": 1, "outside_share": 0.625}
    return {"period": "2026-W47", "figures": figures, "steps": [step], "complete": False}


def quarter(text: str, answer: str = "") -> dict[str, Any]:
    row = {"kind": "note", "id": 3, "day": "2025-11-18", "text": text}
    questions = [
        {"id": "a", "text": "What improved?", "answer": answer, "evidence": [row]},
        {"id": "b", "text": "Who grew?", "answer": "", "evidence": []},
    ]
    return {"period": "2026-Q4", "questions": questions, "complete": False}


def kinds(markdown: str) -> list[str]:
    """The structure of a document: its blocks, and what stands inside the lines, without the text."""
    found = []
    for token in RENDER.parse(markdown):
        found.append(token.type)
        found += [child.type for child in token.children or () if child.type != "text"]
    return found


def shown(markdown: str) -> str:
    """What a reader sees of one paragraph."""
    return unescape(RENDER.render(markdown)).removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_never_becomes_structure(text: str) -> None:
    assert kinds(week_markdown(week(text))) == kinds(week_markdown(week("plain words")))
    assert kinds(quarter_markdown(quarter(text))) == kinds(quarter_markdown(quarter("plain words")))


@pytest.mark.parametrize("text", HOSTILE)
def test_an_answer_stays_inside_its_quote(text: str) -> None:
    answer = f"first\n{text}\nlast"
    assert kinds(quote(answer)).count("blockquote_open") == 1
    assert set(kinds(quote(answer))) <= {
        "blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline", "hardbreak",
    }  # fmt: skip


@given(st.text(max_size=60))
def test_any_text_reads_as_it_was_typed(text: str) -> None:
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    assert shown(escape(text)) == plain


@given(st.lists(st.sampled_from([*HOSTILE, "", "words", " "]), max_size=6))
def test_any_lines_stay_one_quote(lines: list[str]) -> None:
    found = kinds(quote("\n".join(lines)))
    assert found.count("blockquote_open") == 1
    assert not {"heading_open", "hr", "fence", "code_block", "bullet_list_open", "html_block"} & set(found)


def test_the_lines_of_an_answer_stay_lines() -> None:
    assert quote("one\ntwo\n\nthree\n") == "> one\\\n> two\n>\n> three"


def test_a_week_says_its_days_its_figures_and_what_is_left() -> None:
    assert week_markdown(week("who decides", "kept\nit")) == (
        "# Week 2026-W47\n\n"
        "Mon 16 Nov to Sun 22 Nov, open\n\n"
        "- meetings held: 4\n"
        "- reached you: 1\n"
        "- outside your moments, median of up to four logged weeks: 62 %\n\n"
        "## Triage (2 left)\n\n"
        "*Whose is it?*\n\n"
        "> kept\\\n> it\n\n"
        "- Wed 18 Nov: who decides (escalation 3)\n"
        "- who decides\n"
    )


def test_a_week_without_anything_logged_says_so() -> None:
    data = {**week("x"), "figures": {"held": 2, "reached_me": 0, "good_calls": 0, "outside_share": None}}
    assert "- nothing was logged this week\n" in week_markdown(data)


def test_a_complete_week_counts_nothing_as_left() -> None:
    assert "## Triage\n" in week_markdown({**week("x"), "complete": True})


@pytest.mark.parametrize(
    ("state", "said"),
    [({}, "open\n"), ({"complete": True}, "open, nothing left\n"), ({"complete": True, "closed": True}, "closed\n")],
)
def test_a_week_is_called_closed_when_it_was_closed(state: dict[str, bool], said: str) -> None:
    assert f"Mon 16 Nov to Sun 22 Nov, {said}" in week_markdown({**week("x"), **state})


def test_a_quarter_numbers_its_questions_and_admits_what_rests_on_nothing() -> None:
    assert quarter_markdown(quarter("Dana: 2 specific", "yes")) == (
        "# Quarter 2026-Q4\n\n"
        "Not every question is answered yet.\n\n"
        "## 1. What improved?\n\n"
        "> yes\n\n"
        "- Tue 18 Nov 2025: Dana: 2 specific (note 3)\n\n"
        "## 2. Who grew?\n\n"
        "Rests on no evidence.\n"
    )
