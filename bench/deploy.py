"""What a deploy of one changed flow costs."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.generate import workspace
from bench.measure import ROUNDS, Row, flowops, json_seconds, run
from flowops.sandbox import Sandbox, serve

FLOWS = 500
_URL = "https://cht.example.org"


def rows(folder: Path) -> Iterator[Row]:
    """Requests, and processor time of the whole process, against the parsing of the workspace."""
    (folder / "export.json").write_text(json.dumps(workspace(FLOWS)), encoding="utf-8")
    parse = json_seconds(folder / "export.json")
    sandbox = Sandbox()
    sandbox.assets("Production", {"globals": [{"name": "CHT URL", "value": _URL}]})
    production = sandbox.load("Production", workspace(FLOWS))
    root = folder / "repository"
    (root / "environments").mkdir(parents=True)
    with serve(sandbox) as running:
        login = sandbox.login
        os.environ |= {"BENCH_TOKEN": production.token, "BENCH_PASSWORD": login.password}
        (root / "environments" / "production.yaml").write_text(
            f"host: {running.url}\nworkspace: {production.uuid}\ntoken: ${{BENCH_TOKEN}}\n"
            f"login:\n  email: {login.email}\n  password: ${{BENCH_PASSWORD}}\n"
            f"globals:\n  cht_url: {_URL}\n",
            encoding="utf-8",
        )
        _git(root, "init", "--quiet")
        export = flowops("-C", root, "export", "production", "--allow", "empty-export")
        run(export)
        sandbox.log.clear()
        run(export)
        looked = len(sandbox.log)
        seconds, asked = zip(*(_deploy(root, sandbox, number) for number in range(ROUNDS)), strict=True)
    more = max(asked) - looked
    yield Row(f"requests of a deploy of 1 of {FLOWS} flows - export's", f"{max(asked)} - {looked}", more, 12)
    own = median(seconds)
    yield Row("the same: processor time / json.loads", f"{own:.2f} s / {parse:.3f} s", own / parse, None)


def _deploy(root: Path, sandbox: Sandbox, number: int) -> tuple[float, int]:
    """Processor seconds and requests."""
    path = root / "flows" / "programme-flow-00007.json"
    body = json.loads(path.read_bytes())
    action = next(it for node in body["nodes"] for it in node["actions"] if "text" in it)
    action["text"] = f"Another text, {number}"
    path.write_text(json.dumps(body, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "-m", f"Edit {number}")
    sandbox.log.clear()
    return run(flowops("-C", root, "deploy", "production", "--yes")).seconds, len(sandbox.log)


def _git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *who, *words], check=True)
