"""Real Timglas servers for browser tests: own process, port and copy of a prepared database."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PROJECT = Path(__file__).resolve().parent.parent.parent
OURS = ("TIMGLAS_", "DATABASE_URL", "DJANGO_", "COV_")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address without a final slash, and its folder of data."""

    url: str
    var: Path


def environment(var: Path, *, demo: bool, extra: dict[str, str]) -> dict[str, str]:
    """Return the environment of a server, with nothing left of the test run's own settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    return kept | {"TIMGLAS_VAR": str(var), "TIMGLAS_DEMO": str(int(demo))} | extra


def manage(command: str, env: dict[str, str]) -> None:
    """Run a management command, and fail with its output if it fails."""
    run = subprocess.run(  # noqa: S603 (commands written in this file)
        [sys.executable, "manage.py", *command.split()],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{command}:\n{run.stdout}\n{run.stderr}"


def prepare(folder: Path, *, demo: bool) -> None:
    """Make a folder of data: an empty installation, or Exempelby."""
    (folder / "static").mkdir(parents=True)
    env = environment(folder, demo=demo, extra={})
    manage("migrate --verbosity 0", env)
    manage("createcachetable", env)
    if demo:
        manage("load_exempelby", env)


def free_port() -> int:
    """Return a port that nothing listened to a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_answering(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; fail with its log if it ends or takes over a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{url}/", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def running(template: Path, var: Path, *, demo: bool, extra: dict[str, str]) -> Iterator[Server]:
    """Run a server and its worker on a copy of a prepared folder; stop both afterwards."""
    shutil.copytree(template, var)
    env = environment(var, demo=demo, extra=extra)
    url = f"http://127.0.0.1:{free_port()}"
    web = [sys.executable, "-m", "gunicorn", "timglas.wsgi", "--threads", "4"]
    commands = [
        [*web, "--bind", url.removeprefix("http://"), "--log-level", "warning"],
        [sys.executable, "manage.py", "db_worker"],
    ]
    log = var / "server.log"
    with log.open("wb") as output:
        processes = [
            subprocess.Popen(command, cwd=PROJECT, env=env, stdout=output, stderr=output)  # noqa: S603 (commands written above)
            for command in commands
        ]
        try:
            wait_until_answering(url, processes[0], log)
            yield Server(url, var)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=20)
