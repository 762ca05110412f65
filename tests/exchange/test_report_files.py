"""A report is made once for all who ask for it."""

from io import BytesIO
from zipfile import is_zipfile

from tests.report_sample import SHORT
from timglas.exchange.report_files import Format, report_file


def test_each_form_is_what_it_says_and_is_made_once() -> None:
    made = {form: report_file(SHORT, form) for form in Format}
    assert made[Format.PDF].startswith(b"%PDF-1.7")
    assert is_zipfile(BytesIO(made[Format.WORD]))
    assert all(report_file(SHORT, form) is made[form] for form in Format)


def test_each_form_has_its_media_type() -> None:
    assert Format.PDF.content_type == "application/pdf"
    assert Format.WORD.content_type.endswith("wordprocessingml.document")
