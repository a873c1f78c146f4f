"""Pages of people over real HTTP: by any spelling, one by one or a whole list, with all that is said of each."""

import re
from typing import Any
from urllib.parse import quote


def rows_of(text: str) -> list[str]:
    """The rows of the table of a page, as words."""
    body = text.split("</thead>")[1].split("</table>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("<tr>")[1:]]


def test_a_name_in_latin_letters_finds_the_person_of_the_arabic_list_and_the_other_way_round(
    reviewer: Any,
) -> None:
    keys = []
    for name in ("Adnan Khawkhawi", "عدنان الخوخاوي"):
        _, text, _ = reviewer.ask(f"/people?name={quote(name)}")
        assert "Adnan al-Khawkhawi" in rows_of(text)[0] and "عدنان أسعد الخوخاوي" in rows_of(text)[0]
        keys.append(re.findall(r'href="(/people/p\w+)"', text)[0])
    assert keys[0] == keys[1]


def test_the_page_of_a_person_has_every_mention_with_its_quote_and_what_does_not_agree(reviewer: Any) -> None:
    _, text, _ = reviewer.ask(f"/people?name={quote('هاني ياسر أبو منارة')}")
    _, text, _ = reviewer.ask(re.findall(r'href="(/people/p\w+)"', text)[0])
    assert text.count("<blockquote") == 4 and "died in the hospital in Qasr Marjan" in text
    days = re.findall(r'<h3><bdi dir="ltr">([\d.-]+)</bdi>', text)
    assert days == sorted(days)
    disagree = text.split('<dl class="disagree">')[1].split("</dl>")[0]
    assert "2025-04-12" in disagree and "2025-04-22" in disagree and "A nurse" in disagree


def test_people_are_listed_some_at_a_time(reviewer: Any) -> None:
    _, text, _ = reviewer.ask("/people")
    assert len(rows_of(text)) == 50 and 'href="/people?from=50"' in text
    _, after, _ = reviewer.ask("/people?from=50")
    assert not set(rows_of(text)) & set(rows_of(after)) and 'href="/people?from=0"' in after
    assert reviewer.ask("/people?from=%D9%A3")[0] == 200 and reviewer.ask("/people/p-nobody")[0] == 404


def test_a_list_of_names_is_looked_up_in_one_go(reviewer: Any) -> None:
    form = reviewer.form("/people/names")
    names = "Adnan Khawkhawi, aged 20\nNobody Atall Likethis\n\nAdnan Khawkhawi\n<b>x</b>"
    status, text, _ = reviewer.ask("/people/names", form | {"names": names})
    assert status == 200 and "<b>x" not in text
    assert rows_of(text)[0].startswith("Adnan Khawkhawi")
    assert "Nobody with a name like this." in rows_of(text)[-1]
    assert re.search(r"Names: 3 .* without anybody alike: 2", text)


def test_search_shows_people_of_either_script_beside_what_was_found(reviewer: Any) -> None:
    _, text, _ = reviewer.ask(f"/search?q={quote('Adnan Khawkhawi')}")
    assert "People with a name like this" in text and "عدنان أسعد" in text


def test_filters_leave_only_what_fits(reviewer: Any) -> None:
    def claims(query: str) -> set[str]:
        return set(re.findall(r'href="/review/(c\w+)"', reviewer.ask(f"/search?{query}")[1]))

    everything = claims("q=the")
    killings, others = claims("q=the&event=killing"), claims("q=the&event=arson")
    assert killings and others and killings < everything and not killings & others
    assert claims("q=the&state=accepted") | claims("q=the&state=rejected") < everything
    early, late = claims("q=the&to=2025-04-11"), claims("q=the&from=2025-04-12")
    assert early and late and early != late
    assert claims("q=the&kind=record") == set() and claims("q=the&from=never") == everything
