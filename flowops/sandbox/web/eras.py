"""What differs between the web pages of the RapidPro versions: one row each, beside those of `dialects`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flowops.sandbox.dialects import Dialect


@dataclass(frozen=True)
class Era:
    """The web pages of one RapidPro version.

    release            what `x-temba-version` says, on servers that send it; else empty
    allauth            who signs people in: django-allauth at /accounts/, or RapidPro's own form at /users/
    marks              how request headers of the pages' own scripts begin, as in `Temba-Spa`
    header             the response header that names the chosen workspace, and which attribute of it
    guarded            a request whose `header` names another workspace than the chosen one is refused
    switches           /org/choose/ chooses by itself, /org/switch/ changes the workspace
    only_one           somebody with one workspace is in it without having chosen it
    workspace_link     where the list of workspaces links to, up to the number
    home               where one lands in a workspace
    import_path        the address of the import form
    import_field       the name of its file field
    worker             the import runs in a worker that the status page tells of, not within the request
    import_key         what the address of the status page ends in
    checks_spec        the import form refuses flows of a newer spec than the server's
    spa_csrf           pages without their frame set the CSRF cookie too
    csrf_type          the content type of the page that says that the CSRF token is wrong
    flow_key           what the address of a flow's settings form ends in
    shown_id           the editor page itself holds the address of that form
    same_name          what the form for a new flow says about a name that is taken
    revision           the keys of a revision in the editor's JSON, in order
    offset             how those write the end of a moment in UTC
    editing            what the editor calls the user who was faster: an attribute
    lost               the status for a revision that does not exist
    info               the editor's JSON has `info`, and knows `latest`
    stamps             the editor's save writes its own spec version on what is saved, and keeps what is unchanged
    elsewhere          what is in another of the user's workspaces leads to /org/switch/; before, a flow led to the
                       login, and everybody could read the status page of every import
    """

    release: str
    allauth: bool
    marks: str
    header: tuple[str, str]
    guarded: bool
    switches: bool
    only_one: bool
    workspace_link: str
    home: str
    import_path: str
    import_field: str
    worker: bool
    import_key: str
    checks_spec: bool
    spa_csrf: bool
    csrf_type: str
    flow_key: str
    shown_id: bool
    same_name: str
    revision: tuple[str, ...]
    offset: str
    editing: str
    lost: int
    info: bool
    stamps: bool
    elsewhere: bool

    @property
    def login(self) -> str:
        """The address of the sign-in form."""
        return "/accounts/login/" if self.allauth else "/users/login/"


_V7_4 = Era(
    release="",
    allauth=False,
    marks="Temba-",
    header=("X-Temba-Org", "id"),
    guarded=False,
    switches=False,
    only_one=True,
    workspace_link="?organization=",
    home="/msg/inbox/",
    import_path="/org/import/",
    import_field="import_file",
    worker=False,
    import_key="id",
    checks_spec=False,
    spa_csrf=False,
    csrf_type="text/html",
    flow_key="id",
    shown_id=True,
    same_name="Already used by another flow.",
    revision=("user", "created_on", "id", "version", "revision"),
    offset="Z",
    editing="email",
    lost=500,
    info=False,
    stamps=False,
    elsewhere=False,
)
_V8_0 = replace(_V7_4, home="/org/start/")
_V9_0 = replace(
    _V8_0,
    release="9.0.0",
    workspace_link="/org/choose/?organization=",
    import_path="/orgimport/create/",
    import_field="file",
    worker=True,
    csrf_type="text/html; charset=utf-8",
    shown_id=False,
    revision=("id", "user", "created_on", "version", "revision"),
    offset="+00:00",
    editing="name",
)
_V10_0 = replace(_V9_0, release="10.0.1", marks="X-Temba-", guarded=True, checks_spec=True)
_V26_2 = replace(
    _V10_0,
    release="26.2.2",
    allauth=True,
    header=("X-Temba-Workspace", "uuid"),
    switches=True,
    only_one=False,
    import_key="uuid",
    spa_csrf=True,
    flow_key="uuid",
    same_name="Must be unique.",
    revision=(*_V9_0.revision, "changes"),
    lost=404,
    info=True,
    stamps=True,
    elsewhere=True,
)
_ERAS: Mapping[str, Era] = {"7.4": _V7_4, "8.0": _V8_0, "9.0": _V9_0, "10.0": _V10_0, "26.2": _V26_2}


def era_of(dialect: Dialect) -> Era:
    """The web pages of a dialect."""
    return _ERAS[dialect.name]
