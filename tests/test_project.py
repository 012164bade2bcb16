"""The project itself: pages that cannot lie, and tests that cannot reach the world."""

import json
import re
import socket
import tomllib
from pathlib import Path

import pytest
from cogapp import Cog
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pytest_socket import SocketConnectBlockedError

from flowops.cli import COMMANDS
from flowops.environment import CONFIGURATION, ENVIRONMENT

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs" / "cli.md", ROOT / "docs" / "deploying.md"]


def test_tests_reach_nothing_but_loopback():
    with pytest.raises((SocketConnectBlockedError, UserWarning)), socket.socket() as connection:
        connection.connect(("192.0.2.1", 80))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_generated_pages_are_up_to_date(page, capsys):
    assert Cog().main(["cog", "--check", str(page)]) == 0, "run: make docs"


@pytest.mark.parametrize(
    "page",
    [
        *PAGES,
        *(ROOT / it for it in ("CONTRIBUTING.md", "CHANGELOG.md", "engine/README.md")),
        *(ROOT / "docs" / it for it in ("sandbox.md", "github.md")),
    ],
    ids=lambda page: page.name,
)
def test_links_lead_to_files_that_exist(page):
    for link in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text()):
        assert (page.parent / link).exists(), link


def test_every_command_is_documented():
    text = (ROOT / "docs" / "cli.md").read_text()

    assert all(f"## flowops {word}\n" in text for word in COMMANDS)


def test_the_readme_opens_with_the_two_commands():
    code = re.findall(r"^    (make \w+)", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert code == ["make demo", "make test"]


@pytest.mark.parametrize("dependency", ["dependencies", "sandbox"])
def test_every_dependency_has_its_reason(dependency):
    table = (ROOT / "README.md").read_text().lower()
    project = (ROOT / "pyproject.toml").read_text()
    listed = re.search(rf"^{dependency} = \[(.*?)\]", project, re.MULTILINE | re.DOTALL)
    assert listed

    for name in re.findall(r'"([\w.-]+?)[>=]', listed.group(1)):
        assert f"| {name} |" in table


def test_workflows_install_every_dependency_in_one_version_with_hashes():
    text = (ROOT / ".github" / "actions" / "setup" / "requirements.txt").read_text()
    pinned = {
        canonicalize_name(name): rest
        for name, rest in re.findall(r"^([\w.-]+)==(\S+ \\\n +--hash=sha256:)", text, re.MULTILINE)
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    for wanted in [*project["project"]["dependencies"], *project["build-system"]["requires"]]:
        requirement = Requirement(wanted)
        version = pinned[canonicalize_name(requirement.name)].split()[0]
        assert version in requirement.specifier, f"{wanted}: see CONTRIBUTING.md, `requirements.txt`"


def test_the_schema_beside_the_example_is_the_one_that_is_shipped():
    for schema in (ENVIRONMENT, CONFIGURATION):
        assert (ROOT / "environments" / schema.name).read_bytes() == schema.bytes
    spec = json.loads((ROOT / "flows" / "workspace.json").read_bytes())["spec_version"]
    shipped = ROOT / "flowops" / "schemas" / f"flow-{spec}.schema.json"
    assert (ROOT / "environments" / "flow.schema.json").read_bytes() == shipped.read_bytes()
