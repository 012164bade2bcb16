"""`flowops ci mask`, `credential`, `change`, `environments`, `outputs`: what later steps of a workflow go by."""

import io
import json
import subprocess
import sys

import pytest

from flowops.environment import Secret
from flowops.errors import ConfigurationError, UnsetVariable
from tests.conftest import git
from tests.github.hub import TOKEN

ENVIRONMENT = "host: https://{host}\ntoken: ${{{token}}}\n"


@pytest.fixture
def write(repository):
    """Writes an environment; something has been exported."""
    (repository / "flows").mkdir()
    (repository / "flows" / "workspace.json").write_text("{}\n")

    def make(name, host="rapidpro.invalid", token="A_TOKEN"):
        file = repository / "environments" / f"{name}.yaml"
        file.write_text(ENVIRONMENT.format(host=host, token=token))

    return make


def listed(step):
    return json.loads(step.outputs["environments"])


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        ((), ["kenya", "nepal", "staging"]),
        (("*",), ["kenya", "nepal", "staging"]),
        (("* !staging",), ["kenya", "nepal"]),
        (("!staging", "!nepal"), ["kenya"]),
        (("* !*a* kenya",), ["kenya"]),
        (("nepal",), ["nepal"]),
        (("?enya",), ["kenya"]),
        (("!*",), []),
    ],
)
def test_environments_are_the_files_that_there_are_less_what_patterns_take_away(
    patterns, found, flowops, step, write
):
    for name in ("staging", "nepal", "kenya"):
        write(name)

    ran = flowops("ci", "environments", *patterns)

    assert ran.code == 0, ran.err
    assert listed(step) == found


def test_a_name_that_means_no_environment_is_a_mistake(flowops, step, write):
    write("kenya")

    ran = flowops("ci", "environments", "kenia")

    assert ran.code == 64
    assert "kenya" in ran.err
    assert step.outputs == {}


def test_what_init_wrote_and_nobody_filled_in_is_left_out(flowops, step, write):
    flowops("init")
    write("kenya")

    ran = flowops("ci", "environments")

    assert listed(step) == ["kenya"]
    assert "production is left out: its host is still https://rapidpro.example.org" in ran.err


def test_more_environments_than_a_matrix_takes_are_refused(flowops, step, write):
    for number in range(257):
        write(f"clinic{number}")

    assert flowops("ci", "environments").code == 64
    assert flowops("ci", "environments", "clinic1*").code == 0


def test_before_the_first_export_there_is_nothing_to_do_anywhere(flowops, step, write, repository):
    write("kenya")
    (repository / "flows" / "workspace.json").unlink()

    ran = flowops("ci", "environments")

    assert listed(step) == []
    assert "nothing has been exported yet" in ran.err


def test_a_file_that_cannot_be_read_is_not_passed_over(flowops, step, write, repository):
    write("kenya")
    (repository / "environments" / "nepal.yaml").write_text("hots: x\n")

    assert flowops("ci", "environments").code == 64


@pytest.mark.parametrize(
    "change", [{"host": "evil.invalid"}, {"token": "OTHER_TOKEN"}, None], ids=["host", "token", "new"]
)
def test_no_token_goes_where_a_pull_request_leads_it(change, flowops, step, write, repository):
    write("kenya")
    if change is not None:
        write("nepal")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Environments")
    write("nepal", **change or {})

    ran = flowops("ci", "environments", "--trusted", "HEAD")

    assert listed(step) == ["kenya"]
    assert "nepal is left out: its host or its token is new here" in ran.err


def test_what_else_a_pull_request_changes_of_an_environment_is_planned(flowops, step, write, repository):
    write("kenya")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Environments")
    with (repository / "environments" / "kenya.yaml").open("a") as file:
        file.write("protected: true\n")

    flowops("ci", "environments", "--trusted", "HEAD")

    assert listed(step) == ["kenya"]


def test_a_revision_that_is_none_trusts_nothing(flowops, step, write):
    write("kenya")

    assert flowops("ci", "environments", "--trusted", "nowhere").code == 1
    assert step.outputs == {}


def test_of_planned_environments_those_stay_that_have_something_to_write(flowops, step, write, repository):
    for name, actions in (("kenya", ["update"]), ("nepal", ["orphan", "manual"])):
        write(name)
        document = {
            "format": "flowops/plan@1",
            "environment": name,
            "actions": [{"action": it} for it in actions],
        }
        (repository / "plans").mkdir(exist_ok=True)
        (repository / "plans" / f"{name}.json").write_text(json.dumps(document))
    write("malawi")

    flowops("ci", "environments", "--planned", "plans")

    assert listed(step) == ["kenya"]


