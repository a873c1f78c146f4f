"""The files of a case's report, from the figures counted last; nothing is written here."""

from collections import Counter

from sijil import __version__, extraction
from sijil.counting import RULES_VERSION
from sijil.custody import bound
from sijil.linkage import LINKAGE_VERSION
from sijil.report.content import Facts, gather
from sijil.report.files import data_files
from sijil.report.page import render
from sijil.store.case import Case
from sijil.store.protection import TEAM, pairs
from sijil.store.runs import last_options, remarks


def report_files(case: Case) -> dict[str, str]:
    """File name → text of everything a report of this case has, without writing it."""
    content = gather(TEAM, facts(case))
    files = data_files(content)
    for position, language in enumerate(case.settings.languages):
        files["index.html" if position == 0 else f"index.{language}.html"] = render(content, language)
    return files


def facts(case: Case) -> Facts:
    """What the report says of the case apart from rows."""
    settings = case.settings
    return Facts(
        title=settings.title,
        subject=settings.subject,
        period=str(settings.period) if settings.period else "",
        area=settings.area,
        low_rule=settings.low,
        version=__version__,
        rule_versions={
            "extraction": extraction.RULES_VERSION,
            "linkage": LINKAGE_VERSION,
            "counting": RULES_VERSION,
        },
        conventions=last_options("extract").get("conventions") or settings.conventions_in_force(),
        last_hash=case.custody.head(),
        unsearched=_unsearched(),
        pairs_awaiting=len(pairs(TEAM, decisions=("unsure",))),
        binding=bound(case.folder),
        contradictions=tuple(line for remark in remarks("link") for line in remark.get("contradictions", [])),
    )


def _unsearched() -> dict[str, int]:
    """Sentences, by language, in which no claim could be looked for."""
    totals: Counter[str] = Counter()
    for remark in remarks("extract"):
        totals.update(remark.get("unsearched", {}))
    return dict(sorted(totals.items()))
