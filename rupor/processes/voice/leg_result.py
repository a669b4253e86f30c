"""What a leg itself tells of its call, whoever was at its end: the person, or an operator."""

from rupor.engine import legs, ports


def of_leg(
    *, ended: legs.Ended | None, report: legs.LegReport, dialled_at: float, answered_at: float, ended_at: float
) -> ports.CallResult:
    """Instants are those of one clock; `answered_at` is 0 when nobody answered. A leg that told no end is a doubt."""
    end = ended or legs.Ended(ports.Outcome.UNKNOWN, detail="leg_lost")
    return ports.CallResult(
        outcome=end.outcome,
        ring_seconds=round((answered_at or ended_at) - dialled_at, 3),
        talk_seconds=round(ended_at - answered_at, 3) if answered_at else 0.0,
        sip_status=end.sip_status,
        q850_cause=end.q850_cause,
        rang=end.rang,
        hung_up_by=end.by,
        late_packets=report.late_packets,
        lost_packets=report.lost_packets,
        detail=end.detail,
        trunk=report.trunk,
    )
