"""Kolada on loopback: serves recorded answers in the shape of API version 3, and fails on request.

In tests: `with RecordedKolada() as kolada: Kolada(kolada.url)`. For a browser:
`python -m tests.kolada_server --port 8099`. Values are real; only a group's value is computed
here, as Kolada does it: the unweighted mean of the members that have one.
"""

import argparse
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, product
from pathlib import Path
from statistics import fmean
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

REPOSITORY = Path(__file__).resolve().parents[1]
REAL_DATA = Path(os.environ.get("TIMGLAS_REAL_DATA", REPOSITORY.parent / "shared" / "data"))
MOST_ROWS = 5000
MOST_IDS = 25
FAULTS = frozenset({"404", "429", "500", "malformed", "broken-page"})
DATA_PATH = re.compile(r"/data/kpi/([^/]+)/municipality/([^/]+)(?:/year/([^/]+))?")
CATALOGUE_PATH = re.compile(r"/(kpi|municipality|municipality_groups)(?:/([^/]+))?")
DATA_FILES = (
    "kolada_2012/v3shape_data_290_municipalities_7_kpis.json",
    "kolada_2012/v3shape_data_1465_1995-2012.json",
    "kolada/v3_data_N00945_0180_1280_1480_2000-2020.json",
)

type Row = dict[str, Any]
type Series = dict[int, Row]  # by year
type Place = tuple[str, str]  # KPI and area


