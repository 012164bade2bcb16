"""`flowops sandbox`, as scripts and people start it."""

import json
import signal
import subprocess
import sys

import pytest
import requests

from flowops.commands.sandbox import _DIALECTS
from flowops.sandbox.dialects import DIALECTS
from tests.conftest import PROGRAMME

WORDS = [sys.executable, "-m", "flowops", "sandbox"]


@pytest.fixture
def server():
    words = [*WORDS, "--dialect", "9.0", "--load", f"staging={PROGRAMME}"]
    # What a shell starts in the background is deaf to Ctrl-C and leaves that to its children
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def test_it_says_in_one_line_of_json_where_it_is(server):
    said = json.loads(server.stdout.readline())

    staging = said["workspaces"][0]
    header = {"Authorization": f"Token {staging['token']}"}
    answer = requests.get(f"{said['url']}/api/v2/workspace.json", headers=header, timeout=5)

    assert (said["format"], said["dialect"]) == ("flowops/sandbox@1", "9.0")
    assert [workspace["name"] for workspace in said["workspaces"]] == ["Staging", "Production"]
    assert answer.json()["uuid"] == staging["uuid"]


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_when_it_is_told_to(server, sent, code):
    server.stdout.readline()

    server.send_signal(sent)

    assert server.wait(timeout=60) == code
    assert "Traceback" not in server.stderr.read()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--load", "staging"], 64, "write NAME=FILE.json"),
        (["--load", "staging=/nowhere.json"], 64, "/nowhere.json cannot be read"),
        (["--dialect", "5.0"], 64, "'5.0' is not one of"),
        (["--load", f"staging={__file__}"], 1, "test_sandbox.py"),
        (["--assets", f"staging={__file__}"], 1, "test_sandbox.py"),
        (["--assets", f"staging={PROGRAMME}"], 1, "campaigns is no kind of asset"),
    ],
)
def test_what_it_cannot_load_is_one_clear_line(words, code, said):
    done = subprocess.run([*WORDS, *words], capture_output=True, text=True, timeout=20, check=False)

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("word", ["sandbox", "demo"])
def test_without_werkzeug_it_says_what_to_install(word):
    code = (
        f"import sys; sys.modules['werkzeug'] = None; from flowops.cli import run; sys.exit(run(['{word}']))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=False
    )

    assert done.returncode == 1
    assert "pip install 'rapidpro-flowops[sandbox]'" in done.stderr


def test_files_are_looked_for_where_it_was_told_to_run(tmp_path):
    (tmp_path / "bad.json").write_text("{")
    words = [sys.executable, "-m", "flowops", "-C", str(tmp_path), "sandbox", "--load", "staging=bad.json"]

    done = subprocess.run(words, capture_output=True, text=True, timeout=20, check=False)

    assert done.returncode == 1
    assert "bad.json:1: the JSON ends in the middle" in done.stderr


def test_it_offers_the_dialects_that_there_are():
    assert tuple(DIALECTS) == _DIALECTS


def test_assets_make_a_workspace_of_another_name(tmp_path):
    assets = tmp_path / "assets.json"
    assets.write_text('{"globals": [{"name": "CHT URL", "value": "https://cht.example.org"}]}')
    words = [*WORDS, "--assets", f"District={assets}"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        header = {"Authorization": f"Token {said['workspaces'][2]['token']}"}
        answer = requests.get(f"{said['url']}/api/v2/globals.json", headers=header, timeout=5)
        process.terminate()

    assert said["dialect"] == "26.2"
    assert [workspace["name"] for workspace in said["workspaces"]] == ["Staging", "Production", "District"]
    assert [row["value"] for row in answer.json()["results"]] == ["https://cht.example.org"]
