"""Has the worker look at integrations that have something to tell."""

from collections.abc import Collection

from rupor.kit import jobs


def wake(*, integrations: Collection[int]) -> None:
    """One job for each, one at a time of each, in the current transaction."""
    for number in sorted(integrations):
        jobs.defer("integrations.deliver", lock=f"integration-{number}", integration_id=number)
