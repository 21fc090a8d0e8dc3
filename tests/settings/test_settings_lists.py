"""The shipped questions, steps, prompts and words, and the user's own copies of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from rhythm.domain.decision_rights import Level
from rhythm.domain.portfolio import Bucket, DecisionKind, Mode
from rhythm.paths import config_folder
from rhythm.settings import Settings
from rhythm.settings.bench import AUTHORITY, load_bench
from rhythm.settings.growth import load_growth
from rhythm.settings.lists import (
    EVIDENCE_RULES,
    WEEK_STEPS,
    checked_lists,
    load_portfolio,
    load_prompts,
    load_quarterly,
    load_rituals,
    load_weekly,
)
from rhythm.settings.problems import SettingsError
from rhythm.settings.sheets import load_sheets
from rhythm.settings.shipped import load_matching_data
from rhythm.settings.structure import load_structure
from rhythm.settings.vocabulary import load_vocabulary

FILES = (
    "quarterly.yaml", "weekly.yaml", "prompts.yaml", "rituals.yaml", "portfolio.yaml", "structure.yaml",
    "vocabulary.yaml", "bench.yaml", "growth.yaml",
)  # fmt: skip


def shipped(name: str) -> str:
    return (config_folder() / name).read_text("utf-8")


def line_of(text: str, part: str) -> int:
    """The line in which `part` stands last, counted from 1."""
    return text[: text.rindex(part)].count("\n") + 1


def test_the_quarterly_review_asks_the_five_questions_in_their_words() -> None:
    questions = load_quarterly(None, None)
    assert [question.text for question in questions] == [
        "What improved because of better structure?",
        "Which managers got stronger, and what evidence shows it?",
        "Where are decisions still too centralised?",
        "Which team is under-scoped, over-scoped, or poorly placed?",
        "Which portfolio bet is consuming attention without enough strategic return?",
    ]
    sheets = load_sheets(None, None)
    named = [one.evidence for group in (questions, sheets.scorecard, sheets.pillars) for one in group]
    assert {rule for rules in named for rule in rules} == set(EVIDENCE_RULES)
    assert all(question.feeds.endswith(".") for question in questions)


def test_every_evidence_rule_is_explained_in_the_file() -> None:
    explained = re.findall(r"^#     (\w+)  ", shipped("quarterly.yaml"), re.MULTILINE)
    assert explained == list(EVIDENCE_RULES)


def test_the_scorecard_has_nine_cells_in_three_groups_and_the_self_check_nine_rows() -> None:
    sheets = load_sheets(None, None)
    assert {group: len(list(cells)) for group, cells in groupby(sheets.scorecard, lambda cell: cell.group)} == {
        "Business outcomes": 3,
        "Operational excellence": 3,
        "Team health": 3,
    }
    assert len(sheets.focus) == 9
    assert [pillar.name for pillar in sheets.pillars] == [
        "Organisational design",
        "Talent pipeline",
        "Portfolio strategy",
    ]


def test_a_question_of_ones_own_is_asked_and_a_mistake_in_it_is_named_with_its_line(tmp_path: Path) -> None:
    own = "  - id: hiring\n    text: Whom do we hire?\n    evidence: [people]\n    feeds: Notes on talks.\n"
    written = shipped("quarterly.yaml") + own
    (tmp_path / "quarterly.yaml").write_text(written, "utf-8")
    assert load_quarterly(tmp_path, None)[-1].text == "Whom do we hire?"
    wrong = written.replace(
        "evidence: [people]\n    feeds: Notes on talks", "evidence: [poeple]\n    feed: Notes on talks"
    )
    (tmp_path / "quarterly.yaml").write_text(wrong, "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_quarterly(tmp_path, None)
    found = {problem.key: problem for problem in refused.value.problems}
    rule = found["questions.5.evidence.0"]
    assert (rule.line, rule.suggestion) == (line_of(wrong, "[poeple]"), "did you mean 'people'?")
    assert found["questions.5.feed"].line == line_of(wrong, "feed: Notes")


def test_a_wrong_sheet_is_named_with_its_line(tmp_path: Path) -> None:
    wrong = (
        shipped("sheets.yaml")
        .replace("evidence: [rituals]", "evidence: [ritual]")
        .replace("id: talent\n", "id: portfolio\n")
    )
    (tmp_path / "sheets.yaml").write_text(wrong.replace("id: portfolio\n", "id: talent\n", 1), "utf-8")
    (problem,) = checked_lists(tmp_path)
    assert (problem.line, problem.suggestion) == (line_of(wrong, "[ritual]"), "did you mean 'rituals'?")
    (tmp_path / "sheets.yaml").write_text(shipped("sheets.yaml").replace("id: talent\n", "id: portfolio\n"), "utf-8")
    (problem,) = checked_lists(tmp_path)
    assert problem.key == "pillars.2.id"


def test_the_weekly_review_has_its_steps_and_stays_in_its_budget() -> None:
    steps = load_weekly(None, None)
    assert tuple(step.id for step in steps) == WEEK_STEPS
    assert sum(step.minutes for step in steps) <= Settings().review.week_budget_minutes
    assert [step.question for step in steps if step.id == "closing"] == [
        "How do I design the org so that teams keep deciding better?"
    ]


OWN_STEP = """\
steps:
  - {id: next_week, title: Next, question: "Who is due?", minutes: 1}
  - {id: energy, title: Energy, question: "What gave me energy?", minutes: 1, own: true}
