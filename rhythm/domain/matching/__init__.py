"""Is this the same conflict as before?

`read_line` turns an escalation into a `Line`, `build_profile` the lines of a conflict into a `Profile`, and `suggest`
says which conflicts a new line most likely belongs to, how likely, and why. Pure functions over plain values: the
vocabulary, the teams and all counts are handed in.
"""

from __future__ import annotations

from rhythm.domain.matching.candidates import MOST_CANDIDATES, choose_candidates, tokens_to_look_up
from rhythm.domain.matching.comparing import suggest
from rhythm.domain.matching.lines import Line, read_line
from rhythm.domain.matching.profiles import PROFILE_LINES, Corpus, Profile, build_profile
from rhythm.domain.matching.roster import Habit, Roster, Team, with_habits
from rhythm.domain.matching.scoring import Band, Match, band
from rhythm.domain.matching.words import Vocabulary

__all__ = [
    "MOST_CANDIDATES",
    "PROFILE_LINES",
    "Band",
    "Corpus",
    "Habit",
    "Line",
    "Match",
    "Profile",
    "Roster",
    "Team",
    "Vocabulary",
    "band",
    "build_profile",
    "choose_candidates",
    "read_line",
    "suggest",
    "tokens_to_look_up",
    "with_habits",
]
