"""Saved web pages: the article, what the page says of itself, and never a guessed date."""

import json

import pytest

from sijil.readers.page_text import HTML, page_text
from sijil.readers.web_page import visible_text
from sijil.readers.xml_tree import parse_html

_SENTENCES = (
    "On Friday armed men entered the village and killed at least twelve people, a witness said by telephone.",
    "They burned four houses before leaving at noon, and nobody could reach the wounded until the evening.",
    "The mayor of the village denied that anybody had been killed and said that the road had been open all day.",
)
_ARTICLE = "".join(f"<p>{sentence}</p>" for sentence in _SENTENCES)


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_the_article_is_taken_without_menus_and_comments(read):
    body = (
        "<nav>Home World Sport</nav><article><h1>Twelve killed</h1>"
        f"{_ARTICLE}<table><tr><th>Name</th><th>Age</th></tr><tr><td>Ali Hassan</td><td>36</td></tr></table></article>"
        '<div id="comments"><p>This is all lies, says a reader who was not there at all and knows nothing.</p></div>'
    )
    reading = read("page.html", page(body, "<title>Twelve killed - Paper</title>"))
    text = reading.renditions[0].text
    assert reading.outcome == "read"
    assert reading.metadata["extractor"] == "article, by trafilatura"
    for sentence in _SENTENCES:
        assert sentence in text
    assert "Name\tAge\nAli Hassan\t36" in text
    assert "Sport" not in text
    assert "all lies" not in text


def test_what_the_page_says_of_itself(read):
    linked = json.dumps(
        {
            "@graph": [
                {"@type": "WebPage", "datePublished": "2020-01-01"},
                {
                    "@type": ["NewsArticle"],
                    "datePublished": "2025-03-11T10:00:00+03:00",
                    "author": [{"name": "Rana Saleh"}, {"name": "Omar Nader"}],
                },
            ]
        }
    )
    head = (
        '<title>Site name</title><meta property="og:title" content="Twelve killed">'
        f'<script type="application/ld+json">{linked}</script><script type="application/ld+json">{{broken</script>'
        '<meta property="article:published_time" content="2025-03-11T09:00:00Z">'
        '<meta property="article:modified_time" content="2025-03-12">'
        '<link rel="canonical" href="https://paper.example/twelve">'
    )
    said = read("page.html", page(f"<article>{_ARTICLE}</article>", head)).metadata
    assert said["title"] == "Twelve killed"
    assert said["author"] == "Rana Saleh; Omar Nader"
    assert (said["published"], said["published_from"]) == (
        "2025-03-11T10:00:00+03:00",
        "JSON-LD datePublished",
    )
    assert said["published_otherwise"] == "2020-01-01 (JSON-LD datePublished)"
    assert said["modified"] == "2025-03-12"
    assert said["url"] == "https://paper.example/twelve"


@pytest.mark.parametrize(
    ("head", "body", "expected", "where"),
    [
        ('<meta name="DC.date.issued" content="2025-03-10">', "", "2025-03-10", "meta dc.date.issued"),
        (
            "",
            '<span itemprop="datePublished" content="2025-03-10">x</span>',
            "2025-03-10",
            "itemprop datePublished",
        ),
        (
            "",
            '<article><time datetime="2025-03-10T08:00">x</time></article>',
            "2025-03-10T08:00",
            "the only time element",
        ),
        (
            "",
            '<time pubdate datetime="2025-03-10">x</time><time datetime="2024-01-01">',
            "2025-03-10",
            "time pubdate",
        ),
    ],
)
def test_a_date_is_taken_only_where_the_page_states_it(read, head, body, expected, where):
    said = read("page.html", page(body + _ARTICLE, head)).metadata
    assert (said["published"], said["published_from"]) == (expected, where)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>Copyright 2024. Updated on 3 March 2025.</p>"),
        ('<link rel="canonical" href="https://paper.example/2025/03/07/twelve">', ""),
        ("", '<time datetime="2025-03-10">x</time><time datetime="2024-01-01">y</time>'),
        ('<meta name="date" content="today">', ""),
    ],
)
def test_a_date_is_never_guessed(read, head, body):
    assert "published" not in read("page.html", page(_ARTICLE + body, head)).metadata