"""


def test_steps_may_be_put_in_another_order_left_out_and_joined_by_a_question_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "weekly.yaml").write_text(OWN_STEP, "utf-8")
    assert [(step.id, step.own) for step in load_weekly(tmp_path, None)] == [("next_week", False), ("energy", True)]
    assert checked_lists(tmp_path) == ()


@pytest.mark.parametrize(
    ("before", "after", "message", "suggestion"),
    [
        (", own: true", "", "'energy' is not one of the steps", "a question of your own has `own: true`"),
        ("id: energy", "id: closing", "'closing' is a step of the review", "leave out `own: true`"),
        ("id: energy", "id: next_week", "'next_week' is used twice", "change one"),
    ],
)
def test_a_question_of_ones_own_that_is_wrong_is_told_by_its_line(
    tmp_path: Path, before: str, after: str, message: str, suggestion: str
) -> None:
    (tmp_path / "weekly.yaml").write_text(OWN_STEP.replace(before, after), "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_weekly(tmp_path, None)
    problem = refused.value.problems[0]
    assert problem.place == f"{tmp_path / 'weekly.yaml'}:3"
    assert message in problem.message
    assert suggestion in problem.suggestion


def test_the_five_rituals_are_offered_each_with_a_purpose_and_a_question() -> None:
    offered = load_rituals(None, None)
    assert [(one.id, one.every_days) for one in offered] == [
        ("product_engineering_sync", 7),
        ("portfolio_review", 30),
        ("talent_calibration", 91),
        ("architecture_review", 91),
        ("post_launch_review", 91),
    ]
    assert all(one.question.endswith("?") and one.purpose.endswith(".") for one in offered)
    assert [one.id for one in offered if one.from_teams] == ["talent_calibration"]


def test_the_words_of_the_portfolio_are_those_of_the_closed_lists() -> None:
    words = load_portfolio(None, None)
    for listed, known in ((words.buckets, Bucket), (words.modes, Mode), (words.decisions, DecisionKind)):
        assert [one.slug for one in listed] == list(known)
    assert all(one.question.endswith("?") for one in (*words.buckets, *words.modes))
    # Where there are no words of the user's own, Today says these without reading the file.
    assert [one.label.lower() for one in words.decisions] == list(DecisionKind)


def test_the_structure_has_the_lists_of_the_essay_each_with_its_question() -> None:
    words = load_structure(None, None)
    assert [one.slug for one in words.patterns] == ["product_line", "customer_journey", "platform"]
    assert [one.slug for one in words.checklist] == ["charter", "interfaces", "scope", "decision_rights"]
    assert len(words.health) == 6
    asked = words[:-1]
    assert all(one.question.endswith("?") for group in asked for one in group)
    assert all(one.breaks.endswith(".") for one in words.patterns)
    areas = {area.slug for area in load_vocabulary(None, None).areas}
    assert areas.issuperset((*words.usual_owner.product, *words.usual_owner.engineering))
    assert not set(words.usual_owner.product) & set(words.usual_owner.engineering)


def test_there_are_prompts_for_a_quarter_of_weeks_and_none_twice() -> None:
    prompts = load_prompts(None, None)
    lists = [
        getattr(kind, theme)
        for kind in (prompts.one_on_one, prompts.skip_level)
        for theme in ("coach", "clarity", "culture")
    ]
    assert all(len(questions) >= 12 for questions in lists)
    everything = [question for questions in lists for question in questions]
    assert len(everything) == len(set(everything))
    assert all(re.search(r"[?.]$", question) and "?" in question for question in everything)


def test_the_bench_has_the_tests_implications_and_topics_of_the_source() -> None:
    lists = load_bench(None, None)
    assert [one.id for one in lists.tests][:3] == ["onboard_pm", "cross_team", "stakeholder"]
    assert [one.id for one in lists.role] == ["player_coach", AUTHORITY, "admin_drag", "growth_path"]
    assert [one.text for one in lists.calibration.topics] == [
        "Performance standards",
        "Promotions",
        "Coaching challenges",
    ]
    assert lists.calibration.ritual in {one.id for one in load_rituals(None, None)}
    assert [one.text for one in lists.first_days] == ["Assess the situation", "Low-hanging fruit", "Relationships"]
    assert all(one.question.endswith("?") for one in (*lists.role, *lists.calibration.topics))


def test_evidence_has_the_four_areas_and_the_five_skills() -> None:
    growth = load_growth(None, None)
    assert [one.id for one in growth.areas] == [
        "scale",
        "people_leadership",
        "strategic_judgment",
        "executive_communication",
    ]
    assert [one.id for one in growth.skills] == [
        "leading_change",
        "through_others",
        "aligning_teams",
        "high_performance",
        "stakeholders",
    ]


def test_the_clarity_check_has_the_six_items_of_the_source_and_an_id_twice_is_refused(tmp_path: Path) -> None:
    assert [item.text for item in load_prompts(None, None).clarity_check] == [
        "what their role is",
        "what is expected of them",
        "why the work matters",
        "why processes exist",
        "how decisions are made",
        "why certain decisions were taken",
    ]
    written = shipped("prompts.yaml").replace("- id: expectations", "- id: role")
    (tmp_path / "prompts.yaml").write_text(written, "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_prompts(tmp_path, None)
    (problem,) = refused.value.problems
    assert (problem.key, problem.line) == ("clarity_check.1.id", line_of(written, "- id: role"))
    assert "role" in problem.message


def test_the_vague_words_are_a_list_that_may_be_left_out(tmp_path: Path) -> None:
    assert {"executive presence", "ownership", "step up"} <= set(load_vocabulary(None, None).vague_words)
    written = shipped("vocabulary.yaml")
    (tmp_path / "vocabulary.yaml").write_text(written[: written.index("vague_words:")], "utf-8")
    assert load_vocabulary(tmp_path, None).vague_words == ()


def test_the_five_delegation_questions_are_those_of_the_source() -> None:
    questions = load_prompts(None, None).delegation
    assert [one.id for one in questions] == ["lessons", "understood", "others_knew", "clarity", "next"]
    assert all(one.text.endswith("?") for one in questions)


def test_the_levels_are_seven_in_their_order_and_another_order_is_refused(tmp_path: Path) -> None:
    words = load_vocabulary(None, None)
    assert [term.slug for term in words.levels] == [level.slug for level in Level]
    assert {name: words.level_names()[name] for name in ("tell", "Inquire", "delegate")} == {
        "tell": 1,
        "Inquire": 6,
        "delegate": 7,
    }
    words_file = shipped("vocabulary.yaml")
    swapped = (
        words_file.replace("slug: tell", "slug: @").replace("slug: sell", "slug: tell").replace("slug: @", "slug: sell")
    )
    (tmp_path / "vocabulary.yaml").write_text(swapped, "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_vocabulary(tmp_path, None)
    assert "order" in refused.value.problems[0].message


def test_the_closed_lists_hold_the_stored_slugs() -> None:
    words = load_vocabulary(None, None)
    assert [area.slug for area in words.areas] == [
        "roadmap",
        "architecture",
        "launch_timing",
        "success_criteria",
        "staffing",
        "ownership",
        "priorities",
        "quality",
        "budget",
        "other",
    ]
    assert [cause.slug for cause in words.causes] == [
        "overlapping_surfaces",
        "platform_as_feature_team",
        "service_desk",
        "ownership_unclear",
        "charter",
        "interface",
        "scope",
        "decision_right",
        "misalignment",
        "skill",
        "belongs_here",
        "unknown",
    ]
    assert [handling.slug for handling in words.handlings] == [
        "decided",
        "coached",
        "delegated",
        "agreed",
        "overrode",
        "joint",
        "deferred",
    ]
    assert [kind.slug for kind in words.fix_kinds] == [
        "charter",
        "interface",
        "scope",
        "decision_right",
        "escalation_rule",
        "reporting_line",
        "team_cut",
        "process_map",
    ]
    assert {moment.slug: moment.key for moment in words.moments} == {
        "ambiguity": "a",
        "quality_bar": "b",
        "org_design": "o",
        "executive": "t",
        "none": "0",
    }


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("launch timing", "launch_timing"),
        ("Architecture input", "architecture"),
        ("hiring", "staffing"),
        ("budget", "budget"),
    ],
)
def test_an_area_is_known_by_slug_label_and_alias(written: str, slug: str) -> None:
    names = {name.casefold(): area for name, area in load_vocabulary(None, None).area_names()}
    assert names[written.casefold()] == slug


def test_a_handling_is_known_by_slug_and_label() -> None:
    names = dict(load_vocabulary(None, None).handling_names())
    assert names["coached"] == names["Coached back"] == "coached"
    assert names["Joint call"] == "joint"


def test_an_area_of_the_users_own_is_taken(tmp_path: Path) -> None:
    extra = "areas:\n  - slug: data_use\n    label: Use of data\n    help: Who may use which data.\n"
    (tmp_path / "vocabulary.yaml").write_text(shipped("vocabulary.yaml").replace("areas:\n", extra, 1), "utf-8")
    words = load_vocabulary(tmp_path, None)
    assert (words.areas[0].slug, words.areas[0].aliases, len(words.areas)) == ("data_use", (), 11)
    assert dict(words.area_names())["Use of data"] == "data_use"


def test_labels_and_order_are_the_users(tmp_path: Path) -> None:
    text = shipped("vocabulary.yaml").replace("label: Coached back", "label: 'Asked: what would you do?'")
    (tmp_path / "vocabulary.yaml").write_text(text, "utf-8")
    assert "Asked: what would you do?" in dict(load_vocabulary(tmp_path, None).handling_names())


def test_a_users_copy_replaces_the_shipped_one_alone(tmp_path: Path) -> None:
    (tmp_path / "weekly.yaml").write_text(
        'steps:\n  - {id: closing, title: End, question: "What did I learn?", minutes: 5}\n', "utf-8"
    )
    (step,) = load_weekly(tmp_path, None)
    assert (step.id, step.title, step.question, step.minutes) == ("closing", "End", "What did I learn?", 5)
    assert load_quarterly(tmp_path, None) == load_quarterly(None, None)
    assert checked_lists(tmp_path) == ()


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_copy_is_good_as_a_users_own(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(shipped(name), "utf-8")
    assert checked_lists(tmp_path) == ()


Change = Callable[[str], str]


def swap(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("name", "change", "near", "message", "suggestion"),
    [
        ("quarterly.yaml", swap("    text: What", "    txet: What"), "txet", "unknown key 'txet'", "'text'"),
        ("quarterly.yaml", swap("\nquestions:", "\nquestion:"), "question:\n", "unknown key 'question'", "'questions'"),
        ("quarterly.yaml", swap("[people]", "[poeple]"), "[poeple]", "'poeple' is not one of", "'people'"),
        ("quarterly.yaml", swap("[people]", "[]"), "[]", "evidence needs at least 1", "add a line"),
        ("quarterly.yaml", swap("[people]", "people"), "evidence: people", "evidence must be a list", "- "),
        (
            "quarterly.yaml",
            swap("id: managers", "id: structure"),
            "id: structure",
            "'structure' is used twice",
            "",
        ),
        (
            "quarterly.yaml",
            swap("id: managers", "id: My managers"),
            "My managers",
            "can't be a short name",
            "my_managers",
        ),
        ("quarterly.yaml", swap("id: managers", "id: é"), "id: é", "can't be a short name", "lower-case"),
        ("weekly.yaml", swap("id: triage", "id: triag"), "id: triag", "'triag' is not one of", "'triage'"),
        (
            "weekly.yaml",
            swap("minutes: 3", "minutes: four"),
            "minutes: four",
            "minutes: 'four' is not a whole number",
            "",
        ),
        ("weekly.yaml", swap("    minutes: 3\n", ""), "- id: triage", "minutes is missing", "`minutes:`"),
        ("weekly.yaml", swap("title: Promises", "title:"), "title:\n", "title has no value", "a text"),
        ("prompts.yaml", swap("coach:", "couch:"), "couch:", "unknown key 'couch'", "'coach'"),
        (
            "prompts.yaml",
            swap("skip_level:", "one_on_one:"),
            "one_on_one:",
            "is set twice",
            "",
        ),
        ("portfolio.yaml", swap("slug: enabler", "slug: enabled"), "slug: enabled", "unknown slug", "'enabler'"),
        ("rituals.yaml", swap("every_days: 7", "every_days: 0"), "every_days: 0", "every_days", ""),
        ("rituals.yaml", swap("every_days: 7", "every_days: week"), "week", "is not a whole number", ""),
        ("rituals.yaml", swap("id: portfolio_review", "id: talent_calibration"), "id: talent", "is used twice", ""),
        (
            "structure.yaml",
            swap("slug: scope", "slug: charter"),
            "slug: charter\n    label: Scope",
            "is used twice",
            "change one",
        ),
        ("structure.yaml", swap("    breaks: The lines", "    brakes: The lines"), "brakes", "unknown key", "'breaks'"),
        ("bench.yaml", swap("id: cross_team", "id: onboard_pm"), "id: onboard_pm", "is used twice", ""),
        ("bench.yaml", swap("id: promotions", "id: standards"), "id: standards", "is used twice", ""),
        ("bench.yaml", swap("id: stuck", "id: annoyance"), "id: annoyance", "is used twice", ""),
        ("growth.yaml", swap("id: people_leadership", "id: scale"), "id: scale", "is used twice", ""),
        ("growth.yaml", swap("id: high_performance", "id: stakeholders"), "id: stakeholders", "is used twice", ""),
        ("vocabulary.yaml", swap("slug: coached", "slug: coched"), "coched", "unknown slug 'coched'", "'coached'"),
        (
            "vocabulary.yaml",
            swap("slug: deferred", "slug: decided"),
            "handlings:",
            "handlings has no deferred",
            "keep every",
        ),
        ("vocabulary.yaml", swap("key: b", "key: a"), "key: a", "key 'a' is used twice", ""),
        (
            "vocabulary.yaml",
            swap("[hiring,", "[launch,"),
            "slug: staffing",
            "'launch' already stands for launch_timing",
            "",
        ),
        ("vocabulary.yaml", swap("aliases:", "alias:"), "alias:", "unknown key 'alias'", "'aliases'"),
    ],
)
def test_a_mistake_in_a_users_copy_is_named_with_its_line(
    tmp_path: Path, name: str, change: Change, near: str, message: str, suggestion: str
) -> None:
    text = change(shipped(name))
    own = tmp_path / name
    own.write_text(text, "utf-8")
    problems = checked_lists(tmp_path)
    fitting = [problem for problem in problems if message in problem.message]
    assert fitting, problems
    assert fitting[0].file == str(own)
    assert fitting[0].line == line_of(text, near)
    assert suggestion in fitting[0].suggestion


def test_a_copy_from_before_there_was_a_list_has_the_shipped_one(tmp_path: Path) -> None:
    older = re.sub(r"# Whether it reached you.*?\n\n(?=#)", "", shipped("vocabulary.yaml"), flags=re.DOTALL)
    assert "reached:" not in older
    (tmp_path / "vocabulary.yaml").write_text(older, "utf-8")
    assert load_vocabulary(tmp_path, None) == load_vocabulary(None, None)


def test_the_list_of_when_it_reached_me_is_closed(tmp_path: Path) -> None:
    text = shipped("vocabulary.yaml").replace("slug: in_time", "slug: timely")
    (tmp_path / "vocabulary.yaml").write_text(text, "utf-8")
    assert {"unknown slug 'timely' in reached", "reached has no in_time"} == {
        problem.message for problem in checked_lists(tmp_path)
    }


def test_a_missing_slug_is_named_where_its_list_begins(tmp_path: Path) -> None:
    text = shipped("vocabulary.yaml")
    gone = re.sub(r"  - slug: budget\n(    .*\n)+", "", text)
    (tmp_path / "vocabulary.yaml").write_text(gone, "utf-8")
    (problem,) = checked_lists(tmp_path)
    assert (problem.message, problem.line) == ("areas has no budget", line_of(gone, "areas:\n  - slug: roadmap"))


@pytest.mark.parametrize("name", FILES)
def test_an_empty_copy_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# later\n", "utf-8")
    (problem,) = checked_lists(tmp_path)
    assert (problem.line, problem.message) == (1, "the file is empty")
    assert problem.suggestion == "remove it to use the shipped one"


def test_a_wrong_item_of_a_list_is_called_by_the_name_of_the_list(tmp_path: Path) -> None:
    text = "questions:\n- id: a\n  text: What?\n  evidence:\n  - fixes\n  - fishes\n  feeds: x\n"
    (tmp_path / "quarterly.yaml").write_text(text, "utf-8")
    (problem,) = checked_lists(tmp_path)
    assert (problem.line, problem.key) == (6, "questions.0.evidence.1")
    assert problem.message.startswith("evidence: 'fishes' is not one of")


def test_a_dangling_link_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "prompts.yaml").symlink_to(tmp_path / "gone.yaml")
    with pytest.raises(SettingsError, match="there is no such file"):
        load_prompts(tmp_path, None)


def test_words_of_the_matcher_stay_words_and_numbers_stay_numbers(tmp_path: Path) -> None:
    text = 'stop: [on, no, yes, 12:30, 1.10, null, nan, inf]\nlimits: {low: 0.5, high: 12, said: "12"}\nt: |\n  a\n'
    (tmp_path / "matching.yaml").write_text(text, "utf-8")
    assert load_matching_data(tmp_path, None) == {
        "stop": ["on", "no", "yes", "12:30", "1.10", "null", "nan", "inf"],
        "limits": {"low": 0.5, "high": 12, "said": "12"},
        "t": "a\n",
    }


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\na: 2\n", 2, "'a' is set twice"),
        ("\n\n- a\n", 1, "keys with values are wanted here"),
        ("b: 1\na: [", 2, "YAML"),
    ],
)
def test_mistakes_in_the_words_of_the_matcher_are_named(tmp_path: Path, text: str, line: int, message: str) -> None:
    (tmp_path / "matching.yaml").write_text(text, "utf-8")
    (problem,) = checked_lists(tmp_path)
    assert message in problem.message
    assert problem.line == line
