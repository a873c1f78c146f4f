"""Every table of a case, its search, and who may see what.

In: a case folder. Out: a `Case` with its settings, custody and database open. Tables are in
`store.models`, read by faces and reports only through `store.protection`.
"""

from sijil.store.database import ensure_configured

# Tables cannot even be imported before Django knows its settings.
ensure_configured()
