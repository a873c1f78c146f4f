"""Every table of the case (reference: method, section 2), in one app."""

from sijil.store.models.claims import Claim, ClaimVictim, ReportedCount
from sijil.store.models.decisions import Done, Figure, Finding, Job, Judgement, Release, Run, SearchRow
from sijil.store.models.evidence import CustodyEvent, Item, Part, Record, Rendition, Source, Statement
from sijil.store.models.footage import FootagePair
from sijil.store.models.people import (
    Act,
    Consent,
    Group,
    IdentityRecord,
    Incident,
    IncidentLink,
    Involvement,
    PairProposal,
    Person,
    PersonMention,
    Place,
)

__all__ = [
    "Act",
    "Claim",
    "ClaimVictim",
    "Consent",
    "CustodyEvent",
    "Done",
    "Figure",
    "Finding",
    "FootagePair",
    "Group",
    "IdentityRecord",
    "Incident",
    "IncidentLink",
    "Involvement",
    "Item",
    "Job",
    "Judgement",
    "PairProposal",
    "Part",
    "Person",
    "PersonMention",
    "Place",
    "Record",
    "Release",
    "Rendition",
    "ReportedCount",
    "Run",
    "SearchRow",
    "Source",
    "Statement",
]
