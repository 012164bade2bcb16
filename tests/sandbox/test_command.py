import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from flowops.commands.sandbox import _DIALECTS, command
from flowops.errors import ConfigurationError, FormatError
from flowops.sandbox.dialects import DIALECTS

from .client import JsonDict

RUN = [sys.executable, "-c", "from flowops.commands.sandbox import command; command()"]


@contextmanager
def started(*arguments: str) -> Iterator[tuple["subprocess.Popen[bytes]", JsonDict]]:
    """The command as a process, and the line that it has printed."""
    with subprocess.Popen([*RUN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def test_it_serves_what_it_was_given_until_it_is_told_to_stop(recordings: Path, tmp_path: Path) -> None:
    assets = tmp_path / "assets.json"
    assets.write_text('{"globals": [{"name": "CHT URL", "value": "https://cht.example.org"}]}')
    export = recordings / "anc-programme.json"
    with started("--dialect=9.0", f"--load=staging={export}", f"--assets=District={assets}") as (
        process,
        line,
    ):
        assert (line["format"], line["dialect"]) == ("flowops/sandbox@1", "9.0")
        assert [each["name"] for each in line["workspaces"]] == ["Staging", "Production", "District"]
        token = {each["name"]: each["token"] for each in line["workspaces"]}

        flows = requests.get(
            f"{line['url']}/api/v2/flows.json", headers={"Authorization": f"Token {token['Staging']}"}
        )
        values = requests.get(
            f"{line['url']}/api/v2/globals.json", headers={"Authorization": f"Token {token['District']}"}
        )
        process.send_signal(signal.SIGTERM)

        assert process.communicate(timeout=10) == (b"", b"")
        assert process.returncode == 0
    assert len(flows.json()["results"]) == 7
    assert [row["value"] for row in values.json()["results"]] == ["https://cht.example.org"]


def test_ctrl_c_ends_it_without_a_traceback() -> None:
    with started() as (process, line):
        assert line["dialect"] == "26.2"
        process.send_signal(signal.SIGINT)

        _, error = process.communicate(timeout=10)

    assert b"Traceback" not in error


def test_without_werkzeug_it_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['werkzeug'] = None; from flowops.commands.sandbox import command; command()"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.stderr.splitlines()[-1] == (
        "flowops.errors.FlowopsError: the sandbox needs werkzeug. pip install 'rapidpro-flowops[sandbox]'"
    )


def test_it_offers_the_dialects_that_there_are() -> None:
    assert tuple(DIALECTS) == _DIALECTS


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (None, ConfigurationError, "cannot be read: No such file"),
        ("{", FormatError, "is not JSON"),
        ("[]", FormatError, "is not a JSON object"),
        ('{"flows": [{}]}', FormatError, "flows[0] has no uuid"),
    ],
)
@pytest.mark.parametrize("option", ["--load", "--assets"])
def test_a_broken_file_is_one_clear_line(
    tmp_path: Path, option: str, content: str | None, error: type[Exception], message: str
) -> None:
    file = tmp_path / "export.json"
    if content is not None:
        file.write_text(content)

    result = CliRunner().invoke(command, [f"{option}=Staging={file}"])

    assert isinstance(result.exception, error)
    expected = (
        "flows is no kind of asset" if (option, content) == ("--assets", '{"flows": [{}]}') else message
    )
    assert expected in str(result.exception)
    assert str(result.exception).startswith(str(file))


@pytest.mark.parametrize("given", ["export.json", "=export.json", "Staging="])
def test_a_file_needs_the_name_of_a_workspace(given: str) -> None:
    result = CliRunner().invoke(command, ["--load", given])

    assert result.exit_code == 2
    assert "write NAME=FILE.json" in result.output


def test_the_help_teaches() -> None:
    text = CliRunner().invoke(command, ["--help"]).output

    assert "--load staging=export.json" in text
    assert "Authorization: Token TOKEN" in text
