"""The rooms of the house: imports point down only, and files stay small enough to read."""

import ast
from pathlib import Path

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

TREES = {path: ast.parse(path.read_text()) for path in sorted(PACKAGE.rglob("*.py"))}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms that a module imports."""
    found = set()
    for node in ast.walk(TREES[path]):
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


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(TREES[path]) if isinstance(node, ast.FunctionDef)]


def test_imports_point_down_only():
    wrong = [
        (str(path), other)
        for path in TREES
        for other in imports(path) - {room(path)}
        if LEVEL[other] <= LEVEL[room(path)]
    ]

    assert wrong == []


def test_the_sandbox_shares_no_code_with_the_client():
    assert {
        other for path in TREES if room(path) == "sandbox" for other in imports(path)
    } <= SANDBOX_MAY_IMPORT


def test_a_module_is_at_most_250_lines_long():
    assert [str(path) for path in TREES if len(path.read_text().splitlines()) > 250] == []


def test_a_function_is_at_most_40_lines_long():
    long = [
        (str(path), it.name)
        for path in TREES
        for it in functions(path)
        if (it.end_lineno or 0) - it.body[0].lineno >= 40
    ]

    assert long == []


def test_a_module_says_what_it_is():
    assert [str(path) for path, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_only_commands_import_inside_functions():
    wrong = [
        (str(path), it.name)
        for path in TREES
        if room(path) not in ("commands", "cli", "__main__")
        for it in functions(path)
        if any(isinstance(node, ast.ImportFrom | ast.Import) for node in ast.walk(it))
    ]

    assert wrong == []


def test_every_room_is_known():
    assert {room(path) for path in TREES} <= set(LEVEL)
