"""The command line: words, exit codes, and what never happens."""

import importlib
import json
import os
import pickle
import re
import subprocess
import sys
from contextlib import suppress

import click
import pytest

from flowops import __main__, __version__, errors
from flowops.cli import COMMANDS, run
from flowops.commands.crash import report
from flowops.environment import Secret


@pytest.fixture
def fails(monkeypatch):
    """Makes `flowops sandbox` raise what a test wants, in the real command line."""

    def make(error):
        def command():
            raise error

        module = importlib.import_module("flowops.commands.sandbox")
        monkeypatch.setattr(module, "command", click.Command("sandbox", callback=command))

    return make


@pytest.mark.parametrize("word", COMMANDS)
def test_each_command_has_help_that_teaches(word, capfd):
    assert run([word, "--help"]) == 0

    out = capfd.readouterr().out
    assert COMMANDS[word] in out
    assert len(out.splitlines()) > 10


def test_help_names_every_command_without_importing_one(tmp_path):
    code = "import sys, flowops.cli; flowops.cli.run(['--help']); print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = done.stdout.splitlines()[-1].split()
    assert all(f"  {word} " in done.stdout for word in COMMANDS)
    assert not {"requests", "git", "orjson", "jsonschema", "ruamel", "rich", "werkzeug"} & set(loaded)
    assert [name for name in loaded if name.startswith("flowops.commands.")] == ["flowops.commands.console"]


def test_the_version_is_one_line(capfd):
    assert run(["--version"]) == 0
    assert capfd.readouterr().out == f"flowops {__version__}\n"


def test_without_a_word_it_explains_itself(capfd):
    assert run([]) == 64
    assert "Commands:" in capfd.readouterr().err


@pytest.mark.parametrize(
    "words", [["-C", "/nowhere", "demo"], ["-v", "-q", "init"], ["--colour"], ["frobnicate"]]
)
def test_wrong_words_exit_with_64(words, capfd):
    assert run(words) == 64
    assert capfd.readouterr().out == ""


def test_a_folder_that_was_deleted_underneath_is_a_usage_error(tmp_path, monkeypatch, capfd):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert run(["init"]) == 64
    assert "no longer exists" in capfd.readouterr().err
    monkeypatch.undo()


def test_several_folders_add_up_as_in_git(tmp_path, capfd):
    (tmp_path / "a" / "b").mkdir(parents=True)

    assert run(["-C", str(tmp_path), "-C", "a", "-C", "b", "-q", "init"]) == 0
    assert (tmp_path / "a" / "b" / "environments").is_dir()


def test_a_bug_leaves_one_line_and_a_report_without_secrets(fails, monkeypatch, capfd, tmp_path):
    monkeypatch.setenv("A_TOKEN", "canary-of-a-secret")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fails(ZeroDivisionError(Secret("A_TOKEN", "staging", "token").reveal()))

    assert run(["sandbox"]) == 70

    err = capfd.readouterr().err
    assert err.count("\n") == 1
    (file,) = tmp_path.glob("flowops-crash-*.txt")
    assert str(file) in err
    text = file.read_text()
    assert "ZeroDivisionError: ***" in text
    assert "canary" not in text + err


def test_a_report_that_cannot_be_written_is_still_one_line(monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")

    assert "no report of it could be written" in report(ValueError("x"))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 1),
        (click.FileError("x", "gone"), 1),
        (OSError(28, "No space left on device", "/x"), 1),
    ],
)
def test_what_ends_a_command_from_outside_has_its_exit_code(fails, error, code, monkeypatch):
    monkeypatch.setattr(sys, "stdout", sys.stdout)  # a broken pipe takes it away
    fails(error)

    assert run(["sandbox"]) == code


def test_main_exits_with_the_code_and_survives_an_ascii_terminal(tmp_path):
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "-m", "flowops", "-C", str(tmp_path), "export", "مرحبا"]

    done = subprocess.run(words, capture_output=True, env=env, check=False)

    assert done.returncode == 64
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "env", "coloured"),
    [
        (["--color", "always"], {}, True),
        (["--color", "never"], {}, False),
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_colours_are_where_they_are_wanted(words, env, coloured, tmp_path, capfd, monkeypatch):
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    run(["-C", str(tmp_path), *words, "init"])

    assert ("\x1b[" in capfd.readouterr().out) == coloured


def test_errors_can_be_told_apart_by_programs():
    classes = [
        error
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.FlowopsError)
    ]
    drawn = dict(re.findall(r"(\w+)\s+(\d+)", errors.__doc__ or ""))

    for error in classes:
        assert error.__name__ in (errors.__doc__ or "")
        if error.__name__ in drawn:
            assert error.exit_code == int(drawn[error.__name__])
    assert pickle.loads(pickle.dumps(errors.ServerError("a", "b"))).way_out == "b"


@pytest.mark.parametrize(("words", "said"), [(["--version"], "flowops"), (["--help"], "Usage: flowops")])
def test_the_script_answers(words, said, monkeypatch, capfd):
    monkeypatch.setattr(sys, "argv", ["flowops", *words])

    with suppress(SystemExit):
        __main__.main()

    assert capfd.readouterr().out.startswith(said)


def test_the_module_runs_as_the_script_does():
    done = subprocess.run(
        [sys.executable, "-m", "flowops", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout == f"flowops {__version__}\n"


@pytest.mark.parametrize("redirection", [">&-", "> /dev/full", "2>&-", "> /dev/full 2>&-"])
def test_nobody_who_listens_is_no_bug(redirection, tmp_path):
    command = f"{sys.executable} -m flowops -C {tmp_path} init {redirection}"

    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, check=False)

    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr


def test_a_termination_ends_as_an_interrupt_does(tmp_path):
    demo = subprocess.Popen(
        [sys.executable, "-m", "flowops", "demo"],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout is not None
    while "$ flowops init" not in demo.stdout.readline():
        pass
    demo.terminate()
    _, err = demo.communicate(timeout=20)

    assert demo.returncode == 143
    assert "Traceback" not in err
    assert not list(tmp_path.glob("flowops-demo-*"))


def test_what_a_file_smuggles_in_cannot_steer_a_terminal(tmp_path, capfd):
    (tmp_path / "environments").mkdir()
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"version": "\x1b[31mabc\nflowops: forged\u009b", "flows": []}))

    assert run(["-C", str(tmp_path), "export", "--from-file", "x.json"]) == 1

    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert "\u009b" not in err
