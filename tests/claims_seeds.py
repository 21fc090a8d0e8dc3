"""What docs/seeds.md says is there, by the number of its row, each with the tests that fail when it is not so."""

from __future__ import annotations

CLARITY = "cli/test_talks.py::test_the_clarity_check_asks_one_item_and_takes_yes_no_unsure"
FEEDBACK = "cli/test_talks.py::test_feedback_is_kept_in_its_parts_and_a_vague_word_is_hinted_at_not_refused"
GAP = "domain/test_growth.py::test_an_area_without_a_line_in_a_quarter_and_the_one_before_it_is_a_gap"
LEVELS = "cli/test_talks.py::test_levels_of_delegation_are_named_by_both_and_read_again"
LISTS = "settings/test_settings_lists.py::"
PRECISE = "cli/test_talks.py::test_prep_says_since_when_there_was_no_precise_feedback_and_no_appreciation"
QUARTER = "actions/test_quarter_actions.py::"
READ = "screens/test_growth.py::test_lists_to_read_are_shown_and_store_nothing"
READY = "actions/test_bench.py::test_ready_is_locked_until_a_test_was_finished_and_says_what_is_missing"
RIGHT = "actions/test_decision_rights.py::test_a_cell_keeps_its_history_with_reasons_and_undo_takes_a_change_back"
ROUND = "actions/test_bench.py::test_a_calibration_round_has_its_place_from_six_teams_on_and_never_before"
SELF_CHECK = "screens/test_growth.py::test_the_self_check_is_answered_by_keys_and_its_last_question_in_words"
SKIP_LEVELS = "cli/test_skip_levels.py::test_a_way_round_the_manager_has_a_reason_and_is_counted"
STAGES = "actions/test_bench.py::test_somebody_goes_from_spotted_to_ready_each_step_with_its_day"
TENSION = "actions/test_fix_forms.py::test_misalignment_presets_the_fix_and_is_noted_where_no_cause_stands"
WEEK = "screens/test_week.py::"
WENT_WELL = "screens/test_week_sitting.py::test_a_call_that_went_well_is_added_from_its_step"

