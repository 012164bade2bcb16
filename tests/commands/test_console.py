"""What people see on a terminal, and what programs see elsewhere."""

import os
import pty
import subprocess
import sys

import pytest

from flowops.commands.console import Console


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