def test_outputs_are_plain_members_and_lengths_and_cannot_forge_others(flowops, step, repository):
    document = {
        "format": "flowops/plan@1",
        "environment": "kenya\nwrites=99",
        "commit": None,
        "actions": [{"action": "create"}, {"action": "update"}, {"action": "orphan"}],
        "guards": [{"guard": "drift", "severity": "block"}, {"guard": "x", "severity": "warn"}],
        "workspace": {"name": "Kenya"},
    }
    (repository / "plan.json").write_text(json.dumps(document))

    ran = flowops("ci", "outputs", "plan.json")

    assert ran.code == 0
    assert step.outputs == {
        "format": "flowops/plan@1",
        "environment": "kenya\nwrites=99",
        "commit": "",
        "actions": "3",
        "guards": "2",
        "writes": "2",
        "blocked": "drift",
    }


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"format": "other@1"}'])
def test_what_is_no_document_has_no_outputs(content, flowops, step, repository):
    if content is not None:
        (repository / "plan.json").write_text(content)

    assert flowops("ci", "outputs", "plan.json").code == 1
    assert step.outputs == {}


def test_every_value_is_named_to_the_runner_before_it_is_used(flowops, step):
    values = {"A": "canary-one", "B": "two\nlines-of-it", "C": None, "D": "", "E": "abc", "F": "100%"}
    step.set(FLOWOPS_VARIABLES=json.dumps(values), FLOWOPS_LOGINS='{"G": "pass word"}')

    ran = flowops("ci", "mask")

    assert all(it.startswith("::add-mask::") for it in ran.out.splitlines())
    masked = {it.removeprefix("::add-mask::") for it in ran.out.splitlines()}
    assert masked >= {"100%25", "canary-one", "lines-of-it", "two%0Alines-of-it", "pass word"}
    assert masked >= {r"two\nlines-of-it", "100%2525", "pass+word", "pass%2520word", "Y2FuYXJ5LW9uZQ=="}
    assert not masked & {"", "abc", "two"}


def test_a_secret_may_come_in_one_piece_with_others(monkeypatch):
    monkeypatch.setenv("FLOWOPS_VARIABLES", '{"A_TOKEN": " canary \\n", "EMPTY": "", "NONE": null}')

    assert Secret("A_TOKEN", "kenya", "token").reveal() == "canary"
    for name in ("EMPTY", "NONE", "OTHER"):
        with pytest.raises(UnsetVariable):
            Secret(name, "kenya", "token").reveal()
    monkeypatch.setenv("A_TOKEN", "its own")
    assert Secret("A_TOKEN", "kenya", "token").reveal() == "its own"


@pytest.mark.parametrize("text", ["canary", '"canary"', "[]", '{"A": 3}', '{"A": {"B": "canary"}}'])
def test_what_holds_no_values_is_an_error_that_shows_nothing_of_it(text, monkeypatch):
    monkeypatch.setenv("FLOWOPS_VARIABLES", text)

    with pytest.raises(ConfigurationError) as error:
        Secret("A_TOKEN", "kenya", "token").reveal()

    assert "canary" not in str(error.value)


def ask_git(repository, host, *more):
    helper = f"!{sys.executable} -m flowops ci credential"
    words = ["git", "-C", str(repository), "-c", f"credential.helper={helper}", "credential", "fill"]
    return subprocess.run(
        words,
        input=f"protocol=https\nhost={host}\n\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_git_gets_the_token_for_github_and_for_no_other_host(repository, step, monkeypatch):
    monkeypatch.setenv("GIT_TERMINAL_PROMPT", "0")
    monkeypatch.setenv("GIT_ASKPASS", "true")

    assert f"password={TOKEN}\n" in ask_git(repository, "github.com").stdout
    assert TOKEN not in ask_git(repository, "github.com.evil.invalid").stdout


def test_git_may_say_that_it_wants_nothing(flowops, step, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("protocol=https\nhost=github.com\n"))

    assert flowops("ci", "credential", "store").out == ""


def test_the_change_of_a_pull_request_is_the_merge_against_its_first_parent(flowops, step, hub, repository):
    base = git(repository, "rev-parse", "HEAD")
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "Merge")
    pull = step.about(hub.pull("a" * 40))

    flowops("ci", "change")

    assert step.outputs == {
        "number": str(pull["number"]),
        "head": "a" * 40,
        "base": base,
        "secrets": "true",
    }


@pytest.mark.parametrize("fork", [2, None])
def test_a_fork_has_no_secrets_and_a_notice_says_so(fork, flowops, step, hub, repository):
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "Merge")
    pull = hub.pull("a" * 40, repo=fork)
    if fork is None:
        pull["head"]["repo"] = None  # it was deleted
    step.about(pull)

    ran = flowops("ci", "change")

    assert step.outputs["secrets"] == "false"
    assert "::notice title=Checked offline only::" in ran.out


def test_dependabot_has_no_secrets_either(flowops, step, hub, repository):
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "Merge")
    step.about(hub.pull("a" * 40))
    step.set(GITHUB_ACTOR="dependabot[bot]")

    flowops("ci", "change")

    assert step.outputs["secrets"] == "false"


def test_a_pull_request_by_number_is_compared_with_where_it_left_its_base(flowops, step, hub, repository):
    base = git(repository, "rev-parse", "HEAD")
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "One")
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "Two")
    pull = hub.pull("a" * 40)

    assert flowops("ci", "change", "--number", str(pull["number"])).code == 0
    assert step.outputs["base"] == base
    assert step.outputs["head"] == git(repository, "rev-parse", "HEAD")  # somebody may push meanwhile
    assert flowops("ci", "change", "--number", "99").code == 1