SEEDS: dict[int, tuple[str, ...]] = {
    1: (f"{WEEK}test_the_closing_line_is_kept_while_it_is_typed",),
    2: ("actions/test_ritual_actions.py::test_calibration_is_offered_from_six_teams",),
    3: (f"{QUARTER}test_the_self_check_has_nine_rows_each_with_an_example_and_the_last_one",),
    4: ("queries/test_figures.py::test_the_share_outside_is_of_the_last_four_weeks_that_have_a_log", WENT_WELL),
    5: (
        "domain/test_structure.py::test_the_oldest_unknown_comes_first_and_what_was_never_asked_before_it",
        "actions/test_structure_actions.py::test_only_managers_of_mine_have_an_area",
    ),
    6: (
        "screens/test_triage.py::test_each_moment_has_its_key",
        "queries/test_figures.py::test_without_a_row_whose_moment_is_known_there_is_no_share",
    ),
    7: ("domain/test_decision_rights.py::test_deciding_otherwise_what_was_delegated_is_known_apart",),
    8: (
        "screens/test_board.py::test_standards_and_free_choice_are_added_and_ended",
        "actions/test_presets.py::test_free_choice_counts_in_the_cells_of_its_teams_and_without_an_area_in_none",
    ),
    9: ("cli/test_talks.py::test_prep_says_whose_topics_they_are_and_what_they_were_for",),
    10: ("actions/test_ritual_actions.py::test_a_session_is_kept_and_said_again_of_the_same_day_replaced",),
    11: ("queries/test_evidence.py::test_each_fix_is_shown_by_what_became_of_it_in_the_period",),
    12: (
        "service/test_weeks.py::test_a_pillar_without_activity_for_four_weeks_is_named",
        f"{QUARTER}test_pillars_and_buckets_stand_with_their_records",
    ),
    13: ("domain/test_fixes.py::test_the_fix_that_most_causes_lead_to_is_proposed",),
    14: (
        "actions/test_structure_actions.py::test_a_card_keeps_every_answer_with_its_day_and_its_note",
        "actions/test_structure_actions.py::test_an_overlap_stands_beside_the_open_conflicts_of_its_two_teams",
    ),
    15: (
        "actions/test_presets.py::test_what_four_teams_share_without_a_decider_is_found_until_somebody_is_named",
        "actions/test_presets.py::test_a_row_of_its_own_and_a_conflict_that_grew_to_four_count_too",
    ),
    16: ("actions/test_tracker_actions.py::test_the_third_meeting_opens_a_card_that_day",),
    17: (
        "actions/test_bench.py::test_depth_counts_candidates_with_a_passed_test_by_seat",
        "actions/test_bench.py::test_the_line_of_the_month_stands_in_the_week_in_which_a_month_begins",
    ),
    18: (STAGES, READY, ROUND),
    19: (FEEDBACK,),
    20: (PRECISE,),
    21: (
        "screens/test_portfolio.py::test_a_return_and_a_decision_are_asked_for_and_stored",
        "screens/test_portfolio.py::test_a_decision_to_be_looked_at_again_stands_on_today_when_its_day_came",
    ),
    22: (
        "screens/test_portfolio.py::test_a_bet_stands_under_the_question_of_its_bucket_with_its_share",
        f"{QUARTER}test_pillars_and_buckets_stand_with_their_records",
    ),
    23: (
        "cli/test_teams.py::test_mode_bucket_and_triad_are_options_of_add_and_edit",
        "screens/test_team_page.py::test_the_room_of_who_leads_a_team_asks_the_question_of_its_mode",
    ),
    24: (
        "actions/test_structure_actions.py::test_how_teams_are_cut_is_said_of_all_or_of_one_with_its_known_break",
        "screens/test_quarter_walk.py::test_the_pattern_of_the_teams_asks_its_own_question",
    ),
    25: (f"{QUARTER}test_the_scorecard_is_marked_counted_and_compared_without_a_total",),
    26: ("screens/test_quarter.py::test_five_questions_are_answered_and_closed_by_keys_alone",),
    27: ("cli/test_fix_forms.py::test_the_card_says_whose_call_its_area_usually_is",),
    28: (TENSION,),
    29: ("actions/test_ritual_actions.py::test_an_offered_one_is_taken_up_with_its_words_and_offered_no_more",),
    30: (
        "cli/test_rights.py::test_who_is_heard_stays_until_it_is_said_otherwise",
        "domain/test_notes.py::test_each_kind_has_its_mark_and_may_be_shared_or_kept_to_oneself",
    ),
    31: (TENSION, "actions/test_fix_forms.py::test_a_healthy_tension_notes_no_cause_and_presets_nothing"),
    32: ("actions/test_presets.py::test_the_preset_puts_each_area_into_the_right_hands_and_undo_is_one_step",),
    33: (GAP, f"{LISTS}test_evidence_has_the_four_areas_and_the_five_skills"),
    34: (f"{LISTS}test_the_bench_has_the_tests_implications_and_topics_of_the_source",),
    35: (f"{LISTS}test_the_bench_has_the_tests_implications_and_topics_of_the_source",),
    36: ("actions/test_growth.py::test_what_was_closed_and_decided_may_become_a_story",),
    37: (
        "actions/test_bench.py::test_the_role_is_answered_and_the_board_has_its_own_word",
        "domain/test_bench.py::test_accountability_without_decision_rights_is_found_by_one_plain_rule",
    ),
    38: ("actions/test_bench.py::test_no_sponsor_lists_everybody_without_one",),
    39: (
        "storage/test_everything.py::test_whatever_was_done_comes_back_and_comes_out_the_same",
        "cli/test_completion.py::test_one_command_installs_it",
    ),
    40: ("domain/test_talk_rules.py::test_the_balance_of_talks_is_said_in_a_line_and_a_quiet_theme_is_named",),
    41: (READ,),
    42: (
        CLARITY,
        "domain/test_talk_rules.py::test_what_is_unclear_to_two_managers_in_a_quarter_is_a_matter_of_structure",
    ),
    43: (f"{LISTS}test_there_are_prompts_for_a_quarter_of_weeks_and_none_twice",),
    45: ("screens/test_room_between.py::test_expectations_stand_in_two_columns_are_retired_and_carried",),
    46: (RIGHT,),
    47: (LEVELS,),
    48: (
        f"{LISTS}test_the_five_delegation_questions_are_those_of_the_source",
        "screens/test_board.py::test_after_two_leaks_one_key_asks_the_five_questions",
        "cli/test_rights.py::test_a_level_that_changes_offers_the_five_questions_which_are_answered_in_the_shell",
    ),
    49: (
        "actions/test_fix_forms.py::test_a_form_is_one_action_with_its_fix",
        "cli/test_fix_forms.py::test_what_a_field_cant_take_is_refused_and_nothing_is_stored",
    ),
    50: (PRECISE,),
    51: ("screens/test_growth.py::test_a_card_is_written_and_a_mentor_opens_the_room",),
    52: ("actions/test_growth.py::test_the_self_check_is_answered_once_a_year",),
    53: ("domain/test_growth.py::test_skills_are_looked_at_for_themselves",),
    54: (
        "cli/test_growth.py::test_the_growth_file_is_shown_at_a_glance",
        "screens/test_growth.py::test_gaps_and_questions_without_a_story_are_named",
    ),
    55: ("actions/test_growth.py::test_who_has_a_say_is_boss_peers_and_stakeholders_with_a_card_each",),
    56: (STAGES,),
    57: (READ,),
    60: ("actions/test_clocks.py::test_the_three_lists_are_ticked_and_take_lines_of_ones_own",),
    61: (SKIP_LEVELS, "domain/test_routes.py::test_through_the_manager_is_told_without_the_name"),
    62: (WENT_WELL, "screens/test_capture.py::test_a_call_that_went_well_is_one_line"),
    63: ("domain/test_clocks.py::test_months_are_said_while_somebody_adjusts_and_days_in_the_first_ninety",),
    64: (SELF_CHECK,),
}
"""Rows that are not here say that nothing is, or where another row has it."""
