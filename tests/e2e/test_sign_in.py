"""Signing in with a second step and with a key, in a browser under our content security policy."""

import base64
import hmac
import struct
import time
from dataclasses import replace

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage, StartServer

PASSWORD = "korrekt häst batteri"


def code(secret: str, at: float) -> str:
    """The six digits that an app shows at a moment (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // 30), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def with_a_key(page: Page) -> Page:
    """A page in a browser that has a key, which always says yes."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": key | abilities})
    return page


def press(page: Page, name: str) -> None:
    """Press a button of the page's own."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def choose_password(page: Page) -> str:
    """Somebody's first password, by a link from the administrator; returns the e-mail address."""
    page.goto("/prova/")
    page.get_by_role("button", name="Prova som Sixten").click()
    page.goto("/administration/personer/?q=Eva Enhetschef")
    page.get_by_role("main").get_by_role("link", name="Eva Enhetschef").first.click()
    page.get_by_role("button", name="lösenord").click()
    link = page.locator('a[href*="/password/reset/key/"]').get_attribute("href")
    page.context.clear_cookies()
    page.goto(link or "")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    press(page, "Spara lösenordet")
    return "eva.enhetschef@exempelby.example"


def sign_in(page: Page, email: str) -> None:
    """The first step: address and password."""
    page.goto("/konto/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    press(page, "Logga in")


def test_a_code_and_a_key_are_added_and_used(start_server: StartServer, new_page: OpenPage) -> None:
    server = start_server(demo=True)
    # Browsers give keys to names, not to numbers.
    page = with_a_key(new_page(replace(server, url=server.url.replace("127.0.0.1", "localhost"))))
    email = choose_password(page)
    sign_in(page, email)
    page.wait_for_url("**/start/")

    page.goto("/konto/2fa/totp/activate/")
    page.fill("[name=password]", PASSWORD)
    press(page, "Fortsätt")
    page.fill("[name=code]", code(page.input_value("#authenticator_secret"), time.time()))
    press(page, "Koppla appen")
    expect(page.locator(".hash li")).to_have_count(10)
    spare = page.locator(".hash li").first.inner_text()

    page.goto("/konto/2fa/webauthn/add/")
    page.fill("[name=name]", "Min telefon")
    page.check("[name=passwordless]")
    press(page, "Lägg till nyckeln")
    page.wait_for_url("**/2fa/")
    page.goto("/konto/2fa/webauthn/")
    assert "Kan ersätta lösenordet" in page.get_by_role("main").inner_text()

    for how in ("code", "key", "passkey"):
        page.context.clear_cookies()
        if how == "passkey":
            page.goto("/konto/login/")
            press(page, "Använd en nyckel (passkey)")
        else:
            sign_in(page, email)
            if how == "code":
                page.fill("[name=code]", spare)
                press(page, "Logga in")
            else:
                press(page, "Använd en nyckel")
        page.wait_for_url("**/start/")
