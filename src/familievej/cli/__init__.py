# SPDX-License-Identifier: EUPL-1.2
"""The command ``familievej``. Exit codes: 0 done, 1 a fault in the data, 2 wrong usage, 3 mend the installation."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click

EPILOG = (
    "Exit codes: 0 done, 1 a fault in the data given, 2 wrong usage, 3 the installation must be mended first."
)
# Each command with the module that holds it, and the room that must be there for it to make sense.
COMMANDS = {
    "audit": ("familievej.cli.audit", ""),
    "check": ("familievej.cli.check", ""),
    "db": ("familievej.cli.db", ""),
    "demo": ("familievej.cli.loading", "familievej.demo.command"),
    "evaluate": ("familievej.cli.evaluate", "familievej.insight"),
    "import": ("familievej.cli.loading", "familievej.extract.command"),
    "jobs": ("familievej.cli.serve", ""),
    "keys": ("familievej.cli.keys", ""),
    "manage": ("familievej.cli.manage", ""),
    "migrate": ("familievej.cli.migrate", ""),
    "practice": ("familievej.cli.practice", ""),
    "retention": ("familievej.cli.retention", ""),
    "serve": ("familievej.cli.serve", ""),
    "subject-access": ("familievej.cli.subject_access", ""),
    "targetgroup": ("familievej.cli.targetgroup", "familievej.analysis.targetgroup"),
}


class LazyGroup(click.Group):
    """A command's module is imported when it is asked for: ``--help`` need not wait for Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands whose room is there."""
        return [name for name, (_, room) in COMMANDS.items() if not room or find_spec(room)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself. ``import`` is a word of Python, so its function has an underscore at the end."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(COMMANDS[cmd_name][0])
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(module, name, None) or getattr(module, f"{name}_")
        return command


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="familievej", message="%(prog)s %(version)s")
def main() -> None:
    """Familievej: one way in, one coordinator, one plan for families in vulnerable positions.

    Settings are environment variables; docs/command-line.md lists them. Begin with `familievej demo`, or for a real
    installation with `familievej check`.
    """
