"""The Kolada client against recorded answers on loopback, and against all that goes wrong."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice

import httpx
import pytest

from tests.kolada_server import REAL_DATA, RecordedKolada, recorded
from timglas.exchange import kolada_wire
from timglas.exchange.kolada import (
    AreaRow,
    GroupRow,
    Kolada,
    KpiRow,
    Page,
    PassingProblem,
    PermanentProblem,
    UnknownId,
    ValueRow,
)

real = [
    pytest.mark.real,
    pytest.mark.skipif(
        not (REAL_DATA / "kolada").is_dir(), reason=f"no recorded answers in {REAL_DATA}"
    ),
]
SICK_LEAVE = "N00092"
SVENLJUNGA = "1465"
RIKET = AreaRow("0000", "Riket", "L")


@dataclass
class FakeTime:
    """A clock that only waiting moves."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def server() -> Iterator[RecordedKolada]:
    with RecordedKolada() as recorded_kolada:
        yield recorded_kolada


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def client(server: RecordedKolada, time: FakeTime) -> Iterator[Kolada]:
    with client_of(server, time) as kolada:
        yield kolada


def client_of(server: RecordedKolada, time: FakeTime, **options: int) -> Kolada:
    return Kolada(server.url, wait=time.wait, clock=lambda: time.now, jitter=lambda: 1.0, **options)


def envelope(*values: object, next_url: object = None) -> bytes:
    return json.dumps(
        {"values": values, "count": len(values), "previous_url": None, "next_url": next_url}
    ).encode()


def area(id_: str, title: str, kind: str = "K") -> dict[str, str]:
    return {"id": id_, "title": title, "type": kind}


def sick_leave(year: int, value: str) -> ValueRow:
    return ValueRow(SICK_LEAVE, SVENLJUNGA, year, "T", Decimal(value), "", 1, deleted=False)


