"""Plain text: decoded and otherwise left alone, line ends included."""

from sijil.readers.decode import decode
from sijil.readers.draft import Draft, Source
from sijil.readers.reading import Reading

VERSION = "1"


def read(source: Source) -> Reading:
    """One rendition, `text`: the decoded file without its byte-order mark."""
    decoded = decode(source.all_bytes())
    draft = Draft("plain", VERSION, source.media_type)
    draft.say("encoding", decoded.encoding + (" (guessed)" if decoded.guessed else ""))
    draft.say("nul_characters", decoded.text.count("\x00") or "")
    if decoded.damaged:
        draft.miss(decoded.statement())
    draft.add("text", decoded.text)
    return draft.done()


def warm() -> None:
    """Import what reading needs before any child is forked."""
    import charset_normalizer  # noqa: F401
