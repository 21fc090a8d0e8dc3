"""What the CHANGELOG says that there is, each with the tests that fail when it is not so."""

from __future__ import annotations

CHANGELOG = "CHANGELOG.md"

CLAIMED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "People, teams and the reporting tree",
        (
            "interop/test_people_files.py::test_every_vendors_export_of_an_organisation_gives_its_tree",
            "cli/test_importing.py::test_an_import_is_one_action",
        ),
    ),
    (
        "by a target and a longest gap for each relation",
        (
            "domain/test_cadence.py::test_due_from_the_target_on_and_over_past_the_limit",
            "service/test_plans.py::test_holidays_of_each_side_are_kept_and_computed_once",
        ),
    ),
    (
        "After eight idle days the app offers a catch-up",
        (
            "service/test_catching_up.py::test_it_is_asked_after_so_many_idle_days_as_the_settings_say",
            "screens/test_catching_up.py::test_after_14_idle_days_there_is_no_red_wall",
        ),
    ),
    (
        "notes become promises, requests, actions and decisions by the mark before a line",
        (
            "screens/test_room_kinds.py::test_closing_shows_each_kind_and_stores_it",
            "cli/test_talks.py::test_notes_of_a_kind_are_private_unless_shared",
        ),
    ),
    (
        "Precise feedback, a clarity check",
        (
            "domain/test_talk_rules.py::test_feedback_is_precise_with_all_three_parts",
            "cli/test_talks.py::test_the_clarity_check_asks_one_item_and_takes_yes_no_unsure",
            "actions/test_talk_actions.py::test_the_share_of_topics_and_themes_comes_from_what_was_queued_and_discussed",
        ),
    ),
    (
        "A plan of 1:1s and skip-levels, each meeting with its reason",
        (
            "service/test_plans.py::test_everybody_with_a_cadence_is_proposed_or_listed_with_the_reason",
            "service/test_plans.py::test_one_after_the_other_is_accepted_and_the_rest_stays",
            "cli/test_plan.py::test_who_has_no_place_is_listed_with_the_reason",
        ),
    ),
    (
        "followed through moves and cancellations",
        (
            "actions/test_importing_calendar.py::test_a_meeting_that_was_moved_here_stays_until_the_calendar_moves_it",
            "actions/test_importing_calendar.py::test_a_cancellation_takes_the_meeting_out_of_the_plan",
            "actions/test_exporting_calendar.py::test_a_meeting_is_one_event_in_utc_with_nobody_invited_and_nothing_noted",
        ),
    ),
    (
        "managers told first, and a way for everything that a skip-level says",
        (
            "actions/test_skip_level_actions.py::test_a_manager_is_told_once_and_asked_for_only_before_the_first",
            "domain/test_routes.py::test_round_the_manager_needs_a_reason_and_tells_the_manager_nothing",
        ),
    ),
    (
        "One line logs an escalation",
        (
            "screens/test_capture.py::test_a_line_and_two_enters_are_a_row_without_a_conflict",
            "screens/test_capture.py::test_a_sure_suggestion_is_taken_by_enter_and_a_due_verdict_is_told",
            "screens/test_capture.py::test_tab_or_the_arrow_takes_what_the_line_may_go_on_as",
        ),
    ),
    (
        "At the third meeting within 90 days a verdict is due",
        (
            "actions/test_tracker_actions.py::test_the_third_meeting_opens_a_card_that_day",
            "actions/test_verdicts.py::test_the_answer_fix_takes_the_card_away",
        ),
    ),
    (
        "A fix is watched for 90 days in which something was logged",
        (
            "actions/test_verdicts.py::test_the_watch_shows_before_and_since_over_logged_weeks",
            "actions/test_fix_forms.py::test_a_right_is_set_from_the_day_on_and_keeps_who_is_heard",
            "actions/test_fix_forms.py::test_a_reporting_line_moves_with_the_fix_and_undo_takes_both_back",
            "actions/test_fix_forms.py::test_charters_are_written_and_dated_with_the_fix_and_undo_takes_all_back",
        ),
    ),
    (
        "Conflicts are merged, split and renamed without losing a count",
        (
            "actions/test_counting_properties.py::test_merging_and_splitting_off_again_restores_both",
            "domain/test_conflict_story.py::test_no_meeting_is_lost_in_the_picture_and_a_week_without_a_log_is_never_a_zero",
        ),
    ),
    (
        "who decides what for which team, at levels 1 to 7",
        (
            "domain/test_decision_rights.py::test_from_level_five_on_it_is_a_leak",
            "actions/test_decision_rights.py::test_five_agreed_unchanged_raise_the_level_by_one_or_leave_it",
        ),
    ),
    (
        "A week without a log is missing, not zero",
        (
            "cli/test_tracker_contract.py::test_stats_are_the_plain_counts_and_every_week_is_there",
            "queries/test_figures.py::test_a_week_in_which_nothing_was_logged_is_missing_and_not_zero",
        ),
    ),
    (
        "it goes on where it was left, and a number bounds it to the worst items",
        (
            "screens/test_week_sitting.py::test_a_review_that_is_killed_goes_on_at_the_same_row_with_what_was_skipped_and_typed",
            "screens/test_week.py::test_a_bounded_review_asks_the_worst_items_of_all_steps_and_says_what_it_leaves_out",
        ),
    ),
    (
        "Five quarterly questions beside the evidence that was collected",
        (
            "screens/test_quarter_walk.py::test_a_row_is_struck_and_pinned_by_one_key_and_the_count_follows",
            "screens/test_quarter_walk.py::test_what_was_intended_stands_beside_with_what_became_of_it_and_can_be_settled",
            "screens/test_quarter_walk.py::test_a_sheet_is_no_obstacle_and_the_quarter_closes_from_it",
        ),
    ),
    (
        "A closed quarter is a frozen copy under a hash",
        (
            "actions/test_frozen_quarters.py::test_a_copy_that_was_tampered_with_says_so",
            "actions/test_frozen_quarters.py::test_what_is_said_later_stands_beside_the_answer_with_its_day",
            "service/test_comparing.py::test_two_quarters_stand_beside_each_other_with_what_is_missing",
            "cli/test_comparing.py::test_answers_over_time_in_the_shell",
            "service/test_reports.py::test_nothing_on_the_page_reaches_out",
        ),
    ),
    (
        "Questions and steps of your own",
        (
            "settings/test_settings_lists.py::test_a_question_of_ones_own_is_asked_and_a_mistake_in_it_is_named_with_its_line",
            "settings/test_settings_lists.py::test_steps_may_be_put_in_another_order_left_out_and_joined_by_a_question_of_ones_own",
        ),
    ),
    (
        "Moves, joiners, leavers, merged and archived teams",
        (
            "actions/test_reorganising.py::test_a_new_manager_holds_from_its_day_on_and_history_stays",
            "actions/test_team_actions.py::test_merging_is_one_action_that_undo_takes_back_whole",
            "actions/test_team_actions.py::test_an_archived_team_leaves_every_list_and_keeps_its_history",
        ),
    ),
    (
        "What a team owns and does not own, interfaces, checklists",
        (
            "screens/test_team_page.py::test_one_key_answers_a_card_as_of_today_and_keys_of_cards_work_on_cards_only",
            "cli/test_teams.py::test_an_interface_is_said_shown_and_ended",
            "screens/test_picture.py::test_every_node_and_every_cell_opens_what_is_behind_it",
        ),
    ),
    (
        "The management bench, role clocks, rituals, bets",
        (
            "actions/test_bench.py::test_ready_is_locked_until_a_test_was_finished_and_says_what_is_missing",
            "actions/test_ritual_actions.py::test_three_times_no_asks_once_and_again_after_three_more",
            "actions/test_portfolio.py::test_meetings_rituals_and_escalations_that_name_a_bet_take_attention",
            "actions/test_clocks.py::test_a_clock_runs_from_the_first_day_here_unless_another_day_is_named_for_the_role",
            "actions/test_growth.py::test_evidence_about_me_is_kept_with_its_tags_changed_struck_and_undone",
        ),
    ),
    (
        "Every change is in a log: undo and redo",
        (
            "actions/test_undo.py::test_undo_and_redo_are_in_the_log_and_forget_nothing",
            "test_terminal.py::test_a_half_typed_note_is_kept_while_one_types_on_and_survives_kill_9",
            "cli/test_backups.py::test_the_first_command_of_a_day_that_writes_makes_the_copy_of_the_day",
        ),
    ),
    (
        "Encryption by a passphrase",
        (
            "cli/test_encryption.py::test_nothing_is_plain_in_any_file_afterwards",
            "screens/test_lock.py::test_a_screen_that_was_left_is_covered_until_a_key_which_does_nothing_else",
            "screens/test_app.py::test_hidden_no_name_and_no_note_stands_anywhere",
            "storage/test_erasing.py::test_no_byte_of_somebody_who_was_erased_is_left_in_the_file",
        ),
    ),
    (
        "the JSON makes the same store again",
        (
            "storage/test_everything.py::test_whatever_was_done_comes_back_and_comes_out_the_same",
            "service/test_exporting.py::test_every_person_conflict_week_and_quarter_has_a_note_and_every_link_leads_to_one",
            "service/test_exporting.py::test_every_table_is_a_file_with_names_beside_the_numbers",
        ),
    ),
    (
        "is told apart, each with its next step",
        (
            "cli/test_situations.py::test_a_store_that_can_not_be_opened_is_said_with_its_path_and_the_next_step",
            "cli/test_situations.py::test_a_store_that_can_not_be_written_is_read_and_says_why_it_is_not_written",
            "cli/test_places.py::test_such_a_place_is_refused_for_reading_and_for_making_a_store_with_the_way_to_do_it_right",
            "storage/test_restoring.py::test_what_is_left_of_a_damaged_store_is_read_into_a_new_one",
        ),
    ),
    (
        "help with all keys on every page and in every window",
        (
            "screens/test_every_stop.py::test_every_page_and_every_window_is_drawn_right_does_what_is_clicked_and_keeps_a_paste",
            "screens/test_search.py::test_every_kind_is_found_under_its_own_title",
            "screens/test_tour.py::test_every_stop_leads_where_it_says_and_is_ticked",
        ),
    ),
    (
        "Keys are yours",
        (
            "screens/test_app.py::test_the_keys_of_the_settings_hold",
            "screens/test_palette.py::test_the_shell_finds_the_same_clashes_with_their_lines",
            "screens/test_named_keys.py::test_what_was_done_and_the_places_name_the_users_own_keys",
        ),
    ),
    (
        "The search finds a name and a word together",
        (
            "cli/test_search.py::test_a_name_and_a_word_find_what_is_kept_about_whom_it_names",
            "queries/test_search_turns.py::test_the_newest_of_each_kind_are_found_in_turns_and_just_the_name_before_them",
            "screens/test_search.py::test_a_wrong_letter_finds_what_was_meant_and_says_so_above",
        ),
    ),
    (
        "The mouse selects text in lists, grids and panes",
        (
            "screens/test_copying.py::test_ctrl_c_copies_what_the_mouse_selected_else_it_says_what_leaves",
            "screens/test_copying.py::test_lists_and_grids_are_copied_with_what_is_out_of_sight",
        ),
    ),
    (
        "a slip is answered with the day that was meant",
        (
            "domain/test_day_phrases.py::test_a_phrase_means_one_day_ahead_and_one_back",
            "domain/test_day_phrases.py::test_a_slip_is_answered_with_what_was_meant",
        ),
    ),
    (
        "Keys that come faster than pages",
        (
            "screens/test_typed_ahead.py::test_each_key_of_many_goes_where_the_one_before_it_led",
            "widgets/test_paste_parser.py::test_a_paste_is_one_event_in_any_pieces_and_keys_around_it_stay_keys",
        ),
    ),
    (
        "A key that there is not is refused with its line",
        (
            "settings/test_settings_problems.py::test_a_mistake_is_named_with_its_line_and_what_was_meant",
            "screens/test_palette.py::test_the_settings_say_what_is_set_and_what_is_wrong",
        ),
    ),
    (
        "Whatever takes more than half a second says how far it is",
        (
            "cli/test_waiting.py::test_then_it_is_said_how_far_it_is_and_taken_away_again",
            "screens/test_working.py::test_escape_stops_it_and_nothing_of_it_is_kept",
        ),
    ),
    (
        "every help below it end with an example",
        (
            "cli/test_help.py::test_every_example_runs_as_it_stands_on_the_sample",
            "cli/test_completion.py::test_one_command_installs_it",
            "cli/test_meant.py::test_the_nearest_word_is_named",
            "cli/test_meant.py::test_a_word_of_the_field_leads_to_the_command_for_it",
        ),
    ),
    (
        "Themes: dark, light, high contrast",
        (
            "screens/test_app.py::test_f7_goes_through_the_themes_and_says_which",
            "screens/test_app.py::test_in_sixteen_colours_those_of_the_terminal_are_used",
            "screens/test_contrast.py::test_every_text_can_be_read_in_every_theme",
        ),
    ),
    (
        "The first page is painted whole and at once",
        (
            "screens/test_first_paint.py::test_the_first_paint_holds_every_row_and_reads_once",
            "queries/test_week_growth.py::test_the_first_page_reads_as_much_after_ten_years_as_after_one",
        ),
    ),
)
"""Words of a line, and the tests of what they claim, below `tests/`."""
