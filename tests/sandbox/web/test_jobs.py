from collections.abc import Callable

import pytest

from flowops.model.json import JsonObject
from flowops.sandbox import Sandbox
from flowops.sandbox.importing import ImportFailed
from flowops.sandbox.web.jobs import ENDINGS, Jobs
from flowops.sandbox.workspace import Workspace


def noted(done: list[str], error: Exception | None = None) -> Callable[[Workspace, JsonObject, str], None]:
    def run(workspace: Workspace, export: JsonObject, author: str) -> None:
        done.append(f"{workspace.name} {export} {author}")
        if error:
            raise error

    return run


@pytest.mark.parametrize(
    ("ending", "error", "status", "times"),
    [
        ("", None, "C", 1),
        ("", ImportFailed("broken"), "F", 1),
        ("lost", None, "O", 0),
        ("crashed", None, "O", 1),
        ("failed", None, "F", 1),
    ],
)
def test_an_import_ends_as_it_was_set_to(
    ending: str, error: Exception | None, status: str, times: int
) -> None:
    jobs, done = Jobs(ending=ending), list[str]()
    job = jobs.add(Sandbox().workspace("Staging"), {"a": 1}, "me")

    for _ in range(2):
        jobs.work(noted(done, error))

    assert ending in ENDINGS
    assert job.reason == str(error or "")
    assert (job.status, done) == (status, ["Staging {'a': 1} me"] * times)


def test_it_waits_then_runs_then_is_done() -> None:
    now, done = 0.0, list[str]()
    jobs = Jobs(seconds=10, clock=lambda: now)
    job = jobs.add(Sandbox().workspace("Staging"), {}, "me")
    seen = []
    for moment in (0, 1, 1.1, 9.9, 10):
        now = moment
        jobs.work(noted(done))
        seen.append((job.status, len(done)))

    assert seen == [("P", 0), ("P", 0), ("O", 0), ("O", 0), ("C", 1)]


def test_what_is_set_later_does_not_concern_what_is_under_way() -> None:
    now, done = 0.0, list[str]()
    jobs = Jobs(seconds=10, clock=lambda: now)
    job = jobs.add(Sandbox().workspace("Staging"), {}, "me")
    jobs.seconds, jobs.ending = 0, "lost"
    now = 10
    jobs.work(noted(done))

    assert job.status == "C"


def test_it_is_found_by_number_or_uuid() -> None:
    jobs = Jobs()
    job = jobs.add(Sandbox().workspace("Staging"), {}, "me")

    assert jobs.find("id", str(job.number)) is jobs.find("uuid", job.uuid) is job
    assert jobs.find("id", job.uuid) is None


def test_a_bug_in_an_import_is_shown_to_who_runs_the_sandbox(capsys: pytest.CaptureFixture[str]) -> None:
    jobs = Jobs()
    job = jobs.add(Sandbox().workspace("Staging"), {}, "me")

    jobs.work(noted([], KeyError("uuid")))

    assert job.status == "F"
    assert "KeyError: 'uuid'" in capsys.readouterr().err