class TestRecordedAnswers:
    pytestmark = real

    def test_the_whole_catalogue_comes_in_two_pages(
        self, client: Kolada, server: RecordedKolada
    ) -> None:
        pages = list(client.kpis())

        assert [len(page.rows) for page in pages] == [5000, 1099]
        assert [row.id for page in pages for row in page.rows] == [
            row["id"] for row in recorded("kolada/v3_kpi_all.json")
        ]
        assert [page.faulty for page in pages] == [(), ()]
        assert server.requests == ["/v3/kpi?per_page=5000", "/v3/kpi?per_page=5000&page=2"]

    def test_all_municipalities_regions_and_riket_come(self, client: Kolada) -> None:
        (page,) = client.municipalities()

        assert (len(page.rows), page.rows[0], page.faulty) == (312, RIKET, ())

    def test_all_groups_come_with_their_members(self, client: Kolada) -> None:
        (page,) = client.groups()

        assert (len(page.rows), page.faulty) == (3630, ())
        assert [group for group in page.rows if group.id == "G37535"] == [
            GroupRow(
                "G37535",
                "Liknande kommuner, övergripande, Svenljunga, 2025",
                ("0331", "0509", "0767", "1445", "1472", "1715", "2031"),
            )
        ]

    def test_the_317_values_of_svenljunga_come_as_recorded(self, client: Kolada) -> None:
        rows = recorded("kolada_2012/v3shape_data_1465_1995-2012.json")
        kpis = sorted({row["kpi"] for row in rows})

        pages = list(client.values(kpis, [SVENLJUNGA]))

        assert len(kpis) == 34
        assert len(pages) == 2
        assert {(row.kpi, row.year, row.value) for page in pages for row in page.rows} == {
            (row["kpi"], row["period"], Decimal(str(row["values"][0]["value"]))) for row in rows
        }
        assert sum(len(page.rows) for page in pages) == 317

    def test_sick_leave_of_svenljunga_keeps_every_digit(self, client: Kolada) -> None:
        (page,) = client.values([SICK_LEAVE], [SVENLJUNGA])

        assert page == Page(
            rows=(
                sick_leave(2007, "1.4"),
                sick_leave(2008, "2.3"),
                sick_leave(2009, "3.0"),
                sick_leave(2010, "2.4"),
                sick_leave(2011, "4.0"),
            ),
            address="/data/kpi/N00092/municipality/1465?per_page=5000",
            next_address=None,
        )

    def test_values_can_be_limited_to_years(self, client: Kolada) -> None:
        (page,) = client.values([SICK_LEAVE], [SVENLJUNGA], years=[2007, 2011])

        assert page.rows == (sick_leave(2007, "1.4"), sick_leave(2011, "4.0"))

    def test_a_group_has_the_mean_of_its_members(self, client: Kolada) -> None:
        (page,) = client.values([SICK_LEAVE], ["G37535"], years=[2011])
        (members,) = client.values(
            [SICK_LEAVE], ["0331", "0509", "0767", "1445", "1472", "1715", "2031"], years=[2011]
        )

        values = [row.value for row in members.rows if row.value is not None]
        (mean,) = page.rows
        assert mean.count == len(values)
        assert mean.value == pytest.approx(sum(values) / len(values))

    def test_the_three_page_catalogue_is_followed_without_asking_its_absolute_addresses(
        self, client: Kolada, server: RecordedKolada
    ) -> None:
        derived = REAL_DATA / "kolada" / "derived"
        server.replay("/kpi", [(derived / f"kpi_page{n}.json").read_bytes() for n in (1, 2, 3)])

        pages = list(client.kpis())

        assert [len(page.rows) for page in pages] == [10, 10, 6]
        assert len(server.requests) == 3
        assert pages[0].rows[0] == KpiRow(
            id="N00090",
            title="Sjukfrånvaro totalt bland anställda, kommun, andel (%)",
            description=recorded("kolada/derived/kpi_page1.json")[0]["description"],
            is_divided_by_gender=True,
            municipality_type="K",
            auspice="E",
            operating_area="Kommunen, övergripande",
            perspective="Resurser",
            prel_publication_date=None,
            publication_date=date(2027, 3, 6),
            publ_period="2026",
            has_ou_data=False,
        )

    def test_a_deleted_row_is_marked_and_has_no_value(
        self, client: Kolada, server: RecordedKolada
    ) -> None:
        deleted = (REAL_DATA / "kolada" / "derived" / "data_deleted_row.json").read_bytes()
        server.replay("/data/kpi/N00945/municipality/0180", [deleted])

        (page,) = client.values(["N00945"], ["0180"])

        assert page.rows == (ValueRow("N00945", "0180", 2000, "T", None, "", 1, deleted=True),)

    def test_only_what_has_changed_comes_when_asked_for(
        self, client: Kolada, server: RecordedKolada
    ) -> None:
        def changed() -> tuple[ValueRow, ...]:
            (page,) = client.values([SICK_LEAVE], [SVENLJUNGA], changed_since=date(2026, 11, 22))
            return page.rows

        before = changed()
        server.revise(SICK_LEAVE, SVENLJUNGA, 2010, "T", 2.5)
        server.delete(SICK_LEAVE, SVENLJUNGA, 2011, "T")

        assert before == ()
        assert changed() == (
            sick_leave(2010, "2.5"),
            ValueRow(SICK_LEAVE, SVENLJUNGA, 2011, "T", None, "", 1, deleted=True),
        )
        assert "from_date=2026-11-22" in server.requests[-1]

    def test_ids_are_asked_for_25_by_25(self, client: Kolada, server: RecordedKolada) -> None:
        kpis = [row["id"] for row in recorded("kolada/v3_kpi_all.json")[:26]]
        areas = [row["id"] for row in recorded("kolada/v3_municipality_all.json")[:51]]

        pages = list(client.values(kpis, areas))

        asked = [address.partition("?")[0].split("/") for address in server.requests]
        assert [(parts[4].count(",") + 1, parts[6].count(",") + 1) for parts in asked] == [
            (25, 25), (25, 25), (25, 1), (1, 25), (1, 25), (1, 1)
        ]  # fmt: skip
        assert [f"/v3{page.next_address}" for page in pages[:-1]] == server.requests[1:]
        assert pages[-1].next_address is None

    def test_years_are_chunked_too(self, client: Kolada, server: RecordedKolada) -> None:
        list(client.values([SICK_LEAVE], [SVENLJUNGA], years=range(1990, 2020)))

        assert [address.count(",") + 1 for address in server.requests] == [25, 5]

    def test_a_run_goes_on_from_the_page_where_it_stopped(
        self, server: RecordedKolada, time: FakeTime
    ) -> None:
        kpis = [SICK_LEAVE, "N00093", "N00094"]
        areas = [row["id"] for row in recorded("kolada/v3_municipality_all.json")[22:62]]
        with client_of(server, time, per_page=100) as client:
            whole = list(client.values(kpis, areas))
            stopped = list(islice(client.values(kpis, areas), 2))
            resumed = list(client.values(kpis, areas, start=stopped[-1].next_address))

        assert len(whole) > 4
        assert stopped + resumed == whole

    def test_an_address_from_another_question_starts_from_the_beginning(
        self, client: Kolada
    ) -> None:
        start = "/data/kpi/N00093/municipality/1465?per_page=5000"

        (page,) = client.values([SICK_LEAVE], [SVENLJUNGA], start=start)

        assert len(page.rows) == 5

    def test_unknown_ids_are_named_when_all_the_others_have_come(self, client: Kolada) -> None:
        came: list[Page[ValueRow]] = []

        with pytest.raises(UnknownId) as problem:
            came.extend(client.values(["N99999", SICK_LEAVE], ["9999", SVENLJUNGA, "G999"]))

        assert [row.value for page in came for row in page.rows] == [
            Decimal(v) for v in ("1.4", "2.3", "3.0", "2.4", "4.0")
        ]
        assert problem.value.ids == ("N99999", "9999", "G999")
        assert "Kolada känner inte till N99999, 9999, G999" in problem.value.message

    def test_a_question_whose_every_part_exists_is_left_for_last(
        self, client: Kolada, server: RecordedKolada
    ) -> None:
        kpis = [row["id"] for row in recorded("kolada/v3_kpi_all.json")[:25]]
        server.fail_next(f"/v3/data/kpi/{kpis[0]}", "404")
        came: list[Page[ValueRow]] = []

        with pytest.raises(PermanentProblem, match="den finns inte, fast alla delar gör det"):
            came.extend(client.values([*kpis, SICK_LEAVE], [SVENLJUNGA]))

        assert [len(page.rows) for page in came] == [5]

    def test_the_server_refuses_more_than_25_ids(self, server: RecordedKolada) -> None:
        assert httpx.get(f"{server.url}/kpi/{','.join(['N00090'] * 26)}").status_code == 400


