"""How fast the workbench answers on a large case. `workbench.py [FOLDER [CLAIMS [RECORDS]]]`.

An existing folder is used as it is. The case is invented by a seed and written straight into its tables: texts of 100
sentences each, of every sentence one claim, one in five with a named victim, one in ten accepted; rows of lists; people
by equal names; then one real `sijil count`. Timed is what a browser would wait for: whole answers over HTTP from a
server in a process of its own, one request at a time, then twenty readers at once for a minute, each of whom asks for
the next page as soon as one is there. There is no peer: nothing we know shows claims with their quotes. Targets: every
page 300 ms in the median and 1 s at the 95th percentile with twenty readers; search 50 ms in the median; no error.
"""

import http.client
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import transaction

from sijil.steps.count import count_case
from sijil.store import search
from sijil.store.case import create_case, open_case
from sijil.store.database import disconnect, ensure_configured

ensure_configured()
from sijil.store import models as m  # noqa: E402

GIVEN = (
    "Tarin",
    "Qasem",
    "Shaban",
    "Thaer",
    "Yazan",
    "Muath",
    "Wadid",
    "Adlan",
    "Hani",
    "Samir",
    "تارين",
    "قاسم",
    "شعبان",
    "ثائر",
    "يزن",
)
FATHER = (
    "Osel",
    "Khaled",
    "Najib",
    "Ramez",
    "Saber",
    "Jaber",
    "Fuad",
    "اوسل",
    "خالد",
    "نجيب",
    "رامز",
    "صابر",
)
FAMILY = tuple(
    a + b
    for a in ("Mir", "Hal", "Zay", "Ban", "Dar", "Kos", "Rah", "Tal", "Shir", "Nas")
    for b in ("sadi", "wani", "touni", "yasi", "wish", "mar", "bani", "houb")
)
EVENTS = ("killing", "killing", "killing", "injury", "abduction", "arson", "displacement")
VERBS = {
    "killing": "killed",
    "injury": "wounded",
    "abduction": "abducted",
    "arson": "burned houses of",
    "displacement": "drove away",
}
PLACES = 2_000
TEXT = 100
START = date(2025, 1, 1)
BATCH = 20_000
MINUTE = 60.0
READERS = 20


def make(folder: Path, claims: int, records: int) -> None:
    """Write the case into its tables."""
    case = create_case(folder, actor="u-bench")
    chance = random.Random(20250412)
    sources = m.Source.objects.bulk_create(
        [
            m.Source(
                key=f"s{n}",
                kind="organisation",
                name=f"Monitor {n}",
                independence_group=f"g{n}",
                protect=False,
            )
            for n in range(40)
        ]
    )
    for first in range(0, claims, BATCH):
        with transaction.atomic():
            write_claims(range(first, min(first + BATCH, claims)), sources, chance)
        print(f"\r{first + BATCH:,} claims", end="", flush=True)
    with transaction.atomic():
        write_records(records, sources, chance)
        write_people()
    disconnect()
    open_case(folder)
    began = time.process_time()
    count_case(case)
    print(f"\nsijil count: {time.process_time() - began:.0f} s of the processor")
    disconnect()


def write_claims(numbers: range, sources: list[m.Source], chance: random.Random) -> None:
    """Texts, quotes, claims and victims of some numbers."""
    told = [sentence(number, chance) for number in numbers]
    for first in range(0, len(told), TEXT):
        some = told[first : first + TEXT]
        at = numbers.start + first
        text = "\n".join(one["quote"] for one in some) + "\n"
        item = m.Item.objects.create(
            sha256=f"{at:064x}",
            size=len(text),
            media_type="text/plain",
            name=f"report {at // TEXT}.txt",
            outcome="read",
        )
        rendition = m.Rendition.objects.create(
            item=item,
            part="text",
            reader="text",
            reader_version="1",
            text=text,
            text_sha256=f"{at:064x}",
            language="en",
        )
        search.index([("item", f"{item.sha256}/0", text)])
        write_some(at, some, rendition, sources, chance)


def write_some(
    at: int,
    some: list[dict[str, Any]],
    rendition: m.Rendition,
    sources: list[m.Source],
    chance: random.Random,
) -> None:
    """The claims of one text."""
    start, statements = 0, []
    for number, one in enumerate(some, at):
        end = start + len(one["quote"])
        statements.append(
            m.Statement(
                key=f"t{number:016x}",
                rendition=rendition,
                start=start,
                end=end,
                quote=one["quote"],
                language="en",
            )
        )
        start = end + 1
    m.Statement.objects.bulk_create(statements)
    claims = [
        m.Claim(
            key=f"c{number:016x}",
            statement=statement,
            source=chance.choice(sources),
            event_type=one["event"],
            state="accepted" if number % 10 == 0 else "candidate",
            body=one["body"],
            place_label=one["place"],
            place_as_said=one["place"],
            admin1=one["admin1"],
            date_earliest=one["day"],
            date_latest=one["day"],
            date_precision="day",
        )
        for number, (one, statement) in enumerate(zip(some, statements, strict=True), at)
    ]
    m.Claim.objects.bulk_create(claims)
    m.ClaimVictim.objects.bulk_create(
        [
            m.ClaimVictim(
                key=f"{claim.key}.0",
                claim=claim,
                position=0,
                name=one["name"],
                description="farmers" if not one["name"] else "",
                count_low=one["count"],
                count_best=one["count"],
                count_high=one["count"],
            )
            for claim, one in zip(claims, some, strict=True)
        ]
    )
    search.index([("claim", claim.key, one["quote"]) for claim, one in zip(claims, some, strict=True)])
    search.index(
        [
            ("victim", f"{claim.key}.0", one["name"])
            for claim, one in zip(claims, some, strict=True)
            if one["name"]
        ]
    )


