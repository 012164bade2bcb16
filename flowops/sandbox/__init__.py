"""A RapidPro server for this machine: `Sandbox` is its state, `serve` puts it on a port."""

from flowops.sandbox.sandbox import Sandbox
from flowops.sandbox.server import Running, serve
from flowops.sandbox.workspace import Workspace

__all__ = ["Running", "Sandbox", "Workspace", "serve"]
