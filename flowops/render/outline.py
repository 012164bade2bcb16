"""The JSON of a flow or another file of a repository -> lines that read well in a line-by-line comparison, for git.

Git starts a process for each file, so this imports next to nothing. What it does not know stands there as JSON: no edit
is invisible. UUIDs and positions are left out, for they change without an edit.
"""

from flowops.model.json import Json
from flowops.render.outline_flow import flow_lines, is_flow
from flowops.render.outline_plain import Plain


def outline(value: Json) -> str:
    """The lines of one file."""
    lines = flow_lines(value) if isinstance(value, dict) and is_flow(value) else Plain().lines(value)
    return "".join(f"{text}\n" for text in lines)
