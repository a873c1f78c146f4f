"""A Telegram channel's export, a WhatsApp chat in a zip, and a form's export: each as its program writes it."""

import datetime
import io
import json
import zipfile
from typing import Any

from openpyxl import Workbook

from make import films
from make.lists import Mention, mentions
from make.packages import settle
from make.world import places, table

TELEGRAM = "telegram_shatt_now/result.json"
VIDEOS = "video_files"
CHANNEL_FILMS = {"market_gate.mp4": films.posted, "market_gate_again.mp4": films.another_day}
PHONE_FILMS = {"phone/gate_with_logo.mp4": films.with_logo, "phone/gate_upright.mp4": films.upright}
WHATSAPP = "whatsapp_lemon_families.zip"
FORM = "form_names_of_the_coast.xlsx"
_MADE = datetime.datetime(2025, 5, 6, 9, 0)
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d76360a8f80f0002840181"
    "c8a3f2c50000000049454e44ae426082"
)
"""A PNG of one blue point: it stands for the photograph of a scarf."""


def telegram_json() -> bytes:
    """The channel, as Telegram Desktop exports it."""
    said = table("chats")["telegram"]
    messages = [_message(entry, said) for entry in said["messages"]]
    export = {"name": said["name"], "type": "public_channel", "id": said["id"], "messages": messages}
    return (json.dumps(export, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _message(entry: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    local = datetime.datetime.fromtimestamp(entry["at"], datetime.timezone(datetime.timedelta(hours=3)))
    service = "action" in entry
    who = {"actor": said["name"], "actor_id": f"channel{said['id']}"} if service else {
        "from": said["name"], "from_id": f"channel{said['id']}"
    }  # fmt: skip
    found = {
        "id": entry["id"],
        "type": "service" if service else "message",
        "date": local.strftime("%Y-%m-%dT%H:%M:%S"),
        "date_unixtime": str(entry["at"]),
        **who,
    }
    if service:
        found["action"] = entry["action"]
    if "edited" in entry:
        found["edited_unixtime"] = str(entry["edited"])
    if "forwarded" in entry:
        found["forwarded_from"] = entry["forwarded"]
    if "photo" in entry:
        found["photo"] = entry["photo"]
    if "video" in entry:
        found |= {"file": f"{VIDEOS}/{entry['video']}", "media_type": "video_file", "mime_type": "video/mp4"}
    text = entry.get("text", "")
    return {**found, "text": text, "text_entities": [{"type": "plain", "text": text}] if text else []}


def film_files() -> dict[str, bytes]:
    """The films beside the channel's export, and those of a volunteer's telephone."""
    beside = {
        f"{TELEGRAM.rpartition('/')[0]}/{VIDEOS}/{name}": made() for name, made in CHANNEL_FILMS.items()
    }
    return beside | {name: made() for name, made in PHONE_FILMS.items()}


def whatsapp_zip() -> bytes:
    """The chat with one picture and one film; another was left out of the export, and one line was pasted."""
    said = table("chats")["whatsapp"]
    files = {
        said["file"]: ("\n".join(said["lines"]) + "\n").encode("utf-8"),
        "IMG-20250413-WA0004.jpg": _PICTURE,
        "VID-20250413-WA0011.mp4": films.in_the_chat(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 5, 6, 9, 0, 0)), content)
    return out.getvalue()


def form_people() -> list[Mention]:
    """Who stands on the form: the first of each village on list A whom all three lists know."""
    asked = table("chats")["form"]
    known = [mention for mention in mentions("A") if mention.person.lists == "ABC" and mention.cells["age"]]
    return [
        mention
        for village in asked["villages"]
        for mention in [m for m in known if m.person.place == village][: asked["each"]]
    ]


def form_xlsx() -> bytes:
    """The form: one row a visit, the people of each visit on a sheet of their own."""
    book = Workbook()
    visits, people = book.active, book.create_sheet("victims")
    assert visits is not None
    visits.title = "visit"
    book.properties.created = book.properties.modified = _MADE
    visits.append(["start", "end", "visit/date_of_death", "visit/village", "enumerator_name", "_id", "_uuid",
                   "_submission_time", "_index"])  # fmt: skip
    people.append(["victims/full_name", "victims/age", "victims/sex", "_index", "_parent_table_name",
                   "_parent_index", "_submission__uuid"])  # fmt: skip
    villages = table("chats")["form"]["villages"]
    for number, village in enumerate(villages, 1):
        day = next(m.cells["date"] for m in form_people() if m.person.place == village)
        visits.append([f"2025-05-0{number}T09:00:00", f"2025-05-0{number}T09:40:00", day, places()[village].en,
                       table("chats")["form"]["enumerator"], number, f"f0f0-{number:04}",
                       f"2025-05-0{number}T10:00:00", number])  # fmt: skip
    for number, mention in enumerate(form_people(), 1):
        visit = villages.index(mention.person.place) + 1
        people.append([mention.cells["name"], mention.cells["age"], mention.cells["sex"], number, "visit", visit,
                       f"f0f0-{visit:04}"])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return settle(out.getvalue(), _MADE)
