"""What the README and the guides claim, each with the tests that fail when it is not so."""

from __future__ import annotations

README, DAILY, QUARTER = "README.md", "docs/daily.md", "docs/quarter.md"
GUIDE = "cli/test_readme.py::test_every_command_of_a_guide_runs"
KILLED = "test_terminal.py::test_a_half_typed_note_is_kept_while_one_types_on_and_survives_kill_9"
HIDDEN = "screens/test_app.py::test_hidden_no_name_and_no_note_stands_anywhere"
LISTS, SITTING = "settings/test_settings_lists.py::", "screens/test_week_sitting.py::"
ONE_REVIEW = "screens/test_week.py::test_one_review_covers_the_weeks_that_were_missed"

CLAIMS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    README: (
        (
            "On Friday it closes the week with you",
            ("screens/test_week.py::test_a_full_week_is_walked_and_closed_by_keys_alone",),
        ),
        (
            "everything in one local file: no account, no network",
            ("test_privacy.py::test_the_program_imports_nothing_that_speaks_to_a_network",),
        ),
        ("whom you owe time", ("cli/test_planner.py::test_nobody_is_forgotten_and_the_worst_comes_first",)),
        (
            "which conflict keeps coming back",
            ("cli/test_conflicts.py::test_the_list_is_worst_first_with_dots_beside_every_name",),
        ),
        (
            "five questions, each beside the evidence it collected",
            ("queries/test_evidence.py::test_each_rule_that_may_be_named_is_known",),
        ),
        (
            "recognised as the same conflict",
            ("screens/test_capture.py::test_a_sure_suggestion_is_taken_by_enter_and_a_due_verdict_is_told",),
        ),
        (
            "At the third meeting a verdict is due",
            ("actions/test_tracker_actions.py::test_the_third_meeting_opens_a_card_that_day",),
        ),
        (
            "watched for 90 days",
            ("screens/test_conflicts.py::test_a_fix_is_decided_put_in_effect_and_judged_after_the_watch",),
        ),
        ("Python 3.11 or later", ("test_claims.py::test_what_the_makefile_does_is_what_is_said",)),
        (
            "The sample has a store of its own",
            ("cli/test_planner.py::test_the_sample_organisation_is_not_another_store",),
        ),
        ("Whom do I owe time", ("cli/test_planner.py::test_nobody_is_forgotten_and_the_worst_comes_first",)),
        ("They now stand on Today as never met", ("screens/test_people.py::test_useful_in_a_minute_with_three_names",)),
        (
            "the exports of the usual personnel systems are understood",
            ("interop/test_people_files.py::test_every_vendors_export_of_an_organisation_gives_its_tree",),
        ),
        (
            "entered back-dated, so that the counter works",
            ("actions/test_tracker_actions.py::test_back_dated_rows_open_a_card_whatever_the_order",),
        ),
        (
            "The names below are those of the sample organisation",
            (GUIDE, "cli/test_help.py::test_every_example_runs_as_it_stands_on_the_sample"),
        ),
        (
            "In the morning, and before and after a meeting",
            (GUIDE, "cli/test_planner.py::test_prep_is_one_page_with_all_that_a_talk_needs"),
        ),
        (
            "When something reaches you that others should decide",
            (GUIDE, "domain/test_decision_rights.py::test_from_level_five_on_it_is_a_leak"),
        ),
        (
            "On Friday, and when the organisation changes",
            (GUIDE, "screens/test_week.py::test_a_full_week_is_walked_and_closed_by_keys_alone"),
        ),
        (
            "Who decides what is a board of teams and areas",
            ("screens/test_board.py::test_a_click_on_a_cell_shows_it_and_a_second_one_opens_it",),
        ),
        (
            "opens with a catch-up instead of a red wall",
            (
                "screens/test_catching_up.py::test_after_14_idle_days_there_is_no_red_wall",
                "cli/test_catching_up.py::test_at_a_terminal_it_is_shown_first_and_asked_about",
            ),
        ),
        ("`1` to `6` are the places", ("screens/test_app.py::test_each_place_has_its_digit",)),
        ("`/` finds anything", ("screens/test_search.py::test_every_kind_is_found_under_its_own_title",)),
        ("`u` undoes", ("screens/test_app.py::test_undo_and_redo_work_on_every_place",)),
        ("`h` hides names and notes", (HIDDEN,)),
        (
            "`ctrl+p` lists every command",
            ("screens/test_app.py::test_the_palette_lists_every_command_that_works_here",),
        ),
        (
            "`?` explains the page",
            (
                "screens/test_app.py::test_help_shows_exactly_the_commands_of_the_page",
                "screens/test_help.py::test_every_page_and_every_window_says_what_it_is_for",
            ),
        ),
        (
            "by keys, and with the mouse",
            (
                "screens/test_daily_look.py::test_the_mouse_reaches_tabs_rows_footer_and_the_keys_of_a_dialog",
                "screens/test_every_stop.py::test_every_page_and_every_window_is_drawn_right_does_what_is_clicked_and_keeps_a_paste",
            ),
        ),
        ("`rhythm --help` lists them", ("cli/test_help.py::test_the_help_of_the_program_names_every_command",)),
        (
            "explains one, with an example",
            ("cli/test_help.py::test_every_help_ends_with_an_example_that_can_be_parsed",),
        ),
        (
            "Every command that only reads takes `--json`",
            ("cli/test_output.py::test_what_only_reads_prints_one_json_document_when_asked_to",),
        ),
        ("`--today DAY`", ("cli/test_planner.py::test_the_day_can_be_another_one",)),
        (
            "`RHYTHM_TODAY=DAY` in the environment",
            ("cli/test_planner.py::test_the_environment_names_the_day_where_no_option_does",),
        ),
        (
            "`--demo` goes with every command",
            ("cli/test_planner.py::test_the_sample_organisation_is_not_another_store",),
        ),
        (
            "lets Tab complete commands, options, people, teams and conflicts",
            (
                "cli/test_completion.py::test_one_command_installs_it",
                "cli/test_completion.py::test_commands_are_offered_with_what_they_do",
                "cli/test_completion.py::test_arguments_are_offered_what_they_take",
                "cli/test_completion.py::test_a_number_is_offered_with_the_name_behind_it",
            ),
        ),
        (
            "use standard input",
            (
                "cli/test_people_notes.py::test_a_note_may_come_from_standard_input_so_that_no_history_holds_it",
                "cli/test_log.py::test_each_line_through_a_pipe_is_a_row_and_all_of_them_one_step",
            ),
        ),
        (
            "any part of a name that fits one person only",
            ("domain/test_names.py::test_a_person_is_found_by_any_unambiguous_part",),
        ),
        ("Type days as", ("domain/test_day_phrases.py::test_a_phrase_means_one_day_ahead_and_one_back",)),
        (
            "what could be read in two ways is refused",
            ("cli/test_days.py::test_two_readings_and_none_are_refused_everywhere",),
        ),
        (
            "One SQLite file that only you can read",
            ("storage/test_opening.py::test_a_new_store_and_its_folder_are_for_the_owner_only",),
        ),
        ("`rhythm paths` says where it is", ("cli/test_settings_command.py::test_paths_say_where_everything_is",)),
        (
            "no account and no network code",
            ("test_privacy.py::test_the_program_imports_nothing_that_speaks_to_a_network",),
        ),
        (
            "Every change is logged in the file and can be undone",
            ("actions/test_undo.py::test_undo_and_redo_are_in_the_log_and_forget_nothing",),
        ),
        ("a draft is kept while you type", (KILLED,)),
        (
            "copy is made each day and before anything risky",
            (
                "cli/test_backups.py::test_the_first_command_of_a_day_that_writes_makes_the_copy_of_the_day",
                "cli/test_backups.py::test_before_every_import_there_is_a_copy",
            ),
        ),
        (
            "`rhythm restore` brings one back",
            ("storage/test_restoring.py::test_a_restored_store_is_the_one_of_then_and_what_it_replaced_is_kept",),
        ),
        (
            "`docs/trust.md` lists every promise with its test",
            ("test_docs.py::test_every_promise_names_the_test_that_proves_it",),
        ),
        (
            "The file is not encrypted unless you say so",
            ("cli/test_encryption.py::test_nothing_is_plain_in_any_file_afterwards",),
        ),
        (
            "documents every key",
            ("settings/test_settings_defaults.py::test_every_key_of_the_shipped_file_has_a_comment",),
        ),
        (
            "names each mistake with its line",
            ("cli/test_settings_command.py::test_check_names_file_line_and_what_was_meant",),
        ),
        ("replaces that file", (f"{LISTS}test_a_users_copy_replaces_the_shipped_one_alone",)),
        (
            "where each of their 65 systems is",
            ("cli/test_seeds.py::test_each_of_the_65_systems_has_a_row_in_its_order",),
        ),
        ("every command, key and setting", ("test_reference.py::test_the_pages_are_as_make_docs_would_write_them",)),
    ),
    DAILY: (
        ("every line can be tried there", (GUIDE,)),
        (
            "Today (`1`) has what needs you",
            ("screens/test_today.py::test_the_sample_shows_own_promises_first_and_then_all_that_needs_the_director",),
        ),
        ("Enter opens a row", ("screens/test_today.py::test_enter_opens_what_is_highlighted_and_escape_comes_back",)),
        (
            "From the target on somebody is due; past the limit they are over it",
            ("domain/test_cadence.py::test_due_from_the_target_on_and_over_past_the_limit",),
        ),
        (
            "can be set for one person",
            ("domain/test_cadence.py::test_the_person_wins_over_the_team_and_the_team_over_the_role",),
        ),
        (
            "`rhythm prep nadia` prints the same as one page",
            ("cli/test_planner.py::test_prep_is_one_page_with_all_that_a_talk_needs",),
        ),
        (
            "how often each was carried",
            ("cli/test_people_notes.py::test_a_topic_waits_in_the_queue_and_counts_how_often_it_was_carried",),
        ),
        (
            "its first sign makes it more",
            ("domain/test_notes.py::test_each_kind_has_its_mark_and_may_be_shared_or_kept_to_oneself",),
        ),
        (
            "what the line becomes",
            ("domain/test_notes.py::test_each_kind_has_its_mark_and_may_be_shared_or_kept_to_oneself",),
        ),
        ("A promise may end in its day", ("domain/test_notes.py::test_a_promise_may_end_in_its_due_day",)),
        (
            "stores it as one action, so one undo takes it back",
            ("screens/test_room.py::test_closing_stores_every_record_of_the_notes_as_one_action",),
        ),
        (
            "the draft is kept, also when the terminal is closed",
            ("test_terminal.py::test_a_half_typed_note_loses_nothing_when_the_window_closes", KILLED),
        ),
        (
            "F4 goes on in your own editor",
            (
                "screens/test_ending.py::test_a_note_is_written_on_in_the_users_own_editor",
                "test_terminal.py::test_an_editor_that_fails_gives_the_terminal_back_and_one_that_works_its_text",
            ),
        ),
        (
            "Press `e` anywhere (F2 while you type), or in the shell, one line",
            ("screens/test_capture.py::test_a_line_and_two_enters_are_a_row_without_a_conflict",),
        ),
        ("names the sides", ("domain/test_capture.py::test_a_full_line_is_read_into_fields",)),
        ("Only the words are required", ("domain/test_capture.py::test_text_alone_is_enough",)),
        (
            "What is missing is asked on Friday",
            ("screens/test_week.py::test_empty_fields_of_the_week_are_asked_after_the_sorting_one_key_each",),
        ),
        (
            "offered with the reason, and `1` takes it",
            (
                "screens/test_capture.py::test_a_sure_suggestion_is_taken_by_enter_and_a_due_verdict_is_told",
                "screens/test_capture.py::test_the_keys_say_what_enter_does_and_1_takes_what_is_less_sure",
            ),
        ),
        (
            "At the third meeting about the same conflict",
            ("actions/test_tracker_actions.py::test_the_third_meeting_opens_a_card_that_day",),
        ),
        (
            "A fix has an owner",
            ("screens/test_conflicts.py::test_a_fix_is_decided_put_in_effect_and_judged_after_the_watch",),
        ),
        ("A call that went well without you", ("screens/test_capture.py::test_a_call_that_went_well_is_one_line",)),
        (
            "asks what the week left open, one step after the other",
            (
                "screens/test_week.py::test_a_full_week_is_walked_and_closed_by_keys_alone",
                f"{LISTS}test_the_weekly_review_has_its_steps_and_stays_in_its_budget",
            ),
        ),
        ("`s` skips it", ("screens/test_week.py::test_skipping_sets_aside_for_this_review_only",)),
        (
            "lists the steps with what is left in each",
            (f"{SITTING}test_the_list_of_steps_says_what_is_left_and_what_was_set_aside",),
        ),
        (
            "goes on at the same row",
            (f"{SITTING}test_a_review_that_is_killed_goes_on_at_the_same_row_with_what_was_skipped_and_typed",),
        ),
        (
            "asks only the ten worst items",
            (
                "screens/test_week.py::test_a_bounded_review_asks_the_worst_items_of_all_steps_and_says_what_it_leaves_out",
            ),
        ),
        (
            "The minutes count between keys",
            (f"{SITTING}test_minutes_count_while_somebody_is_there_and_stand_beside_the_budget",),
        ),
        ("A week without a review costs nothing", (ONE_REVIEW,)),
        (
            "The note of a closed week stays",
            ("screens/test_week.py::test_earlier_closed_weeks_stand_beside_the_newest",),
        ),
        (
            "may hold questions of your own (`own: true`)",
            (f"{LISTS}test_steps_may_be_put_in_another_order_left_out_and_joined_by_a_question_of_ones_own",),
        ),
        (
            "`y` copies a page as Markdown",
            ("screens/test_copying.py::test_lists_and_grids_are_copied_with_what_is_out_of_sight",),
        ),
        (
            "The mouse selects text in lists, grids and panes",
            (
                "widgets/test_selecting.py::test_a_drag_over_rows_copies_their_text_and_is_no_click",
                "widgets/test_selecting.py::test_a_drag_over_a_grid_copies_titles_and_cells_and_chooses_none",
                "screens/test_copying.py::test_ctrl_c_copies_what_the_mouse_selected_else_it_says_what_leaves",
            ),
        ),
        (
            "`u` takes back the last action and says which",
            ("actions/test_undo.py::test_undo_says_what_it_took_back_and_of_which_day",),
        ),
        (
            "`/` finds anything that was typed",
            ("screens/test_search.py::test_every_kind_is_found_under_its_own_title",),
        ),
        ("`h` hides the names of people", (HIDDEN,)),
        (
            "says `hidden` meanwhile",
            ("screens/test_frame.py::test_while_names_are_hidden_the_line_above_says_so_in_every_width",),
        ),
    ),
    QUARTER: (
        (
            "asks five questions, one at a time",
            ("screens/test_quarter.py::test_five_questions_are_answered_and_closed_by_keys_alone",),
        ),
        (
            "the walk goes on at the same question",
            ("screens/test_quarter.py::test_it_goes_on_at_the_question_where_one_left",),
        ),
        (
            "found by the rules in `config/quarterly.yaml`",
            (f"{LISTS}test_every_evidence_rule_is_explained_in_the_file",),
        ),
        (
            "strikes a record that proves nothing",
            ("screens/test_quarter_walk.py::test_a_row_is_struck_and_pinned_by_one_key_and_the_count_follows",),
        ),
        ("opens it", ("screens/test_quarter_walk.py::test_each_row_opens_its_record_and_comes_back_to_it",)),
        ("on how many records it rests", ("service/test_week_reviews.py::test_an_answer_rests_on_each_record_once",)),
        (
            "shows the answer as Markdown",
            ("screens/test_quarter_walk.py::test_the_answer_is_shown_as_markdown_and_as_typed_again",),
        ),
        (
            "what you wrote last quarter, and what became of it",
            ("screens/test_quarter.py::test_last_quarter_stands_beside_and_can_be_looked_at",),
        ),
        (
            "becomes a record that the next quarter asks about",
            (
                "screens/test_quarter_walk.py::test_what_was_intended_stands_beside_with_what_became_of_it_and_can_be_settled",
                "actions/test_quarter_actions.py::test_lines_of_an_answer_become_promises_and_things_to_do_next_quarter",
                "actions/test_quarter_actions.py::test_a_fix_says_what_became_of_an_intention_that_names_it",
            ),
        ),
        (
            "you are told below the answer",
            (
                "screens/test_quarter_walk.py::test_whom_or_what_a_line_names_in_vain_is_told_below_the_answer",
                "screens/test_quarter_walk.py::test_a_day_that_there_is_not_is_told_below_the_answer",
            ),
        ),
        (
            "opens the sheets, each optional and kept",
            ("screens/test_quarter_walk.py::test_a_sheet_is_no_obstacle_and_the_quarter_closes_from_it",),
        ),
        (
            "there is no total",
            ("actions/test_quarter_actions.py::test_the_scorecard_is_marked_counted_and_compared_without_a_total",),
        ),
        (
            "are asked about and block nothing",
            (
                "screens/test_quarter.py::test_closing_asks_about_missing_answers_and_blocks_nothing",
                "screens/test_quarter.py::test_what_is_said_after_closing_stands_beside_the_frozen_answer",
                "screens/test_compare.py::test_comparing_by_keys_alone",
                "cli/test_comparing.py::test_answers_over_time_in_the_shell",
            ),
        ),
        (
            "The return of a bet is kept once for each name",
            (
                "actions/test_frozen_quarters.py::test_the_return_of_a_bet_is_of_one_of_two_quarters_of_a_name_and_never_lost",
            ),
        ),
        (
            "shows the report line by line before it leaves",
            (
                "screens/test_report.py::test_the_file_holds_what_the_preview_showed",
                "screens/test_report.py::test_names_go_as_numbers_by_a_key_and_while_they_are_hidden",
                "service/test_reports.py::test_nothing_on_the_page_reaches_out",
            ),
        ),
        (
            "old answers keep the question they were given to",
            (
                "actions/test_frozen_quarters.py::test_an_old_answer_keeps_its_question_when_that_is_renamed_or_taken_out",
            ),
        ),
        (
            "A mistake is named with its line",
            (f"{LISTS}test_a_question_of_ones_own_is_asked_and_a_mistake_in_it_is_named_with_its_line",),
        ),
    ),
}
"""By document: words of it, and the tests of what they claim, below `tests/`."""
