"""What varies between RapidPro releases in their web pages: literal rows, beside those of `era` for the API."""

from collections.abc import Mapping
from dataclasses import dataclass

Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """How one signs in and chooses a workspace; known by the page that it begins with.

    login        the sign-in page, and its field for the e-mail address
    second       the page of the second factor, and its field for the code
    ends         where a login leads that failed: path -> key of `login.REASONS`
    logout       where one signs out
    lists        the list of the own pages that has the user's workspaces; None: the page of choice has it
    choose       where a workspace is chosen, and the field for its number
    """

    login: tuple[str, str]
    second: tuple[str, str]
    ends: Mapping[str, str]
    logout: str
    lists: str | None
    choose: tuple[str, str]


CHOICE = "/org/choose/"  # in every release; newer ones choose the workspace of the last time by themselves

OWN = Door(
    login=("/users/login/", "username"),
    second=("/users/two-factor/verify/", "otp"),
    ends={"/users/user/failed/": "locked-out", "/users/two-factor/backup/": "backup-code"},
    logout="/users/logout/",
    lists=None,
    choose=(CHOICE, "organization"),
)
ALLAUTH = Door(  # django-allauth, since 10.1.87; its paths are those of 65.8.1
    login=("/accounts/login/", "login"),
    second=("/accounts/2fa/authenticate/", "code"),
    ends={
        "/accounts/confirm-email/": "unconfirmed",
        "/accounts/inactive/": "inactive",
        "/accounts/login/code/confirm/": "code-by-mail",
        "/accounts/2fa/webauthn/": "passkey",
        "/accounts/social/": "single-sign-on",
    },
    logout="/accounts/logout/",
    lists="orgs",
    choose=("/org/switch/", "other_org"),
)
DOORS = (ALLAUTH, OWN)  # the order in which they are tried: what old servers do not know is cheap to ask for


@dataclass(frozen=True, slots=True)
class Web:
    """The pages of a line of releases, as one sees them who has signed in.

    release      the first stable release of the line
    since        the tag with which it began
    door         how one came in
    import_page  the import form, and its file field
    worker       imports run in a worker that a status page tells of, not within the request
    bare         the request header that asks for a page without its frame
    header       the response header that names the chosen workspace
    guarded      a request with that header is refused where another workspace is chosen
    words        a keyword trigger has a list of keywords, not a single one
    """

    release: str
    since: Version
    door: Door
    import_page: tuple[str, str]
    worker: bool
    bare: str
    header: str
    guarded: bool
    words: bool


_FORM = ("/orgimport/create/", "file")
WEBS = (
    Web("7.4", (0,), OWN, ("/org/import/", "import_file"), False, "Temba-Spa", "X-Temba-Org", False, False),
    Web("8.2", (8, 1, 196), OWN, _FORM, True, "Temba-Spa", "X-Temba-Org", False, False),
    Web("9.0", (8, 3, 55), OWN, _FORM, True, "Temba-Spa", "X-Temba-Org", False, True),
    Web("10.0", (9, 3, 95), OWN, _FORM, True, "X-Temba-Spa", "X-Temba-Org", True, True),
    Web("10.2", (10, 1, 87), ALLAUTH, _FORM, True, "X-Temba-Spa", "X-Temba-Org", True, True),
    Web("26.0", (10, 3, 116), ALLAUTH, _FORM, True, "X-Temba-Spa", "X-Temba-Workspace", True, True),
)


def import_pages(door: Door) -> tuple[str, ...]:
    """Where an import form may be behind this door, the newest first."""
    return tuple(dict.fromkeys(web.import_page[0] for web in reversed(WEBS) if web.door is door))


def recognise(door: Door, import_page: str, headers: Mapping[str, str]) -> Web | None:
    """The line whose import form this is, by the version and workspace that it names; None where no line does.

    Without a version, which proxies may take away, it is the oldest line: it expects least.
    """
    found = [web for web in WEBS if web.door is door and web.import_page[0] == import_page]
    named = [web for web in found if web.header in headers] or found
    version = _version(headers.get("X-Temba-Version", ""))
    fitting = [web for web in named if web.since <= version] if version else named[:1]
    return fitting[-1] if fitting else None


def _version(text: str) -> Version:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())
