"""What a process costs, and rows of the table that say so."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 5
FLOWOPS = str(Path(sys.executable).with_name("flowops"))


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, against what, and what we aim at."""

    what: str
    measured: str
    ratio: float
    aim: float | None
    at_least: bool = False

    def __str__(self) -> str:
        return f"{self.what:<58} {self.measured:>26}  {self.ratio:>7.4g}  {self._verdict()}"

    def _verdict(self) -> str:
        if self.aim is None:
            return ""
        sign = ">=" if self.at_least else "<="
        reached = self.ratio >= self.aim if self.at_least else self.ratio <= self.aim
        return f"aim {sign} {self.aim:g}  {'ok' if reached else 'MISSED'}"


@dataclass(frozen=True)
class Cost:
    """Processor seconds, user and system, and the most memory at one time, in bytes."""

    seconds: float
    memory: int


# In a process of its own: Linux counts the memory of the process that starts another one as the other one's
_RUN = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def run(words: Sequence[str]) -> Cost:
    """What one process costs, compiled as an installed flowops is. Raises CalledProcessError where it fails."""
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *words], capture_output=True, text=True, check=True, env=compiled
    )
    seconds, memory = done.stdout.split()
    return Cost(float(seconds), int(memory))


def alternately(*commands: Sequence[str], rounds: int = ROUNDS) -> list[Cost]:
    """The median of each command's costs; in turns, so that what else the machine does slows all of them."""
    found = [[run(words) for words in commands] for _ in range(rounds)]
    columns = list(zip(*found, strict=True))
    return [Cost(median(it.seconds for it in of), max(it.memory for it in of)) for of in columns]


def bare() -> list[str]:
    """The cheapest process that Python has."""
    return [sys.executable, "-c", "pass"]


def json_loads(*files: Path) -> list[str]:
    """A process that parses files with the standard library, and does nothing else."""
    code = "import json, sys\nfor name in sys.argv[1:]: json.loads(open(name, 'rb').read())"
    return [sys.executable, "-c", code, *map(str, files)]


def flowops(*words: object) -> list[str]:
    """A command line of flowops that says nothing but its result."""
    return [FLOWOPS, "-q", *map(str, words)]


def json_seconds(file: Path) -> float:
    """Processor seconds that the standard library takes to parse the bytes, in a process without other objects."""
    code = (
        "import json, sys, time; data = open(sys.argv[1], 'rb').read(); t = time.process_time();"
        "json.loads(data); print(time.process_time() - t)"
    )
    words = [sys.executable, "-c", code, str(file)]
    found = [subprocess.run(words, capture_output=True, text=True, check=True).stdout for _ in range(ROUNDS)]
    return median(map(float, found))
