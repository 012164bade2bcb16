"""Sessions: what the server remembers of a browser, under the key in its cookie."""

import secrets
from dataclasses import dataclass, field
from string import ascii_lowercase, digits

COOKIE = "sessionid"
AGE = 1209600  # two weeks

_LETTERS = ascii_lowercase + digits


@dataclass
class Session:
    """One browser; `pending` gave the right password and still owes the second factor, then goes to `next`."""

    key: str
    email: str | None = None
    workspace: int | None = None
    pending: str | None = None
    next: str = ""


@dataclass
class Sessions:
    """Every session that is open."""

    open: dict[str, Session] = field(default_factory=dict)

    def find(self, key: str | None) -> Session | None:
        """The session of a cookie."""
        return self.open.get(key or "")

    def start(self) -> Session:
        """A new session of nobody."""
        session = Session("".join(secrets.choice(_LETTERS) for _ in range(32)))
        self.open[session.key] = session
        return session

    def end(self, session: Session) -> None:
        """Forgets a session: its key is worth nothing from now on."""
        self.open.pop(session.key, None)

    def clear(self) -> None:
        """Ends all sessions, as two weeks do."""
        self.open.clear()
