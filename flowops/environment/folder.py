"""The folder `environments/` of a repository."""

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from flowops.environment.check import checked
from flowops.environment.name import FOLDER, check_name, is_name
from flowops.environment.problem import Problem
from flowops.environment.reading import environment
from flowops.environment.target import Environment
from flowops.errors import ConfigurationError, EnvironmentInvalid

_LARGEST = 500_000


def load(root: Path, name: str) -> Environment:
    """The environment of this name, or a ConfigurationError that says what to write."""
    check_name(name)
    file = f"{FOLDER}/{name}.yaml"
    if name not in names(root):
        raise _unknown(root, name)
    return from_text(name, root / file, read_text(root / file, file))


def from_text(name: str, path: Path, text: str) -> Environment:
    """The environment that a YAML text describes. Raises EnvironmentInvalid."""
    data, lines = checked(text, f"{FOLDER}/{name}.yaml")
    return replace(environment(name, path, data), lines=lines)


def read(name: str, data: bytes) -> Environment:
    """The environment that these bytes of a file describe, be it one of another revision. Raises ConfigurationError."""
    check_name(name)
    file = f"{FOLDER}/{name}.yaml"
    return from_text(name, Path(file), _decoded(data, file))


def names(root: Path) -> tuple[str, ...]:
    """The environments of a repository, in alphabetical order."""
    try:
        found = [path.stem for path in (root / FOLDER).iterdir() if path.suffix == ".yaml"]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise ConfigurationError(
            f"{FOLDER}/ cannot be read: {error.strerror}", "Check its permissions"
        ) from None
    return tuple(sorted(name for name in found if is_name(name)))


def _unknown(root: Path, name: str) -> ConfigurationError:
    if (root / FOLDER / f"{name}.yml").exists():
        return ConfigurationError(
            f"{FOLDER}/{name}.yml is not read, because its name ends in .yml",
            f"Rename it to {FOLDER}/{name}.yaml",
        )
    known = names(root)
    if not known:
        return ConfigurationError(
            f"there is no environment {name}, for {FOLDER}/ has none", f"Write {FOLDER}/{name}.yaml"
        )
    near = get_close_matches(name.lower(), known, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return ConfigurationError(f"there is no environment {name}", f"{meant}There are: {', '.join(known)}")


def read_text(path: Path, file: str) -> str:
    """The text of a file that the user wrote, of at most half a megabyte. Raises EnvironmentInvalid."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise _invalid(file, "is no file", "put the settings into a file of this name")
        with path.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
    except IsADirectoryError:
        raise _invalid(file, "is a folder", "put the settings into a file of this name") from None
    except OSError as error:
        raise _invalid(file, f"cannot be read ({error.strerror})", "check its permissions") from None
    if len(data) > _LARGEST:
        raise _invalid(file, f"is larger than {_LARGEST:,} bytes", "keep it to a page or two")
    return _decoded(data, file)


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _invalid(file, "is not UTF-8", "save it as UTF-8 in your editor", line) from None


def _invalid(file: str, what: str, write: str, line: int = 0) -> EnvironmentInvalid:
    return EnvironmentInvalid([Problem(line, what, write).text(file)])
