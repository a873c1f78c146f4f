"""All files of the example that are made, by their path inside `examples/`."""

from make import bulletin, chats, interviews, list_files, news
from make.reviewer import reviewer_notes
from make.truth import truth_json
from make.world import gazetteer


def files() -> dict[str, bytes]:
    """Path to bytes; the same on every run."""
    made = {
        "gazetteer.csv": gazetteer(),
        "truth.json": truth_json(),
        "reviewer_notes.toml": reviewer_notes(),
        f"evidence/{news.FILE}": news.news_html(),
        f"evidence/{bulletin.FILE}": bulletin.bulletin_pdf(),
        f"evidence/{list_files.FILES['A']}": list_files.volunteers_csv(),
        f"evidence/{list_files.FILES['B']}": list_files.council_xlsx(),
        f"evidence/{list_files.FILES['C']}": list_files.hospital_csv(),
        f"evidence/{chats.TELEGRAM}": chats.telegram_json(),
        f"evidence/{chats.WHATSAPP}": chats.whatsapp_zip(),
        f"evidence/{chats.FORM}": chats.form_xlsx(),
    }
    made |= {f"evidence/{name}": film for name, film in chats.film_files().items()}
    for text, name in interviews.FILES.items():
        made[f"evidence/{name}"] = interviews.interview_docx(text)
    return dict(sorted(made.items()))