def test_where_a_browser_saved_it_from(read):
    plain = b"<!-- saved from url=(0029)https://paper.example/twelve -->\n" + page(_ARTICLE)
    said = read("page.html", plain).metadata
    assert (said["saved_from"], said["url"]) == ("https://paper.example/twelve",) * 2
    noted = b"Page saved with SingleFile \n url: https://paper.example/x \n saved date: Tue Mar 11 2025\n"
    single = b"<!DOCTYPE html><!--\n " + noted + b"-->"
    said = read("page.html", single + page(_ARTICLE)).metadata
    assert (said["saved_from"], said["saved"]) == ("https://paper.example/x", "Tue Mar 11 2025")


def test_a_page_that_is_no_article_gives_all_visible_text(read):
    lines = "".join(f"<div><span>Person {n}</span> <b>killed</b></div>" for n in range(40))
    reading = read("page.html", page(f"{lines}<script>hidden()</script><style>x</style>"))
    text = reading.renditions[0].text
    assert all(f"Person {n} killed" in text for n in range(40))
    assert "hidden" not in text


def test_an_article_that_leaves_most_of_the_page_out_gives_way(read):
    others = "".join(
        f'<section class="entry"><div>{s} Entry {n}.</div></section>' for n, s in enumerate(_SENTENCES * 9)
    )
    reading = read("page.html", page(f"<article>{_ARTICLE}</article>{others}"))
    assert all(f"Entry {n}." in reading.renditions[0].text for n in range(27))


@pytest.mark.parametrize(
    ("meta", "encoding", "said"),
    [
        ('<meta charset="windows-1256">', "cp1256", "cp1256"),
        ("", "cp1256", "windows-1256 (guessed)"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">', "utf-8", "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_what_the_bytes_are(read, meta, encoding, said):
    text = "قال شاهد إن المسلحين دخلوا القرية يوم الجمعة وقتلوا أربعة رجال أمام بيوتهم ثم أحرقوا البيوت"
    data = f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(encoding)
    reading = read("page.html", data)
    assert reading.metadata["encoding"] == said
    assert text in reading.renditions[0].text


def test_text_deeper_than_the_parser_goes_is_not_lost(read):
    deep = "<div>" * 200_000 + "Twelve people were killed" + "</div>" * 200_000
    reading = read("page.html", f"<html><body>{deep}</body></html>".encode())
    assert reading.outcome == "read"
    assert reading.renditions[0].text == "Twelve people were killed"
    assert "too deep" in reading.metadata["extractor"]


def test_a_nul_does_not_end_the_page(read):
    reading = read(
        "page.html",
        b"<html><body><p>Twelve people\x00 were killed in the village on Friday.</p></body></html>",
    )
    assert "were killed" in reading.renditions[0].text


def test_a_page_without_text_says_so(read):
    reading = read("page.html", b"<html><body><script>x()</script></body></html>")
    assert (reading.outcome, reading.reason) == ("partly_read", "no text found in it")


def test_layout_tables_are_not_one_line():
    inner = "<table><tr><td>" + "Twelve people were killed. " * 30 + "</td></tr></table>"
    root, _ = parse_html(f"<table><tr><td><p>First</p></td><td>{inner}</td></tr></table>")
    assert root is not None
    lines = page_text(root, HTML).split("\n")
    assert lines[0] == "First"
    assert lines[1].startswith("Twelve people")


def test_blocks_breaks_and_spaces():
    markup = (
        "<p>one\n two&nbsp;three<br>four</p><ul><li>five</li><li><b>si</b>x</li></ul><pre>a  b\nc</pre>tail"
    )
    assert visible_text(markup) == "one two three\nfour\nfive\nsix\na b\nc\ntail"
