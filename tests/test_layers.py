"""The rooms of the house: imports point down only, and files stay small enough to read."""

import ast
from pathlib import Path

import pytest

import flowops

PACKAGE = Path(flowops.__file__).parent

# From the top; rooms on one line do not import each other. CONTRIBUTING.md explains them.
ROOMS = [
    {"__main__"},
    {"cli"},
    {"commands"},
    {"render", "deployment"},
    {"guard", "ledger"},
    {"plan"},
    {"diff", "engine", "rules", "server", "github", "repository", "sandbox"},
    {"environment", "references"},
    {"canon", "wire"},
    {"parse"},
    {"model"},
    {"errors"},
    {"__init__"},
]
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
# It must share no mistake with the client
SANDBOX_MAY_IMPORT = {"errors", "model", "sandbox"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "flowops" else [module]
        else:
            continue
        parts = [name.split(".") for name in names]
        found |= {part[1] for part in parts if part[0] == "flowops" and len(part) > 1}
    return {name if name in LEVEL else "__init__" for name in found}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_only(path):
    here = room(path)
    for other in imports(path) - {here}:
        assert LEVEL[other] > LEVEL[here], f"{here} imports {other}"
    if here == "sandbox":
        assert imports(path) <= SANDBOX_MAY_IMPORT


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_at_most_250_lines_long(path):
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_function_is_at_most_40_lines_long(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.body[0].lineno < 40, node.name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_only_commands_import_inside_functions():
    for path in MODULES:
        if room(path) in ("commands", "cli", "__main__"):
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                assert not [n for n in ast.walk(function) if isinstance(n, ast.ImportFrom | ast.Import)], path


def test_every_room_is_known():
    assert {room(path) for path in MODULES} <= set(LEVEL)
