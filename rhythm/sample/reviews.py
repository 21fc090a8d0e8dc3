"""The closed reviews of the sample: two quarters and some weeks, in the director's words."""

from __future__ import annotations

LAST_QUARTER = (
    (
        "1",
        "The release train. Since Booking ships checkout by itself and Lotte alone may move the cutoff, nobody has "
        "asked me about it. Sign-off has held too: the last two redesigns needed no one above the designers. "
        "What has not improved is promo codes; the rule was right and too slow for a flash sale.\n\n"
        "> give the station list one owner\n> let Care decide refunds up to an amount\n> leave both alone after that",
    ),
    (
        "2",
        "Lotte, clearly. She said no in front of two teams and stayed for the questions; Oskar can name what he lacks. "
        "Nadia stayed off an incident call and let Fernanda lead. Thandeka evened out the nights. For Vikram I have "
        "good intentions in my notes and little that he did.\n\n"
        "> written goals in Carrier Links\n> one thing a month that Vikram hands over for good",
    ),
    (
        "3",
        "Ownership questions between Fares and everyone, and anything about nights. I decided single refunds of a few "
        "hundred euros, which is absurd. I coach more than I decide, and the same things come back.\n\n"
        "> at the third time a change to the structure, not a fourth good talk",
    ),
    (
        "4",
        "Insight is over-scoped and run as a counter. Foundations carries nights for five teams with four people. "
        "Content design sits in one team and works for three.\n\n"
        "> a charter for Insight\n> three ways for content design on paper, then choose",
    ),
    (
        "5",
        "Promo tooling. Hours of Ruth, Mateo and me each week for something that moves the margin by a hair. Offline "
        "tickets get less of my time than they deserve.\n\n"
        "> two hours a month for the pilot\n> none for single codes",
    ),
)

QUARTER_BEFORE = (
    (
        "1",
        "Load tests have a window and both sale days went through. One definition of conversion, also on Mateo's "
        "slides. Both cost one awkward meeting and have saved a dozen.\n\n"
        "> do the same with the release train, where I am the referee each second week",
    ),
    (
        "2",
        "Thandeka: read out her own causes first, and the room followed. Ruth took the price frame to Denise alone. "
        "Nadia has told Chris what she thinks, on paper, face to face. For Lotte I have impressions and no date.\n\n"
        "> one dated note per manager and fortnight, also when nothing shines",
    ),
    (
        "3",
        "Launch dates sit with me. Both sides wait for my word on the cutoff although neither needs it. "
        "Definitions used to, and don't any more.\n\n"
        "> one name for the cutoff, known to both teams",
    ),
    (
        "4",
        "The Porto people had two bosses and now have one. Carrier Links does integration and cleaning with the same "
        "six people; Disruption Care has no lead, so I am it.\n\n"
        "> fill the lead of Care, from inside if we can",
    ),
    (
        "5",
        "Loyalty took five months of talk and was stopped in a sentence. I should have asked in week one what it costs "
        "in a bad year.\n\n"
        "> ask that of each new bet before anything is drawn",
    ),
)

BECAME: dict[str, tuple[str, int, int]] = {
    "give the station list one owner": ("done", 7, 0),
    "let Care decide refunds up to an amount": ("done", 4, 1),
    "leave both alone after that": ("open", 0, 0),
    "written goals in Carrier Links": ("open", 0, 2),
    "one thing a month that Vikram hands over for good": ("open", 0, 1),
    "at the third time a change to the structure, not a fourth good talk": ("open", 0, 0),
    "a charter for Insight": ("open", 0, 2),
    "three ways for content design on paper, then choose": ("done", 5, 0),
    "two hours a month for the pilot": ("done", 2, 1),
    "none for single codes": ("dropped", 3, 0),
    "do the same with the release train, where I am the referee each second week": ("done", 17, 0),
    "one dated note per manager and fortnight, also when nothing shines": ("dropped", 14, 1),
    "one name for the cutoff, known to both teams": ("done", 18, 0),
    "fill the lead of Care, from inside if we can": ("done", 19, 2),
    "ask that of each new bet before anything is drawn": ("done", 14, 0),
}
"""What became of each line that was intended: its state, weeks back until it was settled, how often it moved."""

