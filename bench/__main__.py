"""`make bench`: what flowops costs, as ratios to a baseline measured in the same run, and how right it is.

`python -m bench export`, `python -m bench diff` or `python -m bench deploy` measures one part.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import deploy, diff, lint
from bench.generate import workspace
from bench.measure import FLOWOPS, ROUNDS, Row, alternately, bare, flowops, json_seconds
from flowops.sandbox import Sandbox, serve

FLOWS = 2000
_TOKEN = "BENCH_TOKEN"


def main() -> None:
    parts = {"export": _export, "diff": diff.rows, "lint": lint.rows, "deploy": deploy.rows}
    for name in sys.argv[1:] or parts:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name}; medians of {ROUNDS} rounds, in processor time")
            for row in parts[name](Path(folder)):
                print(row, flush=True)


def _export(folder: Path) -> Iterator[Row]:
    (folder / "export.json").write_text(json.dumps(workspace(FLOWS)), encoding="utf-8")
    sandbox = Sandbox()
    staging = sandbox.load("Staging", workspace(FLOWS))
    os.environ[_TOKEN] = staging.token
    parse = json_seconds(folder / "export.json")
    export = flowops("-C", folder, "export", "staging")
    with serve(sandbox) as running:
        (folder / "environments").mkdir()
        (folder / "environments" / "staging.yaml").write_text(f"host: {running.url}\ntoken: ${{{_TOKEN}}}\n")
        first = alternately([*export, "--allow", "empty-export"], rounds=1)[0].seconds
        again = alternately(export)[0].seconds
        asked = len(sandbox.log) // (ROUNDS + 1)
    limit = FLOWS / 80 + FLOWS / 250 + 12
    yield Row("requests of an export", f"{asked} of {limit:g}", asked / limit, 1)
    yield Row(
        f"first export of {FLOWS} flows / json.loads", f"{first:.2f} s / {parse:.2f} s", first / parse, 4
    )
    yield Row("export, nothing changed / json.loads", f"{again:.2f} s / {parse:.2f} s", again / parse, 4)
    yield _start()


def _start() -> Row:
    version, nothing = (it.seconds for it in alternately([FLOWOPS, "--version"], bare(), rounds=15))
    measured = f"{version * 1000:.0f} ms / {nothing * 1000:.0f} ms"
    return Row("flowops --version / bare interpreter", measured, version / nothing, 4)


if __name__ == "__main__":
    main()
