"""One plan, carried out: settings, new flows, changed flows in place, campaigns, triggers; put back where it fails midway."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field

from flowops.deployment import settings
from flowops.deployment.campaigning import Campaigns
from flowops.deployment.importing import Imports
from flowops.deployment.made import Made
from flowops.deployment.outcome import DONE, NOT_DONE, PUT_BACK, UNKNOWN, Outcomes
from flowops.deployment.saving import Saver
from flowops.environment import Environment
from flowops.errors import FlowopsError, Unanswered
from flowops.model.plan import Action, Plan
from flowops.model.target import Target
from flowops.server.client import Server
from flowops.server.editor import Editor
from flowops.server.importer import Importer, Polling
from flowops.server.notices import Notices
from flowops.server.patience import Patience
from flowops.server.session import Session

_BY_SESSION = frozenset({"in-place", "import"})


@dataclass
class Deployed:
    """What became of a plan; `failure` is what ended it midway, None where everything was sent."""

    outcomes: Outcomes
    failure: FlowopsError | None = None
    requests: int = 0
    issues: dict[str, int] = field(default_factory=dict)


@dataclass
class Deployment:
    """Carries out one plan, once; with `import_only` nothing is saved through the editor's address."""

    plan: Plan
    target: Target
    server: Server
    environment: Environment
    notices: Notices = field(default_factory=Notices)
    patience: Patience | None = None
    import_only: bool = False

    def __post_init__(self) -> None:
        self._outcomes = Outcomes(self.plan.actions)
        self._made = Made()
        self._current: list[Action] = []

    def run(self) -> Deployed:
        """Write everything; no failure is raised, for what was written has to be told in any case."""
        result = Deployed(self._outcomes)
        with ExitStack() as stack:
            session: Session | None = None
            saver: Saver | None = None
            try:
                if any(action.transport in _BY_SESSION for action in self.plan.writes):
                    session = stack.enter_context(self._session())
                    saver = Saver(Editor(session), self._made)
                self._write(session, saver)
            except FlowopsError as error:
                result.failure = error
                self._account_for(error)
                if saver:
                    self._put_back(saver)
            result.issues = {uuid: len(found) for uuid, found in saver.issues.items()} if saver else {}
        result.requests = session.requests if session else 0
        return result

    def _session(self) -> Session:
        return Session(self.environment, self.server.workspace, self.notices, self.patience)

    def _write(self, session: Session | None, saver: Saver | None) -> None:
        writes = self.plan.writes
        by_api = [it for it in writes if it.kind in settings.ORDER and it.transport == "api"]
        lean_on = settings.Settings(self.server.api, self.environment, self.target, self._made)
        self._each(by_api, lambda action: lean_on.write([action], self._outcomes))
        imported = [it for it in writes if it.transport == "import"]
        if session and saver:
            imports = self._imports(session, saver)
            flows = _of(imported, "flow")
            groups, fields = _of(imported, "group"), _of(imported, "field")
            self._all([*flows, *groups, *fields], lambda: imports.objects(flows, groups, fields))
            self._each([it for it in writes if it.transport == "in-place"], lambda it: _save(saver, it))
        campaigns = Campaigns(self.server.api, self._made)
        self._each([it for it in _of(writes, "campaign") if it.transport == "api"], campaigns.write)
        if session and saver:
            last = [*_of(imported, "campaign"), *_of(imported, "trigger")]
            self._all(last, lambda: imports.last(_of(last, "campaign"), _of(last, "trigger")))

    def _imports(self, session: Session, saver: Saver) -> Imports:
        return Imports(
            self.server.api,
            Importer(session, self._polling()),
            saver,
            self._made,
            session.web.words,
            not self.import_only,
        )

    def _polling(self) -> Polling | None:
        """Whoever waits little for an answer waits little for an import."""
        if self.patience is None:
            return None
        return Polling(self.patience.wait, self.patience.read * self.patience.tries)

    def _each(self, actions: list[Action], write: Callable[[Action], None]) -> None:
        for action in actions:
            self._all([action], lambda action=action: write(action))  # type: ignore[misc]

    def _all(self, actions: list[Action], write: Callable[[], None]) -> None:
        """These actions are one request: they are done together or not."""
        if not actions:
            return
        self._current = actions
        write()
        for action in actions:
            self._outcomes.set(action, DONE)
        self._current = []
        done = sum(self._outcomes.of(action) == DONE for action in self.plan.writes)
        self.notices.progress(done, len(self.plan.writes))

    def _account_for(self, error: FlowopsError) -> None:
        """What was under way: not known where the answer was lost, else not done."""
        for action in self._current:
            self._outcomes.set(action, UNKNOWN if isinstance(error, Unanswered) else NOT_DONE)
        self._outcomes.problems.append(str(error))

    def _put_back(self, saver: Saver) -> None:
        actions = {action.uuid: action for action in self.plan.writes if action.uuid}

        def tell(uuid: str, done: bool, why: str) -> None:
            if done and uuid in actions:
                self._outcomes.set(actions[uuid], PUT_BACK)
            elif why:
                self._outcomes.problems.append(why)

        saver.put_back(tell)


def _save(saver: Saver, action: Action) -> None:
    saver.update(str(action.uuid), action.name, action.body or {}, action.before or {})


def _of(actions: Iterable[Action], kind: str) -> list[Action]:
    return [action for action in actions if action.kind == kind]
