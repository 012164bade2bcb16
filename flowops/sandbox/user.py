"""Users: who may do what in which workspace."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPMethod

_READ = frozenset({"GET", "HEAD", "OPTIONS"})
_ANY = frozenset(method.value for method in HTTPMethod)  # the endpoint says which of them it knows
METHODS: Mapping[str, frozenset[str]] = {
    "administrator": _ANY,
    "editor": _ANY,
    "viewer": _READ,
    "agent": frozenset(),  # reads the lists that tickets need; what flowops reads is not for them
}
"""What each role may do through the API; all that flowops needs is for editors too."""


@dataclass
class User:
    """Somebody who can log in; a token is this user's in one workspace.

    RapidPro gives tokens to administrators and editors only. Here every role has one: it stands for a token made
    before the role was lowered.
    """

    email: str = "deployer@example.org"
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)
    first_name: str = "Dee"
    last_name: str = "Ployer"
    roles: dict[int, str] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict, repr=False)
    secret: str = field(default="", repr=False)  # base32: the pages ask for a second factor
    backup_codes: list[str] = field(default_factory=list, repr=False)  # each is good once, instead of it
    confirmed: bool = True  # the e-mail address was verified
    seen: list[int] = field(default_factory=list)  # the workspaces chosen in the pages, the last one last

    @property
    def name(self) -> str:
        """What others see, which is the address where there is no name."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def may(self, method: str, workspace: int) -> bool:
        """Whether the user's role in a workspace, known by its number, is enough for a call of the API."""
        return method in METHODS.get(self.roles.get(workspace, ""), frozenset())

    def join(self, workspace: int, role: str, token: str) -> None:
        """Makes the user a member of a workspace."""
        self.roles[workspace] = role
        self.tokens.setdefault(workspace, token)

    def leave(self, workspace: int) -> None:
        """Ends the membership, and with it the token."""
        self.roles.pop(workspace, None)
        self.tokens.pop(workspace, None)
