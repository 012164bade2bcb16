"""The address of a call, with the globals of an environment put in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flowops.references.expression import Token, tokens
from flowops.references.template import evaluated
from flowops.rules.project import Project

UNKNOWN = "\0"  # stands for what only a run, or a secret, tells

_START = re.compile(r"\s*(\w[\w+.-]*)://([^/?#\s]*)", re.ASCII)
# Source: the API of CHT 3.10 to 5.0; `radpidpro` is how it was spelt before 4.1
_CHT_PATHS = re.compile(
    r"/api/v[12]/records/?\Z|/api/v1/contacts-by-phone/?\Z|/api/v[12]/sms/(?:rapidpro|radpidpro)/|/api/sms/?\Z|\A/medic/"
)


class Address(NamedTuple):
    """An address as far as it is known; UNKNOWN stands for the rest."""

    text: str

    @property
    def scheme(self) -> str:
        """In lower case; "" where it is not known or missing."""
        found = _START.match(self.text)
        return found[1].lower() if found else ""

    @property
    def authority(self) -> str:
        """What stands between :// and the path: user info, host, port."""
        found = _START.match(self.text)
        return found[2] if found else ""

    @property
    def host(self) -> str:
        """In lower case, without port; "" where it is not known."""
        name = self.authority.rpartition("@")[2]
        host = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
        return "" if UNKNOWN in host else host.lower()

    @property
    def path(self) -> str:
        """Without query; behind a base that is not known, what stands behind it."""
        found = _START.match(self.text)
        rest = self.text[found.end() :] if found else self.text.lstrip(UNKNOWN + " ")
        return re.split(r"[?#]", rest, maxsplit=1)[0]

    @property
    def is_cht_path(self) -> bool:
        """Whether only the CHT has such a path."""
        return _CHT_PATHS.search(self.path) is not None

    @property
    def has_user_info(self) -> bool:
        """Whether a name or password stands before the host."""
        return "@" in self.authority

    @property
    def is_known(self) -> bool:
        """Whether its beginning is."""
        return bool(self.text.strip()) and not self.text.lstrip().startswith(UNKNOWN)


def resolved(template: str, project: Project) -> Address:
    """The address that a template makes in the environment; secrets and what else is no plain global stay unknown."""
    return Address("".join(_parts(template, project)).replace("@@", "@"))


def _parts(template: str, project: Project) -> Iterator[str]:
    position = 0
    for start, end, enclosed in evaluated(template):
        first, last = (start - 2, end + 1) if enclosed else (start - 1, end)
        yield template[position:first]
        for term in _terms(list(tokens(template[start:end]))):
            yield _value(term, project)
        position = last
    yield template[position:]


def _terms(found: list[Token]) -> Iterator[list[Token]]:
    """What `&` joins in an expression: `globals.url & "/api"`."""
    term: list[Token] = []
    depth = 0
    for token in found:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1, "=>": 1}.get(
            token.text, 0
        )  # a function's body has no end here
        if token.text == "&" and not depth:
            yield term
            term = []
        else:
            term.append(token)
    yield term


def _value(term: list[Token], project: Project) -> str:
    match [(token.kind, token.text) for token in term]:
        case [("text", text)]:
            return text[1:-1].replace('\\"', '"')
        case [("name", root), ("mark", "."), ("name", key)] if root.lower() == "globals":
            return project.value(key.lower()) or UNKNOWN
    return UNKNOWN
