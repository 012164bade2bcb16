"""`make bench`: what an export costs, as ratios to a baseline measured in the same run."""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.generate import workspace
from flowops.sandbox import Sandbox, serve

FLOWS = 2000
ROUNDS = 5
_TOKEN = "BENCH_TOKEN"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, against what, and what we aim at."""

    what: str
    measured: str
    ratio: float
    aim: float

    def __str__(self) -> str:
        verdict = "ok" if self.ratio <= self.aim else "MISSED"
        return f"{self.what:<52} {self.measured:>24}  {self.ratio:>6.2f}  aim <= {self.aim:g}  {verdict}"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export = workspace(FLOWS)
        (folder / "export.json").write_text(json.dumps(export), encoding="utf-8")
        print(
            f"{FLOWS} flows, {(folder / 'export.json').stat().st_size / 1e6:.1f} MB; medians of {ROUNDS} rounds\n"
        )
        for row in [*_export(folder), _start()]:
            print(row)


def _export(folder: Path) -> list[Row]:
    sandbox = Sandbox()
    staging = sandbox.load("Staging", workspace(FLOWS))
    os.environ[_TOKEN] = staging.token
    parse = _json_seconds(folder / "export.json")
    with serve(sandbox) as running:
        (folder / "environments").mkdir()
        (folder / "environments" / "staging.yaml").write_text(f"host: {running.url}\ntoken: ${{{_TOKEN}}}\n")
        first = _rounds(lambda: _flowops(folder, "export", "staging", "--allow", "empty-export"), 1)
        again = _rounds(lambda: _flowops(folder, "export", "staging"))
        asked = len(sandbox.log) // (ROUNDS + 1)
    limit = FLOWS / 80 + FLOWS / 250 + 12
    return [
        Row("requests of an export", f"{asked} of {limit:g}", asked / limit, 1),
        Row("first export / json.loads, processor time", f"{first:.2f} s / {parse:.2f} s", first / parse, 4),
        Row("export, nothing changed / json.loads", f"{again:.2f} s / {parse:.2f} s", again / parse, 4),
    ]


def _start() -> Row:
    bare = _rounds(lambda: _run([sys.executable, "-c", "pass"]))
    version = _rounds(lambda: _run([str(Path(sys.executable).with_name("flowops")), "--version"]))
    measured = f"{version * 1000:.0f} ms / {bare * 1000:.0f} ms"
    return Row("flowops --version / bare interpreter", measured, version / bare, 4)


def _json_seconds(file: Path) -> float:
    """Processor seconds that the standard library takes to parse the bytes, in a process without other objects."""
    code = (
        "import json, sys, time; data = open(sys.argv[1], 'rb').read(); t = time.process_time();"
        "json.loads(data); print(time.process_time() - t)"
    )
    words = [sys.executable, "-c", code, str(file)]
    found = [subprocess.run(words, capture_output=True, text=True, check=True).stdout for _ in range(ROUNDS)]
    return median(map(float, found))


def _flowops(folder: Path, *words: str) -> None:
    _run([str(Path(sys.executable).with_name("flowops")), "-q", "-C", str(folder), *words])


def _run(words: Sequence[str]) -> None:
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)


def _rounds(work: Callable[[], None], rounds: int = ROUNDS) -> float:
    """Median of the processor seconds, user and system, of the processes that `work` runs."""
    found = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        work()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(found)


if __name__ == "__main__":
    main()
