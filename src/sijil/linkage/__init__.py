"""Who is one person: mentions in, clusters out, with what speaks for each pair.

In: mentions of people (rows of lists, victims of claims) and the judgements on pairs. Out: the pairs that were
joined or could be, each with its reason and probability, and for each mention the person it belongs to when unsure
pairs are one person (`low`), as judged and estimated (`best`), and when they are not (`high`). `link` estimates what
agreements weigh; where there is too little to estimate from, only equal names are joined (`compare_pairs`, `cluster`).
`changes` tells what linking again, with more records or judgements, did to the people there were.
"""

from sijil.linkage.changes import Changes, changes
from sijil.linkage.clusters import Clusters, cluster
from sijil.linkage.linking import Linked, link
from sijil.linkage.pairs import Mention, Pair, compare_pairs
from sijil.linkage.reviewing import Tree, draws, judgements_until, people, questions, tree

LINKAGE_VERSION = "linkage-2"
"""Names the rules of comparing and clustering as they stand; any change of them changes it."""

__all__ = [
    "LINKAGE_VERSION",
    "Changes",
    "Clusters",
    "Linked",
    "Mention",
    "Pair",
    "Tree",
    "changes",
    "cluster",
    "compare_pairs",
    "draws",
    "judgements_until",
    "link",
    "people",
    "questions",
    "tree",
]