class Refused(Exception):
    """A question that is answered with an HTTP status other than 200."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@cache
def recorded(name: str) -> list[Row]:
    """The rows of a recorded answer, read once."""
    rows: list[Row] = json.loads((REAL_DATA / name).read_bytes())["values"]
    return rows


@cache
def recorded_values() -> dict[Place, Series]:
    """Every recorded data row; the files agree where they overlap."""
    values: dict[Place, Series] = {}
    for row in (row for name in DATA_FILES for row in recorded(name)):
        values.setdefault((row["kpi"], row["municipality"]), {})[row["period"]] = row
    return values


class RecordedKolada:
    """The recorded API on 127.0.0.1. `url` is its base address, `requests` what was asked."""

    def __init__(self, port: int = 0, *, next_base: str | None = None) -> None:
        """`next_base` is the host that `next_url` names; the server itself unless given."""
        self._server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v3"
        self.requests: list[str] = []
        self.delay = 0.0  # seconds before each answer
        self._next_base = next_base or self.url
        self._faults: list[tuple[str, str, str]] = []
        self._replays: dict[str, Sequence[bytes]] = {}
        self._changes: dict[Place, Series] = {}

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve_forever(self) -> None:
        """Serve until interrupted."""
        with self._server:
            self._server.serve_forever()

    def fail_next(
        self, path_prefix: str, kind: str, *, times: int = 1, retry_after: str = ""
    ) -> None:
        """Fail the next `times` requests whose path and query begin so ("/v3/kpi?page=2")."""
        if kind not in FAULTS:
            raise ValueError(kind)
        self._faults += [(path_prefix, kind, retry_after)] * times

    def replay(self, path: str, pages: Sequence[bytes]) -> None:
        """Answer page 1, 2 … of a path ("/kpi") with exactly these bytes."""
        self._replays[path] = pages

    def revise(self, kpi: str, area: str, year: int, sex: str, value: float | None) -> None:
        """Change or add a value, so that `from_date` gives it."""
        self._change((kpi, area), year, {"gender": sex, "value": value, "isdeleted": False})

    def delete(self, kpi: str, area: str, year: int, sex: str) -> None:
        """Withdraw a value: it stays as a row that is marked deleted."""
        self._change((kpi, area), year, {"gender": sex, "value": None, "isdeleted": True})

    def answer(self, address: str) -> bytes:
        """The body for a path with query; raises Refused."""
        split = urlsplit(address)
        query = {name: values[-1] for name, values in parse_qs(split.query).items()}
        path = unquote(split.path).removeprefix("/v3").rstrip("/")
        page, size = _number(query, "page", 1), _number(query, "per_page", MOST_ROWS)
        if pages := self._replays.get(path):
            return pages[min(page, len(pages)) - 1]
        rows = self._rows(path, query)
        first = (page - 1) * size
        envelope = {
            "values": rows[first : first + size],
            "count": len(rows[first : first + size]),
            "previous_url": self._link(path, query, page - 1) if page > 1 else None,
            "next_url": self._link(path, query, page + 1) if first + size < len(rows) else None,
        }
        return json.dumps(envelope, ensure_ascii=False).encode()

    def take_fault(self, address: str) -> tuple[str, str] | None:
        """The kind and the Retry-After of the fault waiting for this request, once."""
        for position, (prefix, kind, retry_after) in enumerate(self._faults):
            if address.startswith(prefix):
                del self._faults[position]
                return kind, retry_after
        return None

    def _link(self, path: str, query: dict[str, str], page: int) -> str:
        return f"{self._next_base}{path}?{urlencode(query | {'page': str(page)})}"

    def _rows(self, path: str, query: dict[str, str]) -> list[Row]:
        if match := DATA_PATH.fullmatch(path):
            kpis, areas, years = (_ids(segment) for segment in match.groups())
            _known(kpis, "kpi")
            _known([area for area in areas if not area.startswith("G")], "municipality")
            _known([area for area in areas if area.startswith("G")], "municipality_groups")
            series = self._changed if "from_date" in query else self._series
            rows = (row for place in product(kpis, areas) for row in series(place))
            return [row for row in rows if not years or str(row["period"]) in years]
        if match := CATALOGUE_PATH.fullmatch(path):
            return _catalogue(match[1], _ids(match[2]), query.get("title", ""))
        raise Refused(404, path)

    def _series(self, place: Place) -> list[Row]:
        kpi, area = place
        if area.startswith("G"):
            return _means(place, [self._series((kpi, member)) for member in _members(area)])
        series = recorded_values().get(place, {}) | self._changes.get(place, {})
        return [series[year] for year in sorted(series)]

    def _changed(self, place: Place) -> list[Row]:
        return list(self._changes.get(place, {}).values())

    def _change(self, place: Place, year: int, change: Row) -> None:
        known = recorded_values().get(place, {}) | self._changes.get(place, {})
        empty = {"kpi": place[0], "municipality": place[1], "period": year, "values": []}
        row = known.get(year, empty)
        others = [entry for entry in row["values"] if entry["gender"] != change["gender"]]
        changed = row | {"values": [*others, {"count": 1, "status": ""} | change]}
        self._changes.setdefault(place, {})[year] = changed


@cache
def _members(group: str) -> tuple[str, ...]:
    groups = recorded(_file("municipality_groups"))
    members = next(row["members"] for row in groups if row["id"] == group)
    return tuple(member["member_id"] for member in members)


def _means(place: Place, of_members: Iterable[list[Row]]) -> list[Row]:
    by_year: dict[int, list[float]] = {}
    for row in chain.from_iterable(of_members):
        totals = (entry["value"] for entry in row["values"] if entry["gender"] == "T")
        by_year.setdefault(row["period"], []).extend(v for v in totals if v is not None)
    shared = {"kpi": place[0], "municipality": place[1]}
    return [
        shared | {"period": year, "values": [_mean(numbers)]}
        for year, numbers in sorted(by_year.items())
        if numbers
    ]


def _mean(numbers: list[float]) -> Row:
    value = round(fmean(numbers), 8)
    return {"gender": "T", "count": len(numbers), "status": "", "value": value, "isdeleted": False}


def _file(folder: str) -> str:
    return f"kolada/v3_{folder}_all.json"


@cache
def _known_ids(folder: str) -> frozenset[str]:
    of_values = {kpi for kpi, _area in recorded_values()} if folder == "kpi" else set()
    return frozenset({row["id"] for row in recorded(_file(folder))} | of_values)


def _known(ids: Iterable[str], folder: str) -> None:
    for id_ in ids:
        if id_ not in _known_ids(folder):
            raise Refused(404, id_)


def _catalogue(folder: str, ids: list[str], title: str) -> list[Row]:
    _known(ids, folder)
    return [
        row
        for row in recorded(_file(folder))
        if (not ids or row["id"] in ids) and title.casefold() in row["title"].casefold()
    ]


def _ids(segment: str | None) -> list[str]:
    ids = segment.split(",") if segment else []
    if len(ids) > MOST_IDS:
        raise Refused(400, f"at most {MOST_IDS} ids")
    return ids


def _number(query: dict[str, str], name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= MOST_ROWS:
        raise Refused(422, name)
    return int(text)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, kolada: RecordedKolada, *connection: Any) -> None:
        self.kolada = kolada
        super().__init__(*connection)  # which handles the request at once

    def do_GET(self) -> None:
        self.kolada.requests.append(self.path)
        fault = self.kolada.take_fault(self.path)
        time.sleep(self.kolada.delay)
        try:
            body = self.kolada.answer(self.path)
        except Refused as refusal:
            self._send(refusal.status, json.dumps({"detail": str(refusal)}).encode())
            return
        if fault:
            self._fail(*fault, body)
        else:
            self._send(200, body)

    def _fail(self, kind: str, retry_after: str, body: bytes) -> None:
        if kind == "malformed":
            self._send(200, body[: len(body) // 2])
        elif kind == "broken-page":
            self._send(200, body[: len(body) // 2], {"Content-Length": str(len(body))})
        else:
            self._send(int(kind), b"", {"Retry-After": retry_after} if retry_after else {})

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        usual = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        self.send_response(status)
        for name, value in (usual | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # the client had enough
            self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: `requests` holds what was asked."""


def main(say: Callable[[str], None] = print) -> None:
    """Serve on a chosen port until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    kolada = RecordedKolada(parser.parse_args().port)
    say(f"Recorded Kolada on {kolada.url}")
    kolada.serve_forever()


if __name__ == "__main__":
    main()
