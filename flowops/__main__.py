"""The `flowops` of the command line, and `python -m flowops`."""

import sys

from flowops import __version__


def main() -> None:
    """Run the command line.

    The version is told without click, which alone costs three bare interpreters, and so is what git asks for each file.
    """
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"flowops {__version__}\n")
        return
    if sys.argv[1:3] == ["git", "textconv"] and len(sys.argv) == 4 and not sys.argv[3].startswith("-"):
        sys.exit(_textconv(sys.argv[3]))
    try:
        from flowops import cli
    except KeyboardInterrupt:  # while Python still reads the program
        sys.exit(130)
    cli.main()


def _textconv(file: str) -> int:
    from pathlib import Path

    from flowops.commands.textconv import show

    try:
        return show(Path(file))
    except OSError as error:
        sys.stderr.write(f"flowops: cannot read {file}: {error.strerror}\n")
        return 1


if __name__ == "__main__":
    main()
