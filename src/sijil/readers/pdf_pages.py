"""Pages of a PDF by number: how they are named in words, and the facts that say what is left to do with them."""

TO_TRANSCRIBE = "pages_to_transcribe"
"""Fact: the pages that can only be read as pictures."""
TO_COMPARE = "pages_to_compare"
"""Fact: the pages with Arabic in their text layer, which may say something else than what is printed."""


def pages(numbers: list[int]) -> str:
    """`page 3`, `pages 3, 4, 7-12`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts.extend(map(str, run) if len(run) < 3 else [f"{run[0]}-{run[-1]}"])
    return f"{'page' if len(numbers) == 1 else 'pages'} {', '.join(parts)}"