class TestFaults:
    pytestmark = real

    @pytest.mark.parametrize(
        ("kind", "reason"),
        [
            ("429", "Kolada svarade med felkod 429"),
            ("500", "Kolada svarade med felkod 500"),
            ("broken-page", "anslutningen bröts eller kunde inte öppnas"),
        ],
    )
    def test_a_fault_that_lasts_is_reported_and_loses_nothing(
        self, server: RecordedKolada, client: Kolada, kind: str, reason: str
    ) -> None:
        server.fail_next("/v3/kpi?per_page=5000&page=2", kind, times=5)
        came: list[Page[KpiRow]] = []

        with pytest.raises(PassingProblem) as problem:
            came.extend(client.kpis())  # extend keeps what came before the problem
        resumed = list(client.kpis(came[-1].next_address))

        assert problem.value.message == (
            f"Kolada gav inget svar (/kpi, sida 2): {reason}. Timglas försökte 5 gånger. "
            "Det som redan är hämtat finns kvar. Hämta igen om en stund, så fortsätter Timglas "
            "där det slutade."
        )
        assert problem.value.address == "/kpi?per_page=5000&page=2"
        assert [len(page.rows) for page in came + resumed] == [5000, 1099]

    @pytest.mark.parametrize("kind", ["429", "500", "broken-page"])
    def test_a_fault_that_passes_is_waited_out(
        self, server: RecordedKolada, client: Kolada, time: FakeTime, kind: str
    ) -> None:
        server.fail_next("/v3/kpi", kind, times=4)

        assert sum(len(page.rows) for page in client.kpis()) == 6099
        assert time.waits == [1, 2, 4, 8, 0.2]

    def test_malformed_json_is_reported_at_once_and_loses_nothing(
        self, server: RecordedKolada, client: Kolada
    ) -> None:
        server.fail_next("/v3/kpi?per_page=5000&page=2", "malformed")
        came: list[Page[KpiRow]] = []

        with pytest.raises(PermanentProblem) as problem:
            came.extend(client.kpis())
        resumed = list(client.kpis(came[-1].next_address))

        assert problem.value.message == (
            "Svaret från Kolada går inte att läsa (/kpi, sida 2): det är inte giltig JSON. Det som "
            "redan är hämtat finns kvar. Hämta igen senare; om felet återkommer behöver den som "
            "sköter Timglas se på saken."
        )
        assert [len(page.rows) for page in came + resumed] == [5000, 1099]

    def test_at_most_five_requests_a_second(self, server: RecordedKolada, time: FakeTime) -> None:
        with client_of(server, time, per_page=100) as client:
            list(client.municipalities())

        assert time.waits == [0.2, 0.2, 0.2]

    @pytest.mark.parametrize("kind", ["429", "500"])
    def test_the_wait_kolada_asks_for_is_kept(
        self, server: RecordedKolada, client: Kolada, time: FakeTime, kind: str
    ) -> None:
        server.fail_next("/v3/municipality", kind, retry_after="17")

        list(client.municipalities())

        assert time.waits == [17]

    def test_a_longer_wait_than_two_minutes_is_not_sat_out(
        self, server: RecordedKolada, client: Kolada, time: FakeTime
    ) -> None:
        server.fail_next("/v3/municipality", "429", retry_after="3600")

        with pytest.raises(PassingProblem, match="felkod 429"):
            list(client.municipalities())
        assert time.waits == []

    def test_an_unreachable_server_is_a_passing_problem(self, time: FakeTime) -> None:
        with RecordedKolada() as gone:
            pass
        with (
            client_of(gone, time) as client,
            pytest.raises(PassingProblem, match="anslutningen bröts eller kunde inte öppnas"),
        ):
            list(client.groups())
        assert time.waits == [1, 2, 4, 8]


