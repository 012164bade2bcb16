"""A process that is a step of a workflow: the variables that GitHub gives it, and the files it may leave things in."""

import json
import os
from pathlib import Path
from typing import Any

from tests.github.hub import TOKEN, Hub


class Step:
    """Sets the variables; says what was left in the files."""

    def __init__(self, hub: Hub, folder: Path, monkeypatch):
        self.hub, self._monkeypatch = hub, monkeypatch
        self._output, self._summary, self._event = (folder / name for name in ("output", "summary", "event"))
        for file in (self._output, self._summary):
            file.touch()
        self.set(
            GITHUB_ACTIONS="true",
            GITHUB_API_URL=hub.url,
            GITHUB_SERVER_URL="https://github.com",
            GITHUB_REPOSITORY=hub.repository,
            GITHUB_SHA="c0ffee" + "0" * 34,
            GITHUB_REF_NAME="main",
            GITHUB_RUN_ID="4711",
            GITHUB_ACTOR="alice",
            GITHUB_TOKEN=TOKEN,
            GITHUB_OUTPUT=self._output,
            GITHUB_STEP_SUMMARY=self._summary,
        )

    def set(self, **variables: Any) -> None:
        for name, value in variables.items():
            self._monkeypatch.setenv(name, str(value))

    def event(self, event: dict[str, Any], name: str = "pull_request") -> None:
        self._event.write_text(json.dumps(event))
        self.set(GITHUB_EVENT_NAME=name, GITHUB_EVENT_PATH=self._event)

    def about(self, pull: dict[str, Any]) -> dict[str, Any]:
        """It runs for this pull request, which is returned."""
        self.event({"pull_request": pull})
        self.set(GITHUB_REF_NAME=f"{pull['number']}/merge")
        return pull

    @property
    def outputs(self) -> dict[str, str]:
        return outputs_of(self._output.read_text())

    @property
    def summary(self) -> str:
        return self._summary.read_text()


def outputs_of(text: str) -> dict[str, str]:
    """What a file of outputs says, as a runner reads it: NAME=VALUE, or NAME<<END, lines, END."""
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        if "<<" in line.partition("=")[0]:
            name, _, end = line.partition("<<")
            value = []
            while (each := next(lines)) != end:
                value.append(each)
            found[name] = os.linesep.join(value)
        elif line:
            name, sign, text = line.partition("=")
            assert sign, line
            found[name] = text
    return found
