"""The saved news page: an article inside the furniture of a news site."""

import html
import json
import string
from typing import Any

from make.world import TEXTS, table

FILE = "sadaf_post_2025-04-14.html"


def news_html() -> bytes:
    """The page as a browser saved it, UTF-8."""
    article = table("news")
    page = string.Template((TEXTS / "news_page.html").read_text(encoding="utf-8"))
    plain = {name: html.escape(text) for name, text in article.items() if isinstance(text, str)}
    plain["url_length"] = str(len(article["url"]))
    text = page.substitute(plain, body=_body(article["body"]), json_ld=_json_ld(article))
    return text.encode("utf-8")


def _body(parts: list[list[str]]) -> str:
    """Paragraphs are markup already; an advertisement box interrupts them, as on any news site."""
    shown = [_part(kind, text) for kind, text in parts]
    shown.insert(4, '<div class="ad" data-slot="mid1"><span>Advertisement</span></div>')
    return "\n".join(shown)


def _part(kind: str, text: str) -> str:
    if kind == "aside":
        return f'<aside class="pull"><blockquote>{text}</blockquote></aside>'
    return f"<{kind}>{text}</{kind}>"


def _json_ld(article: dict[str, Any]) -> str:
    fields = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article["title"],
        "url": article["url"],
        "datePublished": article["published"],
        "dateModified": article["modified"],
        "author": [{"@type": "Person", "name": article["author"]}],
        "publisher": {"@type": "Organization", "name": article["site"]},
        "isAccessibleForFree": True,
    }
    return json.dumps(fields, ensure_ascii=False)
