"""``missed``: counting the look-ups that found nothing."""

from __future__ import annotations

from pathlib import Path

import click


def state_folder() -> Path:
    """Return where this device keeps what it counts."""
    import platformdirs

    return platformdirs.user_state_path("scripts-gen")


@click.group()
def missed() -> None:
    """Count what find looked for and did not find.

    Off until somebody switches it on, and then for this user of this device.
    Kept are the words and how often: no time, no name, no address and no
    number of four digits or more. The report on complaints tells them as what
    staff looked for and the book lacks.

    \b
    Example:
      scripts-gen missed on
      scripts-gen missed export till-3.json
    """


@missed.command()
def on() -> None:
    """Count from now on.

    \b
    Example:
      scripts-gen missed on
    """
    from scripts_gen.missed import set_counting

    set_counting(state_folder(), True)
    click.echo("look-ups that find nothing are counted: words only, on this device")


@missed.command()
def off() -> None:
    """Count no more; what was counted stays until it is cleared.

    \b
    Example:
      scripts-gen missed off
    """
    from scripts_gen.missed import read_device, set_counting

    set_counting(state_folder(), False)
    kept = len(read_device(state_folder()))
    click.echo(f"nothing is counted; look-ups kept: {kept}" if kept else "nothing is counted, nothing is kept")


@missed.command("list")
def list_missed() -> None:
    """Show what was counted, the most wanted first.

    \b
    Example:
      scripts-gen missed list
    """
    from scripts_gen.cli.terminal import FSI
    from scripts_gen.missed import is_counting, read_device
    from scripts_gen.wording import PDI

    counted = read_device(state_folder())
    width = len(str(counted[0].count)) if counted else 0
    for one in counted:
        click.echo(f"{one.count:>{width}}  {FSI}{one.words}{PDI}")
    if not is_counting(state_folder()):
        click.echo("nothing is counted now; scripts-gen missed on begins", err=True)


@missed.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write what was counted to FILE, for complaint report --missed FILE.

    \b
    Example:
      scripts-gen missed export till-3.json
    """
    from scripts_gen.files import write_file
    from scripts_gen.missed import format_missed, read_device

    counted = read_device(state_folder())
    write_file(file, format_missed(counted).encode())
    click.echo(f"{file}: look-ups written: {len(counted)}")


@missed.command()
def clear() -> None:
    """Forget what was counted.

    \b
    Example:
      scripts-gen missed clear
    """
    from scripts_gen.missed import clear_device

    clear_device(state_folder())
    click.echo("cleared")
