"""The doors of contacts: inside a project, and the stop-list at the account's level."""

from ninja import Router

from rupor.features.contacts.api import audiences, fields, imports, members, stop_list

router = Router()
for part in (imports, audiences, members, fields):
    router.add_router("", part.router)
account_router = stop_list.router
