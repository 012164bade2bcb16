"""`flowops` as a process of its own, without importing it anew each time: forked from one that has it imported.

As a program, `python -m tests.actions.quick ADDRESS`, it is the one that is forked. The script `flowops` on the machines
sends it words, variables, folder and the three streams, and ends with the exit code of the fork.
"""

import importlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flowops import cli

SCRIPT = """#!{python} -SE
import json, os, socket, sys
link = socket.socket(socket.AF_UNIX)
link.connect({address!r})
told = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
socket.send_fds(link, [len(told).to_bytes(4, "big")], [0, 1, 2])
link.sendall(told)
sys.exit(int(link.recv(16) or b"70"))
"""
_MODULES = ("deploy", "drift", "export", "init", "plan", "verify", "diff", "ci")


@contextmanager
def quick(folder: Path) -> Iterator[Path]:
    """The script to put on a machine as `flowops`, until the block ends."""
    address, script = folder / "socket", folder / "flowops"
    script.write_text(SCRIPT.format(python=sys.executable, address=str(address)))
    script.chmod(0o755)
    words = [sys.executable, "-m", "tests.actions.quick", str(address)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as server:
        assert server.stdout
        assert server.stdout.readline() == b"ready\n"
        try:
            yield script
        finally:
            server.terminate()


def _serve(address: str) -> None:

    for module in _MODULES:
        importlib.import_module(f"flowops.commands.{module}")
    for module in ("commands.carrying", "commands.init_github", "commands.ci_gate", "commands.ci_branch",
                   "commands.ci_environments", "commands.ci_change", "render.plan_markdown", "render.diff_markdown",
                   "render.plan_text", "render.exported", "commands.source", "diff.stabilise", "commands.side",
                   "render.deployed_markdown", "github.gathering", "render.ci_page"):  # fmt: skip
        importlib.import_module(f"flowops.{module}")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen()
    os.write(1, b"ready\n")
    while True:
        link, _ = listening.accept()
        if os.fork():
            link.close()
            continue
        os._exit(_child(link))


def _child(link: socket.socket) -> int:
    """The fork that answers: a grandchild does the work, so that its end is seen whatever it is."""
    size, streams, _, _ = socket.recv_fds(link, 4, 3)
    told = b""
    while len(told) < int.from_bytes(size, "big"):
        told += link.recv(1 << 20)
    words, environment, folder = json.loads(told)
    worker = os.fork()
    if not worker:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["flowops", *words]
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 # as long as the process
            for number, mode in enumerate("rww")
        )
        try:
            cli.main()
        except SystemExit as ended:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended.code if isinstance(ended.code, int) else 1)
    _, status = os.waitpid(worker, 0)
    link.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    return 0


if __name__ == "__main__":
    _serve(sys.argv[1])
