"""What every test can have: a sandbox that runs, a repository of flows, and the command line."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from flowops.cli import run
from flowops.environment import redaction
from flowops.model.json import JsonObject
from flowops.sandbox import Running, Sandbox, serve

# Elsewhere each run looks at other examples; what decides whether a change lands looks at the same ones each time
settings.register_profile(
    "flowops", deadline=None, max_examples=40, derandomize=bool(os.environ.get("CI")), print_blob=True
)
settings.load_profile("flowops")

PROGRAMME = Path(__file__).parent / "recordings" / "anc-programme.json"
TOKEN = "RAPIDPRO_STAGING_TOKEN"
ENGINE = Path(__file__).parent.parent / "engine" / "flowops-engine"


@dataclass(frozen=True)
class Ran:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> JsonObject:
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document


Flowops = Callable[..., Ran]
Serve = Callable[[Sandbox], Running]


def pytest_terminal_summary(terminalreporter):
    """Say how often lint and the flow engine agree, which no test's dot tells."""
    for report in terminalreporter.getreports("passed"):
        for name, measured in report.user_properties:
            terminalreporter.write_line(f"{name}: {measured}")


@pytest.fixture(autouse=True)
def no_settings_of_the_developer(monkeypatch, tmp_path_factory):
    """Git and flowops see nothing of the machine the tests run on."""
    for name in [it for it in os.environ if it.startswith(("GIT_", "GITHUB_", "RAPIDPRO_", "FLOWOPS_"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "CI", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FLOWOPS_ENGINE", "")  # none, whatever was built or installed: see `flow_engine`
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A Developer")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "developer@example.org")


@pytest.fixture(autouse=True)
def no_secrets_of_other_tests(monkeypatch):
    """Each test begins as a process does: with nothing that has to be hidden yet."""
    monkeypatch.setattr(redaction, "_forms", set())


@pytest.fixture
def flow_engine(monkeypatch) -> str:
    """The path of flowops-engine, which is installed for this test."""
    if not ENGINE.exists():
        pytest.skip("flowops-engine is not built; where Go is installed, make engine does")
    monkeypatch.setenv("FLOWOPS_ENGINE", str(ENGINE))
    return str(ENGINE)


@pytest.fixture
def programme() -> JsonObject:
    """An antenatal care programme as RapidPro 7.4 writes it."""
    document = json.loads(PROGRAMME.read_bytes())
    assert isinstance(document, dict)
    return document


@pytest.fixture
def start() -> Iterator[Serve]:
    """Serves sandboxes until the test is over."""
    with ExitStack() as stack:
        yield lambda sandbox: stack.enter_context(serve(sandbox))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository of flows with one commit and an environment `staging` that points nowhere yet."""
    root = tmp_path / "repository"
    (root / "environments").mkdir(parents=True)
    (root / "README.md").write_text("Ours\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Start")
    return root


@pytest.fixture
def flowops(repository: Path, capfd) -> Flowops:
    """Runs a command line in the repository."""

    def call(*words: str, directory: Path = repository) -> Ran:
        capfd.readouterr()
        code = run(["-C", str(directory), *words])
        return Ran(code, *capfd.readouterr())

    return call


@dataclass(frozen=True)
class Staging:
    """A repository whose environment `staging` is a workspace of a sandbox that runs."""

    sandbox: Sandbox
    url: str
    root: Path

    @property
    def workspace(self):
        return self.sandbox.workspace("Staging")


@pytest.fixture
def staging(start: Serve, repository: Path, programme: JsonObject, monkeypatch) -> Callable[..., Staging]:
    """Serves a workspace with the programme, or what is given, and points the repository at it."""

    def make(export: JsonObject | None = None, dialect: str = "26.2", extra: str = "") -> Staging:
        sandbox = Sandbox(dialect)
        workspace = sandbox.load("Staging", programme if export is None else export)
        url = start(sandbox).url
        write_environment(repository, url, workspace.uuid, extra)
        monkeypatch.setenv(TOKEN, workspace.token)
        return Staging(sandbox, url, repository)

    return make


def write_environment(root: Path, url: str, workspace: str, extra: str = "") -> None:
    text = f"host: {url}\nworkspace: {workspace}\ntoken: ${{{TOKEN}}}\n{extra}"
    (root / "environments" / "staging.yaml").write_text(text)


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def tree(root: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder, git's own aside."""
    found = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
