"""What claims say of armed groups and bodies, as reviewers linked it."""

from sijil.counting.involvement import GroupLink
from sijil.store import decisions, models


def group_links() -> list[GroupLink]:
    """Every link in force whose claim is accepted, in the order they were made."""
    accepted = set(models.Claim.objects.filter(state="accepted").values_list("key", flat=True))
    return [
        GroupLink(
            j.decision,
            str(j.body.get("group") or ""),
            str(j.body.get("of") or ""),
            str(j.body.get("degree") or ("suspected" if j.decision == "takes_part" else "")),
            j.target,
            j.reviewer,
        )
        for j in decisions.in_force("link")
        if j.target in accepted and j.body.get("group")
    ]
