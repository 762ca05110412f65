"""How fast the main pages answer: a real server with Exempelby, asked over loopback.

    script/bench pages

Prints a Markdown table: for each page the median and the 95th percentile of 40 answers in
milliseconds after 3 to warm up, database queries of one answer, and its size compressed. The
figures in docs/performance.md come from here. Nothing is asserted.
"""

import io
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django
import httpx
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ANSWERS, WARM_UP = 40, 3
OPEN = ("/", "/vision/", "/timglaset/", "/roda-traden/", "/mal/", "/indikatorer/", "/oppna-data/")
SIGNED_IN = (
    *("/start/", "/roda-traden/", "/roda-traden/?visa=lista", "/mal/", "/indikatorer/"),
    *("/rapportera/", "/planer/", "/administration/enheter/", "/administration/handelser/"),
)


@dataclass(frozen=True, slots=True)
class Timing:
    """What one page took."""

    who: str
    address: str
    median: float
    p95: float
    queries: int
    kilobytes: float

    def __str__(self) -> str:
        return (
            f"| {self.who} | `{self.address}` | {self.median:.0f} | {self.p95:.0f} "
            f"| {self.queries} | {self.kilobytes:.1f} |"
        )


def load(folder: str) -> None:
    """Load Exempelby into a fresh database in a folder, which this process then sees too."""
    os.environ |= {
        "TIMGLAS_VAR": folder,
        "TIMGLAS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "timglas.settings",
    }
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_exempelby", stdout=io.StringIO())


@contextmanager
def server() -> Iterator[str]:
    """Serve what is loaded; yields the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["gunicorn", "timglas.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    process = subprocess.Popen([sys.executable, "-m", *command])  # noqa: S603
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str) -> str:
    """Wait until the server answers."""
    for _try in range(100):
        try:
            httpx.get(address)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return address
    raise SystemExit("the server did not start")


def sign_in(client: httpx.Client) -> None:
    """Sign in as the controller by the demonstration's page."""
    page = client.get("/prova/").text
    form = next(f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if "ontroller" in f)
    fields = dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', form))
    client.post("/prova/", data=fields, headers={"Referer": str(client.base_url)})


def pages(client: httpx.Client, addresses: tuple[str, ...]) -> list[str]:
    """The addresses, with one goal's and one indicator's page."""
    found = list(addresses)
    for index in ("/mal/", "/indikatorer/"):
        match = re.search(rf'href="({index}\d+/)', client.get(index).text)
        found += [match[1]] if match else []
    return found


def measure(client: httpx.Client, who: str, address: str) -> Timing:
    """Ask for a page many times."""
    took = []
    for n in range(WARM_UP + ANSWERS):
        begin = time.perf_counter()
        answer = client.get(address)
        took += [(time.perf_counter() - begin) * 1000] if n >= WARM_UP else []
    answer.raise_for_status()
    size = int(answer.headers.get("Content-Length", 0)) / 1024
    cuts = statistics.quantiles(took, n=20)
    return Timing(
        who, address, statistics.median(took), cuts[-1], queries_of(client, address), size
    )


def queries_of(client: httpx.Client, address: str) -> int:
    """Count the queries of one answer, in this process and with the same session."""
    inside = Client()
    inside.cookies.load(dict(client.cookies))
    with CaptureQueriesContext(connection) as captured:
        inside.get(address)
    return len(captured)


def main() -> None:
    """Print the table."""
    print("| Who | Page | Median, ms | p95, ms | Queries | kB compressed |")  # noqa: T201
    print("|---|---|--:|--:|--:|--:|")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        load(folder)
        with server() as address:
            measure_all(address)


def measure_all(address: str) -> None:
    """Print a row for each page."""
    for who, addresses in (("citizen", OPEN), ("controller", SIGNED_IN)):
        with httpx.Client(base_url=address, headers={"Accept-Encoding": "gzip"}) as client:
            if who != "citizen":
                sign_in(client)
            for page in pages(client, addresses):
                print(measure(client, who, page))  # noqa: T201


if __name__ == "__main__":
    main()