class TestSuspectAnswers:
    def test_a_foreign_next_url_never_leads_to_another_host(self, time: FakeTime) -> None:
        with RecordedKolada() as foreign, RecordedKolada() as server:
            server.replay(
                "/municipality",
                [
                    envelope(area("0000", "Riket", "L"), next_url=f"{foreign.url}/evil?page=2"),
                    envelope(area("1465", "Svenljunga")),
                ],
            )
            with client_of(server, time) as client:
                pages = list(client.municipalities())

        assert pages == [
            Page((RIKET,), "/municipality?per_page=5000", "/municipality?page=2"),
            Page((AreaRow("1465", "Svenljunga", "K"),), "/municipality?page=2", None),
        ]
        assert foreign.requests == []
        assert server.requests == ["/v3/municipality?per_page=5000", "/v3/municipality?page=2"]

    def test_pages_that_go_round_are_stopped(self, client: Kolada, server: RecordedKolada) -> None:
        server.replay("/municipality", [envelope(area("0000", "Riket", "L"), next_url="?page=2")])
        came: list[Page[AreaRow]] = []

        with pytest.raises(PermanentProblem, match="redan hämtad sida"):
            came.extend(client.municipalities())

        assert [page.rows for page in came] == [(RIKET,), (RIKET,)]
        assert came[-1].next_address == "/municipality?page=2"

    def test_a_faulty_row_is_reported_and_the_others_come(
        self, client: Kolada, server: RecordedKolada
    ) -> None:
        server.replay(
            "/municipality",
            [envelope(area("0000", "Riket", "L"), area("146", "Svenljunga"), {"id": "1490"}, 7)],
        )

        (page,) = client.municipalities()

        assert page.rows == (RIKET,)
        assert page.faulty == (
            "Rad 2: fältet ”id” har det oväntade värdet '146'.",
            "Rad 3: fältet ”title” saknas.",
            "Rad 4: det är inte ett objekt med fält.",
        )

    def test_one_faulty_value_does_not_take_the_other_sex_along(
        self, client: Kolada, server: RecordedKolada
    ) -> None:
        women = {"gender": "K", "count": 1, "status": "", "value": 4, "isdeleted": False}
        men = women | {"gender": "M", "value": "4,0"}
        row = {"kpi": SICK_LEAVE, "municipality": SVENLJUNGA, "period": 2011}
        server.replay(
            "/data/kpi/N00092/municipality/1465", [envelope(row | {"values": [women, men, None]})]
        )

        (page,) = client.values([SICK_LEAVE], [SVENLJUNGA])

        assert page.rows == (
            ValueRow(SICK_LEAVE, SVENLJUNGA, 2011, "K", Decimal(4), "", 1, deleted=False),
        )
        assert page.faulty == (
            "Rad 1: fältet ”value” har det oväntade värdet '4,0'.",
            "Rad 1: det är inte ett objekt med fält.",
        )

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"", "giltig JSON"),
            (b"<html>Underh\xc3\xa5ll</html>", "giltig JSON"),
            (b"\xff\xfe", "giltig JSON"),
            (b"[" * 200_000, "giltig JSON"),
            (b'{"values": [NaN], "next_url": null}', "giltig JSON"),
            (b'{"values": [1e9999999999999999999], "next_url": null}', "giltig JSON"),
            (b"[]", "saknar fälten"),
            (b'{"values": {}, "next_url": null}', "saknar fälten"),
            (b'{"values": [], "next_page": "?page=2"}', "saknar fälten"),
            (b'{"values": [], "next_url": 2}', "saknar fälten"),
            (b'{"values": [], "next_url": "http://[x?page=2"}', "nästa sida är trasig"),
        ],
    )
    def test_an_unreadable_answer_is_a_permanent_problem_with_its_page(
        self, client: Kolada, server: RecordedKolada, body: bytes, reason: str
    ) -> None:
        server.replay("/kpi", [body])

        with pytest.raises(PermanentProblem, match=reason) as problem:
            list(client.kpis())

        assert problem.value.address == "/kpi?per_page=5000"
        assert len(server.requests) == 1

    def test_an_answer_beyond_all_reason_is_not_read(
        self, client: Kolada, server: RecordedKolada, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kolada_wire, "MOST_BYTES", 1000)
        server.replay("/kpi", [b" " * 1001])

        with pytest.raises(PermanentProblem, match="svaret är orimligt stort"):
            list(client.kpis())

    def test_an_answer_that_never_comes_is_given_up(
        self, server: RecordedKolada, time: FakeTime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kolada_wire, "TIMEOUT", 0.05)
        server.delay = 0.3
        server.replay("/kpi", [envelope()])

        with (
            client_of(server, time, attempts=2) as client,
            pytest.raises(
                PassingProblem, match=r"inget svar kom i tid\. Timglas försökte 2 gånger"
            ),
        ):
            list(client.kpis())

    def test_an_answer_that_drips_is_given_up(self, server: RecordedKolada) -> None:
        ticks = iter(range(0, 10_000, 200))
        server.replay("/kpi", [envelope()])

        with (
            Kolada(
                server.url, wait=lambda _seconds: None, clock=lambda: next(ticks), attempts=1
            ) as client,
            pytest.raises(PassingProblem, match="svaret kom för långsamt"),
        ):
            list(client.kpis())

    def test_an_address_without_kolada_is_refused(self, server: RecordedKolada) -> None:
        with (
            Kolada(server.url.replace("/v3", "/v2")) as client,
            pytest.raises(PermanentProblem, match="Kolada svarade med felkod 404"),
        ):
            list(client.kpis())

    @pytest.mark.parametrize("base_url", ["", "kolada", "ftp://127.0.0.1", "http://127.0.0.1:x"])
    def test_a_base_address_that_is_none_is_reported(self, base_url: str, time: FakeTime) -> None:
        with (
            Kolada(base_url, wait=time.wait) as client,
            pytest.raises(PermanentProblem, match="adressen till Kolada är fel inställd"),
        ):
            list(client.kpis())
        assert time.waits == []


@pytest.mark.parametrize(
    ("retry_after", "sent", "seconds"),
    [
        ("30", "", 30.0),
        ("Tue, 24 Nov 2026 08:00:30 GMT", "Tue, 24 Nov 2026 08:00:00 GMT", 30.0),
        ("Tue, 24 Nov 2026 07:00:00 GMT", "Tue, 24 Nov 2026 08:00:00 GMT", 0.0),
        ("Tue, 24 Nov 2026 08:00:30 GMT", "", None),
        ("Tue, 24 Nov 2026 08:00:30", "Tue, 24 Nov 2026 08:00:00 GMT", None),
        ("-5", "", None),
        ("²", "", None),
        ("snart", "Tue, 24 Nov 2026 08:00:00 GMT", None),
        ("", "", None),
    ],
)
def test_retry_after_is_seconds_or_a_moment(
    retry_after: str, sent: str, seconds: float | None
) -> None:
    headers = httpx.Headers([(b"Retry-After", retry_after.encode()), (b"Date", sent.encode())])

    assert kolada_wire.retry_after(headers) == seconds
