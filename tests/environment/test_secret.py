"""What a Secret shows: its variable, never its value."""

import copy
import json
import pickle
import traceback
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.environment import Environment, Login, Secret
from flowops.errors import UnsetVariable

VALUES = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=["Z", "C"]), min_size=8
)
SECRET = Secret("SECRET_OF_A_TEST", "staging", "token")


def shown(secret: Secret) -> list[str]:
    login = Login("deployer@example.org", secret, secret)
    return [
        str(secret),
        repr(secret),
        f"{secret} {secret!r} {secret!s} {secret:>40}",
        "{0} {0.variable}".format(secret),  # noqa: UP032 # str.format is what is tried
        "%s %r" % (secret, secret),  # noqa: UP031 # % is what is tried
        format(secret, "^30"),
        repr(login),
        repr([secret]),
        repr(copy.deepcopy(login)),
        pickle.dumps(login).decode("latin-1"),
        orjson.dumps(login).decode(),
        json.dumps(login, default=str),
    ]


def raised(secret: Secret) -> str:
    try:
        json.dumps(secret)
    except TypeError:
        return traceback.format_exc()
    raise AssertionError


@given(VALUES)
def test_what_a_secret_shows_does_not_depend_on_its_value(value: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SECRET_OF_A_TEST", raising=False)
        before = [*shown(SECRET), raised(SECRET)]
        patch.setenv("SECRET_OF_A_TEST", value)

        assert SECRET.reveal() == value
        assert [*shown(SECRET), raised(SECRET)] == before


@given(VALUES, st.text(" \t\r\n", max_size=3), st.text(" \t\r\n", max_size=3))
def test_white_space_around_a_value_does_not_count(value: str, before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET_OF_A_TEST", before + value + after)

        assert SECRET.reveal() == value


@pytest.mark.parametrize("value", [None, "", " ", "\n"])
def test_an_unset_or_blank_variable_is_named_with_its_key_and_environment(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.delenv("SECRET_OF_A_TEST", raising=False)
    if value is not None:
        monkeypatch.setenv("SECRET_OF_A_TEST", value)

    with pytest.raises(UnsetVariable, match=r"token of environment staging .* SECRET_OF_A_TEST"):
        SECRET.reveal()


def test_a_value_is_read_at_the_time_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_A_TEST", "first value")
    first = SECRET.reveal()
    monkeypatch.setenv("SECRET_OF_A_TEST", "second value")

    assert (first, SECRET.reveal()) == ("first value", "second value")


def test_secrets_of_one_variable_are_equal() -> None:
    other = Secret("SECRET_OF_A_TEST", "production", "login.password")

    assert other == SECRET
    assert hash(SECRET) == hash(other)
    assert Secret("ANOTHER", "staging", "token") != SECRET
    assert pickle.loads(pickle.dumps(SECRET)) == SECRET == copy.copy(SECRET)


def test_an_environment_shows_the_variable(tmp_path: Path) -> None:
    environment = Environment("staging", tmp_path, "https://x.example.org", SECRET)

    assert "token=Secret(${SECRET_OF_A_TEST})" in repr(environment)
