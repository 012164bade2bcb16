"""The sandbox: a RapidPro server with its workspaces, as tests and the command line set it up."""

import secrets
from collections import deque
from collections.abc import Mapping
from threading import RLock

from flowops.errors import ConfigurationError
from flowops.model.json import JsonObject
from flowops.sandbox import assets, loading
from flowops.sandbox.clock import Clock
from flowops.sandbox.dialects import DIALECTS, Dialect
from flowops.sandbox.faults import Fault
from flowops.sandbox.journal import Entry
from flowops.sandbox.objects import Group
from flowops.sandbox.parsing import new_uuid
from flowops.sandbox.throttle import Throttle
from flowops.sandbox.user import User
from flowops.sandbox.web.state import State
from flowops.sandbox.workspace import Workspace

SITE = "https://rapidpro.example.org"

_LOGGED = 100_000  # requests; a sandbox may run for weeks


class Sandbox:
    """A RapidPro server of one version: everything that its URLs and `/sandbox/` show."""

    def __init__(self, dialect: str = "26.2", site: str = SITE) -> None:
        self.dialect = _dialect(dialect)
        self.site = site
        self.login = User()
        self.users: dict[str, User] = {self.login.email: self.login}
        self.lock = RLock()
        self.clock = Clock()
        self.throttle = Throttle(self.dialect.hourly_limit)
        self.faults: list[Fault] = []
        self.log: deque[Entry] = deque(maxlen=_LOGGED)
        self.web = State()
        self.workspaces: list[Workspace] = []
        for name in ("Staging", "Production"):
            self.workspace(name)

    def workspace(self, name: str) -> Workspace:
        """The workspace of that name in any letter case, made where there is none."""
        with self.lock:
            for workspace in self.workspaces:
                if workspace.name.lower() == name.lower():
                    return workspace
            workspace = Workspace(
                id=len(self.workspaces) + 1,
                name=name,
                token=secrets.token_hex(20),
                dialect=self.dialect,
                clock=self.clock,
                lock=self.lock,
            )
            _furnish(workspace)
            self.workspaces.append(workspace)
            self.login.join(workspace.id, "administrator", workspace.token)
            _show_user(workspace, self.login)
            return workspace

    def add_user(self, email: str, roles: Mapping[str, str]) -> User:
        """The user of that address, made where there is none, with these roles in the workspaces of these names."""
        if unknown := sorted(set(roles.values()) - set(self.dialect.roles)):
            raise ConfigurationError(
                f"{unknown[0]} is no role in {self.dialect.name}",
                f"There are: {', '.join(self.dialect.roles)}.",
            )
        with self.lock:
            user = self.users.setdefault(email, User(email, first_name="", last_name=""))
            for name, role in roles.items():
                workspace = self.workspace(name)
                user.join(workspace.id, role, secrets.token_hex(20))
                _show_user(workspace, user)
            return user

    def remove_user(self, email: str, name: str) -> None:
        """Takes a user out of a workspace; the token for it is no longer one."""
        workspace = self.workspace(name)
        with self.lock:
            self.users[email].leave(workspace.id)
            users = workspace.assets["users"]
            workspace.assets["users"] = {key: row for key, row in users.items() if row["email"] != email}
            workspace.changed()

    def load(self, name: str, export: JsonObject, where: str = "the export") -> Workspace:
        """Adds the content of an export to a workspace; `where` names it in error messages."""
        workspace = self.workspace(name)
        loading.load(workspace, export, where)
        return workspace

    def assets(self, name: str, given: JsonObject, where: str = "the assets") -> Workspace:
        """Adds assets to a workspace; `where` names them in error messages."""
        workspace = self.workspace(name)
        assets.load(workspace, given, where)
        return workspace

    def campaigns(self, name: str, entries: list[JsonObject]) -> None:
        """Replaces all campaigns of a workspace by those of an export's `campaigns`."""
        workspace = self.workspace(name)
        with self.lock:
            workspace.campaigns.clear()
            loading.load(workspace, {"campaigns": [*entries]}, "the workspace")

    def triggers(self, name: str, entries: list[JsonObject]) -> None:
        """Replaces all triggers of a workspace by those of an export's `triggers`."""
        workspace = self.workspace(name)
        with self.lock:
            workspace.triggers.clear()
            loading.load(workspace, {"triggers": [*entries]}, "the workspace")

    def describe(self, url: str) -> JsonObject:
        """What a client needs to know: the line that `flowops sandbox` prints."""
        return {
            "format": "flowops/sandbox@1",
            "url": url,
            "dialect": self.dialect.name,
            "login": {"email": self.login.email, "password": self.login.password},
            "workspaces": [
                {"id": each.id, "uuid": each.uuid, "name": each.name, "token": each.token}
                for each in self.workspaces
            ],
        }


def _dialect(name: str) -> Dialect:
    if name not in DIALECTS:
        raise ConfigurationError(f"the sandbox does not speak {name}", f"It speaks {', '.join(DIALECTS)}.")
    return DIALECTS[name]


def _furnish(workspace: Workspace) -> None:
    """What every workspace has from its first day."""
    group = Group(new_uuid(), "Open Tickets", "tickets > 0", workspace.clock.now(), system=True)
    workspace.groups[group.uuid] = group
    assets.put(workspace, "topics", {"name": "General", "system": True}, "General")


def _show_user(workspace: Workspace, user: User) -> None:
    shown: JsonObject = {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "role": user.roles[workspace.id],
    }
    assets.put(workspace, "users", shown, "the user")
    workspace.changed()
