"""The folder is as before or as after, whatever happens in between."""

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flowops.errors import ConfigurationError, RepositoryError
from flowops.repository import folder, swap
from tests.conftest import tree

A = {f"flows/{n}.json": b"a" * 5000 for n in range(40)} | {"flows/only-a.json": b"{}"}
B = {f"flows/{n}.json": b"b" * 5000 for n in range(40)} | {"flows/campaigns/only-b.json": b"{}"}


def write(root: Path, files: dict[str, bytes]) -> None:
    folder.write(root, files, frozenset(folder.read(root).keys() - files.keys()))


def test_what_is_written_is_there_and_what_is_removed_is_gone(tmp_path):
    write(tmp_path, A)
    write(tmp_path, B)

    assert tree(tmp_path) == B
    assert folder.read(tmp_path) == B


def test_files_that_flowops_does_not_manage_stay(tmp_path):
    mine = tmp_path / "flows" / "notes" / "mine.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    mine.chmod(0o600)
    (tmp_path / "flows" / "link").symlink_to("notes")
    (tmp_path / "flows" / "folder.json").mkdir()

    write(tmp_path, A)

    assert (mine.read_text(), mine.stat().st_mode & 0o777) == ("mine", 0o600)
    assert (tmp_path / "flows" / "link").is_symlink()
    assert folder.read(tmp_path) == A


def test_flows_may_be_a_link_to_a_folder_elsewhere(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "flows").symlink_to("elsewhere")

    write(tmp_path, A)

    assert (tmp_path / "flows").is_symlink()
    assert folder.read(tmp_path) == A


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
from tests.repository.test_folder import A, B, write
root = Path({root!r})
print("ready", flush=True)
while True:
    write(root, B)
    write(root, A)
"""


@pytest.mark.parametrize("seed", range(8))
def test_killed_at_any_point_the_folder_is_as_before_or_as_after(tmp_path, seed):
    write(tmp_path, A)
    code = WRITER.format(here=str(Path.cwd()), root=str(tmp_path))
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(random.Random(seed).uniform(0.001, 0.06))
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()

    assert folder.read(tmp_path) in (A, B)
    assert {p: d for p, d in tree(tmp_path).items() if not p.startswith(".flowops/")} in (A, B)


def test_what_a_killed_run_left_is_ignored_by_git_and_cleared_an_hour_later(tmp_path):
    left = tmp_path / ".flowops" / "stage-old"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))

    write(tmp_path, A)

    assert not (tmp_path / ".flowops").exists()


def test_what_another_run_has_under_way_is_left_alone(tmp_path):
    (tmp_path / ".flowops" / "stage-now" / "flows").mkdir(parents=True)

    write(tmp_path, A)

    assert (tmp_path / ".flowops" / "stage-now" / "flows").is_dir()


def test_a_full_disk_changes_nothing(tmp_path):
    write(tmp_path, A)
    before = tree(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6000, limits[1]))
    try:
        with pytest.raises(RepositoryError, match=r"cannot write .*: File too large"):
            write(tmp_path, {"flows/a.json": b"x", "flows/big.json": b"x" * 9000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert tree(tmp_path) == before


def test_where_folders_cannot_be_exchanged_they_are_renamed(tmp_path):
    new, target, before = (tmp_path / name for name in ("new", "target", "before"))
    for made in (new, target):
        made.mkdir()
        (made / made.name).touch()

    swap.rename(new, target, before)

    assert [p.name for p in target.iterdir()] == ["new"]
    assert [p.name for p in before.iterdir()] == ["target"]


def test_a_rename_that_fails_puts_back_what_was_there(tmp_path):
    target = tmp_path / "target"
    target.mkdir()

    with pytest.raises(OSError, match="No such file"):
        swap.rename(tmp_path / "missing", target, tmp_path / "before")

    assert target.is_dir()


class Interrupting(type(Path())):  # type: ignore[misc] # the class of paths depends on the system
    """A path whose renaming somebody interrupts."""

    def rename(self, target):
        raise KeyboardInterrupt


def test_an_interrupt_between_two_renames_puts_back_what_was_there(tmp_path):
    (tmp_path / "target").mkdir()

    with pytest.raises(KeyboardInterrupt):
        swap.rename(Interrupting(tmp_path / "new"), tmp_path / "target", tmp_path / "before")

    assert (tmp_path / "target").is_dir()


def test_what_a_failed_swap_left_as_the_only_copy_is_kept(tmp_path):
    write(tmp_path, A)
    target = tmp_path / "flows"

    with folder._stage(target) as stage:
        target.rename(stage / swap.BEFORE)

    assert folder.read(tmp_path) == A


def test_where_the_system_cannot_exchange_folders_they_are_renamed(tmp_path, monkeypatch):
    write(tmp_path, A)
    monkeypatch.setattr(sys, "platform", "win32")

    write(tmp_path, B)

    assert tree(tmp_path) == B


def test_a_run_killed_between_two_renames_is_put_right_by_the_next(tmp_path):
    write(tmp_path, A)
    stage = tmp_path / ".flowops" / "stage-x"
    stage.mkdir(parents=True)
    (tmp_path / "flows").rename(stage / swap.BEFORE)

    assert folder.read(tmp_path) == A


def test_exchanging_with_a_folder_that_is_not_there_fails(tmp_path):
    (tmp_path / "a").mkdir()

    assert not swap.exchange(tmp_path / "a", tmp_path / "b")


@pytest.fixture
def somebody() -> Iterator[Path]:
    """A folder of a user without special rights, and the test running as that user."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        if user == 0:
            os.chown(name, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(name)
        finally:
            os.seteuid(user)


def test_a_read_only_folder_is_named_and_nothing_is_left(somebody):
    write(somebody, A)
    (somebody / "flows").chmod(0o555)

    with pytest.raises(RepositoryError, match=r"cannot write .*flows: Permission denied"):
        write(somebody, B)

    (somebody / "flows").chmod(0o755)
    assert tree(somebody) == A


def test_a_file_in_the_place_of_the_folder_is_named_and_kept(tmp_path):
    (tmp_path / "flows").write_text("mine")

    with pytest.raises(RepositoryError, match=r"cannot read .*flows: Not a directory"):
        folder.read(tmp_path)

    assert (tmp_path / "flows").read_text() == "mine"


def test_a_folder_in_the_place_of_a_file_is_named_and_kept(tmp_path):
    mine = tmp_path / "flows" / "0.json" / "mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")

    with pytest.raises(RepositoryError, match=r"cannot write .*0\.json: Is a directory"):
        write(tmp_path, A)

    assert tree(tmp_path) == {"flows/0.json/mine.txt": b"mine"}


def test_one_file_is_replaced_keeping_its_rights(tmp_path):
    path = tmp_path / "deep" / "x.json"
    folder.replace(path, b"1")
    path.chmod(0o640)
    folder.replace(path, b"2")

    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"2", 0o640)
    assert list(path.parent.iterdir()) == [path]


def test_one_file_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(RepositoryError, match=r"cannot write .*file"):
        folder.replace(tmp_path / "file" / "x.json", b"1")


def test_the_repository_is_found_upwards(tmp_path):
    (tmp_path / "environments").mkdir()
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)

    assert folder.find_root(inner) == tmp_path
    with pytest.raises(ConfigurationError, match="is in no flowops repository"):
        folder.find_root(Path("/"))
