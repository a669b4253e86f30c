"""Writes the full report of a campaign to a file: for the command line and for downloads."""

from pathlib import Path
from zoneinfo import ZoneInfo

from rupor.features.campaigns.models import Campaign
from rupor.features.reports.actions import stream_csv, write_xlsx
from rupor.features.reports.queries import calls, messages, tables
from rupor.features.reports.rules.cells import Reader


def write_campaign_report(*, campaign: Campaign, path: Path, language: str = "ru") -> None:
    """A spreadsheet with totals, calls, messages and people; a path ending in .csv gets the people alone."""
    reader = Reader(language=language, zone=ZoneInfo(campaign.account.time_zone))
    if path.suffix == ".csv":
        with path.open("wb") as file:
            file.writelines(stream_csv.stream_csv(table=tables.contacts(campaign, reader=reader), reader=reader))
        return
    sheets = [
        tables.totals(campaign, reader=reader),
        tables.calls(calls.calls(project=campaign.project, campaign=campaign), reader=reader),
        tables.messages(messages.messages(project=campaign.project, campaign=campaign), reader=reader),
        tables.contacts(campaign, reader=reader),
    ]
    write_xlsx.write_xlsx(tables=sheets, path=path, reader=reader)
