"""A screenshot with at most 256 colours: pages have few, and so a picture is a third of its size and looks the same."""

import base64
import struct
import zlib

import numpy as np
from playwright.sync_api import Page

_MOST = 256
_PIXELS = """async encoded => {
  const picture = await createImageBitmap(await (await fetch("data:image/png;base64," + encoded)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const drawn = canvas.getContext("2d");
  drawn.drawImage(picture, 0, 0);
  const bytes = drawn.getImageData(0, 0, picture.width, picture.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [picture.width, btoa(text)];
}"""


def with_palette(png: bytes, blank: Page) -> bytes:
    """The same picture as a PNG with a palette; `blank` is an empty page, whose browser reads the pixels."""
    width, encoded = blank.evaluate(_PIXELS, base64.b64encode(png).decode())
    pixels = np.frombuffer(base64.b64decode(encoded), np.uint8).reshape(-1, 4)[:, :3].astype(np.int32)
    found, where, often = np.unique(pixels @ np.array([65536, 256, 1]), return_inverse=True, return_counts=True)
    kept = np.sort(found[np.argsort(often)[-_MOST:]])
    near = _nearest(_colours(found), _colours(kept))
    rows = near.astype(np.uint8)[where].reshape(-1, width)
    unfiltered = np.hstack([np.zeros((len(rows), 1), np.uint8), rows])
    head = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    parts = [
        (b"IHDR", head),
        (b"PLTE", _colours(kept).astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(unfiltered.tobytes(), 9)),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*one) for one in [*parts, (b"IEND", b"")])


def _colours(numbers: np.ndarray) -> np.ndarray:
    return np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], axis=1)


def _nearest(colours: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Of each colour the place of the nearest that is kept."""
    return np.array([int(((kept - one) ** 2).sum(axis=1).argmin()) for one in colours])


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
