"""What several commands of `flowops ci` can be told."""

import click

NUMBER = click.option(
    "--number",
    metavar="N",
    type=click.IntRange(1),
    envvar="FLOWOPS_PULL_REQUEST",
    show_envvar=True,
    help="The pull request, where the event names none.",
)
