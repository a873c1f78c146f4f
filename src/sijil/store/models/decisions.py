"""What people concluded (append-only), and what was computed and published from it."""

from django.db import models

from sijil.store.models._fields import key_field
from sijil.store.models.claims import Claim


class Judgement(models.Model):
    """One recorded decision by one reviewer: who, when, why. Never changed; a later one supersedes it.

    `kind` is `claim` (target is a claim's key), `pair` (target and other are mentions' keys) or `transcript` (target
    is the key of a draft text). `decision`: accept, reject, edit, add, reopen; same, different, unsure; confirm,
    withdraw.
    """

    key = key_field()
    kind = models.CharField(max_length=12)
    target = models.CharField(max_length=96, db_index=True)
    other = models.CharField(max_length=96, default="", db_index=True)
    decision = models.CharField(max_length=12)
    body = models.JSONField(default=dict)
    reason = models.TextField(default="")
    reviewer = models.CharField(max_length=80)
    made_at = models.CharField(max_length=32)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")


class Finding(models.Model):
    """A statement with its standard of proof, grounds, contrary claims, author and reviewer."""

    key = key_field()
    subject = models.CharField(max_length=96)
    question = models.CharField(max_length=40)
    value = models.CharField(max_length=60)
    statement = models.TextField()
    standard_of_proof = models.CharField(max_length=40)
    reasons = models.TextField()
    grounds = models.ManyToManyField(Claim, related_name="grounds_of")
    contrary = models.ManyToManyField(Claim, related_name="contrary_to")
    author = models.CharField(max_length=80)
    reviewer = models.CharField(max_length=80, default="")
    made_at = models.CharField(max_length=32)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")


class Figure(models.Model):
    """A number in a report with the query, rule version and inputs that made it."""

    key = key_field()
    position = models.PositiveIntegerField()
    body = models.JSONField()
    rule_version = models.CharField(max_length=40)


class Release(models.Model):
    """A frozen, protected, verifiable publication."""

    key = key_field()
    made_at = models.CharField(max_length=32)
    query = models.JSONField(default=dict)
    rule_version = models.CharField(max_length=40)
    figures = models.JSONField(default=list)
    source_hashes = models.JSONField(default=list)
    signature = models.TextField(default="")


class Run(models.Model):
    """One run of a verb: inputs' hashes, versions, options, seed, rows in and out."""

    verb = models.CharField(max_length=20)
    started_at = models.CharField(max_length=32)
    ended_at = models.CharField(max_length=32, default="")
    version = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    inputs_sha256 = models.CharField(max_length=64, default="")
    seed = models.BigIntegerField(null=True)
    rows_in = models.BigIntegerField(default=0)
    rows_out = models.BigIntegerField(default=0)
    outcome = models.CharField(max_length=12, default="unfinished")


class Job(models.Model):
    """A piece of long work and its lease: whoever holds an unexpired lease does it; an expired one is free."""

    key = key_field()
    verb = models.CharField(max_length=20)
    target = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default="waiting")
    lease_until = models.CharField(max_length=32, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(default="")


class Done(models.Model):
    """That a step finished an input with given versions and options: the step's memory, so repeats are free.

    `remarks` is what the step has to tell a reader of the report about this input.
    """

    step = models.CharField(max_length=20)
    target = models.CharField(max_length=120)
    recipe = models.CharField(max_length=64)
    remarks = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("step", "target"), name="one_recipe_per_step_and_target"),
        )


class SearchRow(models.Model):
    """A text folded for searching; `kind` and `target` say what it belongs to."""

    kind = models.CharField(max_length=12)
    target = models.CharField(max_length=96)
    folded = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "target"), name="one_search_row_per_target"),)
