"""The release as one self-contained HTML page a language: no request, no script."""

from typing import Any

from django.template import Context

from sijil.report.page import engine


def render(shown: dict[str, Any], languages: list[tuple[str, str]]) -> str:
    """The page. `languages` are the other languages' pages: what they are called and their files."""
    return (
        engine().get_template("public.html").render(Context({**shown, "others": languages}, use_l10n=False))
    )
