"""The workflow that `flowops init` writes where nobody asked for more: an export every night."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from flowops import __version__

PATH = ".github/workflows/flowops-export.yml"


def nightly(root: Path, top: Path) -> bytes:
    """Its text for flows in `root`; GitHub reads workflows at the top of a repository only, which may hold more than flows."""
    inside = "" if root.resolve() == top else f"-C {root.resolve().relative_to(top).as_posix()} "
    text = resources.files("flowops").joinpath("templates", "flowops-export.yml").read_text(encoding="utf-8")
    return text.replace("@VERSION@", __version__).replace("@DIRECTORY@", inside).encode()
