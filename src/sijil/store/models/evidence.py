"""The source layer: what was received, who says it, the text of it. Immutable once added."""

from django.db import models

from sijil.store.models._fields import DateInterval, PlaceAsSaid, key_field


class Item(models.Model):
    """One evidentiary file, or a part of one (a message, an attachment); `part` is empty for the whole file."""

    sha256 = models.CharField(max_length=64)
    part = models.CharField(max_length=400, default="")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120, default="")
    name = models.TextField(default="")
    received_at = models.CharField(max_length=32, default="")
    capture_url = models.TextField(default="")
    capture_time = models.CharField(max_length=40, default="")
    capture_method = models.TextField(default="")
    collector = models.TextField(default="")
    sensitivity = models.CharField(max_length=20, default="internal")
    retention_class = models.CharField(max_length=20, default="keep")
    outcome = models.CharField(max_length=12, default="unread")
    outcome_reason = models.TextField(default="")
    outcome_remedy = models.TextField(default="")
    reader = models.CharField(max_length=60, default="")
    reader_version = models.CharField(max_length=60, default="")
    metadata = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sha256", "part"), name="one_item_per_content_and_part"),
        )


class CustodyEvent(models.Model):
    """One line of the custody log, mirrored: seq, act and hashes; the log file is the authority."""

    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="custody")
    seq = models.BigIntegerField(unique=True)
    time = models.CharField(max_length=32)
    actor = models.CharField(max_length=80)
    act = models.CharField(max_length=40)
    purpose = models.TextField(default="")
    name = models.TextField(default="")
    container = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="members")
    line_sha256 = models.CharField(max_length=64)


class Source(models.Model):
    """Who says it: a person, organisation, channel or paper, with the origin it copies."""

    key = key_field()
    kind = models.CharField(max_length=40, default="unnamed")
    name = models.TextField(default="")
    publisher = models.TextField(default="")
    language = models.CharField(max_length=8, default="")
    origin = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    independence_group = models.CharField(max_length=200, default="")
    connection = models.CharField(max_length=12, default="")
    reliability = models.CharField(max_length=24, default="unknown")
    reliability_reason = models.TextField(default="")
    protect = models.BooleanField(default=True)


class Rendition(models.Model):
    """The text of an item, made by a named reader; offsets count code points in `text`.

    `draft` names what made a text that nobody has confirmed by itself: see `sijil.store.transcripts`.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="renditions")
    part = models.CharField(max_length=200)
    draft = models.CharField(max_length=80, default="")
    position = models.PositiveIntegerField(default=0)
    reader = models.CharField(max_length=60)
    reader_version = models.CharField(max_length=60)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=8, default="und")
    table = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "position"), name="one_rendition_per_position"),
        )


class Part(models.Model):
    """A unit of a rendition with an origin of its own: `rendition.text[start:end]`, a message, a mail, a page.

    `earliest` and `latest` as the reader gave them: UTC with a Z, or without a zone where the file has none.
    """

    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    sender = models.TextField(default="")
    sender_start = models.BigIntegerField(default=-1)
    sender_end = models.BigIntegerField(default=-1)
    sender_id = models.CharField(max_length=80, default="")
    earliest = models.CharField(max_length=32, default="")
    latest = models.CharField(max_length=32, default="")
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("rendition", "start"), name="part_by_place"),)


class Statement(models.Model):
    """A verbatim quote at its offset: `rendition.text[start:end] == quote`."""

    key = key_field()
    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="statements")
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    quote = models.TextField()
    folding = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="und")
    timecode = models.CharField(max_length=40, default="")
    translation = models.TextField(default="")
    translator = models.TextField(default="")
    speaker = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="statements")
    interviewer = models.TextField(default="")
    given_on = models.CharField(max_length=40, default="")


class Record(DateInterval, PlaceAsSaid):
    """One row of somebody's list of people, with the span of each cell taken over."""

    key = key_field()
    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="records")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    row_number = models.PositiveIntegerField()
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    quote = models.TextField()
    cells = models.JSONField(default=dict)
    name = models.TextField(default="")
    name_other_script = models.TextField(default="")
    sex = models.CharField(max_length=8, default="")
    age_low = models.SmallIntegerField(null=True)
    age_high = models.SmallIntegerField(null=True)
    born_earliest = models.DateField(null=True)
    born_latest = models.DateField(null=True)
    event_type = models.CharField(max_length=40, default="")
    outcome = models.CharField(max_length=24, default="unknown")
    official_id = models.TextField(default="")
    doubts = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=("place_label", "admin1"), name="record_by_place"),)
