"""`python -m flowops`, where the script is not on the PATH."""

from flowops.cli import main

if __name__ == "__main__":
    main()
