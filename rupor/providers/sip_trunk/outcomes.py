"""What a refused call means to the one who wanted it made: SIP status and Q.850 cause to an outcome, as two tables.

The network's own cause (Reason header, RFC 3326) is nearer to the truth than the status that a gateway made of it, so
it wins where the table knows it. A refusal by the person is the exception: 603, 607 and 608 always stand.
"""

from rupor.engine.ports import Outcome

_REFUSED_BY_PERSON = frozenset({603, 607, 608})

_BY_CAUSE = {
    1: Outcome.INVALID,  # unallocated number
    2: Outcome.PROVIDER_ERROR,  # no route to the transit network
    3: Outcome.PROVIDER_ERROR,  # no route to the destination
    17: Outcome.BUSY,
    18: Outcome.NO_ANSWER,  # no user responding
    19: Outcome.NO_ANSWER,  # alerted, not answered
    20: Outcome.UNREACHABLE,  # subscriber absent
    21: Outcome.REJECTED,
    22: Outcome.INVALID,  # number changed
    27: Outcome.UNREACHABLE,  # destination out of order
    28: Outcome.INVALID,  # number incomplete
    34: Outcome.PROVIDER_ERROR,  # no circuit
    38: Outcome.PROVIDER_ERROR,  # network out of order
    41: Outcome.PROVIDER_ERROR,  # temporary failure
    42: Outcome.PROVIDER_ERROR,  # congestion
    44: Outcome.PROVIDER_ERROR,
    47: Outcome.PROVIDER_ERROR,
    57: Outcome.PROVIDER_ERROR,  # not authorised
    58: Outcome.PROVIDER_ERROR,
}

_BY_STATUS = {
    404: Outcome.INVALID,
    408: Outcome.NO_ANSWER,
    410: Outcome.INVALID,
    433: Outcome.REJECTED,  # anonymous callers are not wanted
    480: Outcome.UNREACHABLE,
    484: Outcome.INVALID,
    485: Outcome.INVALID,
    486: Outcome.BUSY,
    487: Outcome.NO_ANSWER,
    600: Outcome.BUSY,
    603: Outcome.REJECTED,
    604: Outcome.INVALID,
    607: Outcome.REJECTED,
    608: Outcome.REJECTED,
}


def outcome(*, status: int, q850_cause: int, local: bool = False) -> Outcome:
    """`local`: nobody said so, the trunk itself was silent or out of reach."""
    if local and status != 487:
        return Outcome.PROVIDER_ERROR
    if status in _REFUSED_BY_PERSON:
        return Outcome.REJECTED
    return _BY_CAUSE.get(q850_cause) or _BY_STATUS.get(status, Outcome.PROVIDER_ERROR)
