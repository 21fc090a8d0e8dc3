"""What the user can do on the pages under Org that have lists of their own: the portfolio, the growth file."""

from __future__ import annotations

from rhythm.user_command import UserCommand

ORG_COMMANDS: tuple[UserCommand, ...] = (
    UserCommand("portfolio.back", "portfolio", "Go back", "back", "escape", "back"),
    UserCommand("portfolio.add", "portfolio", "Add a bet", "add", "plus", "add"),
    UserCommand("portfolio.judge", "portfolio", "Say what the bet brings in", "return", "r", "judge"),
    UserCommand("portfolio.decide", "portfolio", "Fund, consolidate, pause or protect it", "decide", "d", "decide"),
    UserCommand("portfolio.edit", "portfolio", "Change the bet", "edit", "ctrl+e", "edit_bet"),
    UserCommand("portfolio.end", "portfolio", "The bet is history", "", "ctrl+t", "end"),
    UserCommand("portfolio.earlier", "portfolio", "The weeks before", "earlier", "ctrl+left", "look(-1)"),
    UserCommand("portfolio.later", "portfolio", "The weeks after", "", "ctrl+right", "look(1)"),
    UserCommand("bet.back", "bet", "Go back", "back", "escape", "back"),
    UserCommand("bet.judge", "bet", "Say what the bet brings in", "return", "r", "judge"),
    UserCommand("bet.decide", "bet", "Fund, consolidate, pause or protect it", "decide", "d", "decide"),
    UserCommand("bet.strike", "bet", "The record does not name the bet", "not this bet", "x", "strike"),
    UserCommand("bet.edit", "bet", "Change the bet", "edit", "ctrl+e", "edit_bet"),
    UserCommand("unnamed.back", "unnamed", "Go back", "back", "escape", "back"),
    UserCommand("unnamed.link", "unnamed", "Say which bet the record is about", "about a bet", "space", "link"),
    UserCommand("growth.back", "growth", "Go back", "back", "escape", "back"),
    UserCommand("growth.add", "growth", "Keep a line of evidence", "evidence", "plus", "add"),
    UserCommand("growth.mark", "growth", "Make a story of what was fixed or decided", "as story", "m", "mark"),
    UserCommand("growth.yes", "growth", "Answer the self-check: yes", "yes", "y", "check('yes')"),
    UserCommand("growth.no", "growth", "Answer the self-check: no", "no", "n", "check('no')"),
    UserCommand("growth.lines.back", "growth.lines", "Go back", "back", "escape", "back"),
    UserCommand("growth.lines.add", "growth.lines", "Keep a line of evidence", "add", "plus", "add"),
    UserCommand("growth.lines.strike", "growth.lines", "Take the line out", "strike", "x", "strike"),
    UserCommand("growth.stories.back", "growth.stories", "Go back", "back", "escape", "back"),
    UserCommand("growth.stories.add", "growth.stories", "Keep a story for the question", "add", "plus", "add"),
    UserCommand(
        "growth.stories.mark", "growth.stories", "Make a story of what was fixed or decided", "of a fix", "m", "mark"
    ),
    UserCommand("growth.stories.strike", "growth.stories", "Drop the story", "drop", "x", "strike"),
)
