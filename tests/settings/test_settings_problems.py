"""What is wrong in a user's file is named by line, with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from rhythm.errors import BadInput
from rhythm.settings import Settings
from rhythm.settings.loader import checked, load_settings
from rhythm.settings.problems import Problem, SettingsError

BAD = [
    # unknown keys
    ("tracker:\n  treshold: 3\n", 2, "unknown key 'treshold'", "did you mean 'threshold'?"),
    ("traker:\n  threshold: 3\n", 1, "unknown key 'traker'", "did you mean 'tracker'?"),
    ("threshold: 3\n", 1, "unknown key 'threshold'", "write `threshold:` under `tracker:`"),
    ("tracker.threshold: 3\n", 1, "unknown key 'tracker.threshold'", "under `tracker:`"),
    ("verify_days: 3\n", 1, "unknown key 'verify_days'", "write `verify_days:` under `tracker: fix:`"),
    ("look:\n  xyzzy: 1\n", 2, "unknown key 'xyzzy'", "known here: theme, hidden_at_start, ascii"),
    ("planner:\n  cadence:\n    vendor: {target: 1, limit: 2}\n", 3, "unknown key 'vendor'", "did you mean 'mentor'?"),
    ("target: 3\n", 1, "unknown key 'target'", "known here: director"),
    ("12: 3\n", 1, "unknown key '12'", "known here"),
    # wrong types
    ("tracker:\n  threshold: three\n", 2, "'three' is not a whole number", "from 2 to 20"),
    ("tracker:\n  threshold: 3.5\n", 2, "'3.5' is not a whole number", "whole number"),
    ("tracker:\n  threshold: 12:30\n", 2, "'12:30' is not a whole number", "whole number"),
    ("tracker:\n  threshold: 010\n", 2, "'010' is not a whole number", "whole number"),
    ("tracker:\n  threshold: 0x3\n", 2, "'0x3' is not a whole number", "whole number"),
    ("tracker:\n  threshold: 1_0\n", 2, "'1_0' is not a whole number", "whole number"),
    ("tracker:\n  threshold: yes\n", 2, "'yes' is not a whole number", "whole number"),
    ("tracker:\n  threshold: ٣\n", 2, "is not a whole number", "whole number"),
    ('tracker:\n  threshold: "3"\n', 2, "'3' is a text, a whole number is wanted", "without quotes"),
    ("tracker:\n  threshold:\n", 2, "threshold has no value", "write a whole number or remove the line"),
    ("tracker:\n  threshold: [3]\n", 2, "threshold is a list, a whole number is wanted", ""),
    ("tracker:\n  threshold:\n    is: 3\n", 3, "threshold is a group of keys", ""),
    ("tracker: 3\n", 1, "tracker: keys with values are wanted here", "`name: value`"),
    ("tracker:\n- threshold: 3\n", 2, "tracker: keys with values are wanted here", "`name: value`"),
    ("just words\n", 1, "keys with values are wanted here", "`name: value`"),
    ("- 1\n- 2\n", 1, "keys with values are wanted here", "`name: value`"),
    ("look:\n  ascii: 1\n", 2, "'1' is neither true nor false", "write true or false"),
    ("look:\n  ascii: ja\n", 2, "'ja' is neither true nor false", "write true or false"),
    ("look:\n  ascii: 'true'\n", 2, "'true' is a text, true or false is wanted", "without quotes"),
    ("look:\n  theme:\n", 2, "theme has no value", "write a text"),
    ("look:\n  theme: ''\n", 2, "the text is empty", "leave the key out"),
    ("look:\n  theme: [dark]\n", 2, "theme is a list, a text is wanted", "in quotes"),
    ('look:\n  theme: "da\\x07rk"\n', 2, "control character", "remove it"),
    ('look:\n  theme: "\\ud800"\n', 2, "control character", "remove it"),
    (f"look:\n  theme: {'x' * 3000}\n", 2, "the text has 3000 characters", "at most"),
    ("matching:\n  offer: often\n", 2, "'often' is not a number", "from 0 to 1"),
    ("matching:\n  offer: .nan\n", 2, "'.nan' is not a number", "from 0 to 1"),
    ("matching:\n  offer: 1e-1\n", 2, "'1e-1' is not a number", "from 0 to 1"),
    ("matching:\n  offer: 28%\n", 2, "'28%' is not a number", "from 0 to 1"),
    ("director:\n  email: dana\n", 2, "'dana' is not an e-mail address", "dana@example.com"),
    ("keys: [f2]\n", 1, "keys: keys with values are wanted here", "`name: value`"),
    ("keys:\n  undo: f2\n", 2, "'undo' names no action", "capture.open"),
    ("keys:\n  app.undo: ''\n", 2, "is no key", "write a key"),
    ("keys:\n  app.undo: u,,z\n", 2, "is no key", "write a key"),
    ("keys:\n  app.undo: page up\n", 2, "'page up' is no key", "write a key"),
    ("keys:\n  app.undo: ctlr+z\n", 2, "'ctlr+z' is no key", "did you mean 'ctrl'?"),
    ("keys:\n  app.undo: ctrl+Z\n", 2, "no terminal sends 'ctrl+Z'", "write ctrl+shift+z"),
    ("keys:\n  app.undo: F2\n", 2, "'F2' is no key", "written small"),
    ("keys:\n  app.undo:\n", 2, "undo has no value", "write a key"),
    # working time
    ("planner:\n  working_days: mon-fryday\n", 2, "'fryday' is no weekday", "write mon-fri"),
    ("planner:\n  working_days: fri-mon\n", 2, "'fri-mon' runs backwards", "mon-fri"),
    ("planner:\n  working_hours: 9 to 5\n", 2, "'9to5' is no span of hours", "09:00-17:30"),
    ("planner:\n  working_hours: 17:00-09:00\n", 2, "ends before it begins", "09:00-17:00"),
    ("planner:\n  working_hours: 09:00-24:30\n", 2, "is no span of hours", "09:00-17:30"),
    ("planner:\n  zone: Europe/Munich\n", 2, "'Europe/Munich' is no time zone", "Europe/"),
    ("planner:\n  country: Germany\n", 2, "'Germany' is no country code", "DE-BY"),
    ("planner:\n  no_meetings:\n    wednesday: 09:00-12:00\n", 3, "'wednesday' is not one of", "tue, wed"),
    ("planner:\n  no_meetings:\n    wed: morning\n", 3, "'morning' is no span of hours", "09:00-17:30"),
    ("planner:\n  skip_levels_per_week: 8\n", 2, "'8' is not one of the choices", "auto"),
    # out of range, not in a closed list
    ("tracker:\n  threshold: 1\n", 2, "'1' is out of range", "from 2 to 20"),
    ("tracker:\n  threshold: -3\n", 2, "'-3' is out of range", "from 2 to 20"),
    (f"tracker:\n  threshold: {'9' * 5000}\n", 2, "is out of range", "from 2 to 20"),
    ("review:\n  quarter_start_month: 13\n", 2, "'13' is out of range", "from 1 to 12"),
    ("matching:\n  offer: 1.5\n", 2, "'1.5' is out of range", "from 0 to 1"),
    ("matching:\n  offer: -0.1\n", 2, "'-0.1' is out of range", "from 0 to 1"),
    ("review:\n  weekday: friday\n", 2, "'friday' is not one of the choices", "did you mean 'fri'?"),
    ("dates:\n  numeric_order: ymd\n", 2, "'ymd' is not one of the choices", "one of refuse, day_first"),
    # across keys
    ("planner:\n  cadence:\n    peer:\n      target: 30\n", 4, "target is 30, above", "planner.cadence.peer.limit"),
    ("planner:\n  cadence:\n    peer:\n      limit: 10\n", 4, "limit with 10", "planner.cadence.peer.target"),
    ("matching:\n  offer: 0.95\n", 2, "matching.offer is 0.95, above matching.preselect", "preselect as well"),
    ("matching:\n  show: 0.5\n", 2, "matching.show is 0.5, above matching.offer", "matching.offer as well"),
    # YAML itself
    ("tracker:\n  threshold: 3\n  threshold: 4\n", 3, "'threshold' is set twice, first in line 2", "keep one"),
    ("look: {}\nlook: {}\n", 2, "'look' is set twice, first in line 1", "keep one"),
    ("keys:\n  a.b: x\n  a.b: y\n", 3, "'a.b' is set twice", "keep one"),
    ("tracker:\n\tthreshold: 3\n", 2, "not readable YAML", "indent with spaces, not tabs"),
    ("look:\n  theme: a: b\n", 2, "mapping values are not allowed here", "put in quotes"),
    ("look:\n  theme: 'dark\n", 3, "not readable YAML", "quotes"),
    ("look: {theme: dark\n", 2, "not readable YAML", ""),
    ("a: 1\n---\nb: 2\n", 2, "not readable YAML", ""),
    ("look: &x\n  theme: dark\nkeys: *x\n", 3, "aliases (*) are not read here", "write the value out"),
    ("look: &x\n  theme: *x\n", 2, "aliases (*) are not read here", "write the value out"),
    ("look:\n  <<: {theme: dark}\n", 2, "unknown key '<<'", "known here"),
    ("look:\n  theme: !!python/name:os.system x\n", 2, "tags (!) are not read here", "in quotes"),
    ("look:\n  theme: !env HOME\n", 2, "tags (!) are not read here", "in quotes"),
    ("look:\n  ? [a, b]\n  : c\n", 2, "a key must be a single word", "in quotes"),
    ("look:\n  theme: a\x07b\n", 2, "a control character", ""),
    ("\n\x07\n", 2, "a control character", ""),
    ("[" * 5000, None, "nested too deeply", "levels"),
]


@pytest.mark.parametrize(("text", "line", "message", "suggestion"), BAD)
def test_a_mistake_is_named_with_its_line_and_what_was_meant(
    tmp_path: Path, text: str, line: int | None, message: str, suggestion: str
) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(text, "utf-8")
    problem = checked(own)[0]
    assert (problem.file, problem.line) == (str(own), line)
    assert message in problem.message
    assert suggestion in problem.suggestion
    with pytest.raises(SettingsError):
        load_settings(own, None)


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("[dark]", "put a text that begins with [ or { in quotes"),
        ("{a: b}", "put a text that begins with [ or { in quotes"),
        ("\n  - dark", ""),
        ("\n    a: b", ""),
    ],
)
def test_quotes_are_advised_only_for_what_stands_in_brackets(tmp_path: Path, value: str, advice: str) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(f"look:\n  theme: {value}\n", "utf-8")
    assert [problem.suggestion for problem in checked(own)] == [advice]


def test_the_error_has_two_lines_and_ends_with_wrong_usage(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text("tracker:\n  treshold: 4\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        load_settings(own, None)
    assert caught.value.message == f"{own}:2: unknown key 'treshold'"
    assert caught.value.hint == "did you mean 'threshold'?"
    assert caught.value.exit_code == 2


def test_all_problems_are_collected_in_the_order_of_the_file(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text("look:\n  ascii: perhaps\n  colour: red\ntracker:\n  threshold: 99\nx: 1\n", "utf-8")
    assert [(problem.line, problem.key) for problem in checked(own)] == [
        (2, "look.ascii"),
        (3, "look.colour"),
        (5, "tracker.threshold"),
        (6, "x"),
    ]
    with pytest.raises(SettingsError) as caught:
        load_settings(own, None)
    assert caught.value.hint == "write true or false; 3 more: rhythm settings check"
    assert len(caught.value.problems) == 4


def test_a_problem_without_a_line_names_the_file_alone() -> None:
    assert str(Problem("settings.yaml", None, "", "there is no such file")) == "settings.yaml: there is no such file"


@pytest.mark.parametrize("order", ["target: 30, limit: 40", "limit: 40, target: 30"])
def test_a_pair_that_is_in_order_together_is_fine(tmp_path: Path, order: str) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(f"planner:\n  cadence:\n    peer: {{{order}}}\n", "utf-8")
    assert load_settings(own, None).planner.cadence.peer.limit == 40


@pytest.mark.parametrize("text", ["planner: {cadence: {peer: {target: 28}}}", "matching: {offer: 0.9, preselect: 0.9}"])
def test_two_that_may_not_be_out_of_order_may_be_the_same(tmp_path: Path, text: str) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(text, "utf-8")
    assert checked(own) == ()


@pytest.mark.parametrize(
    "text",
    ["", "# nothing yet\n", "---\n", "tracker:\n", "tracker:\n  # threshold: 4\nlook:\n", "keys:\n", "keys: {}\n"],
)
def test_a_file_or_heading_without_keys_changes_nothing(tmp_path: Path, text: str) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(text, "utf-8")
    assert load_settings(own, None) == Settings()


@pytest.mark.parametrize("word", ["on", "no", "yes", "null", "12:30", "1.10", "2026-11-20", "~x", "0o7", "1e3"])
def test_a_text_is_taken_as_it_is_written(tmp_path: Path, word: str) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(f"look:\n  theme: {word}\n", "utf-8")
    if word == "null":
        assert load_settings(own, None).look.theme == "null"
    assert load_settings(own, None).look.theme == word


@pytest.mark.parametrize(
    ("word", "meant"), [("true", True), ("Yes", True), ("on", True), ("FALSE", False), ("no", False), ("off", False)]
)
def test_a_switch_takes_the_usual_words(tmp_path: Path, word: str, meant: bool) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text(f"look: {{ascii: {word}, hidden_at_start: {word}}}\n", "utf-8")
    look = load_settings(own, None).look
    assert (look.ascii, look.hidden_at_start) == (meant, meant)


def test_several_forms_of_values_are_read(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    text = (
        "director:\n  email: ' Dana@example.com '\nmatching:\n  preselect: 1\n  show: 0\n  offer: .5\n"
        "look:\n  theme: >\n    catppuccin\n    latte\n"
        "keys:\n  app.undo: ctrl+z, U\n  app.help: '?'\n  app.find: +\n  week.next: \"]\"\n  app.hide: ctrl+shift+h\n"
    )
    own.write_text(text, "utf-8")
    settings = load_settings(own, None)
    assert settings.director.email == "Dana@example.com"
    assert (settings.matching.preselect, settings.matching.show, settings.matching.offer) == (1.0, 0.0, 0.5)
    assert settings.look.theme == "catppuccin latte"
    assert dict(settings.keys) == {
        "app.undo": "ctrl+z,U",
        "app.help": "?",
        "app.find": "+",
        "week.next": "]",
        "app.hide": "ctrl+shift+h",
    }


def test_an_empty_address_means_none(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text("director:\n  email:\n", "utf-8")
    assert load_settings(own, None).director.email == ""


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_bytes(b"\xef\xbb\xbftracker:\r\n  threshold: 4\r\n")
    assert load_settings(own, None).tracker.threshold == 4


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"look:\n  theme: caf\xe9\n", 2), (b"\n\xe9\n", 2), ("look:\n  theme: dark\n".encode("utf-16"), 1)],
)
def test_another_encoding_is_named(tmp_path: Path, data: bytes, line: int) -> None:
    own = tmp_path / "settings.yaml"
    own.write_bytes(data)
    (problem,) = checked(own)
    assert (problem.line, problem.message) == (line, "this is not UTF-8 text")
    assert problem.suggestion == "save the file with the encoding UTF-8"


def test_a_missing_file_a_folder_and_a_dangling_link_are_named(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "gone.yaml")
    assert checked(tmp_path / "gone.yaml")[0].message == "there is no such file"
    assert checked(link)[0].message == "there is no such file"
    assert checked(tmp_path)[0].message == "this is a folder"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, "Permission denied"), "you may not read this file"),
        (OSError(5, "Input/output error"), "the file can't be read: Input/output error"),
    ],
)
def test_a_file_that_can_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text("look: {}\n", "utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert checked(own)[0].message == message


def test_a_file_of_a_megabyte_is_read_and_a_larger_one_refused(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_bytes(b"#".ljust(1_000_000, b"x"))
    assert checked(own) == ()
    own.write_bytes(b"#".ljust(1_000_001, b"x"))
    assert checked(own)[0].message == "the file is larger than 1 MB"


def test_a_value_in_a_message_is_clipped_and_shows_control_characters(tmp_path: Path) -> None:
    own = tmp_path / "settings.yaml"
    own.write_text('tracker:\n  threshold: "\\e[31m' + "x" * 200 + '"\n', "utf-8")
    message = checked(own)[0].message
    assert "\x1b" not in message
    assert "\\x1b[31m" in message
    assert len(message) < 120


@bounded(max_examples=150, deadline=None)
@given(data=st.one_of(st.binary(max_size=200), st.text("abkey:[]{}#&*!|>'\"\n\t- %@`", max_size=120).map(str.encode)))
def test_no_file_brings_another_error_than_a_named_problem(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    own = tmp_path_factory.getbasetemp() / "any.yaml"
    own.write_bytes(data)
    for problem in checked(own):
        assert problem.message
        assert problem.line is None or 1 <= problem.line <= len(data.splitlines()) + 2


@bounded(max_examples=150, deadline=None)
@given(
    section=st.sampled_from(["tracker", "look", "matching", "review", "planner", "dates", "director", "keys"]),
    key=st.sampled_from(["threshold", "ascii", "theme", "offer", "weekday", "email", "cadence", "a.b"]),
    value=st.text(max_size=30),
)
def test_no_value_brings_another_error_than_a_named_problem(
    tmp_path_factory: pytest.TempPathFactory, section: str, key: str, value: str
) -> None:
    own = tmp_path_factory.getbasetemp() / "value.yaml"
    own.write_text(f"{section}:\n  {key}: {value}\n", "utf-8", errors="replace")
    checked(own)
