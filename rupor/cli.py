"""`rupor …`: the table of commands. Each is described here and done in `processes/commands`."""

from pathlib import Path
from typing import Annotated

import typer

from rupor.processes.commands import asked, benches, campaign_run, demo, doctor, flow, money, openapi, start, users

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Rupor: mass communication, self-hosted.",
)
campaign = typer.Typer(no_args_is_help=True, help="Campaigns from the shell.")
user = typer.Typer(no_args_is_help=True, help="People who sign in.")
flows = typer.Typer(no_args_is_help=True, help="Call flows as documents.")
balance = typer.Typer(no_args_is_help=True, help="The money of an account.")
app.add_typer(campaign, name="campaign")
app.add_typer(user, name="user")
app.add_typer(balance, name="balance")
app.add_typer(flows, name="flow")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object as the last line.")]


@app.command()
def up(simulate: Annotated[bool, typer.Option(help="Add the simulated telephone network and SMSC.")] = False) -> None:
    """Start the whole installation and stay until Ctrl+C."""
    raise typer.Exit(start.run(simulate=simulate))


@app.command("demo")
def demo_command(
    exit_: Annotated[
        bool, typer.Option("--exit", help="End after the run; status 0 only if all totals agree.")
    ] = False,
) -> None:
    """Call 1,000 invented people over the simulated networks, then leave the cabinet open."""
    raise typer.Exit(demo.run(leave_open=not exit_))


@app.command("doctor")
def doctor_command(
    ledger: Annotated[bool, typer.Option(help="Recount the whole ledger as well.")] = False, json: Json = False
) -> None:
    """Check settings, database, bus, trunk, SMSC, disk, clock and ledger; say how to mend what is wrong."""
    raise typer.Exit(doctor.run(whole_ledger=ledger, as_json=json))


@campaign.command("run")
def campaign_run_command(
    contacts: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="CSV, TXT, XLS or XLSX with people.")],
    text: Annotated[str, typer.Option(help="What the robot says; {{name}} and other columns are filled in.")] = "",
    audio: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="A clip instead of a text.")] = None,
    flow: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Call flow, a JSON document.")] = None,
    sms: Annotated[str, typer.Option(help="SMS text: sent on key 1, or to everybody when nothing is to be said.")] = "",
    speed: Annotated[int, typer.Option(min=100, max=1_000_000, help="Call starts (or messages) per hour.")] = 3600,
    report: Annotated[Path | None, typer.Option(help="Write the report here: .xlsx or .csv.")] = None,
    name: Annotated[str, typer.Option(help="Name of the campaign; the file's name if empty.")] = "",
    account: Annotated[str, typer.Option(help="E-mail of the owner; the first account if empty.")] = "",
    record: Annotated[bool, typer.Option(help="Record the talks.")] = False,
    redial: Annotated[int, typer.Option(min=0, max=3, help="More tries for those who did not answer.")] = 0,
    json: Json = False,
) -> None:
    """Run a campaign and watch it. Ctrl+C pauses; the same command goes on where it stood.

    Exit status: 0 finished, 1 failed, 2 wrong input, 3 paused by you, 4 paused by a limit or for want of money.
    """
    wish = asked.Asked(
        contacts=contacts,
        text=text,
        audio=audio,
        flow=flow,
        sms=sms,
        speed=speed,
        report=report,
        name=name,
        account=account,
        record=record,
        redial=redial,
        as_json=json,
    )
    raise typer.Exit(campaign_run.run(wish))


@flows.command("try")
def flow_try(
    document: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The flow, a JSON document.")],
    script: Annotated[str | None, typer.Option(help="Answers at once, e.g. '1 да \"не хочу\"'; else typed.")] = None,
    clip_seconds: Annotated[float, typer.Option(min=0, help="How long each clip is taken to be.")] = 10,
    wait_seconds: Annotated[float, typer.Option(min=0, help="How long an answer is waited for.")] = 7,
    json: Json = False,
) -> None:
    """Walk a flow by typed keys and words: what would be played, marked and charged. Exit status 2: it has mistakes."""
    raise typer.Exit(
        flow.rehearse(path=document, script=script, clip_seconds=clip_seconds, wait_seconds=wait_seconds, as_json=json)
    )


@flows.command("schema")
def flow_schema() -> None:
    """Print the JSON Schema of a flow document."""
    raise typer.Exit(flow.schema())


@user.command("create")
def user_create(
    email: Annotated[str, typer.Argument(help="Signs in by this address.")],
    role: Annotated[
        str, typer.Option(help="admin, manager, accountant or viewer; owner makes an account.")
    ] = "manager",
    account: Annotated[str, typer.Option(help="E-mail of the account's owner; the first account if empty.")] = "",
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Make a person who can sign in."""
    raise typer.Exit(users.create(email=email, role=role, account=account, password=password))


@balance.command("add")
def balance_add(
    amount: Annotated[float, typer.Argument(min=0.01, help="Roubles.")],
    account: Annotated[str, typer.Option(help="E-mail of the owner; the first account if empty.")] = "",
    comment: Annotated[str, typer.Option(help="Shown in the transactions.")] = "",
) -> None:
    """Credit an account by hand."""
    raise typer.Exit(money.add(amount=amount, account=account, comment=comment))


@app.command()
def bench(
    name: Annotated[str, typer.Argument(help="One of: " + ", ".join(benches.names()))],
    seconds: Annotated[float, typer.Option(min=1, help="How long to measure, where that has a meaning.")] = 20,
    quick: Annotated[bool, typer.Option(help="A small run: proves that the bench works, not the figure.")] = False,
    replay: Annotated[str, typer.Option(help="For amd: a folder of recorded calls to hear instead.")] = "",
    json: Json = False,
) -> None:
    """Measure one promise on loopback; progress goes to stderr."""
    raise typer.Exit(benches.run(name=name, seconds=seconds, quick=quick, replay=replay, as_json=json))


@app.command("openapi")
def openapi_command() -> None:
    """Print the OpenAPI document of the API."""
    raise typer.Exit(openapi.run())


if __name__ == "__main__":
    app()
