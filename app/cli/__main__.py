"""`./faden COMMAND`: the list of commands. Heavy imports happen inside the command that needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from domain.errors import ConfigurationError

cli = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
    help="Faden: one conversation per patient, whatever the channel.",
)  # fmt: skip
Port = Annotated[int, typer.Option(help="Port to listen on.")]
Data = Annotated[Path | None, typer.Option(help="Folder for everything that is kept.")]


@cli.command()
def demo(port: Port = 8000, data: Data = None) -> None:
    """Everything in one process with the demo clinic and the sandbox; no key needed."""
    from app.cli.serve import demo as run

    run(port, data)


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    data: Data = None,
    clinic: Annotated[Path | None, typer.Option(help="The clinic's folder.")] = None,
) -> None:
    """The production server: web chat, staff, jobs in one process."""
    from app.cli.serve import serve as run

    run(host, port, data, clinic)


@cli.command(name="test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_tests(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also what takes longer than 15 minutes.")] = False,
) -> None:
    """The test suite; further arguments go to pytest."""
    from app.cli.develop import test as run

    run(everything, context.args)


@cli.command()
def check() -> None:
    """Lint, types and import contracts."""
    from app.cli.develop import check as run

    run()


@cli.command()
def bench(
    what: Annotated[str | None, typer.Argument(help="Only this benchmark.")] = None,
) -> None:
    """Benchmarks: ratios side by side in one run."""
    from app.cli.develop import bench as run

    run(what)


@cli.command()
def train() -> None:
    """Learn intents and language again from the phrase files."""
    from app.cli.develop import train as run

    run()


@cli.command()
def talk(
    channel: Annotated[Literal["web", "whatsapp", "voice"], typer.Option(help="The channel to use.")] = "web",
    sender: Annotated[str | None, typer.Option("--from", help="The number to write or call from.")] = None,
    lang: Annotated[Literal["de", "en"], typer.Option(help="The language to be greeted in.")] = "en",
    url: Annotated[str | None, typer.Option(help="A running server; without it one is started.")] = None,
) -> None:
    """Talk to the receptionist in the terminal."""
    from app.cli.talk import talk as run

    run(channel, sender, lang, url)


@cli.command()
def understand(
    text: Annotated[list[str] | None, typer.Argument(help="Sentences; without any, one a line on stdin.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    at: Annotated[str | None, typer.Option(help="ISO time that 'today' refers to.")] = None,
    asked: Annotated[str, typer.Option(help="What the receptionist has just asked for.")] = "nothing",
) -> None:
    """What the embedded engine makes of each sentence."""
    from app.cli.understand import understand as run

    run(text or [], as_json, at, asked)


_LATER = {
    "voice-worker": "the LiveKit worker comes with the voice issue",
    "jobs": "jobs as a process of their own come with the wire issue; `serve` runs them itself",
    "journey": "Sarah's whole journey comes with the thread issue",
    "init": "making a clinic's folder by questions comes with the wire issue; copy clinics/riverside until then",
    "ingest": "importing from PDF, DOCX and HTML comes with the wire issue; `serve` imports the clinic's *.md at start",
    "evals": "evals come with the evals issue",
    "export": "the export of one person's data comes with the wire issue",
    "erase": "erasure comes with the wire issue",
    "switches": "the fragmentation audit comes with the evals issue",
    "doctor": "the doctor comes with the wire issue; `serve` names a wrong setting at start",
}


def _add_later(name: str, why: str) -> None:
    @cli.command(name, help=f"Not there yet: {why}.", context_settings={"ignore_unknown_options": True})
    def later(arguments: Annotated[list[str] | None, typer.Argument()] = None) -> None:
        typer.echo(f"faden {name}: not there yet: {why}.", err=True)
        raise typer.Exit(2)


for _name, _why in _LATER.items():
    _add_later(_name, _why)


def main() -> None:
    """Run a command; a configuration error is one clear line, not a stack trace."""
    try:
        cli(prog_name="faden")
    except ConfigurationError as fault:
        typer.echo(f"faden: {fault}", err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
