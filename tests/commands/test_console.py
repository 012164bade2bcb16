"""What people see on a terminal, and what programs see elsewhere."""

import os
import pty
import subprocess
import sys

import pytest

from flowops.commands.console import Console
from flowops.environment import Secret


def on_a_terminal(*words: str, **environment: str) -> tuple[str, str]:
    """Standard output, and what a terminal as standard error showed."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm", **environment}
    command = [sys.executable, "-m", "flowops", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=follower, env=env, timeout=60, check=True)
    os.close(follower)
    shown = b""
    while chunk := _read(leader):
        shown += chunk
    os.close(leader)
    return done.stdout.decode(), shown.decode()


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # the other end is closed
        return b""


def test_a_long_export_shows_its_progress_on_a_terminal(staging, repository):
    staging()

    out, shown = on_a_terminal("-C", str(repository), "export", "staging")

    assert "Reading staging" in shown
    assert "Reading" not in out


@pytest.mark.parametrize("quiet", [{"CI": "true"}, {}])
def test_in_ci_and_with_quiet_there_is_no_progress(staging, repository, quiet):
    staging()
    words = ["-C", str(repository), "export", "staging"]

    _, shown = on_a_terminal(*([] if quiet else ["-q"]), *words, **quiet)

    assert "Reading staging" not in shown


def test_details_are_for_those_who_ask(tmp_path, capsys):
    Console(tmp_path, 0).detail("fine print")
    Console(tmp_path, 1).detail("fine print asked for")

    assert capsys.readouterr().err == "fine print asked for\n"


def test_a_note_is_not_for_the_quiet(tmp_path, capsys):
    Console(tmp_path, -1).note("by the way")
    Console(tmp_path, -1).warn("beware")

    assert capsys.readouterr().err == "warning: beware\n"


def test_a_secret_is_hidden_in_results_and_notes_whatever_its_case(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "S3cret-Value")
    Secret("A_TOKEN", "staging", "token").reveal()
    console = Console(tmp_path)

    console.result("flows/s3cret-value.json")
    console.result_json({"written": ["S3cret-Value"]})
    console.warn("S3cret-Value")

    shown = capsys.readouterr()
    assert "3cret" not in shown.out + shown.err
    assert shown.out.count("***") == 2


@pytest.mark.parametrize(("term", "coloured"), [("dumb", False), ("xterm", True)])
def test_a_terminal_that_knows_no_colours_gets_none(tmp_path, monkeypatch, term, coloured):
    monkeypatch.setenv("TERM", term)

    assert ("\x1b[" in Console(tmp_path).paint("x", "red", terminal=True)) == coloured
