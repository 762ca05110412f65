"""Proposals in the browser: written, submitted, ordered and answered; nothing typed is lost."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.proposals import answered, draft, submitted, write
from timglas.models import Decision, Person, Proposal, ProposalAnswer
from timglas.queries.proposals import content_of
from timglas.rules.impact import CRITERIA, QUESTIONS
from timglas.rules.proposals import Kind, Money, State


@pytest.fixture
def cast(cast: Cast, settings: object) -> Cast:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return cast


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(name: str, proposal: Proposal) -> str:
    return reverse(f"proposals:{name}", args=[proposal.pk])


def typed(**more: str) -> dict[str, str]:
    """An investment as somebody types it, in thousands."""
    money = {
        f"{kind}-{year}": amount
        for kind, amount in (("investment", "4 500"), ("capital", "120,5"), ("operating", "−10"))
        for year in (2027, 2028, 2029)
    }
    return {
        "name": "Ny sal",
        "description": "En sal för alla.",
        **money,
        **{f"impact-{q.key}": f"Svar om {q.key}" for q in QUESTIONS},
        **{f"weighed-{c.key}": str(c.levels[1].points) for c in CRITERIA},
        **more,
    }


def test_a_proposal_is_begun_written_and_submitted(cast: Cast) -> None:
    client = browser(cast.manager)
    assert reverse("proposals:add") in client.get(reverse("proposals:index")).text
    begun = {"unit": str(cast.bjork.pk), "year": "2027", "kind": "investment", "name": "Ny sal"}
    answer = client.post(reverse("proposals:add"), begun)
    proposal = Proposal.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, at("edit", proposal))
    assert client.get(at("edit", proposal)).status_code == 200
    assert client.post(at("edit", proposal), typed()).status_code == 303
    content = content_of(Proposal.objects.get())
    assert content.amounts[Money.CAPITAL, 2028] == Decimal(120_500)
    assert content.amounts[Money.OPERATING, 2029] == Decimal(-10_000)
    page = client.get(at("edit", proposal)).text
    for shown in ('value="120,5"', "Svar om children", 'value="−10"'):
        assert shown in page
    head = browser(cast.head)
    assert "Inget saknas." in head.get(at("submit", proposal)).text
    assert head.post(at("submit", proposal)).status_code == 303
    proposal.refresh_from_db()
    assert (proposal.state, proposal.order) == (State.SUBMITTED, 1)
    page = browser(cast.elected).get(at("detail", proposal)).text
    for shown in ("Svar om women", "Ny sal", "12 av 21 poäng"):
        assert shown in page


def test_without_impact_statement_each_lack_leads_to_its_field(cast: Cast) -> None:
    proposal = write(cast, draft(cast), impact={})
    client = browser(cast.head)
    page = client.get(at("submit", proposal))
    assert f"{at('edit', proposal)}#id_impact-women" in page.text
    assert 'id="id_impact-women"' in client.get(at("edit", proposal)).text
    answer = client.post(at("submit", proposal))
    assert (answer.status_code, "15 svar saknas" in answer.text) == (422, True)


def test_the_lacks_of_an_investment_lead_to_fields_that_are_there(cast: Cast) -> None:
    proposal = draft(cast, kind=Kind.INVESTMENT)
    client = browser(cast.manager)
    page, form = client.get(at("detail", proposal)).text, client.get(at("edit", proposal)).text
    for field in ("description", "investment-2027", "weighed-law", "impact-nothing"):
        assert f"#id_{field}" in page
        assert f'id="id_{field}"' in form


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"capital-2028": "tio"}, "är inget tal"),
        ({"capital-2028": "0,000001"}, "Skriv högst fem decimaler"),
        ({"name": ""}, "Svar om risk"),
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(
    cast: Cast, wrong: dict[str, str], message: str
) -> None:
    proposal = draft(cast, kind=Kind.INVESTMENT)
    answer = browser(cast.manager).post(at("edit", proposal), typed(**wrong))
    assert answer.status_code == 422
    for kept in (message, "Svar om nothing", "4 500"):
        assert kept in answer.text
    assert Proposal.objects.get().impact == {}


def test_what_is_typed_after_it_was_submitted_is_refused_and_given_back(cast: Cast) -> None:
    proposal = submitted(cast)
    client = browser(cast.manager)
    for name in ("edit", "discard"):
        assert client.get(at(name, proposal)).status_code == 409
    answer = client.post(at("edit", proposal), typed(description="Min långa text"))
    assert (answer.status_code, "Min långa text" in answer.text) == (422, True)


def test_a_committee_orders_its_proposals_and_takes_one_back(cast: Cast) -> None:
    first, second = submitted(cast, name="Först"), submitted(cast, name="Sedan")
    client = browser(cast.head)
    page = reverse("proposals:order", args=[cast.bun.pk, 2027])
    assert client.get(page).text.index("Först") < client.get(page).text.index("Sedan")
    answer = client.post(at("move", second), {"steg": "upp"})
    assert (answer.status_code, answer["Location"]) == (303, f"{page}#forslag-{second.pk}")
    text = client.get(page).text
    assert text.index("Sedan") < text.index("Först")
    client.post(at("move", second), {"steg": "ned"})
    assert client.post(at("withdraw", first)).status_code == 303
    first.refresh_from_db()
    assert (first.state, first.order) == (State.DRAFT, None)
    assert at("move", second) not in browser(cast.elected).get(page).text
    empty = client.get(reverse("proposals:order", args=[cast.bun.pk, 2031]))
    assert "Inget inlämnat" in empty.text


def told(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "answer": "partly",
        "reason": "Ryms till hälften.",
        "operating": "",
        "investment": "2 000",
        "body": str(cast.kf.pk),
        "decided_on": "2025-09-22",
        "paragraph": "97",
        "registry_number": "",
        **more,
    }


def test_the_registrar_records_what_the_council_answered(cast: Cast) -> None:
    proposal = submitted(cast, kind=Kind.INVESTMENT, name="Ny sal")
    client = browser(cast.registrar)
    assert at("respond", proposal) in client.get(at("detail", proposal)).text
    assert client.post(at("respond", proposal), told(cast)).status_code == 303
    answer = ProposalAnswer.objects.get()
    assert (answer.answer, answer.operating, answer.investment, str(answer.decision)) == (
        "partly",
        None,
        Decimal(2_000_000),
        "Kommunfullmäktige 2025-09-22 § 97",
    )
    page = client.get(at("detail", proposal)).text
    assert "Ryms till hälften." in page
    assert at("respond", proposal) not in page
    assert client.get(at("respond", proposal)).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"investment": ""}, "Skriv det belopp som fullmäktige har beviljat."),
        ({"decided_on": "2026-01-01"}, "Beslutsdatumet har inte varit än."),
        ({"answer": ""}, "Ryms till hälften."),
    ],
)
def test_an_answer_that_is_wrong_is_given_back(
    cast: Cast, wrong: dict[str, str], message: str
) -> None:
    proposal = submitted(cast, kind=Kind.INVESTMENT)
    answer = browser(cast.registrar).post(at("respond", proposal), told(cast, **wrong))
    assert (answer.status_code, message in answer.text) == (422, True)
    assert "Ryms till hälften." in answer.text
    assert not Decision.objects.exists()


def test_only_investments_ask_what_is_invested(cast: Cast) -> None:
    page = browser(cast.registrar).get(at("respond", submitted(cast)))
    assert "Beviljad kostnad 2027" in page.text
    assert "Beviljad investering" not in page.text


def test_what_was_refused_is_proposed_again(cast: Cast) -> None:
    proposal = submitted(cast)
    answered(cast, proposal, State.REFUSED)
    client = browser(cast.manager)
    assert at("again", proposal) in client.get(at("detail", proposal)).text
    assert client.post(at("again", proposal), {"year": "2027"}).status_code == 422
    answer = client.post(at("again", proposal), {"year": "2028"})
    new = Proposal.objects.latest("pk")
    assert (answer["Location"], new.earlier) == (at("detail", new), proposal)


def test_a_draft_is_thrown_away_after_a_question(cast: Cast) -> None:
    proposal = write(cast, draft(cast))
    client = browser(cast.manager)
    assert "kan inte hämtas tillbaka" in client.get(at("discard", proposal)).text
    answer = client.post(at("discard", proposal))
    assert (answer.status_code, Proposal.objects.exists()) == (303, False)


def test_the_register_is_narrowed_and_taken_home_in_kronor(cast: Cast) -> None:
    submitted(cast)
    submitted(cast, name="Ny sal", kind=Kind.INVESTMENT)
    client = browser(cast.elected)
    page = client.get(reverse("proposals:index"), {"slag": "investment"})
    assert "Ny sal" in page.text
    assert "speciallärare" not in page.text
    assert reverse("proposals:add") not in page.text
    rows = client.get(reverse("proposals:index"), {"format": "json"}).json()["rows"]
    assert [(r["proposal"], r["cost"], r["invested"], r["priority"]) for r in rows] == [
        ("Två speciallärare till", "1500000", None, 1),
        ("Ny sal", "3000000", "4500000", 2),
    ]