def sentence(number: int, chance: random.Random) -> dict[str, Any]:
    """One invented claim."""
    event, place = chance.choice(EVENTS), chance.randrange(PLACES)
    name = (
        f"{chance.choice(GIVEN)} {chance.choice(FATHER)} {chance.choice(FAMILY)}" if number % 5 == 0 else ""
    )
    count = 1 if name else chance.randint(2, 9)
    day = START + timedelta(days=chance.randrange(365))
    whom = name or f"{count} farmers"
    quote_ = f"Gunmen {VERBS[event]} {whom} in Village {place} on {day:%d %B %Y}, note {number}."
    at = quote_.index(whom)
    victim = {
        "description": None if name else "farmers",
        "name": name or None,
        "count_low": count,
        "count_high": count,
    }
    spans = {"name_start": at, "name_end": at + len(name)} if name else {}
    body = {
        "event_type": event,
        "quote": quote_,
        "polarity": "asserts",
        "hedge": "asserted",
        "is_aggregate": False,
        "victims": [victim | spans],
        "perpetrators": [],
        "places": [{"as_said": f"Village {place}"}],
        "date": {"as_said": f"{day}", "earliest": f"{day}", "latest": f"{day}"},
        "source": {"type": "organisation", "who": ""},
    }
    return {
        "event": event,
        "quote": quote_,
        "body": body,
        "name": name,
        "count": count,
        "day": day,
        "place": f"Village {place}",
        "admin1": f"Area {place % 14}",
    }


