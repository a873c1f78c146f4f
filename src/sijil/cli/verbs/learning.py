"""`sijil learn`."""

from pathlib import Path

from sijil.cli import show
from sijil.cli.verbs.opening import opened


def learn(folder: Path) -> None:
    """Learn from the judgements and say what it gains."""
    from sijil.steps.learn import FEWEST_CLAIMS, FEWEST_TEXTS
    from sijil.steps.learn import learn as learn_case

    with opened(folder) as case:
        done = learn_case(case)
    texts = show.many(done.whole, "text")
    show.line(f"{show.many(done.claims, 'judged claim')}; {texts} in which every proposal is decided")
    if done.gain is None:
        show.line(
            f"nothing is learned: {FEWEST_CLAIMS} judged claims and {FEWEST_TEXTS} such texts are needed"
        )
        return
    gain = done.gain
    rows = [
        (
            name,
            f"{gain.recall(learned=learned):.2f}",
            f"{gain.precision(learned=learned):.2f}",
        )
        for name, learned in (("rules alone", False), ("rules and what was learned", True))
    ]
    show.table(("measured on texts held back", "of accepted claims found", "of proposals accepted"), rows)
    if done.on:
        show.line(f"in use: model {done.sha256[:12]}    next: sijil extract {folder}")
    else:
        show.line("not in use: it would not propose better than the rules alone")
