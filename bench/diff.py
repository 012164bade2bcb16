"""What a comparison costs, and how often it is right about which node is which."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.generate import workspace
from bench.measure import FLOWOPS, Row, alternately, bare, flowops, json_loads
from bench.truth import Body, Edited, branching, edited, repetitive
from flowops import canon, wire
from flowops.diff.blind import blind
from flowops.diff.correspondence import correspond
from flowops.diff.graph import graph
from flowops.diff.stabilise import stabilised
from flowops.model.export import Export
from flowops.repository import layout

NODES = 60
FLOWS = 200
GROWTH = (50, 200, 2000)
AIMS = {0.01: 0.999, 0.1: 0.99, 0.3: 0.97}
_MATCHED = 40  # flows of each workspace whose nodes are matched


def rows(folder: Path) -> Iterator[Row]:
    """All of them; the first ones first."""
    yield from _processes(folder)
    yield from _growth(folder)
    yield from _matching()
    yield _lines(folder)
    yield _textconv(folder)


def _processes(folder: Path) -> Iterator[Row]:
    files = _written(folder, edited(workspace(FLOWS, NODES), 0.01))
    diff, parse = alternately(flowops("diff", *files), json_loads(*files))
    size = sum(file.stat().st_size for file in files)
    measured = f"{diff.seconds:.2f} s / {parse.seconds:.2f} s"
    yield Row(
        f"diff, 1 % edited, imported again, {size / 1e6:.0f} MB / json.loads",
        measured,
        diff.seconds / parse.seconds,
        1.5,
    )
    memory = f"{diff.memory / 1e6:.0f} MB / {size / 1e6:.0f} MB"
    yield Row("the same: peak memory / size of both files", memory, diff.memory / size, None)
    memory = f"{diff.memory / 1e6:.0f} MB / {parse.memory / 1e6:.0f} MB"
    yield Row("the same: peak memory / that of json.loads", memory, diff.memory / parse.memory, None)


def _growth(folder: Path) -> Iterator[Row]:
    seconds = {}
    for flows in GROWTH:
        files = _written(folder, edited(workspace(flows, NODES), 0.01))
        seconds[flows] = alternately(flowops("diff", *files), rounds=1 if flows > FLOWS else 3)[0].seconds
    few, *more = GROWTH
    for flows in more:
        each = seconds[flows] / flows, seconds[few] / few
        measured = f"{each[0] * 1000:.1f} ms / {each[1] * 1000:.1f} ms"
        yield Row(f"diff, a flow of {flows} / a flow of {few}", measured, each[0] / each[1], 1.3)


def _matching() -> Iterator[Row]:
    diverse = branching(workspace(_MATCHED, NODES))
    for name, made in (
        ("diverse", diverse),
        ("ten texts", repetitive(diverse, moved=False)),
        ("ten texts, no positions", repetitive(diverse, moved=True)),
    ):
        for share, aim in AIMS.items():
            precision, recall = _quality(edited(made, share))
            for what, value in (("precision", precision), ("recall", recall)):
                yield Row(f"{what}, {name}, {share:.0%} edited", "", value, aim, at_least=True)


def _quality(truth: Edited) -> tuple[float, float]:
    """Of the pairs that were found, how many are true; of the true ones, how many were found."""
    found: dict[str, str] = {}
    for before, after in zip(truth.before["flows"], truth.after["flows"], strict=True):
        found |= _matched(before, after)
    right = sum(truth.truth.get(new) == old for new, old in found.items())
    return right / len(found), right / len(truth.truth)


def _matched(before: Body, after: Body) -> dict[str, str]:
    sides = graph(before), graph(after)
    assert sides[0]
    assert sides[1]
    blinds = blind(before["nodes"]), blind(after["nodes"])
    pairs = correspond(sides[0], sides[1], blinds).pairs
    return {sides[1].nodes[pair.after].uuid: sides[0].nodes[pair.before].uuid for pair in pairs}


def _lines(folder: Path) -> Row:
    """What git shows of an export after edits and an import, against the edits alone."""
    made = edited(branching(workspace(FLOWS, NODES)), 0.01)
    git, true, now = map(_export, (made.before, made.edited, made.after))
    stable = stabilised(git, now, {})
    changed, told = (_git_lines(folder, git, side) for side in (true, stable))
    return Row("lines in git after an import / of the edits alone", f"{told} / {changed}", told / changed, 3)


def _export(body: Any) -> Export:
    return canon.normalize(wire.decode(body, "workspace"))


def _git_lines(folder: Path, before: Export, after: Export) -> int:
    for name, side in (("before", before), ("after", after)):
        for path, data in layout.files(side).items():
            file = folder / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    words = ["git", "diff", "--no-index", "--numstat", str(folder / "before"), str(folder / "after")]
    numbers = subprocess.run(words, capture_output=True, text=True, check=False).stdout.splitlines()
    return sum(int(number) for line in numbers for number in line.split("\t")[:2])


def _textconv(folder: Path) -> Row:
    file = folder / "flow.json"
    file.write_bytes(canon.dumps(workspace(1, NODES)["flows"][0]))  # type: ignore[index] # made above
    shown, nothing = alternately([FLOWOPS, "git", "textconv", str(file)], bare(), rounds=15)
    measured = f"{shown.seconds * 1000:.0f} ms / {nothing.seconds * 1000:.0f} ms"
    return Row(
        "git textconv of a flow of 60 nodes / bare interpreter", measured, shown.seconds / nothing.seconds, 6
    )


def _written(folder: Path, made: Edited) -> tuple[Path, Path]:
    """As RapidPro writes export files."""
    files = folder / "a.json", folder / "b.json"
    for file, side in zip(files, (made.before, made.after), strict=True):
        file.write_text(json.dumps(side), encoding="utf-8")
    return files
