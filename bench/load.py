"""Makes up a municipality in an empty database, and says how long it takes.

    script/bench load city --scale 0.1

It goes into the database that Timglas would use: SQLite in TIMGLAS_VAR, or DATABASE_URL.
"""

import argparse
import time
from dataclasses import replace

from django.core.management import call_command

from bench.filling import fill
from bench.making import MadeUp
from bench.shapes import CITY, TOWN, Shape


def load(shape: Shape, *, seed: int = 1) -> float:
    """Make up a municipality, from no tables at all; returns the seconds it took."""
    began = time.perf_counter()

    def say(line: str) -> None:
        print(f"{time.perf_counter() - began:7.1f} s  {line}", flush=True)  # noqa: T201

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    fill(MadeUp(shape, seed), say)
    say("ready")
    return time.perf_counter() - began


def main() -> None:
    """Make what the command line asks for."""
    asked = argparse.ArgumentParser()
    asked.add_argument("shape", choices=("town", "city"))
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--indicators", type=int)
    asked.add_argument("--seed", type=int, default=1)
    wanted = asked.parse_args()
    shape = {"town": TOWN, "city": CITY}[wanted.shape].scaled(wanted.scale)
    if wanted.indicators:
        shape = replace(shape, indicators=wanted.indicators)
    load(shape, seed=wanted.seed)


if __name__ == "__main__":
    main()