SCORECARD = (
    ("portfolio_contribution", "3", "Checkout moved the margin, promo codes did not."),
    ("resource_allocation", "2", "Three good people on single codes."),
    ("coherence", "3", ""),
    ("planning_quality", "4", "Both sale days went through as planned."),
    ("decision_velocity", "2", "The cutoff waited for me six weeks in a row."),
    ("dependency_health", "2", "Insight is everybody's counter."),
    ("manager_quality", "4", "Lotte and Thandeka, with dates."),
    ("bench_strength", "none", ""),
    ("org_stability", "3", "One lead is missing."),
)
"""The marks of the quarter before this one."""

FOCUS = (
    ("team_scope", "manager_of_managers", "Met no team without its manager knowing."),
    ("primary_concern", "mixed", "Half my notes are about features."),
    ("time_horizon", "mixed", "Planned the next sale day myself."),
    ("talent_work", "manager_of_managers", "Two calibration notes a month."),
    ("decision_role", "first_line", "Decided single refunds."),
    ("cross_functional", "manager_of_managers", "Price frame with Denise and Mateo."),
    ("meetings", "mixed", "Still sit in the pager review."),
    ("failure_mode", "mixed", "Away a week, and nobody rang."),
    ("success_signal", "manager_of_managers", "Load tests ran without a word from me."),
)
"""What the director said to have worked as, in the quarter before this one."""

WEEKS: dict[int, tuple[tuple[str, str], ...]] = {
    2: (
        ("promises", "Moved two of mine and told both people, before they had to ask."),
        ("closing", "Put the two people who argue about the hold in one room and leave it."),
    ),
    3: (("closing", "Decide by amount and not by case. Works for refunds; what else has an amount?"),),
    4: (
        ("reached_me", "Too many. Five of nine were things I have heard before in other words."),
        ("next_week", "Morning kept free for the on-call question."),
        ("closing", "Ask who has to live with it, then hand it to them."),
    ),
    6: (("closing", "A rule that takes two days for a two-hour problem is not a rule."),),
    7: (
        ("triage", "Merged two that were the same under other names."),
        ("closing", "When they come with one proposal and two footnotes, say thank you and sign."),
    ),
    9: (("closing", "One table, one owner. Look for the other tables with two."),),
    10: (("closing", "I am quick to coach because it feels kind. Change something instead."),),
    13: (("closing", "Nothing came. Don't fill the hole."),),
    14: (("closing", "Tell the new man what he needn't ask."),),
    18: (("closing", "Name one person for the cutoff."),),
    22: (("closing", "Referee or rule maker, not both."),),
    29: (
        ("reached_me", "Quiet. I was in Porto and nobody rang."),
        ("closing", "Being away is a test that I could run more often."),
    ),
}
"""Closed weeks, by weeks back; the quiet ones say that nothing reached the director."""

UNLINKED = """
0 @nadia booking/fares #ownership
Tobias reports the seat timer is at 5 again on mobile web only, Nadia asks who touched it
1 @mateo in:phone commercial/fares #ownership ~10m
flash sale on Saturday, may he skip the check once
1 @yara carriers/app #launch_timing
coach line wants its own colour in the app, Yara promised it, Leila hadn't heard
2 @hyunwoo in:slack care #staffing =coached
two agents on leave, strike announced. HW asks if he may pay overtime (he may)
3 in:hallway booking/insight #success_criteria
does a rebooked passenger count as a sale
4 @sergio foundations/commercial ~15m
A reseller asks for a key with no end date, 'as before'
5 @gwen in:slack app/care #quality
"Service notice" or "Warning", night edition
7 @thandeka in:phone foundations #budget =decided moment:executive ~20m
Hosting contract ends, the discount needs my signature by Friday
8 @agnieszka in:slack care/foundations #quality
desk printers can't read the new barcode of the pilot
"""
"""Escalations of the last two weeks that wait for triage; the number is working days back."""
