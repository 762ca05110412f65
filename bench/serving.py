"""A real server on what lies in the database, and clients that ask it over loopback."""

import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from timglas.models import Person
from timglas.web.sessions import BEGAN, SEEN

ANSWERS, WARM_UP = 40, 3
HEAD = "| Who | Page | Median, ms | p95, ms | Queries | kB compressed |\n|---|---|--:|--:|--:|--:|"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, and the process that answers."""

    address: str
    worker: int

    @property
    def megabytes(self) -> float:
        """The memory that the answering process holds."""
        status = Path(f"/proc/{self.worker}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


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


@contextmanager
def server() -> Iterator[Server]:
    """Serve what this process sees: one gunicorn worker of eight threads."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["gunicorn", "timglas.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    process = subprocess.Popen([sys.executable, "-m", *command, "--log-level", "error"])  # noqa: S603
    try:
        address = _wait_for(f"http://127.0.0.1:{port}")
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        yield Server(address, int(children.read_text(encoding="ascii").split()[0]))
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> str:
    for _try in range(600):
        try:
            httpx.get(f"{address}/oppna-data/")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return address
    raise SystemExit("the server did not start")


def client(served: Server, person: Person | None = None) -> httpx.Client:
    """Somebody who asks; signed in as a person, or nobody."""
    asking = httpx.Client(base_url=served.address, headers={"Accept-Encoding": "gzip"}, timeout=120)
    if person:
        asking.cookies.set(settings.SESSION_COOKIE_NAME, _session(person))
    return asking


def _session(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = time.time()
    session.create()
    return str(session.session_key)


def measure(asking: httpx.Client, who: str, address: str) -> Timing:
    """Ask for a page many times."""
    took = []
    for n in range(WARM_UP + ANSWERS):
        begin = time.perf_counter()
        answer = asking.get(address)
        took += [(time.perf_counter() - begin) * 1000] if n >= WARM_UP else []
    answer.raise_for_status()
    size = int(answer.headers.get("Content-Length", 0)) / 1024
    cuts = statistics.quantiles(took, n=20)
    queries = queries_of(asking, address)
    return Timing(who, address, statistics.median(took), cuts[-1], queries, size)


def queries_of(asking: httpx.Client, address: str) -> int:
    """Count the queries of one answer, in this process, with the same session and all kept."""
    inside = Client()
    inside.cookies.load({cookie.name: cookie.value or "" for cookie in asking.cookies.jar})
    inside.get(address)
    with CaptureQueriesContext(connection) as captured:
        inside.get(address)
    return len(captured)
