"""What is asked about trials and proofs."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from rupor.features.accounts.models import Account, User
from rupor.features.contacts.models import Contact
from rupor.features.integrations.rules.variables import SAMPLES
from rupor.features.materials.models import Material, MaterialKind
from rupor.features.numbers import queries as numbers
from rupor.features.projects.models import Project
from rupor.features.trials.models import PhoneProof, Trial
from rupor.kit import errors

_FIELDS = ("surname", "name", "second_name", "sex", "email", "link")


def proof(*, user: User) -> PhoneProof | None:
    """The user's latest proof."""
    return PhoneProof.objects.filter(user=user).order_by("-id").first()


def calls_in_hour(*, phone: str, user: User, now: datetime) -> int:
    """Code calls within the hour to this phone by anybody, or by this user to any phone: whichever is more."""
    recent = PhoneProof.objects.filter(created_at__gt=now - timedelta(hours=1))
    return max(recent.filter(phone=phone).count(), recent.filter(user=user).count())


def trials_in_hour(*, user: User, now: datetime) -> int:
    """How often the user has tried flows within the hour."""
    return Trial.objects.filter(user=user, created_at__gt=now - timedelta(hours=1)).count()


def trial(*, project: Project, trial_id: int) -> Trial:
    """One trial of the project, or NotFound."""
    found = Trial.objects.filter(project=project, id=trial_id).first()
    if found is None:
        raise errors.NotFound("trial_not_found")
    return found


def caller(*, account: Account, called: str) -> str:
    """The first number the account may call from; nobody is called from their own."""
    usable = numbers.usable_numbers(account=account).exclude(phone=called)
    found = usable.values_list("phone", flat=True).first()
    if found is None:
        raise errors.Conflict("trial_no_number")
    return found


def clips(*, project: Project, ids: Sequence[int]) -> list[Material]:
    """The clips chosen in place of the campaign's own, in their order."""
    found = Material.objects.filter(project=project, kind__in=[MaterialKind.AUDIO, MaterialKind.TTS]).in_bulk(list(ids))
    missing = [number for number in ids if number not in found]
    if missing:
        raise errors.RuporError("material_not_found", field="materials")
    return [found[number] for number in ids]


def variables(*, project: Project, user: User) -> Mapping[str, str]:
    """The user's own contact in the project where there is one, else values made up."""
    contact = Contact.objects.filter(project=project, phone=user.phone).first()
    own = {"name": user.name or SAMPLES["name"], "surname": user.surname or SAMPLES["surname"], "phone": user.phone}
    if contact is None:
        return {**SAMPLES, **own}
    known = {name: getattr(contact, name) for name in _FIELDS} | {k: str(v) for k, v in contact.custom.items() if v}
    return {**SAMPLES, **own, **{name: value for name, value in known.items() if value}}
