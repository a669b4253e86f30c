"""Makes a flow of one's own out of another, the system's included."""

from rupor.features.flows.actions import save as saving
from rupor.features.flows.models import CallFlow
from rupor.features.projects.models import Project

_MARK = " (копия)"


def copy(*, project: Project, flow: CallFlow) -> CallFlow:
    """A new flow with the same document, in its first version; a document with mistakes is not copied."""
    room = CallFlow._meta.get_field("name").max_length or 255
    name = flow.name[: room - len(_MARK)] + _MARK
    return saving.save(project=project, flow=None, name=name, document=flow.document)
