"""A column from a spreadsheet pasted where somebody reports."""

from tests.e2e.conftest import OpenPage, StartServer

# As a browser tells a page of what is pasted; what the clipboard holds belongs to the machine.
PASTE = """(field, text) => {
  const held = new DataTransfer();
  held.setData("text", text);
  const told = { clipboardData: held, bubbles: true, cancelable: true };
  return field.dispatchEvent(new ClipboardEvent("paste", told));
}"""


def test_a_pasted_column_fills_the_fields_below_and_is_not_saved_by_itself(
    start_server: StartServer, new_page: OpenPage
) -> None:
    page = new_page(start_server(demo=True))
    page.goto("/prova/")
    page.get_by_role("button", name="Cilla").first.click()
    page.goto("/rapportera/?visa=alla")
    values = page.locator(".rep:not(.rep--done) .rep-row input[inputmode='decimal']")
    before = [values.nth(n).input_value() for n in range(4)]
    hint = page.locator("[data-pasted]")
    assert "Klistra in en kolumn från Excel" in hint.inner_text()
    is_left_alone = values.nth(0).evaluate(f"(field) => ({PASTE})(field, '7,5')")
    assert is_left_alone
    values.nth(1).evaluate(f"(field) => ({PASTE})(field, '1,5\\r\\n\\r\\n3 500\\r\\n')")
    assert [values.nth(n).input_value() for n in range(4)] == [before[0], "1,5", before[2], "3 500"]
    assert hint.inner_text() == "2 fält är ifyllda. Kontrollera dem och spara."
    count = values.count()
    values.nth(count - 1).evaluate(f"(field) => ({PASTE})(field, '1\\n2')")
    assert "men 1 rader fick inte plats" in hint.inner_text()
