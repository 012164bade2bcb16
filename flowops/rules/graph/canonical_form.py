"""A file of the repository that is not written the one way that flowops writes."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from flowops import canon
from flowops.errors import FormatError
from flowops.model.json import Json
from flowops.rules.complaint import Complaint, Home, at_line
from flowops.rules.example import Example
from flowops.rules.file import File
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow

_FOLDER = "flows"


def check(project: Project) -> Iterator[Complaint]:
    """Each JSON file below `flows/` with other bytes than flowops would write; no download, wherever it lies."""
    for file in project.files:
        if _FOLDER in PurePosixPath(file.path).parts[:-1] and not file.problem and not file.canonical:
            yield from _complaints(file, file.value)


def _complaints(file: File, value: Json) -> Iterator[Complaint]:
    if isinstance(value, dict) and isinstance(value.get("flows"), list):
        return  # an export as RapidPro makes it
    try:
        line, what = _difference(file.text, canon.dumps(value).decode())
    except FormatError:
        return
    message = f"not canonical: {what} at line {line}"
    home = Home(file)
    found = home.complaint(message, text="not canonical")
    if not file.repeated:  # else a value would be lost that somebody may have meant
        found = home.complaint(message, text="not canonical", fix=value)
    yield at_line(found, line)


def _difference(text: str, normal: str) -> tuple[int, str]:
    """The first line that is not as it should be, and how it is not."""
    lines, wanted = text.split("\n"), normal.split("\n")
    for index, (line, right) in enumerate(zip(lines, wanted, strict=False)):
        if line != right:
            return index + 1, _kind(line, right)
    return min(len(lines), len(wanted)), "end of file"


def _kind(line: str, wanted: str) -> str:
    if line.endswith("\r"):
        return "line ends of Windows"
    if "".join(line.split()) == "".join(wanted.split()):
        return "space"
    if _key(line) and _key(wanted) and _key(line) != _key(wanted):
        return "keys out of order"
    return (
        "layout" if SequenceMatcher(None, line, wanted).quick_ratio() < 0.5 else "a value in another spelling"
    )


def _key(line: str) -> str:
    key, colon, _ = line.strip().partition('":')
    return key if colon else ""


_BODY = a_flow("ANC")
_TIDY = canon.dumps(_BODY).decode()
_UNTIDY = _TIDY.replace('  "name": "ANC",\n', "").replace("{\n", '{\n  "name": "ANC",\n', 1)

RULE = Rule(
    id="GRAPH016",
    title="a file that is not in canonical form",
    why="The next export writes it anew: a change of one word then shows as a change of every line.",
    advice="Let `flowops lint --fix` write it, or export again.",
    severity="warning",
    check=check,
    bad=Example(text=_UNTIDY),
    good=Example(text=_TIDY),
    practice="Deployment: source control",
    fixable=True,
)
