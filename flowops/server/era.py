"""What varies between RapidPro releases: one literal row each, nothing else asks for a version."""

from collections.abc import Mapping
from dataclasses import dataclass

from flowops.model.export import version_key


@dataclass(frozen=True, slots=True)
class Era:
    """A line of releases.

    release           the first stable release of the line
    spec_version      the version of the flow specification that it writes
    workspace_header  the header by which its API names the workspace of an answer; None where it has none
    without           endpoints that flowops reads where they are there, and that this line lacks
    """

    release: str
    spec_version: str
    workspace_header: str | None
    without: frozenset[str] = frozenset()


# The API never tells a version: the header of its answers and the specification of its flows do, together.
_NO_TEMPLATES = frozenset({"templates"})  # removed in 9.1.47
ERAS = (
    Era("7.4", "13.1.0", None),
    Era("8.0", "13.1.0", "X-Temba-Org"),
    Era("9.0", "13.2.0", "X-Temba-Org"),
    Era("9.2", "13.5.0", "X-Temba-Org", _NO_TEMPLATES),
    Era("10.0", "13.6.1", "X-Temba-Org", _NO_TEMPLATES),
    Era("10.2", "14.3.0", "X-Temba-Org", _NO_TEMPLATES),
    Era("26.0", "14.3.0", "X-Temba-Workspace", _NO_TEMPLATES),
    Era("26.2", "14.4.1", "X-Temba-Workspace", _NO_TEMPLATES),
)


def detect(headers: Mapping[str, str], spec_version: str | None) -> Era | None:
    """The newest line that sends such headers and writes no newer specification; None where no flow tells."""
    sent = [era for era in ERAS if era.workspace_header and era.workspace_header in headers]
    return _newest(sent or [era for era in ERAS if not era.workspace_header], spec_version)


def of_file(spec_version: str | None) -> Era | None:
    """The oldest line that writes the specification of a downloaded file."""
    newest = _newest(ERAS, spec_version)
    same = [era for era in ERAS if newest and era.spec_version == newest.spec_version]
    return same[0] if same else None


def _newest(eras: list[Era] | tuple[Era, ...], spec_version: str | None) -> Era | None:
    if spec_version is None:
        return None
    fitting = [era for era in eras if version_key(era.spec_version) <= version_key(spec_version)]
    return fitting[-1] if fitting else None
