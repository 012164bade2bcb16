"""What lint costs: all rules, over a repository of canonical files."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Row, alternately, json_loads
from bench.polite import polite
from flowops import canon, wire
from flowops.repository import layout

NODES = 60
FLOWS = 200
# It ends with 1 where it finds errors, which made-up flows have
_LINT = "import sys; from flowops.cli import run; sys.exit(run(sys.argv[1:]) not in (0, 1))"


def rows(folder: Path) -> Iterator[Row]:
    """Time and memory; what finds nothing, and what finds something in every flow."""
    files = _written(folder)
    size = sum(file.stat().st_size for file in files)
    lint = [sys.executable, "-c", _LINT, "-q", "-C", str(folder), "lint"]
    every, spec, parse = alternately(lint, [*lint, "--select", "SPEC"], json_loads(*files))
    measured = f"{every.seconds:.2f} s / {parse.seconds:.2f} s"
    yield Row(
        f"lint, all rules, {size / 1e6:.0f} MB / json.loads", measured, every.seconds / parse.seconds, 6
    )
    measured = f"{spec.seconds:.2f} s / {parse.seconds:.2f} s"
    yield Row("lint --select SPEC / json.loads", measured, spec.seconds / parse.seconds, None)
    memory = f"{every.memory / 1e6:.0f} MB / {size / 1e6:.0f} MB"
    yield Row("lint, all rules: peak memory / size of the files", memory, every.memory / size, None)


def _written(folder: Path) -> list[Path]:
    export = canon.normalize(wire.decode(polite(FLOWS, NODES), "the made-up workspace"))
    (folder / "environments").mkdir()
    written = []
    for path, data in layout.files(export).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        written.append(place)
    return written
