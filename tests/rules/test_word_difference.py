"""Two texts become one, and both can be read out of it again."""

from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.word_difference import Mark, Piece, word_difference


def test_words_that_are_replaced_together_are_one_piece() -> None:
    assert word_difference("Vi ska minska köerna.", "Vi ska bygga fler bostäder.") == (
        Piece(Mark.SAME, "Vi ska "),
        Piece(Mark.REMOVED, "minska köerna"),
        Piece(Mark.ADDED, "bygga fler bostäder"),
        Piece(Mark.SAME, "."),
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_make_up_both_texts_again(before: str, after: str) -> None:
    pieces = word_difference(before, after)
    assert "".join(p.text for p in pieces if p.mark is not Mark.ADDED) == before
    assert "".join(p.text for p in pieces if p.mark is not Mark.REMOVED) == after
