"""The tree of failures a user can see. Errors carry data; only `cli` shows them.

FlowopsError                1   the work failed
├── ConfigurationError     64   what the user wrote: command line, environments/, flowops.yaml
│   ├── EnvironmentInvalid      one line for each problem, with file, line and key
│   └── UnsetVariable           a ${NAME} that this command needs has no value
├── ServerError             1   RapidPro, or the way to it
│   ├── NotFound                this server has no such endpoint or object
│   ├── TimedOut                the server or a gateway before it took too long
│   ├── TooLarge                the request does not fit through a proxy or the server's limits
│   ├── LoginFailed             the account of the web pages cannot be used as it is
│   ├── WriteRefused            the server said no, and wrote nothing
│   │   ├── NotPermitted            this user may not
│   │   ├── Overtaken               somebody else saved the flow meanwhile
│   │   └── Invalid                 RapidPro's engine cannot run the flow
│   └── Unanswered              no answer that proves whether something was written
├── GitHubError             1   GitHub's API, or the way to it
├── FormatError             1   a file or an answer that is not what it should be
│   ├── Unparsed                bytes that are no JSON
│   └── NewerFormat             a later flowops wrote it
├── EngineError             1   flowops-engine did not answer, or not what it was asked
├── EngineRefused           1   RapidPro's flow engine does not take a definition
├── RepositoryError         1   git, or the folder
│   ├── NoRepository            there is no git here, so nothing it could tell
│   └── Unreachable             the remote repository did not answer
├── Refused                 3   a guard said no
│   └── Blocked                 several guards said no to a deploy
├── Unconfirmed             3   nobody was there to say yes
├── NotApproved             3   a workflow wants to deploy what nobody has approved
└── Stale                   4   the plan or the target changed underneath
"""

from collections.abc import Sequence


class FlowopsError(Exception):
    """What happened and where, in one line, and what to do next, in another sentence."""

    exit_code = 1

    def __init__(self, what: str, way_out: str = "") -> None:
        super().__init__(what, way_out)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what.rstrip('.')}. {self.way_out}" if self.way_out else self.what


class ConfigurationError(FlowopsError):
    """The command line or a file that the user wrote asks for something impossible."""

    exit_code = 64


class EnvironmentInvalid(ConfigurationError):
    """`environments/NAME.yaml` has problems: one line each, `file:line: key: what, and what to write`."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class UnsetVariable(ConfigurationError):
    """A `${NAME}` that the command needs has no value."""

    def __init__(self, variable: str, environment: str, key: str) -> None:
        super().__init__(
            f"{key} of environment {environment} needs the variable {variable}, which is not set",
            f"Set it: export {variable}=…  (in GitHub Actions: a secret of that name)",
        )
        self.variable = variable


class ServerError(FlowopsError):
    """RapidPro, or something on the way to it, did not do its part."""


class NotFound(ServerError):
    """This server has no such endpoint or object."""


class TimedOut(ServerError):
    """The server, or a gateway before it, took too long: a smaller request may pass."""


class TooLarge(ServerError):
    """The request does not fit through a proxy or the server's limits: a smaller one will."""


class LoginFailed(ServerError):
    """The account of the web pages cannot be used as it is; `reason` is one word for why."""

    def __init__(self, reason: str, what: str, way_out: str = "") -> None:
        super().__init__(what, way_out)
        self.reason = reason


class WriteRefused(ServerError):
    """The server said no, and wrote nothing: with which status, and why in its own words."""

    def __init__(self, what: str, way_out: str = "", *, status: int, reason: str = "") -> None:
        super().__init__(what, way_out)
        self.status = status
        self.reason = reason


class NotPermitted(WriteRefused):
    """This user may not write that."""


class Overtaken(WriteRefused):
    """Somebody else saved the flow since it was read."""


class Invalid(WriteRefused):
    """RapidPro's engine cannot run the flow; `reason` says where."""


class Unanswered(ServerError):
    """No answer that proves whether something was written: look before you write again."""


class GitHubError(FlowopsError):
    """GitHub's API did not do its part; `status` is that of its answer, 0 for none."""

    def __init__(self, what: str, way_out: str = "", *, status: int = 0) -> None:
        super().__init__(what, way_out)
        self.status = status


class FormatError(FlowopsError):
    """A file or an answer is not what it should be; the message names it."""


class Unparsed(FormatError):
    """Bytes that are no JSON. `cause` goes on from the name of the file; `line` is where, from 1, or 0 for all of it."""

    def __init__(self, place: str, cause: str, way_out: str, line: int = 0) -> None:
        super().__init__(f"{place}:{line}: {cause}" if line else f"{place} {cause}", way_out)
        self.cause = cause
        self.line = line


class NewerFormat(FormatError):
    """A later flowops wrote it, in a format that this one does not know."""

    def __init__(self, place: str, found: str, known: str) -> None:
        super().__init__(f"{place} is {found}, and this flowops reads {known}", "Update flowops")


class EngineError(FlowopsError):
    """The program flowops-engine did not answer, or not what it was asked."""


class EngineRefused(FlowopsError):
    """RapidPro's flow engine does not take a definition; `reason` says why in its own words."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the flow engine refuses: {reason}")
        self.reason = reason


class RepositoryError(FlowopsError):
    """Git or the folder does not allow what was asked; nothing was half-written."""


class NoRepository(RepositoryError):
    """There is no git repository here, or no git: nothing that could tell what is committed."""


class Unreachable(RepositoryError):
    """The remote repository did not answer, or does not know us: what it holds is not known."""


class Refused(FlowopsError):
    """A guard said no: its name, its figures, and how to waive it."""

    exit_code = 3

    def __init__(self, guard: str, what: str, way_out: str = "") -> None:
        waive = f"To do it all the same: --allow {guard}"
        super().__init__(f"{guard}: {what}", f"{way_out} {waive}".strip())
        self.guard = guard


class Blocked(Refused):
    """Guards stop a deploy: a line for each of their findings, and one that waives them all."""

    def __init__(self, findings: Sequence[tuple[str, str]]) -> None:
        names = list(dict.fromkeys(guard for guard, _ in findings))
        waive = f"To do it all the same: {' '.join(f'--allow {name}' for name in names)} --reason TEXT"
        FlowopsError.__init__(self, "\n".join(f"{guard}: {message}" for guard, message in findings), waive)
        self.guard = names[0]
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return f"{self.what}\n{self.way_out}"


class Unconfirmed(FlowopsError):
    """Nobody was there to say yes: the message names the option that does."""

    exit_code = 3


class NotApproved(FlowopsError):
    """A workflow wants to deploy what nobody who may has approved."""

    exit_code = 3


class Stale(FlowopsError):
    """The plan or the target changed underneath: somebody else was faster."""

    exit_code = 4
