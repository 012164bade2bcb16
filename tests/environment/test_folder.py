"""Environments and their files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.environment import Guards, Login, Rewrite, Secret, load, names
from flowops.errors import ConfigurationError, EnvironmentInvalid

FULL = """\
host: https://RapidPro.example.org/
workspace: 8AD0A5C4-2c3f-4c0e-9f37-0d1b6a3b7c11
token: ${RAPIDPRO_STAGING_TOKEN}      # only ${NAME}
login:
  email: deployer@example.org
  password: ${RAPIDPRO_STAGING_PASSWORD}
  totp: ${RAPIDPRO_STAGING_TOTP}
protected: true
include: ["*"]
exclude: ["Scratch *"]
globals:
  cht_url: "https://cht.example.org"
  cht_auth: ${CHT_STAGING_AUTH}
bindings:
  channels: {"Test Android": "Short code 15019"}
  groups:
rewrites:
  - find: "https://staging.example.org"
    replace: "https://www.example.org"
expires: {"ANC *": 10080}
keywords: {"ANC registration": [anc, mama]}
guards: {max_changed_percent: 50, min_objects: 10}
"""
LEAST = "host: https://x.example.org\ntoken: ${TOKEN}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "environments").mkdir()
    return tmp_path


def write(root: Path, name: str, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (root / "environments" / name).write_bytes(data)


def refusal(root: Path, name: str) -> str:
    with pytest.raises(ConfigurationError) as raised:
        load(root, name)
    return str(raised.value)


def test_a_full_file_becomes_an_environment(root: Path) -> None:
    write(root, "staging.yaml", FULL)
    environment = load(root, "staging")

    assert environment.name == "staging"
    assert environment.path == root / "environments" / "staging.yaml"
    assert environment.host == "https://rapidpro.example.org"
    assert environment.workspace == "8ad0a5c4-2c3f-4c0e-9f37-0d1b6a3b7c11"
    assert environment.token == Secret("RAPIDPRO_STAGING_TOKEN", "staging", "token")
    assert environment.login == Login(
        "deployer@example.org",
        Secret("RAPIDPRO_STAGING_PASSWORD", "staging", "login.password"),
        Secret("RAPIDPRO_STAGING_TOTP", "staging", "login.totp"),
    )
    assert environment.protected is True
    assert (environment.include, environment.exclude) == (("*",), ("Scratch *",))
    assert environment.globals == {
        "cht_url": "https://cht.example.org",
        "cht_auth": Secret("CHT_STAGING_AUTH", "staging", "globals.cht_auth"),
    }
    assert environment.bindings == {"channels": {"Test Android": "Short code 15019"}}
    assert environment.rewrites == (Rewrite("https://staging.example.org", "https://www.example.org"),)
    assert environment.expires == {"ANC *": 10080}
    assert environment.keywords == {"ANC registration": ("anc", "mama")}
    assert environment.guards == Guards(max_changed_percent=50, min_objects=10, max_stranded=0)


def test_a_secret_names_its_key_and_environment(root: Path) -> None:
    write(root, "staging.yaml", FULL)
    environment = load(root, "staging")

    assert (environment.token.environment, environment.token.key) == ("staging", "token")
    assert getattr(environment.globals["cht_auth"], "key", "") == "globals.cht_auth"


def test_host_and_token_are_enough(root: Path) -> None:
    write(root, "staging.yaml", LEAST)
    environment = load(root, "staging")

    assert (environment.workspace, environment.login, environment.protected) == (None, None, False)
    assert (environment.include, environment.exclude, environment.guards) == (("*",), (), Guards())


@pytest.mark.parametrize(
    "text",
    [
        LEAST
        + "login:\n#  email: x\nglobals:\nexclude:\nbindings:\n  flows:\nrewrites:\nkeywords:\nguards:\n",
        "\ufeff" + LEAST,
        LEAST.replace("\n", "\r\n"),
        "%YAML 1.2\n---\n" + LEAST + "...\n",
        LEAST + "globals: {}\nexclude: []\n",
        '{"host": "https://x.example.org", "token": "${TOKEN}"}',
    ],
)
def test_empty_sections_and_other_line_ends_make_no_difference(root: Path, text: str) -> None:
    write(root, "staging.yaml", LEAST)
    expected = load(root, "staging")
    write(root, "staging.yaml", text)

    assert load(root, "staging") == expected


def test_a_character_that_json_writes_as_two_escapes_is_one(root: Path) -> None:
    write(root, "staging.yaml", LEAST + 'globals: {smile: "\\ud83d\\ude00"}\n')

    assert load(root, "staging").globals == {"smile": "\U0001f600"}


@given(st.text())
def test_no_name_reaches_a_file_outside_the_folder(name: str) -> None:
    with pytest.raises(ConfigurationError):
        load(Path("/nonexistent"), name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "a\\b", "-x", "staging.yaml", "a b", "é", "a\n", "x" * 65]
)
def test_a_name_that_no_file_can_have_is_refused_first(name: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot be the name of an environment"):
        load(Path("/nonexistent"), name)


def test_an_unknown_name_is_answered_with_those_that_exist(root: Path) -> None:
    write(root, "staging.yaml", LEAST)
    write(root, "production.yaml", LEAST)
    write(root, "production.lock.json", "{}")
    write(root, "a b.yaml", LEAST)

    assert names(root) == ("production", "staging")
    assert refusal(root, "stagin") == (
        "there is no environment stagin. Did you mean staging? There are: production, staging"
    )
    assert refusal(root, "zzz") == "there is no environment zzz. There are: production, staging"


def test_an_unknown_name_where_there_are_none_says_what_to_write(tmp_path: Path) -> None:
    assert names(tmp_path) == ()
    assert refusal(tmp_path, "staging") == (
        "there is no environment staging, for environments/ has none. Write environments/staging.yaml"
    )


def test_a_file_in_place_of_the_folder_has_no_environments(tmp_path: Path) -> None:
    (tmp_path / "environments").write_text("")

    assert names(tmp_path) == ()


def test_yml_is_not_read(root: Path) -> None:
    write(root, "staging.yml", LEAST)

    assert refusal(root, "staging") == (
        "environments/staging.yml is not read, because its name ends in .yml. Rename it to environments/staging.yaml"
    )


def test_a_folder_that_cannot_be_read_is_a_configuration_error(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)

    assert (
        refusal(root, "staging") == "environments/ cannot be read: Permission denied. Check its permissions"
    )


def test_a_file_that_cannot_be_read_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    write(root, "staging.yaml", LEAST)
    monkeypatch.setattr(Path, "open", refuse)

    assert refusal(root, "staging") == (
        "environments/staging.yaml: cannot be read (Permission denied); check its permissions"
    )


def test_a_folder_in_place_of_the_file_is_named(root: Path) -> None:
    (root / "environments" / "staging.yaml").mkdir()

    assert refusal(root, "staging") == (
        "environments/staging.yaml: is a folder; put the settings into a file of this name"
    )


def test_what_is_not_utf8_is_named_with_its_line(root: Path) -> None:
    write(root, "staging.yaml", LEAST.encode() + "# é".encode("latin-1"))

    assert (
        refusal(root, "staging")
        == "environments/staging.yaml:3: is not UTF-8; save it as UTF-8 in your editor"
    )


def test_a_huge_file_is_refused_before_it_is_parsed(root: Path) -> None:
    write(root, "staging.yaml", LEAST + "#" * 500_000)

    assert refusal(root, "staging") == (
        "environments/staging.yaml: is larger than 500,000 bytes; keep it to a page or two"
    )


def test_problems_are_lines_of_their_own(root: Path) -> None:
    write(root, "staging.yaml", "hots: x\n")
    with pytest.raises(EnvironmentInvalid) as raised:
        load(root, "staging")

    assert [problem[:35] for problem in raised.value.problems] == ["environments/staging.yaml:1: hots: "] + [
        f"environments/staging.yaml:1: {key}: "[:35] for key in ("host", "token")
    ]
