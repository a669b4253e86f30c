"""Who listens to which fact: the one table. An empty tuple declares a fact unheard for now.

A listener is the name of a job, `<room>.<function>`, declared in that room's `tasks.py`.
"""

from rupor.features.accounts.events import AccountOpened
from rupor.features.contacts.events import AudienceLoaded
from rupor.features.deliveries.events import ServiceCallMoved
from rupor.features.followups.events import FollowUpOpened
from rupor.features.limits.events import DiallingStopped
from rupor.features.numbers.events import NumberTired
from rupor.features.projects.events import ProjectArchived, ProjectCreated
from rupor.features.rentals.events import RentEnded, RentSuspended
from rupor.kit.events import Fact

LISTENERS: dict[type[Fact], tuple[str, ...]] = {
    AccountOpened: ("projects.open_first_project", "billing.open_purse_of_new_account"),
    AudienceLoaded: (),
    DiallingStopped: (),
    FollowUpOpened: (),
    NumberTired: (),
    ProjectArchived: ("campaigns.pause_project",),
    ProjectCreated: ("contacts.open_fields",),
    RentEnded: (),
    RentSuspended: (),
    ServiceCallMoved: ("confirmations.hear_of_call", "trials.hear_of_call"),
}
