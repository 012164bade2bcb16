"""Git: what a revision holds, what would be lost, and a commit of exactly what flowops wrote."""

import pytest

from flowops.errors import NoRepository, RepositoryError
from flowops.repository.checkout import Checkout
from flowops.repository.git import start
from tests.conftest import git, tree


def put(root, **files):
    for name, text in files.items():
        path = root / "flows" / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return [f"flows/{name}.json" for name in files]


def test_a_revision_is_read_without_touching_the_working_tree(repository):
    put(repository, one="1")
    (repository / "flows" / "campaigns").mkdir()
    (repository / "flows" / "campaigns" / "two.json").write_text("2")
    (repository / "flows" / "notes.md").write_text("no")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "One")
    put(repository, one="changed", three="3")
    before = tree(repository)

    files = Checkout(repository).files("HEAD")

    assert files == {"flows/campaigns/two.json": b"2", "flows/one.json": b"1"}
    assert tree(repository) == before


def test_a_revision_without_flows_holds_none(repository):
    assert Checkout(repository).files("HEAD") == {}


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~5", "0" * 40, "--help", ""])
def test_what_is_no_revision_is_named(repository, revision):
    with pytest.raises(RepositoryError, match="is no revision of"):
        Checkout(repository).files(revision)


def test_a_file_called_flows_is_no_folder(repository):
    (repository / "flows").write_text("x")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Odd")

    with pytest.raises(RepositoryError, match="flows is no folder"):
        Checkout(repository).files("HEAD")


def test_only_what_was_named_is_committed(repository):
    (repository / "staged.txt").write_text("staged")
    git(repository, "add", "staged.txt")
    (repository / "README.md").write_text("dirty")
    paths = put(repository, one="1")

    sha = Checkout(repository).commit(paths, "Export")

    assert git(repository, "show", "--name-only", "--format=%s") == "Export\n\nflows/one.json"
    assert git(repository, "rev-parse", "HEAD") == sha
    assert git(repository, "status", "--porcelain").splitlines() == ["M README.md", "A  staged.txt"]


def test_a_repository_may_be_a_folder_in_a_checkout(repository):
    inner = repository / "programme"
    (inner / "environments").mkdir(parents=True)
    paths = put(inner, one="1")
    checkout = Checkout(inner)

    checkout.commit(paths, "Export")

    assert git(repository, "show", "--name-only", "--format=") == "programme/flows/one.json"
    assert checkout.files("HEAD") == {"flows/one.json": b"1"}
    assert checkout.uncommitted() == []


def test_the_first_commit_of_a_repository_works(tmp_path):
    (tmp_path / "environments").mkdir()
    assert start(tmp_path)
    assert not start(tmp_path)
    checkout = Checkout(tmp_path)
    assert not checkout.has_commits()

    checkout.commit(put(tmp_path, one="1"), "First")

    assert checkout.has_commits()


def test_a_removed_file_is_committed_as_removed(repository):
    paths = put(repository, one="1", two="2")
    checkout = Checkout(repository)
    checkout.commit(paths, "Both")
    (repository / paths[0]).unlink()

    checkout.commit(paths[:1], "One less")

    assert list(checkout.files("HEAD")) == ["flows/two.json"]


def test_a_hook_that_refuses_leaves_the_index_as_it_was(repository):
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'error: not today' >&2\nexit 1\n")
    hook.chmod(0o755)
    paths = put(repository, one="1")

    with pytest.raises(RepositoryError, match="git commit failed: error: not today"):
        Checkout(repository).commit(paths, "Export")

    assert git(repository, "status", "--porcelain") == "?? flows/"


def test_ignored_files_cannot_be_committed_and_git_says_so(repository):
    (repository / ".gitignore").write_text("flows/\n")

    with pytest.raises(RepositoryError, match=r"git commit failed: .*ignored"):
        Checkout(repository).commit(put(repository, one="1"), "Export")


def test_a_detached_head_cannot_take_a_commit(repository):
    git(repository, "checkout", "--quiet", "--detach")

    with pytest.raises(RepositoryError, match="HEAD is detached"):
        Checkout(repository).check_can_commit()


def test_a_merge_under_way_cannot_take_a_commit(repository):
    (repository / ".git" / "MERGE_HEAD").write_text(git(repository, "rev-parse", "HEAD"))

    with pytest.raises(RepositoryError, match="a merge is under way"):
        Checkout(repository).check_can_commit()


def test_nobody_cannot_commit(repository, monkeypatch):
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    git(repository, "config", "user.useConfigOnly", "true")

    with pytest.raises(RepositoryError, match="git does not know who commits"):
        Checkout(repository).check_can_commit()


def test_no_repository_and_a_bare_one_are_told_apart(tmp_path):
    with pytest.raises(RepositoryError, match="is not in a git repository"):
        Checkout(tmp_path)
    git(tmp_path, "init", "--quiet", "--bare")
    with pytest.raises(RepositoryError, match="is a bare git repository"):
        Checkout(tmp_path)


