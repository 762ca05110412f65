"""A page is in the language of its address; who has signed in is led to their own."""

import pytest
from django.test import Client
from lxml import html

from tests.cast import Cast

ADDRESSES = ("/", "/mal/?ar=2025", "/konto/login/")


def languages(client: Client, address: str) -> tuple[str, str, list[str]]:
    """The language that a page says it has, in two ways, and where it is in others."""
    response = client.get(address)
    page = html.fromstring(response.text)
    others = [link.get("href") for link in page.iterfind(".//link[@hreflang]")]
    return page.get("lang"), response["Content-Language"], others


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_says_the_language(client: Client, address: str) -> None:
    assert languages(client, address) == ("sv", "sv", [f"/en{address}"])
    assert languages(client, f"/en{address}") == ("en", "en", [address])


@pytest.mark.usefixtures("cast")
def test_no_language_is_guessed_and_no_cookie_set(client: Client) -> None:
    response = client.get("/", headers={"Accept-Language": "en"})
    assert response["Content-Language"] == "sv"
    assert "Accept-Language" not in response["Vary"]
    assert not client.get("/en/").cookies


@pytest.mark.usefixtures("cast")
def test_a_page_that_is_not_there_is_in_no_other_language(client: Client) -> None:
    assert languages(client, "/en/finns-inte/") == ("en", "en", [])


def test_who_has_signed_in_is_led_to_the_page_in_their_language(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    assert client.get("/en/mal/?ar=2025").headers["Location"] == "/mal/?ar=2025"
    cast.manager.language = "en"
    cast.manager.save()
    assert client.get("/mal/?ar=2025").headers["Location"] == "/en/mal/?ar=2025"
    assert client.get("/en/mal/?ar=2025").status_code == 200


def test_the_language_is_chosen_on_the_profile(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    sent = client.post(
        "/konto/profil/", {"scheme": "auto", "density": "md", "language": "en"}, follow=True
    )
    assert sent.redirect_chain == [("/en/konto/profil/", 303)]
    assert "The settings have been saved." in sent.text


def test_what_is_not_there_leads_nowhere(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    assert client.get("/en/finns-inte/").status_code == 404


@pytest.mark.usefixtures("db")
def test_the_welcome_guide_can_be_read_in_english(client: Client) -> None:
    assert client.get("/en/").headers["Location"] == "/en/valkommen/"
    assert client.get("/en/valkommen/").status_code in {200, 302}
