"""A message attached to a message, as bytes of its own."""

from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO


def nested_bytes(part: "Message[str, str]", data: bytes) -> tuple[bytes | None, str]:
    """The attached message, and a note when its bytes are not found as they stand in `data`.

    It is written out from its parsed parts with nothing refolded; when the result stands in the whole
    message byte for byte, it is what was sent.
    """
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Message):
        content = part.get_payload(decode=True)
        return (content if isinstance(content, bytes) else None), ""
    breaks = "\r\n" if b"\r\n" in data[:4096] else "\n"
    out = BytesIO()
    policy = compat32.clone(linesep=breaks, max_line_length=0, mangle_from_=False)
    BytesGenerator(out, policy=policy).flatten(inner)
    content = out.getvalue()
    return (
        content,
        "" if content in data else "put together again from its parts; its bytes may differ from those sent",
    )
