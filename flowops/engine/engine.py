"""Questions to the flow engine about definitions, each answered by the program flowops-engine (engine/README.md)."""

import subprocess
import tempfile
from threading import Event, Timer
from types import TracebackType
from typing import IO

from flowops import canon
from flowops.engine.finding import PROGRAM, find
from flowops.errors import EngineError, EngineRefused, FormatError
from flowops.model.json import Json, JsonObject
from flowops.parse import parse

LIMIT = 60.0  # seconds for one answer; the largest flows that RapidPro takes need less than one
_GRACE = 2.0  # seconds to end by itself
_MISUSE = "not a request"
_WAY_OUT = "Build it again with make engine, or do without it: FLOWOPS_ENGINE="


class Engine:
    """One flowops-engine that runs while it is asked, and is started again by the next question after it died."""

    def __init__(self, program: str, limit: float = LIMIT) -> None:
        """`limit` is how many seconds one answer may take."""
        self._program = program
        self._limit = limit
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._asked = 0

    @classmethod
    def installed(cls) -> "Engine | None":
        """The engine of this machine; None where none is installed. Raises ConfigurationError."""
        program = find()
        return cls(program) if program else None

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def validate(self, flow: JsonObject) -> str | None:
        """Why the engine does not run a definition, in its own words; None where it does. Raises EngineError."""
        try:
            self._ask({"do": "validate", "flow": flow})
        except EngineRefused as refused:
            return refused.reason
        return None

    def inspect(self, flow: JsonObject) -> JsonObject:
        """What a server keeps beside a definition: dependencies, results, issues … Raises EngineRefused, EngineError."""
        return self._object("info", {"do": "inspect", "flow": flow})

    def migrate(self, flow: JsonObject, to: str) -> JsonObject:
        """A definition in exactly this spec version, the same each time. Raises EngineRefused, EngineError."""
        return self._object("flow", {"do": "migrate", "flow": flow, "to": to})

    def version(self) -> tuple[str, str]:
        """The release of goflow, and the newest spec version that it knows. Raises EngineError."""
        answer = self._ask({"do": "version"})
        return str(answer.get("goflow")), str(answer.get("spec"))

    def close(self) -> None:
        """End the program, and wait until it has ended."""
        process, self._process = self._process, None
        if process is None:
            return
        with process:  # closes its pipes, and waits
            try:
                process.communicate(timeout=_GRACE)
            except (subprocess.TimeoutExpired, OSError):
                process.kill()
        if self._complaints:
            self._complaints.close()

    def _object(self, key: str, question: JsonObject) -> JsonObject:
        found: Json = self._ask(question).get(key)
        if not isinstance(found, dict):
            raise EngineError(f"{PROGRAM} answered without {key!r}", _WAY_OUT)
        return found

    def _ask(self, question: JsonObject) -> JsonObject:
        self._asked += 1
        line = self._exchange(canon.compact({"id": self._asked, **question}) + b"\n")
        answer = _read(line)
        if answer.get("id") != self._asked:
            raise self._failed("did not answer what it was asked")
        if answer.get("ok") is True:
            return answer
        reason = str(answer.get("error"))
        if reason.startswith(_MISUSE):
            raise EngineError(f"{PROGRAM} did not understand: {reason}", _WAY_OUT)
        raise EngineRefused(reason)

    def _exchange(self, line: bytes) -> bytes:
        """One line there and one back, within the limit."""
        process = self._running()
        late = Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = Timer(self._limit, give_up)
        timer.start()
        try:
            answer = _said(process, line)
        finally:
            timer.cancel()
        if answer.endswith(b"\n"):
            return answer
        within = f"did not answer within {self._limit:g} seconds"
        raise self._failed(within if late.is_set() else "ended unexpectedly")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 # closed with the process
            try:
                self._process = subprocess.Popen(
                    [self._program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints
                )
            except OSError as error:
                self._complaints.close()
                raise EngineError(f"{self._program} cannot be started: {error.strerror}", _WAY_OUT) from None
        return self._process

    def _failed(self, what: str) -> EngineError:
        """What to raise, with the program's last words; the program is gone then."""
        said = self._last_words()
        self.close()
        return EngineError(f"{PROGRAM} {what}{f': {said}' if said else ''}", _WAY_OUT)

    def _last_words(self) -> str:
        if self._process is None or self._complaints is None:
            return ""
        self._process.kill()
        self._process.wait()
        self._complaints.seek(0)
        return self._complaints.readline(200).decode(errors="replace").strip()


def _said(process: subprocess.Popen[bytes], line: bytes) -> bytes:
    """What it answers to a line; no whole line where it ends before."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(line)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""


def _read(line: bytes) -> JsonObject:
    try:
        answer = parse(line, f"the answer of {PROGRAM}")
    except FormatError:
        return {}
    return answer if isinstance(answer, dict) else {}
