"""Killed after any git command that writes, or told of a failure that was none, a ledger says what is true."""

from itertools import count

import pytest

from flowops.errors import RepositoryError
from flowops.ledger.ledger import Ledger
from flowops.repository.git import Git, GitFailed
from tests.conftest import git
from tests.ledgers import ended, ledger, receipt

WRITING = {"hash-object", "mktree", "update-ref", "push"}


class Killed(BaseException):
    """Nothing of flowops catches it."""


class Dying(Git):
    """Git that raises an error after its nth command that writes, which it has done."""

    def __init__(self, folder, last, error):
        super().__init__(folder)
        self.left, self.error = last, error

    def run(self, *words, given=b""):
        if self.left == 0:
            raise self.error
        done = super().run(*words, given=given)
        self.left -= words[0] in WRITING
        if self.left == 0 and words[0] in WRITING:
            raise self.error
        return done


class Lying(Git):
    """Git that does what it is told and then says that it failed."""

    def __init__(self, folder, word):
        super().__init__(folder)
        self.word = word

    def run(self, *words, given=b""):
        done = super().run(*words, given=given)
        if words[0] == self.word:
            raise GitFailed(words[0], 1, "the answer was lost")
        return done


def files(number, text):
    """Other ones each time: no object is there already."""
    return {"flows/one.json": f"{text} {number}\n".encode()}


def deploy(ours, number):
    """A deploy; yields what is recorded for certain."""
    ours.open(receipt(number), files(number, "before"), push=True)
    yield receipt(number)
    ours.close(ended(receipt(number)), files(number, "after"), push=True)
    yield ended(receipt(number))


def test_killed_after_any_command_nothing_recorded_is_lost_and_deploys_go_on(repository, origin):
    [*deploy(ledger(repository), 0)]
    for number in count(1):
        dying = Dying(repository, number, Killed())
        certain = None
        try:
            for recorded in deploy(Ledger(dying, "", "production", print), number):
                certain = recorded
        except Killed:
            check_goes_on(repository, origin, number, certain)
        else:
            break
    assert number > 15
    assert git(repository, "fsck", "--strict", "--no-dangling") == ""


def check_goes_on(repository, origin, number, certain):
    here = ledger(repository)
    said = next((found for found in here.receipts() if found.id == receipt(number).id), None)
    assert said in ((None, receipt(number)) if certain is None else (receipt(number), ended(receipt(number))))
    if said is not None:
        assert here.before(said.id) == files(number, "before")

    here.fetch()  # what origin took before the death, or did not take, is no divergence
    if pending := here.pending():
        assert pending == receipt(number)
        here.close(ended(pending, "failed"), files(number, "after"), push=True)
    here.push()
    assert git(origin, "rev-parse", "flowops/production") == git(
        repository, "rev-parse", "flowops/production"
    )
    assert here.pending() is None


@pytest.mark.parametrize("word", ["push", "update-ref"])
def test_a_failure_that_was_none_is_looked_through(repository, origin, word):
    ours = Ledger(Lying(repository, word), "", "production", print)

    assert [*deploy(ours, 1)][-1:] == ledger(repository).receipts()


def test_a_failure_leaves_nothing_half_written(repository, origin):
    for number in range(1, 8):
        dying = Dying(repository, number, GitFailed("x", 1, "no space left on device"))
        with pytest.raises(RepositoryError, match="no space left"):
            [*deploy(Ledger(dying, "", "production", print), number)]
        assert ledger(repository).receipts() == []
