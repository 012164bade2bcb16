"""Receipts and ledgers to test with."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from flowops.ledger.ledger import Ledger
from flowops.model.receipt import Receipt, Status
from flowops.model.workspace import Workspace
from tests.conftest import git

RECEIPT = Receipt(
    id="20260731T101502Z-3f9a2c",
    environment="production",
    workspace=Workspace("0d1c", "Production", "https://rapidpro.example.org"),
    server="26.2.2",
    digest="d1",
    base_digest="b1",
    commit="a" * 40,
    who="A Developer <developer@example.org>",
    started_at="2026-07-31T10:15:02Z",
    tool="0.3.0",
)
BEFORE = {"flows/one.json": b"1\n", "flows/campaigns/two.json": b"2\r\n"}
AFTER = {"flows/one.json": b"changed\n", "flows/three.json": b"3\n"}


def receipt(number: int = 1) -> Receipt:
    return replace(RECEIPT, id=f"20260731T1015{number:02}Z-3f9a2c", digest=f"d{number}")


def ended(opened: Receipt, status: Status = "verified") -> Receipt:
    return replace(opened, status=status, finished_at="2026-07-31T10:16:02Z")


def ledger(root: Path, environment: str = "production") -> Ledger:
    """One that must have nothing to warn of."""

    def warn(text: str) -> None:
        raise AssertionError(text)

    return Ledger.at(root, environment, warn)


def deploy(to: Ledger, number: int = 1, status: Status = "verified", push: bool = False) -> Receipt:
    opened = receipt(number)
    to.open(opened, BEFORE, push=push)
    to.close(ended(opened, status), AFTER, push=push)
    return ended(opened, status)


def race(code: str, *arguments: tuple[str, ...]) -> list[int]:
    """The exit codes of processes that run the same code, each with its arguments, and are let go at once."""
    command = [sys.executable, "-c", code]
    racers = [
        subprocess.Popen([*command, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for words in arguments
    ]
    for racer in racers:
        assert racer.stdout
        assert racer.stdout.readline() == "ready\n"
    codes = []
    for racer in racers:
        assert racer.stdin
        racer.stdin.write("go\n")
        racer.stdin.flush()
    for racer in racers:
        racer.communicate()
        codes.append(racer.returncode)
    return sorted(codes)


def share(root: Path) -> Path:
    """A bare repository beside `root`, which is its origin from now on."""
    place = root.with_name("origin.git")
    git(root, "init", "--quiet", "--bare", "--initial-branch=main", str(place))
    git(root, "remote", "add", "origin", place.as_uri())
    git(root, "push", "--quiet", "origin", "main")
    return place
