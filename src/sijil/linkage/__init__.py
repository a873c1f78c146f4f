"""Who is one person: mentions in, clusters out, with what speaks for each pair.

In: mentions of people (rows of lists, victims of claims) and the judgements on pairs. Out: a decision
with its reason for each pair compared, and for each mention the person it belongs to when unsure pairs
are one person (`low`), as judged (`best`), and when they are not (`high`). This first form compares only
mentions whose names are equal or equal after normalising (`sijil.names.exact_key`).
"""

from sijil.linkage.clusters import Clusters, cluster
from sijil.linkage.pairs import Mention, Pair, compare_pairs

LINKAGE_VERSION = "linkage-exact-1"
"""Names the rules of comparing and clustering as they stand; any change of them changes it."""

__all__ = ["LINKAGE_VERSION", "Clusters", "Mention", "Pair", "cluster", "compare_pairs"]
