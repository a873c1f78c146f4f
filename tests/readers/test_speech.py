"""Speech into drafts: the whole way through the engine with a model made here, and every way there can be none.

The model says what was written into its weights, whatever it hears (`speech_specimens`): this tests the path to the
engine and back. How well a real model recognises speech is tested nowhere, since none may be shipped.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from footage_specimens import MP4, footage
from speech_specimens import write_model

from sijil.errors import ReadingError
from sijil.readers import Fence, Reading, speech_model
from sijil.readers.limits import Limits

needs_speech = pytest.mark.skipif(not speech_model.installed(), reason="the extra speech is not installed")
WORDS = (" قتل", " ثلاثة", " مدنيين")
Hear = Callable[..., Reading]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "ggml-made.bin"
    write_model(path, WORDS, seconds=4)
    return path


@pytest.fixture
def hear(model: Path, tmp_path: Path) -> Hear:
    def hearing(data: bytes, media_type: str, **options: object) -> Reading:
        path = tmp_path / "specimen"
        path.write_bytes(data)
        with Fence(model=speech_model.find(str(model), tmp_path)) as fence:
            return fence.hear(path, media_type=media_type, seconds=10, **options)  # type: ignore[arg-type]  # handed on

    return hearing


@needs_speech
@pytest.mark.parametrize(
    ("container", "picture", "sound", "media_type"),
    [
        ("ogg", "", "libopus", "audio/ogg"),
        ("ipod", "", "aac", "audio/mp4"),
        ("wav", "", "pcm_s16le", "audio/wav"),
        (*MP4, "video/mp4"),
    ],
)
def test_what_the_model_says_is_a_draft_with_its_times(hear, container, picture, sound, media_type):
    reading = hear(footage(container, picture, sound, seconds=8), media_type, language="ar")
    assert (reading.outcome, reading.reader) == ("read", "speech"), reading.reason
    (draft,) = reading.renditions
    assert draft.text.splitlines()[:2] == ["قتل ثلاثة مدنيين"] * 2
    assert (
        draft.draft.startswith("pywhispercpp ") and "ggml-made" in draft.draft and draft.draft.endswith("ar")
    )
    assert reading.metadata["spoken_at"].startswith("0 0:00:00.0; 17 0:00:04.0")


@needs_speech
def test_the_model_tells_the_language_where_the_case_does_not(hear):
    reading = hear(footage("ogg", "", "libopus", seconds=2), "audio/ogg")
    assert reading.metadata["language"] == "ar"


@needs_speech
def test_the_same_sound_gives_the_same_draft(hear):
    sound = footage("ogg", "", "libopus", seconds=3)
    assert hear(sound, "audio/ogg").renditions == hear(sound, "audio/ogg").renditions


@needs_speech
def test_a_film_without_sound_and_a_language_nobody_knows_are_said(hear):
    reading = hear(footage("mp4", "libx264", "", seconds=1), "video/mp4")
    assert (reading.outcome, reading.reason) == ("kept", "no sound track that can be decoded")
    reading = hear(footage("ogg", "", "libopus", seconds=1), "audio/ogg", language="xx")
    assert reading.outcome == "refused" and "no language xx" in reading.reason


@needs_speech
@pytest.mark.parametrize("size", [5, 40, 100_000])
def test_a_model_cut_before_its_weights_is_not_taken_for_an_empty_one(model, tmp_path, size):
    cut = tmp_path / "ggml-cut.bin"
    cut.write_bytes(model.read_bytes()[:size])
    with pytest.raises(ReadingError, match="cut short"):
        speech_model.find(str(cut), tmp_path)


@needs_speech
def test_a_damaged_model_is_an_outcome_and_not_the_end(model, tmp_path):
    cut = tmp_path / "ggml-cut.bin"
    cut.write_bytes(model.read_bytes()[:-100_000])
    sound = tmp_path / "sound"
    sound.write_bytes(footage("ogg", "", "libopus", seconds=1))
    with Fence(model=speech_model.find(str(cut), tmp_path)) as fence:
        reading = fence.hear(sound, media_type="audio/ogg", seconds=1)
        assert reading.outcome == "refused" and reading.reason and not reading.renditions
        assert fence.hear(sound, media_type="audio/ogg", seconds=1).outcome == "refused"


@needs_speech
def test_a_model_that_wants_more_memory_than_it_may_have_is_stopped(hear):
    reading = hear(footage("ogg", "", "libopus", seconds=1), "audio/ogg", limits=Limits(memory=1 << 20))
    assert reading.outcome == "refused"


@needs_speech
def test_a_folder_with_one_model_will_do(model, tmp_path):
    assert speech_model.find(model.parent.name, model.parent.parent).path == model
    (model.parent / "ggml-other.bin").write_bytes(b"lmgg")
    with pytest.raises(ReadingError, match=r"holds 2 models.*name the file itself"):
        speech_model.find(str(model.parent), tmp_path)
    (model.parent / "ggml-other.bin").unlink()


@needs_speech
@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("", "there is no model"),
        ("nowhere", "cannot be opened"),
        ("empty", "holds no model"),
        ("empty/model.bin", "is no model of whisper.cpp"),
    ],
)
def test_every_way_there_can_be_no_model_says_what_to_do(tmp_path, said, what):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "model.bin").write_bytes(b"\x80\x02 weights of something else")
    with pytest.raises(ReadingError, match=rf"{what}.*case\.toml.*ever fetched"):
        speech_model.find(said, tmp_path)


def test_without_the_extra_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(speech_model, "installed", lambda: False)
    with pytest.raises(ReadingError, match="install the extra `speech`"):
        speech_model.find("ggml-small.bin", tmp_path)
