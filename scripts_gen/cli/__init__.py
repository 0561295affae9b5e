"""The command line: each command reads, calls, writes and says; what it calls is imported when it runs.

Exit codes: 0 done, 1 done with findings, 2 the input or the call is at fault.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from scripts_gen.resources import find_workspace

COMMANDS = {
    "cards": ("cards", "Make cards to cut and laminate: a PDF a role and language."),
    "scripts": ("outputs", "Make role scripts: what one role says and does, step by step."),
    "drawer": ("drawer", "Show which issued cards are out of date, and by what change."),
    "verify": ("drawer", "Say whether a card in the hand may still be used."),
    "complaint": ("complaint", "Count complaints by their cause, never by customer."),
    "page": ("page", "Make the look-up page: the whole book in one file, offline."),
    "export": ("export", "Write the phrases for another program to read."),
    "import": ("importing", "Take over what was edited in each FILE, and show it."),
    "find": ("lookup", "Find a phrase by whatever words you remember."),
    "say": ("lookup", "Say the phrase KEY in a language."),
    "missed": ("missed", "Count what find looked for and did not find."),
    "spreadsheet": ("spreadsheet", "Edit phrases and their translations in Excel or LibreOffice."),
    "extract": ("catalogs", "Write the templates (.pot) that translators start from."),
    "update": ("catalogs", "Bring the catalogs (.po) up to date with the book."),
    "status": ("catalogs", "Show how far each catalog has come."),
    "approve": ("catalogs", "Seal wordings that a native speaker has read and approves."),
    "check": ("check", "Look over the book and its catalogs, or the .po files PATH."),
    "diff": ("diff", "Show what the book says otherwise than the one it extends."),
    "coverage": ("coverage", "Show how often each role meets each service standard."),
    "preview": ("preview", "Show each phrase beside its source, findings and card."),
    "pseudo": ("preview", "Make a workspace with made-up languages, for designers."),
    "new-locale": ("setup", "Add a language to the workspace."),
    "init": ("setup", "Make a workspace in FOLDER, with a copy of the shipped book."),
}
"""The module of ``scripts_gen.cli`` that holds each command, and what the help says of it, without loading it."""

USER_MISTAKE = 2


class _Commands(click.Group):
    """Loads a command's module when the command is wanted, and tells errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"scripts_gen.cli.{COMMANDS[cmd_name][0]}")
        name = cmd_name.replace("-", "_")
        command = getattr(module, f"{name}_" if iskeyword(name) else name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from scripts_gen.errors import did_you_mean

            ctx.fail(f"no command {args[0]!r}{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as error:
            click.echo(f"{error.filename or 'a file'}: {error.strerror or error}", err=True)
            ctx.exit(USER_MISTAKE)
        except Exception as error:
            code = getattr(error, "exit_code", None)
            if code is None:
                raise
            for line in str(error).splitlines():
                click.echo(line, err=True)
            ctx.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option(
    "-C",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Work on the workspace DIR. Default: this folder if it is a workspace, else the shipped book.",
)
@click.version_option(package_name="scripts-gen")
@click.pass_context
def main(ctx: click.Context, directory: Path | None) -> None:
    """The right words, in the customer's language: scripts, cards and look-up.

    \b
    Example:
      scripts-gen cards --role cashier --locale ar
      scripts-gen find refund no receipt
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal of another encoding, a word that is no text
    ctx.obj = find_workspace(directory, Path.cwd()) if ctx.invoked_subcommand != "init" else None
