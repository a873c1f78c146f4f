"""The judgement layer's subjects: people, groups, places, incidents, and the acts that join them."""

from django.db import models

from sijil.store.models._fields import CountInterval, DateInterval, PlaceAsSaid, key_field
from sijil.store.models.claims import Claim, ClaimVictim
from sijil.store.models.evidence import Item, Record, Statement


class Person(models.Model):
    """A person, free of roles, known by a pseudonym; computed from records, claims and judgements."""

    key = key_field()
    life_status = models.CharField(max_length=16, default="unknown")
    vault_reference = models.CharField(max_length=80, default="")


class PersonMention(models.Model):
    """A record or a claim's victim that is about a person, as judged so far.

    `low_cluster` and `high_cluster` name who it is when every unsure pair is one person, or none is.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentions")
    mention = key_field()
    record = models.ForeignKey(Record, null=True, on_delete=models.CASCADE, related_name="people")
    victim = models.ForeignKey(ClaimVictim, null=True, on_delete=models.CASCADE, related_name="people")
    low_cluster = models.CharField(max_length=96)
    high_cluster = models.CharField(max_length=96)
    reason = models.TextField(default="")


class PairProposal(models.Model):
    """Two mentions that may be one person, with the reason in words; what a reviewer is asked."""

    key = key_field()
    one = models.CharField(max_length=96)
    other = models.CharField(max_length=96)
    decision = models.CharField(max_length=10)
    reason = models.TextField(default="")
    score = models.FloatField(null=True)


class IdentityRecord(models.Model):
    """Names, contacts and birth of a protected person, encrypted; empty while no vault is in use."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    sealed = models.BinaryField()
    key_id = models.CharField(max_length=80)


class Group(DateInterval):
    """An armed group, unit, body or organisation, with every name it is given."""

    key = key_field()
    names = models.JSONField(default=list)
    kind = models.CharField(max_length=40, default="")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="units")


class Place(models.Model):
    """A gazetteer row the case uses."""

    key = key_field()
    name = models.CharField(max_length=200)
    name_ar = models.CharField(max_length=200, default="")
    alternates = models.JSONField(default=list)
    level = models.CharField(max_length=20)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    admin1 = models.CharField(max_length=200, default="")
    admin1_ar = models.CharField(max_length=200, default="")
    admin2 = models.CharField(max_length=200, default="")
    gazetteer = models.CharField(max_length=120, default="")


class Incident(DateInterval, PlaceAsSaid):
    """A moment in space and time that claims and records are about."""

    key = key_field()
    title = models.TextField()
    kind = models.CharField(max_length=40, default="")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts")
    status = models.CharField(max_length=24, default="open")


class IncidentLink(models.Model):
    """How one incident stands to another (HURIDOCS list 22: precedes, causes, encompasses …)."""

    one = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)


class Act(DateInterval, PlaceAsSaid, CountInterval):
    """One type of violation done to one victim (a person, or a group with an interval of size)."""

    key = key_field()
    incident = models.ForeignKey(Incident, null=True, on_delete=models.CASCADE, related_name="acts")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="acts")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="acts")
    event_type = models.CharField(max_length=40)
    method = models.CharField(max_length=60, default="unknown")
    age_low = models.SmallIntegerField(null=True)
    age_high = models.SmallIntegerField(null=True)
    victim_status = models.CharField(max_length=60, default="unknown")
    outcome = models.CharField(max_length=24, default="unknown")
    stated_reason = models.ForeignKey(Statement, null=True, on_delete=models.SET_NULL, related_name="+")
    ground_alleged_by = models.TextField(default="")
    claims = models.ManyToManyField(Claim, related_name="acts")


class Involvement(models.Model):
    """A person or group alleged to have had a part in an act, and in what degree."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="involvements")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="involvements")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="involvements")
    degree = models.CharField(max_length=40, default="suspected")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.SET_NULL, related_name="+")


class Consent(models.Model):
    """What a person allowed: purpose × audience × identifiability, under conditions, until withdrawn."""

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="consents")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40, default="internal_analysis")
    audience = models.CharField(max_length=40, default="named_team")
    identifiability = models.CharField(max_length=40, default="pseudonym")
    conditions = models.JSONField(default=list)
    given_on = models.CharField(max_length=40, default="")
    expires_on = models.CharField(max_length=40, default="")
    withdrawn_on = models.CharField(max_length=40, default="")
    form = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
