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
        places = {it.file: it.place for it in linted.gathered if not _loses(it.file)}
        changed = [it for it in linted.report.fixes if it in places and _write(places[it], it, linted)]
        if not changed:
            break
        for file in changed:
            done[file.path] = done.get(file.path, 0) + len(linted.report.fixes[file])
        linted = linter.run()
    for path, number in done.items():
        console.note(f"{line(path)}: {count(number, 'place')} repaired")
    for file in linted.report.fixes:
        if _loses(file):
            console.warn(
                f"{line(file.path)} is not repaired: a key stands in it twice, and one value would be lost"
            )
    return linted


def _loses(file: File) -> bool:
    """Whether something would be lost if the file were written anew."""
    return not file.canonical and bool(file.repeated)


def _write(place: Path, file: File, linted: Linted) -> bool:
    """Whether the file has other bytes now. It is written in canonical form, as every file of a repository is."""
    data = canon.dumps(fixed(file.value, linted.report.fixes[file]))
    if data == file.data:
        return False
    replace(place.resolve(), data)  # through a link, which stays one
    return True
