"""A text is written in the editor by keyboard alone, and pasted from Word with its structure."""

from playwright.sync_api import expect

from tests.e2e import axe
from tests.e2e.conftest import OpenPage, StartServer

# As Word puts a heading, a paragraph, a list of two levels and a table on the clipboard.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p {color: red}</style></head><body><h1>Elever<o:p></o:p></h1>
<p class=MsoNormal style='margin:0'>Fler <b>barn</b></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span>Al</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.</span>Ek
</p><table border=1><tr><td><p>Skola</p></td></tr><tr><td><p>Al</p></td></tr></table></body>
</html>"""
PASTE = """(field, html) => {
  const held = new DataTransfer();
  held.setData("text/html", html);
  held.setData("text/plain", "");
  const told = { clipboardData: held, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", told));
}"""
STORED = (
    "<p>Vi <strong>hinner</strong></p><h3>Elever</h3><p>Fler <strong>barn</strong></p>"
    "<ul><li><p>Al</p><ol><li><p>Ek</p></li></ol></li></ul>"
    "<table><thead><tr><th>Skola</th></tr></thead><tbody><tr><th>Al</th></tr></tbody></table>"
)


def test_a_section_is_written_by_keyboard_and_pasted_from_word(
    start_server: StartServer, new_page: OpenPage
) -> None:
    page = new_page(start_server(demo=True))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/prova/")
    page.get_by_role("button", name="Cilla").first.click()
    page.goto("/planer/?lage=draft&q=socialn")
    row = page.locator("main li, main tr").filter(has_text="Socialnämnden")
    row.locator("a[href^='/planer/version/']").first.click()
    page.get_by_role("link", name="Skriv texten").first.click()
    page.get_by_role("toolbar").wait_for()
    text = page.get_by_role("textbox", name="Text")
    text.focus()
    page.keyboard.type("Vi ")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    bold = page.get_by_role("button", name="Fet")
    expect(bold).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("hinner")
    page.keyboard.press("Enter")
    text.evaluate(PASTE, WORD)
    page.get_by_text("En tabell saknar rubrik.").wait_for()
    assert axe.look(page).violations == []
    address = page.url
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Spara"
    page.keyboard.press("Enter")
    page.wait_for_url("**#avsnitt-*")
    page.goto(address)
    page.get_by_role("textbox", name="Text").wait_for()
    assert page.locator("[data-name='body-html']").get_attribute("value") == STORED
    assert said == [], said
