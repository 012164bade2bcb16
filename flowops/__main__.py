"""The `flowops` of the command line, and `python -m flowops`."""

import sys

from flowops import __version__


def main() -> None:
    """Run the command line. The version is told without click, which alone costs three bare interpreters."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"flowops {__version__}\n")
        return
    try:
        from flowops import cli
    except KeyboardInterrupt:  # while Python still reads the program
        sys.exit(130)
    cli.main()


if __name__ == "__main__":
    main()
