"""`flowops ci`: what the steps of a workflow do besides the work itself."""

from __future__ import annotations

import click

from flowops.commands import ci_deciding, ci_pulling, ci_telling


@click.group
def command() -> None:
    """Do what the steps of a GitHub workflow do besides the work itself.

    The workflows that `flowops init --github` sets up call these, one line a step. They read the variables GITHUB_*
    that every step has, and ask the API at GITHUB_API_URL with GITHUB_TOKEN. Each may be repeated at any time: what
    is there already is brought up to date or left as it is.

    \b
    Examples:
      flowops ci environments "*" "!staging"      which environments there are, for a matrix
      flowops ci comment diff.md plan.md          one comment on the pull request, kept up to date
      flowops ci gate production --plan plan.json has somebody who may approved exactly this?
    """


for _each in (
    ci_deciding.mask,
    ci_deciding.credential,
    ci_deciding.change,
    ci_deciding.environments,
    ci_deciding.outputs,
    ci_deciding.gate,
    ci_telling.annotate,
    ci_telling.summary,
    ci_telling.comment,
    ci_telling.issue,
    ci_pulling.push,
    ci_pulling.pull_request,
):
    command.add_command(_each)
