"""Lists of people: a table in, its columns and one record a row out.

In: a `Table` with the text of its rendition, and what case.toml says of the list. Out: which column holds
what and why (`recognise`), and every row as a `RecordDraft` or as passed over with a reason (`records`).
Columns of religion, sect, ethnicity or politics are recognised only to be left out, and that is stated.
"""

from sijil.readers.lists.ages import Age, parse_age
from sijil.readers.lists.columns import Columns, recognise
from sijil.readers.lists.rows import PassedOver, RecordDraft, Records, Value, records
from sijil.readers.lists.settings import FIELDS, ListSettings, check_settings
from sijil.readers.lists.values import is_absent, sex_code, status_of

__all__ = [
    "FIELDS",
    "Age",
    "Columns",
    "ListSettings",
    "PassedOver",
    "RecordDraft",
    "Records",
    "Value",
    "check_settings",
    "is_absent",
    "parse_age",
    "recognise",
    "records",
    "sex_code",
    "status_of",
]
