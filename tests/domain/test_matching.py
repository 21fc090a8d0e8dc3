"""Is this the same conflict as before? Properties of the matcher, and a small stream with a known answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.features import FEATURES, features, lift
from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching import (
    PROFILE_LINES,
    Band,
    Corpus,
    Habit,
    Line,
    Match,
    Profile,
    Roster,
    Team,
    Vocabulary,
    band,
    build_profile,
    choose_candidates,
    read_line,
    suggest,
    tokens_to_look_up,
    with_habits,
)
from rhythm.domain.matching.candidates import BY_TEAMS, BY_WORDS
from rhythm.domain.matching.own_words import words_to_join
from rhythm.domain.matching.pairs import likely_pairs
from rhythm.domain.matching.profiles import token_weights
from rhythm.domain.matching.scoring import SHIPPED
from rhythm.domain.matching.words import stem

DAY = date(2026, 3, 2)
ROSTER = Roster(
    (
        Team("Payments", ("pay",), ("Priya Rao",)),
        Team("Platform", ("plat", "T&P"), ("Tomas Horn", "Daniel Oak")),
        Team("Search", (), ("Lucia Berg", "Daniel Weir")),
        Team("Change Control", (), ("Will Stone",)),
    ),
    ("Mira Holt", "Priya Rao", "Tomas Klee"),
)
VOCABULARY = Vocabulary.from_data(
    {
        "concepts": "# limits\nrate limit | quota | throttle | 429\non call | pager",
        "light_words": "blocked decide again wants",
        "stop_words": "the a who on for is and of to",
    }
)
TOLD = (
    (1, "who sets the rate limit for partners", ("Payments", "Platform")),
    (2, "kitchen budget overspent on coffee machines", ("Payments", "Search")),
    (1, "Priya wants a higher quota for payouts", ("Platform",)),
    (3, "nightly reindex collides with backup window", ("Platform", "Search")),
)


def line(text: str, parties: Sequence[str] = (), day: date = DAY, raised_by: str = "", area: str = "") -> Line:
    return read_line(text, tuple(parties), raised_by, area, None, day, ROSTER, VOCABULARY)


def store(told: Sequence[tuple[int, str, tuple[str, ...]]]) -> tuple[list[tuple[ConflictId, Profile]], Corpus]:
    """Profiles and counts of a few stored lines, one a week."""
    lines: dict[int, list[Line]] = {}
    counts: Counter[str] = Counter()
    for week, (conflict, text, parties) in enumerate(told):
        read = line(text, parties, DAY - timedelta(days=7 * (len(told) - week)))
        lines.setdefault(conflict, []).append(read)
        counts.update(read.tokens)
    return [(ConflictId(key), build_profile(found)) for key, found in lines.items()], Corpus(len(told), counts)


def suggestions(new: Line) -> tuple[Match, ...]:
    return suggest(new, *store(TOLD))


def test_a_repeat_in_other_words_comes_first_and_says_why() -> None:
    best = suggestions(line("throttled again, Priya and Tomas both want the pen"))[0]
    assert best.conflict_id == 1
    assert best.reasons[0] == "both sides"
    assert '"throttled"' in best.reasons
    assert best.reasons[-1] == "last 16 Feb"


def test_a_new_matter_between_other_teams_scores_next_to_nothing() -> None:
    best = suggestions(line("lighting in the lobby", ("Legal", "Facilities")))[0]
    assert band(best.score) is Band.NOTHING


def test_the_same_words_with_other_parties_score_lower() -> None:
    text = "rate limit for partners"
    same = {match.conflict_id: match.score for match in suggestions(line(text, ("Payments", "Platform")))}
    other = {match.conflict_id: match.score for match in suggestions(line(text, ("Legal", "Facilities")))}
    assert other[ConflictId(1)] < same[ConflictId(1)]


def test_two_conflicts_that_look_alike_share_the_probability() -> None:
    alone, corpus = store(TOLD)
    new = line("rate limit for partners", ("Payments", "Platform"))
    twin = [*alone, (ConflictId(9), dict(alone)[ConflictId(1)])]
    assert suggest(new, twin, corpus)[0].score < suggest(new, alone, corpus)[0].score


def test_a_line_without_words_and_teams_gets_no_suggestion() -> None:
    assert suggestions(line("")) == ()
    assert suggestions(line("?! ... ---")) == ()


def test_nothing_is_suggested_when_nothing_is_stored() -> None:
    assert suggest(line("rate limit", ("Payments",)), [], Corpus(0, {})) == ()


def test_no_more_rows_than_asked_for_and_best_first() -> None:
    rows = suggest(line("quota", ("Platform",)), *store(TOLD), limit=2)
    assert len(rows) == 2
    assert rows[0].score >= rows[1].score


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1.0, Band.PRESELECTED),
        (0.9, Band.PRESELECTED),
        (0.89, Band.OFFERED),
        (0.28, Band.OFFERED),
        (0.27, Band.DIMMED),
        (0.02, Band.DIMMED),
        (0.019, Band.NOTHING),
    ],
)
def test_bands_begin_at_their_thresholds(score: float, expected: Band) -> None:
    assert band(score) is expected


def test_the_thresholds_of_bands_are_settings() -> None:
    assert band(0.5, preselect=0.5) is Band.PRESELECTED
    assert band(0.1, show=0.2) is Band.NOTHING


parties = st.lists(st.sampled_from(["Payments", "Platform", "Search", "Legal", "plat", "🦊", " "]), max_size=4)
texts = st.text(max_size=200) | st.lists(
    st.sampled_from(
        ["rate limit", "quota", "Priya", "C&S", "T&P", "PR", "blocked", "reindex", "429s", "'s", "Daniel W."]
    )
).map(" ".join)


@given(texts, parties, st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_scores_lie_between_0_and_1(text: str, who: list[str], person: str, area: str) -> None:
    new = read_line(text, tuple(who), person, area, None, DAY, ROSTER, VOCABULARY)
    found = suggestions(new)
    assert all(0 <= match.score <= 1 and match.reasons for match in found)
    assert sum(match.score for match in found) <= 1 + 1e-9
    assert Line.from_json(json.loads(json.dumps(new.to_json()))) == new._replace(surface={})


@given(texts, st.permutations(["Payments", "Platform", "Search"]))
@settings(max_examples=60, deadline=None)
def test_the_order_of_parties_changes_no_score(text: str, who: list[str]) -> None:
    usual = suggestions(line(text, ("Payments", "Platform", "Search")))
    assert [(m.conflict_id, m.score) for m in suggestions(line(text, who))] == [(m.conflict_id, m.score) for m in usual]


@given(st.permutations(range(16)))
@settings(max_examples=40, deadline=None)
def test_the_order_of_stored_lines_changes_no_profile(order: list[int]) -> None:
    lines = [line(f"quota word{n}", ("Payments",), DAY - timedelta(days=n // 2)) for n in range(16)]
    assert build_profile([lines[n] for n in order]) == build_profile(lines)


@given(st.lists(st.tuples(texts, parties), max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_profile_survives_json(told: list[tuple[str, list[str]]]) -> None:
    profile = build_profile([line(text, who) for text, who in told])
    assert Profile.from_json(json.loads(json.dumps(profile.to_json()))) == profile


def test_a_profile_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="not a profile"):
        Profile.from_json({"lines": "3"})
    with pytest.raises(ValueError, match="words"):
        Line.from_json({"day": "2026-03-02", "words": "quota"})


def test_only_the_newest_lines_speak_for_a_conflict() -> None:
    lines = [line(f"unique{n}", ("Payments",), DAY + timedelta(days=n)) for n in range(PROFILE_LINES + 3)]
    profile = build_profile(lines)
    assert profile.lines == PROFILE_LINES
    assert "unique2" not in profile.tokens
    assert "unique3" in profile.tokens


def test_the_name_of_a_conflict_adds_its_words_once() -> None:
    told = [line("quota for partners"), line("quota for payouts")]
    profile = build_profile(told, line("Quota wars"))
    assert profile.tokens["quota"] == 2
    assert profile.tokens["war"] == 1
    assert profile.lines == 2


@pytest.mark.parametrize(
    ("text", "teams"),
    [
        ("Priya is stuck", ("Payments",)),
        ("rao is stuck", ("Payments",)),
        ("TH says no", ("Platform",)),
        ("T&P says no", ("Platform",)),
        ("plat says no", ("Platform",)),
        ("Tom says no", ("Platform",)),
        ("Daniel W. says no", ("Search",)),
        ("Daniel says no", ()),
        ("it will break", ()),
        ("Will objects", ("Change Control",)),
        ("Mira objects", ()),
        ("Tomas objects", ("Platform",)),
        ("Tomas Klee objects", ()),
    ],
)
def test_teams_are_found_by_the_names_people_use(text: str, teams: tuple[str, ...]) -> None:
    assert line(text).mentioned == teams


def test_an_ambiguous_first_name_means_the_manager_of_a_party() -> None:
    assert line("Daniel says no", raised_by="Lucia Berg").mentioned == ("Search",)


def test_a_word_of_a_team_name_is_a_plain_word_once_both_sides_are_known() -> None:
    told = line("the change freeze", ("Payments", "Platform"))
    assert told.mentioned == ()
    assert "chang" in told.words
    assert line("change objects", ("Payments",)).mentioned == ("Change Control",)


def test_names_of_people_are_no_words_of_the_matter() -> None:
    assert line("Mira Holt and Priya Rao and quota").words == ("quota",)


def test_the_raiser_stands_for_a_team_when_fewer_than_two_are_named() -> None:
    assert line("quota", raised_by="priya rao").parties == ("Payments",)
    assert line("quota", ("Search", "Platform"), raised_by="Priya Rao").parties == ("Search", "Platform")


def test_an_unknown_party_keeps_its_name_and_an_alias_gets_the_teams() -> None:
    assert line("x", ("Legal", "PLAT", "plat")).teams == ("Legal", "Platform")


def test_without_a_roster_parties_and_who_speaks_for_them_are_learned() -> None:
    seen = [Habit("Ana Sol", "Billing", 3, 4), Habit("Ana Sol", "Store", 1, 4), Habit("Bo Lund", "Store", 1, 1)]
    learned = with_habits(Roster(), ["Store", "Billing", "Billing"], seen)
    assert learned.teams == (Team("Billing", (), ("Ana Sol",)), Team("Store"))
    read = read_line("Ana against store", (), None, None, None, DAY, learned, Vocabulary.from_data({}))
    assert read.mentioned == ("Billing", "Store")


def test_habits_move_no_manager_and_add_no_team_twice() -> None:
    habits = [Habit("Priya Rao", "Search", 9, 9), Habit("Kim Vo", "Search", 2, 2)]
    widened = with_habits(ROSTER, ["plat", "SEARCH"], habits)
    assert len(widened.teams) == len(ROSTER.teams)
    assert widened.teams[0].managers == ("Priya Rao",)
    assert widened.teams[2].managers == ("Lucia Berg", "Daniel Weir", "Kim Vo")


def test_synonyms_meet_in_a_concept_and_endings_do_not_matter() -> None:
    assert line("throttling").concepts == line("rate limits").concepts == line("429").concepts == ("rate limit",)


def test_words_of_conflict_are_light_and_words_that_say_nothing_are_dropped() -> None:
    read = line("who decided the blocked quota for search again")
    assert read.light == ("again", "block", "decid")
    assert read.words == ("quota",)


def test_a_vocabulary_reads_lists_and_blocks_alike() -> None:
    block = Vocabulary.from_data({"concepts": "a1 | b1\n\nc1 | d1"})
    assert block == Vocabulary.from_data({"concepts": ["a1 | b1", "c1 | d1"]})
    assert Vocabulary.from_data({}) == Vocabulary({}, frozenset(), frozenset())
    assert Vocabulary.from_data({"concepts": None, "light_words": 3}) == Vocabulary.from_data({})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("throttled", "throttling"),
        ("policies", "policy"),
        ("banned", "bans"),
        ("prioritize", "prioritise"),
        ("behaviour", "behavior"),
        ("compensation", "compensate"),
        ("release", "releases"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_short_words_and_numbers_keep_their_form() -> None:
    assert [stem(word) for word in ("ios", "s13", "429s", "process")] == ["ios", "s13", "429s", "process"]


@pytest.mark.parametrize(("ago", "said"), [(300, "last 6 May"), (301, "last 5 May 2025")])
def test_reasons_name_the_year_of_a_line_more_than_three_hundred_days_ago(ago: int, said: str) -> None:
    profile = build_profile([line("quota", ("Payments",), DAY - timedelta(days=ago))])
    found = suggest(line("quota"), [(ConflictId(1), profile)], Corpus(1, {"quota": 1}))
    assert found[0].reasons == ('"quota"', said)


@pytest.mark.parametrize(
    ("sides", "those_of_before", "said"),
    [
        ("Alpha Beta", "Alpha Beta", "both sides"),
        ("Alpha Beta Gamma", "Alpha Beta Gamma", "all three sides"),
        ("Alpha Beta Gamma Delta", "Alpha Beta Gamma Delta", "all four sides"),
        ("Alpha Beta Gamma Delta Omega", "Alpha Beta Gamma Delta Omega", "Alpha and Beta"),
        ("Alpha Beta Gamma Delta", "Alpha Beta Gamma", "Alpha and Beta"),
        ("Alpha Beta", "Beta", "Beta"),
    ],
)
def test_reasons_say_that_all_sides_are_the_same_up_to_four_and_else_name_two(
    sides: str, those_of_before: str, said: str
) -> None:
    profile = build_profile([line("quota", those_of_before.split())])
    found = suggest(line("quota", sides.split()), [(ConflictId(1), profile)], Corpus(1, {"quota": 1}))
    assert found[0].reasons[0] == said


def test_reasons_quote_two_shared_words_at_most() -> None:
    text = "reindex collides with backup window"
    found = suggest(line(text), [(ConflictId(1), build_profile([line(text)]))], Corpus(9, {}))
    assert len([reason for reason in found[0].reasons if reason.startswith('"')]) == 2


@pytest.mark.parametrize(
    ("new", "pair"),
    [("api", ("api", "gateway")), ("qa api", ("api", "gateway")), ("qa", None), ("s13 api", ("api", "gateway"))],
)
def test_words_to_join_have_three_letters_and_no_figure(new: str, pair: tuple[str, str] | None) -> None:
    assert words_to_join(line(new), [line("gateway"), line("gateway hr")], {"api": 5}) == pair


def test_five_pairs_are_asked_about_at_once_the_likeliest_and_then_the_oldest() -> None:
    names = {ConflictId(number): "Release date" for number in (4, 3, 2, 1)}
    found = likely_pairs({number: [] for number in names}, [], names, Corpus(0, {}))
    assert [(one.first, one.second) for one in found] == [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4)]


def test_reasons_name_a_single_team_and_the_area() -> None:
    told = read_line("x1", ("Payments", "Legal"), None, "budget", None, DAY, ROSTER, VOCABULARY)
    new = read_line("y1", ("Payments", "Search"), None, "Budget", None, DAY, ROSTER, VOCABULARY)
    found = suggest(new, [(ConflictId(1), build_profile([told]))], Corpus(1, {"x1": 1}))
    assert found[0].reasons == ("Payments", "also budget", "last 2 Mar")


def test_a_conflict_of_which_no_line_is_left_still_has_a_reason() -> None:
    profile = build_profile([], line("Quota wars"))
    found = suggest(line("quota"), [(ConflictId(1), profile)], Corpus(0, {}))
    assert found[0].reasons == ('"quota"', "no line yet")


def test_candidates_come_by_rare_words_first_and_then_by_teams() -> None:
    new = line("quota reindex", ("Payments", "Platform"))
    corpus = Corpus(10_000, {"quota": 400, "reindex": 3, "=rate limit": 600})
    assert tokens_to_look_up(new, corpus) == ("reindex", "quota")
    ids = [ConflictId(n) for n in range(1_000)]
    chosen = choose_candidates(
        new,
        {"quota": ids[:400], "reindex": [ids[7]]},
        {"Payments": ids[500:900], "Platform": ids[880:]},
        corpus,
    )
    assert chosen[0] == 7
    assert len(chosen) == len(set(chosen)) == BY_WORDS + BY_TEAMS
    assert set(ids[880:900]) <= set(chosen)


def test_tokens_that_no_line_has_are_not_looked_up() -> None:
    assert tokens_to_look_up(line("quota reindex"), Corpus(10, {"quota": 2})) == ("quota",)


def test_a_prepared_vocabulary_is_the_same_again() -> None:
    assert Vocabulary.from_prepared(VOCABULARY.prepared()) == VOCABULARY


@given(texts, parties, st.lists(st.tuples(st.integers(1, 6), texts, parties), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_score_is_what_the_fitted_weights_make_of_the_features(
    text: str, who: list[str], told: list[tuple[int, str, list[str]]]
) -> None:
    profiles, corpus = store([(number, said, tuple(sides)) for number, said, sides in told])
    new = line(text, who)
    weights = token_weights(new)
    strengths = {}
    for number, profile in profiles:
        evidence = features(new, weights, lift(weights, profile, corpus), profile)
        assert tuple(evidence) == FEATURES
        z = SHIPPED.prior + sum(SHIPPED.weights[name] * value for name, value in evidence.items())
        strengths[number] = exp(min(z, 40.0))
    total = exp(SHIPPED.caution) + sum(strengths.values())
    for match in suggest(new, profiles, corpus):
        assert match.score == pytest.approx(strengths[match.conflict_id] / total)
