"""A draft is kept for its author alone, and others see that the text is open."""

from datetime import timedelta

from tests.cast import NOW, Cast
from timglas.actions.writings import end_writing, keep_draft, note_presence
from timglas.models import Writing
from timglas.queries.writings import others_writing, own_draft

PLACE = "plansection:1"


def test_a_draft_is_kept_until_the_text_is_saved(cast: Cast) -> None:
    note_presence(place=PLACE, by=cast.controller, at=NOW)
    assert own_draft(PLACE, cast.controller) is None
    for html in ("<p onclick=x()>A</p>", "<p>B</p>"):
        keep_draft(place=PLACE, html=html, based_on="1", by=cast.controller, at=NOW)
    note_presence(place=PLACE, by=cast.controller, at=NOW)
    draft = own_draft(PLACE, cast.controller)
    assert draft
    assert (str(draft), draft.html, draft.based_on, draft.saved_at) == (
        f"plansection:1 ({cast.controller})",
        "<p>B</p>",
        "1",
        NOW,
    )
    assert own_draft(PLACE, cast.manager) is None
    end_writing(place=PLACE, by=cast.controller)
    assert not Writing.objects.exists()


def test_those_who_have_the_text_open_are_named_to_the_others(cast: Cast) -> None:
    note_presence(place=PLACE, by=cast.controller, at=NOW)
    note_presence(place="plansection:2", by=cast.admin, at=NOW)
    assert others_writing(PLACE, cast.manager, NOW) == (cast.controller.name,)
    assert others_writing(PLACE, cast.controller, NOW) == ()
    assert others_writing(PLACE, cast.manager, NOW + timedelta(seconds=50)) == ()
