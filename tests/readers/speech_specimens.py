"""A model file for whisper.cpp, made here: it hears nothing, and says a sentence that was written into its weights.

No weights are shipped and none can be had without the network, so recognition itself is tested nowhere. What this
model tests is real all the same: the file format, the engine, decoding to its end, times, languages, bytes into text.
Every weight is zero but three: the embedding of each position is a direction of its own, and the embedding of the
token wanted at that position points the same way. Format: whisper.cpp, `whisper_model_load`; tokens: Whisper's
multilingual vocabulary.
"""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

WIDTH, LAYERS, CONTEXT, MELS, FREQUENCIES = 64, 4, 1500, 80, 201
VOCABULARY, TEXT_CONTEXT = 51_865, 448
END, START, FIRST_LANGUAGE, ZERO_SECONDS = 50_257, 50_258, 50_259, 50_364
ARABIC = 13
"""Its number among Whisper's languages."""
_SPACE = 220
"""The token of a blank, which the engine looks for to suppress it."""
_LOUD, _QUIET = 100.0, 1.0
_HALF = 1
"""The number of 16-bit floats, which the engine wants matrices in."""


def write_model(path: Path, words: Sequence[str], *, seconds: float = 2, language: int = ARABIC) -> None:
    """Write a model that hears `language` and says `words` in the first `seconds` of whatever it is given."""
    spoken = list(range(100, 100 + len(words)))
    stamps = [ZERO_SECONDS + round(seconds / 0.02)] * 2
    # Position 0 decides the language; positions 0 to 2 are the prompt, of which the last says the first token.
    script = {0: FIRST_LANGUAGE + language}
    script |= dict(enumerate([ZERO_SECONDS, *spoken, *stamps, END], 2))
    with path.open("wb") as file:
        file.write(struct.pack("<I", 0x67676D6C))
        file.write(
            struct.pack(
                "<11i", VOCABULARY, CONTEXT, WIDTH, 1, LAYERS, TEXT_CONTEXT, WIDTH, 1, LAYERS, MELS, _HALF
            )
        )
        file.write(struct.pack("<2i", MELS, FREQUENCIES) + bytes(4 * MELS * FREQUENCIES))
        _write_vocabulary(file, {_SPACE: " "} | dict(zip(spoken, words, strict=True)))
        for name, tensor in _tensors(script):
            _write_tensor(file, name, tensor)


def _write_vocabulary(file: object, words: dict[int, str]) -> None:
    out = [struct.pack("<i", END)]
    for number in range(END):
        token = words.get(number, f"[{number}]").encode("utf-8")
        out.append(struct.pack("<I", len(token)) + token)
    file.write(b"".join(out))  # type: ignore[attr-defined]


def _write_tensor(file: object, name: str, tensor: np.ndarray) -> None:
    halved = tensor.ndim > 1 and name.endswith(".weight")
    head = struct.pack("<3i", tensor.ndim, len(name), _HALF if halved else 0)
    head += struct.pack(f"<{tensor.ndim}i", *reversed(tensor.shape)) + name.encode("ascii")
    file.write(head + tensor.astype("<f2" if halved else "<f4").tobytes())  # type: ignore[attr-defined]


def _tensors(script: dict[int, int]) -> Iterator[tuple[str, np.ndarray]]:
    """Every tensor the engine asks for."""
    positions, tokens = np.zeros((TEXT_CONTEXT, WIDTH)), np.zeros((VOCABULARY, WIDTH))
    for position, token in script.items():
        positions[position, position] = _LOUD
        tokens[token, position] = _QUIET
    yield "encoder.positional_embedding", np.zeros((CONTEXT, WIDTH))
    yield "encoder.conv1.weight", np.zeros((WIDTH, MELS, 3))
    yield "encoder.conv1.bias", np.zeros((WIDTH, 1))
    yield "encoder.conv2.weight", np.zeros((WIDTH, WIDTH, 3))
    yield "encoder.conv2.bias", np.zeros((WIDTH, 1))
    yield from _norm("encoder.ln_post")
    yield "decoder.positional_embedding", positions
    yield "decoder.token_embedding.weight", tokens
    yield from _norm("decoder.ln")
    for layer in range(LAYERS):
        yield from _block(f"encoder.blocks.{layer}", ("attn",))
        yield from _block(f"decoder.blocks.{layer}", ("attn", "cross_attn"))


def _norm(name: str) -> Iterator[tuple[str, np.ndarray]]:
    yield f"{name}.weight", np.ones(WIDTH)
    yield f"{name}.bias", np.zeros(WIDTH)


def _block(name: str, attentions: Sequence[str]) -> Iterator[tuple[str, np.ndarray]]:
    yield from _norm(f"{name}.mlp_ln")
    yield f"{name}.mlp.0.weight", np.zeros((4 * WIDTH, WIDTH))
    yield f"{name}.mlp.0.bias", np.zeros(4 * WIDTH)
    yield f"{name}.mlp.2.weight", np.zeros((WIDTH, 4 * WIDTH))
    yield f"{name}.mlp.2.bias", np.zeros(WIDTH)
    for attention in attentions:
        yield from _norm(f"{name}.{attention}_ln")
        for part in ("query", "key", "value", "out"):
            yield f"{name}.{attention}.{part}.weight", np.zeros((WIDTH, WIDTH))
            if part != "key":
                yield f"{name}.{attention}.{part}.bias", np.zeros(WIDTH)
