"""Rendered scenes from disk: pictures, instance maps, captions, objects."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import numpy as np

HELD_OUT_SHARE = 64


def is_held_out(seed: int) -> bool:
    """One scene in 64, by its seed alone, so that more shards never move a scene across."""
    return zlib.crc32(str(seed).encode()) % HELD_OUT_SHARE == 0


class Scenes:
    """All shards of a folder. Pictures and maps stay on disk until they are indexed.

    `scenes[i]` is the exporter's JSON line: seed, background, captions, objects.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.scenes: list[dict] = []
        self._where: list[tuple[int, int]] = []
        self._pictures: list[np.ndarray] = []
        self._ids: list[np.ndarray] = []
        lists = sorted(folder.glob("shard-*.jsonl"))
        if not lists:
            raise FileNotFoundError(f"no shard-*.jsonl in {folder}; export scenes of the diorama world first")
        for shard, path in enumerate(lists):
            stem = path.name.removesuffix(".jsonl")
            self._pictures.append(np.load(folder / f"{stem}.images.npy", mmap_mode="r"))
            self._ids.append(np.load(folder / f"{stem}.ids.npy", mmap_mode="r"))
            lines = [json.loads(line) for line in path.read_text().splitlines() if line]
            if len(lines) != len(self._pictures[-1]):
                raise ValueError(f"{path.name}: {len(lines)} lines for {len(self._pictures[-1])} pictures")
            self.scenes += lines
            self._where += [(shard, i) for i in range(len(lines))]

    def __len__(self) -> int:
        return len(self.scenes)

    def picture(self, index: int) -> np.ndarray:
        """uint8 [PICTURE, PICTURE, 3]."""
        shard, i = self._where[index]
        return self._pictures[shard][i]

    def ids(self, index: int) -> np.ndarray:
        """uint8 [PICTURE, PICTURE]: 0 is background, k + 1 the visible part of object k."""
        shard, i = self._where[index]
        return self._ids[shard][i]

    def split(self) -> tuple[np.ndarray, np.ndarray]:
        """Indices of the training scenes and of the held-out ones."""
        held = np.array([is_held_out(scene["seed"]) for scene in self.scenes])
        return np.flatnonzero(~held), np.flatnonzero(held)

    def filled(self, indices: np.ndarray) -> np.ndarray:
        """Those scenes that have something in them."""
        return np.array([i for i in indices if self.scenes[i]["objects"]], int)

    def vocabulary(self) -> dict:
        return json.loads((self.folder / "vocabulary.json").read_text())


def to_unit(pictures: np.ndarray) -> np.ndarray:
    """uint8 [n, h, w, 3] → float32 [n, 3, h, w] in −1…1."""
    return np.ascontiguousarray(pictures.transpose(0, 3, 1, 2), dtype=np.float32) / 127.5 - 1


def to_bytes(pictures: np.ndarray) -> np.ndarray:
    """The inverse of `to_unit`, clipped and rounded."""
    return ((pictures.transpose(0, 2, 3, 1) + 1) * 127.5).round().clip(0, 255).astype(np.uint8)


def coverage(ids: np.ndarray, objects: int, size: int) -> np.ndarray:
    """Area averages of the first `objects` instance masks: float32 [objects, size, size] in 0…1."""
    cell = ids.shape[0] // size
    cells = ids.reshape(size, cell, size, cell)
    return np.stack([(cells == k + 1).mean(axis=(1, 3), dtype=np.float32) for k in range(objects)])
