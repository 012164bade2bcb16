"""`flowops lint --fix`: writes what rules know to be right beyond doubt."""

from __future__ import annotations

from pathlib import Path

from flowops import canon
from flowops.commands.console import Console
from flowops.commands.linting import Linted, Linter
from flowops.render.words import count, line
from flowops.repository.folder import replace
from flowops.rules.file import File
from flowops.rules.fixing import fixed

_ROUNDS = 5  # one repair may wait for another at the same place


def repair(console: Console, linter: Linter) -> Linted:
    """Write, and lint again, until nothing is left to write; what is found then."""
    linted = linter.run()
    done: dict[str, int] = {}
    for _ in range(_ROUNDS):
        places = {it.file: it.place for it in linted.gathered}
        changed = [file for file in linted.report.fixes if _write(places[file], file, linted)]
        if not changed:
            break
        for file in changed:
            done[file.path] = done.get(file.path, 0) + len(linted.report.fixes[file])
        linted = linter.run()
    for path, number in done.items():
        console.note(f"{line(path)}: {count(number, 'place')} repaired")
    return linted


def _write(place: Path, file: File, linted: Linted) -> bool:
    """Whether the file has other bytes now. It is written in canonical form, as every file of a repository is."""
    data = canon.dumps(fixed(file.value, linted.report.fixes[file]))
    if data == file.data:
        return False
    replace(place.resolve(), data)  # through a link, which stays one
    return True