def write_records(records: int, sources: list[m.Source], chance: random.Random) -> None:
    """Ten lists of people."""
    for number in range(10):
        item = m.Item.objects.create(
            sha256=f"{number + (1 << 200):064x}",
            size=1,
            media_type="text/csv",
            name=f"list {number}.csv",
            outcome="read",
        )
        rendition = m.Rendition.objects.create(
            item=item, part="rows", reader="csv", reader_version="1", text="", text_sha256=item.sha256
        )
        rows = [
            m.Record(
                key=f"r{number:02x}{row:014x}",
                rendition=rendition,
                source=sources[number],
                row_number=row + 1,
                start=0,
                end=0,
                quote=name,
                name=name,
                event_type="killing",
                place_label=f"Village {place}",
                admin1=f"Area {place % 14}",
                date_earliest=day,
                date_latest=day,
            )
            for row in range(records // 10)
            for name in [f"{chance.choice(GIVEN)} {chance.choice(FATHER)} {chance.choice(FAMILY)}"]
            for place in [chance.randrange(PLACES)]
            for day in [START + timedelta(days=chance.randrange(365))]
        ]
        m.Record.objects.bulk_create(rows, batch_size=1000)
        search.index([("record", row.key, row.name) for row in rows])


def write_people() -> None:
    """Whoever bears one name in one place is one person; pairs of the first of them await an answer."""
    people: dict[tuple[str, str], list[tuple[str, int | None, int | None]]] = {}
    for key, id_, name, place in m.Record.objects.values_list("key", "id", "name", "place_label"):
        people.setdefault((name, place), []).append((key, id_, None))
    named = m.ClaimVictim.objects.exclude(name="").values_list("key", "id", "name", "claim__place_label")
    for key, id_, name, place in named.iterator():
        people.setdefault((name, place), []).append((key, None, id_))
    rows = m.Person.objects.bulk_create(
        [m.Person(key=f"p{n:016x}") for n in range(len(people))], batch_size=1000
    )
    mentions = [
        m.PersonMention(
            person=person,
            mention=key,
            record_id=record,
            victim_id=victim,
            low_cluster=person.key,
            high_cluster=key,
        )
        for person, told in zip(rows, people.values(), strict=True)
        for key, record, victim in told
    ]
    m.PersonMention.objects.bulk_create(mentions, batch_size=1000)
    keys = [row.mention for row in mentions[:2000]]
    m.PairProposal.objects.bulk_create(
        [
            m.PairProposal(
                key=f"q{n}",
                one=min(pair),
                other=max(pair),
                decision="unsure",
                score=0.6,
                reason="names equal",
            )
            for n, pair in enumerate(zip(keys[::2], keys[1::2], strict=True))
        ],
        batch_size=500,
    )


class Reader:
    """Somebody at a browser: one connection a request, as the server ends each."""

    def __init__(self, host: str, cookie: str, server: int) -> None:
        self._host, self._cookie, self._server = host, cookie, server

    def spent(self) -> float:
        """Seconds of the processor that the server has used so far."""
        told = Path(f"/proc/{self._server}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def ask(self, path: str) -> tuple[int, float]:
        """Status, and seconds until the whole answer is there."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection(self._host, timeout=300)
        connection.request("GET", path, headers={"Cookie": self._cookie})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, time.perf_counter() - began


def serve(folder: Path, work: Callable[[Reader], None]) -> None:
    """Start a workbench, let a reader in, and end it."""
    command = [Path(sys.executable).with_name("sijil"), "serve", folder]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "SIJIL_ACTOR": "u-bench"}
    ) as server:
        assert server.stdout
        address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
        host, first = address.removeprefix("http://").split("/", 1)
        connection = http.client.HTTPConnection(host)
        connection.request("GET", f"/{first}")
        answer = connection.getresponse()
        answer.read()
        cookie = str(answer.headers["Set-Cookie"]).split(";")[0]
        work(Reader(host, cookie, server.pid))
        server.send_signal(signal.SIGINT)


def paths(folder: Path) -> dict[str, Callable[[], str]]:
    """Each page by name, with an address that differs from one time to the next where there are many."""
    open_case(folder)
    chance = random.Random(7)
    number = m.Claim.objects.count()
    people = list(m.Person.objects.values_list("key", flat=True)[:5000])
    incidents = ["/incidents"]
    pairs = [
        f"/matches/{one}/{other}" for one, other in m.PairProposal.objects.values_list("one", "other")[:200]
    ]
    disconnect()

    def claim() -> str:
        return f"c{chance.randrange(number):016x}"

    def name() -> str:
        return quote(f"{chance.choice(GIVEN)} {chance.choice(FATHER)} {chance.choice(FAMILY)}")

    return {
        "overview": lambda: "/",
        "evidence": lambda: "/evidence",
        "one item": lambda: f"/evidence/{chance.randrange(number // TEXT) * TEXT:064x}",
        "next claim": lambda: "/review",
        "one claim": lambda: f"/review/{claim()}",
        "next match": lambda: "/matches",
        "one match": lambda: chance.choice(pairs),
        "people": lambda: f"/people?from={chance.randrange(50) * 50}",
        "people by name": lambda: f"/people?name={name()}",
        "one person": lambda: f"/people/{chance.choice(people)}",
        "incidents": lambda: chance.choice(incidents),
        "places": lambda: "/places",
        "search, two words": lambda: f"/search?q=note+{chance.randrange(number)}",
        "search, a name": lambda: f"/search?q={name()}",
        "search, many hits": lambda: f"/search?q=farmers+village+{chance.randrange(PLACES)}",
        "search, filtered": lambda: (
            f"/search?q=farmers&event=killing&from=2025-03-01&to=2025-03-02&kind=claim&n={chance.random()}"
        ),
        "releases": lambda: "/releases",
    }


def alone(reader: Reader, pages: dict[str, Callable[[], str]], times: int) -> None:
    """Each page by itself: the first answer, then some more; the processor's share tells what other work cannot."""
    for name, path in pages.items():
        status, first = reader.ask(path())
        before = reader.spent()
        took = [reader.ask(path()) for _ in range(times)]
        each = (reader.spent() - before) / times
        wrong = sum(code >= 400 for code, _ in [(status, first), *took])
        seconds = sorted(second for _, second in took)
        print(
            f"{name:20} first {first * 1000:7.0f} ms   median {statistics.median(seconds) * 1000:6.0f} ms   longest "
            f"{seconds[-1] * 1000:6.0f} ms   processor {each * 1000:5.0f} ms   errors {wrong}",
            flush=True,
        )


def together(reader: Reader, pages: dict[str, Callable[[], str]]) -> None:
    """Twenty readers at once for a minute."""
    took: list[tuple[int, float]] = []
    until = time.monotonic() + MINUTE

    def read(seed: int) -> None:
        chance = random.Random(seed)
        while time.monotonic() < until:
            took.append(reader.ask(chance.choice(list(pages.values()))()))

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = sorted(second for _, second in took)
    middle, late = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
    wrong = sum(code >= 400 for code, _ in took)
    print(
        f"{READERS} readers for a minute: {len(seconds):,} pages, median {middle * 1000:.0f} ms, "
        f"95 of 100 within {late * 1000:.0f} ms, errors {wrong}"
    )


def main(arguments: list[str]) -> None:
    """Make the case if it is not there, then measure."""
    folder = Path(arguments[0]) if arguments else Path("build/bench/workbench")
    claims, records = (
        int(arguments[n]) if len(arguments) > n else size for n, size in ((1, 1_000_000), (2, 100_000))
    )
    if not (folder / "case.toml").exists():
        make(folder, claims, records)
    pages = paths(folder)
    serve(folder, lambda reader: alone(reader, pages, 11))
    serve(folder, lambda reader: together(reader, pages))


if __name__ == "__main__":
    main(sys.argv[1:])
