"""Photos and films that may show the same, as they were compared: computed, and thrown away with what made them."""

from django.db import models

from sijil.store.models._fields import key_field


class FootagePair(models.Model):
    """Two contents that were compared, by SHA-256, the smaller first; `verdict` is empty where nothing came of it.

    `where_one` and `where_other` hold `times` (stretches in seconds, none for a photo) and `region` (left, top, right
    and bottom as shares). `frame_one` and `frame_other` are small grey pictures, JPEG in base64, of one moment, the
    other's laid upon the one's. `recipe` names what compared them: another version compares anew.
    """

    key = key_field()
    one = models.CharField(max_length=64, db_index=True)
    other = models.CharField(max_length=64, db_index=True)
    verdict = models.CharField(max_length=16, default="")
    score = models.FloatField(default=0.0)
    mirrored = models.BooleanField(default=False)
    where_one = models.JSONField(default=dict)
    where_other = models.JSONField(default=dict)
    frame_one = models.TextField(default="")
    frame_other = models.TextField(default="")
    recipe = models.CharField(max_length=64)