def test_only_what_no_commit_and_no_export_holds_would_be_lost(repository):
    checkout = Checkout(repository)
    committed, exported, edited, new = put(repository, a="1", b="1", c="1", d="1")
    git(repository, "add", committed, exported, edited)
    git(repository, "commit", "-qm", "Three")
    put(repository, b="exported", c="by hand")
    checkout.exported.remember({exported: b"exported", edited: b"exported too"})

    assert checkout.hand_made([committed, exported, edited, new, "flows/missing.json"]) == [edited, new]


def test_two_programmes_in_one_checkout_remember_each_their_own(repository):
    for name in ("one", "two"):
        (repository / name / "environments").mkdir(parents=True)
        Checkout(repository / name).exported.remember({f"flows/{name}.json": b"1"})
        put(repository / name, **{name: "1"})

    for name in ("one", "two"):
        assert Checkout(repository / name).hand_made([f"flows/{name}.json"]) == []


def test_without_git_it_says_so(repository, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(RepositoryError, match="git is not installed"):
        Checkout(repository)


def test_a_damaged_record_of_exports_protects_rather_than_trusts(repository):
    checkout = Checkout(repository)
    paths = put(repository, a="1")
    checkout.exported.remember({paths[0]: b"1"})
    assert checkout.hand_made(paths) == []
    (repository / ".git" / "flowops" / "exported.json").write_text("[")

    assert checkout.hand_made(paths) == paths


def test_a_push_goes_to_origin_and_then_to_the_upstream(repository, tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(repository, "remote", "add", "origin", str(tmp_path / "origin.git"))
    checkout = Checkout(repository)

    checkout.push()
    checkout.commit(put(repository, one="1"), "Export")
    checkout.push()

    assert git(tmp_path / "origin.git", "log", "-1", "--format=%s", "main") == "Export"


def test_a_push_that_fails_says_why(repository):
    with pytest.raises(RepositoryError, match="git push failed: fatal: 'origin' does not appear"):
        Checkout(repository).push()


def test_a_repository_of_somebody_else_is_refused_as_git_refuses_it(repository, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    with pytest.raises(RepositoryError, match="dubious ownership") as raised:
        Checkout(repository)

    assert not isinstance(raised.value, NoRepository)


def test_what_the_last_two_exports_wrote_is_known(repository):
    checkout = Checkout(repository)
    paths = put(repository, a="first")
    checkout.exported.remember({paths[0]: b"first"})
    checkout.exported.remember({paths[0]: b"second"})  # and then killed before it was written

    assert checkout.hand_made(paths) == []


def test_a_place_where_no_repository_can_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(RepositoryError, match="is no folder"):
        start(tmp_path / "file" / "folder")


def test_an_objects_format_that_is_not_gits_first_one_is_read(tmp_path):
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    checkout = Checkout(tmp_path)

    sha = checkout.commit(put(tmp_path, one="1", two="2\n2"), "First")

    assert len(sha or "") == 64
    assert checkout.files("HEAD") == {"flows/one.json": b"1", "flows/two.json": b"2\n2"}


def test_variables_that_name_another_repository_do_not_lead_there(repository, tmp_path, monkeypatch):
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))

    Checkout(repository).commit(put(repository, one="1"), "Export")

    assert git(repository, "log", "-1", "--format=%s") == "Export"
    assert not (tmp_path / "index").exists()


def test_where_only_the_index_differs_there_is_nothing_to_commit(repository):
    checkout = Checkout(repository)
    (path,) = put(repository, one="1")
    checkout.commit([path], "One")
    git(repository, "rm", "--cached", "--quiet", path)

    assert checkout.commit(checkout.uncommitted(), "Again") is None
    put(repository, one="staged")
    git(repository, "add", path)
    put(repository, one="1")
    assert checkout.commit(checkout.uncommitted(), "Again") is None
    assert git(repository, "log", "-1", "--format=%s") == "One"


@pytest.mark.parametrize("name", ["flows", "flows/campaigns"])
def test_a_link_in_the_place_of_the_folder_cannot_take_a_commit(repository, tmp_path, name):
    (tmp_path / "outside").mkdir()
    (repository / name).parent.mkdir(exist_ok=True)
    (repository / name).symlink_to(tmp_path / "outside")

    with pytest.raises(RepositoryError, match="is a link: git would keep the link"):
        Checkout(repository).check_can_commit()


@pytest.mark.parametrize(
    ("file", "content"), [("config", "[broken"), ("index", "garbage"), ("HEAD", "garbage")]
)
def test_a_damaged_repository_is_refused_with_what_git_says(repository, file, content):
    put(repository, one="1")
    (repository / ".git" / file).write_text(content)

    with pytest.raises(RepositoryError):
        Checkout(repository).hand_made(["flows/one.json"])
