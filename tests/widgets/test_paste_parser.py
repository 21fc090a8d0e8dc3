"""No paste fires a key, whatever it holds and however it comes in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.drivers import linux_driver

from widgets.paste_parser import BEGIN, END, PasteParser, use_paste_parser

HOSTILE = st.text("qu1 \r\n\t\x01\x03\x1a\x1b[2O~A;Mé", max_size=40).filter(lambda text: END not in text)


def heard(pieces: list[str]) -> list[tuple[type, str]]:
    """The events of the pieces, as kinds and texts or keys."""
    parser, found = PasteParser(), []
    for piece in pieces:
        for event in parser.feed(piece):
            said = event.text if isinstance(event, events.Paste) else getattr(event, "key", "")
            found.append((type(event), said))
    return found


@given(text=HOSTILE, cuts=st.lists(st.integers(1, 60), max_size=4))
def test_a_paste_is_one_event_in_any_pieces_and_keys_around_it_stay_keys(text: str, cuts: list[int]) -> None:
    sent = f"{BEGIN}{text}{END}x"
    # The mark that begins it comes in one piece: a terminal writes it at once.
    places = sorted({min(len(BEGIN) + cut, len(sent)) for cut in cuts})
    pieces = [sent[a:b] for a, b in zip([0, *places], [*places, len(sent)], strict=True) if sent[a:b]]
    pasted = text.replace("\x1b", "")
    wanted = [(events.Paste, pasted)]
    assert [one for one in heard(["a", *pieces]) if one[0] is events.Key] == [(events.Key, "a"), (events.Key, "x")]
    assert [one for one in heard(["a", *pieces]) if one[0] is events.Paste] == wanted


def test_keys_and_arrows_are_read_as_ever() -> None:
    assert heard(["q\x1b[A", "\x1b[B"]) == [(events.Key, "q"), (events.Key, "up"), (events.Key, "down")]


def test_the_driver_of_a_terminal_reads_with_it() -> None:
    use_paste_parser()
    assert vars(linux_driver)["XTermParser"] is PasteParser
