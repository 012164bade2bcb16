"""One flowops at a time writes to a repository."""

import subprocess
import sys

import pytest

from flowops.errors import RepositoryError
from flowops.repository.lock import exclusive

HOLD = """
import sys
from pathlib import Path
from flowops.repository.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that holds the repository."""
    words = [sys.executable, "-c", HOLD, str(tmp_path)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def test_a_second_one_waits_and_then_says_so(other, tmp_path):
    with pytest.raises(RepositoryError, match="another flowops is writing to"), exclusive(tmp_path, 0.1):
        pass


def test_another_repository_is_free(other, tmp_path):
    (tmp_path / "other").mkdir()

    with exclusive(tmp_path / "other", 0.1):
        assert list(tmp_path.iterdir()) == [tmp_path / "other"]


def test_a_killed_one_holds_nothing(other, tmp_path):
    other.kill()
    other.wait()

    with exclusive(tmp_path, 5):
        pass
