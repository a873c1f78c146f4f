"""Column groups that several tables share. Dates are ISO days; `None` bounds mean open or not stated."""

from django.db import models


class DateInterval(models.Model):
    """A date as precisely as it was said: both bounds, the precision, the words."""

    date_earliest = models.DateField(null=True)
    date_latest = models.DateField(null=True)
    date_precision = models.CharField(max_length=16, default="unknown")
    date_as_said = models.TextField(default="")

    class Meta:
        abstract = True


class PlaceAsSaid(models.Model):
    """A place as precisely as it was said: the words, the gazetteer row if one survives, the governorate.

    `place_label` is what it is called in figures: the gazetteer's name where all that the words can mean bear
    one name (the town, its district), the words themselves where they do not.
    """

    place_as_said = models.TextField(default="")
    place_label = models.CharField(max_length=200, default="")
    place = models.ForeignKey("store.Place", null=True, on_delete=models.SET_NULL, related_name="+")
    admin1 = models.CharField(max_length=200, default="")
    place_radius_m = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True


class CountInterval(models.Model):
    """low ≤ best ≤ high; `None` means not stated, and for high also unbounded."""

    count_low = models.BigIntegerField(null=True)
    count_best = models.BigIntegerField(null=True)
    count_high = models.BigIntegerField(null=True)
    count_as_said = models.TextField(default="")
    count_basis = models.CharField(max_length=12, default="stated")

    class Meta:
        abstract = True


def key_field() -> "models.CharField[str, str]":
    """A name derived from content, the same after every rebuild."""
    return models.CharField(max_length=96, unique=True)
