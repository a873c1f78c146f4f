"""What each source asserts or denies, typed; a candidate until a person accepts it."""

from django.db import models

from sijil.store.models._fields import CountInterval, DateInterval, PlaceAsSaid, key_field
from sijil.store.models.evidence import Source, Statement


class Claim(DateInterval, PlaceAsSaid):
    """What a source asserts or denies. `body` is the claim as JSON, each field with its span, after any edit;
    `proposed` is what the extractor proposed before a person edited it.

    `state` repeats the latest judgement (candidate, accepted, rejected) so that rows can be filtered.
    """

    key = key_field()
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="claims")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    event_type = models.CharField(max_length=40)
    polarity = models.CharField(max_length=8, default="asserts")
    hedge = models.CharField(max_length=12, default="asserted")
    exculpatory = models.BooleanField(default=False)
    is_aggregate = models.BooleanField(default=False)
    extractor = models.CharField(max_length=20, default="rules")
    rule = models.CharField(max_length=80, default="")
    version = models.CharField(max_length=40, default="")
    state = models.CharField(max_length=12, default="candidate")
    body = models.JSONField()
    proposed = models.JSONField(null=True)
    incident = models.ForeignKey(
        "store.Incident", null=True, on_delete=models.SET_NULL, related_name="claims"
    )

    class Meta:
        indexes = (
            models.Index(fields=("state",), name="claim_by_state"),
            models.Index(fields=("place_label", "admin1"), name="claim_by_place"),
        )


class ClaimVictim(CountInterval):
    """One victim entry of a claim: a person or a group with an interval of size."""

    key = key_field()
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="victims")
    position = models.PositiveSmallIntegerField()
    name = models.TextField(default="")
    description = models.TextField(default="")
    age_low = models.SmallIntegerField(null=True)
    age_high = models.SmallIntegerField(null=True)
    sex = models.CharField(max_length=8, default="")
    kin = models.CharField(max_length=60, default="")
    kin_of = models.TextField(default="")
    outcome = models.CharField(max_length=24, default="unknown")
    civilian_status = models.CharField(max_length=60, default="unknown")


class ReportedCount(CountInterval):
    """A claim of a number with its scope; shown beside others, never added to anything."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="reported_count")
    unit = models.CharField(max_length=40, default="people")
    population = models.TextField(default="")
    act_type = models.CharField(max_length=40, default="")
    period_earliest = models.DateField(null=True)
    period_latest = models.DateField(null=True)
    period_as_said = models.TextField(default="")
    area = models.TextField(default="")
    perpetrator = models.TextField(default="")
    evidence_level = models.TextField(default="")
    as_of_earliest = models.DateField(null=True)
    as_of_latest = models.DateField(null=True)
    as_of_basis = models.CharField(max_length=40, default="")
    cumulative = models.BooleanField(null=True)
    components = models.JSONField(default=list)
