"""A few hundred coloured discs and squares in the exporter's format, to try every stage in a minute."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from dualedit_training.config import PICTURE

COLORS = {"red": (200, 40, 40), "green": (40, 170, 60), "blue": (50, 70, 210), "yellow": (230, 200, 40)}
NOUNS = ("disc", "square")


def scene(seed: int) -> tuple[np.ndarray, np.ndarray, dict]:
    random = np.random.default_rng(seed)
    picture = np.full((PICTURE, PICTURE, 3), random.integers(120, 220), np.uint8)
    ids = np.zeros((PICTURE, PICTURE), np.uint8)
    y, x = np.mgrid[:PICTURE, :PICTURE]
    unit = PICTURE // 128
    objects = []
    for k in range(random.integers(1, 3)):
        noun, color = random.choice(NOUNS), random.choice(list(COLORS))
        cx, cy, r = unit * np.array([random.integers(16 + 64 * k, 48 + 64 * k), random.integers(40, 90), random.integers(12, 26)])
        inside = (abs(x - cx) < r) & (abs(y - cy) < r) if noun == "square" else (x - cx) ** 2 + (y - cy) ** 2 < r * r
        picture[inside] = COLORS[color]
        ids[inside] = k + 1
        objects.append({"id": f"o{k}", "noun": str(noun), "color": str(color), "material": None,
                        "phrase": f"{color} {noun}", "wornBy": None, "box": [int(cx - r), int(cy - r), int(cx + r), int(cy + r)]})
    captions = [" and ".join(f"a {o['color']} {o['noun']}" for o in objects), " and ".join(f"a {o['noun']}" for o in objects)]
    return picture, ids, {"seed": seed, "background": "plain", "captions": captions, "objects": objects}


def write(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pictures, ids, lines = zip(*(scene(seed) for seed in range(count)))
    np.save(folder / "shard-00000.images.npy", np.stack(pictures))
    np.save(folder / "shard-00000.ids.npy", np.stack(ids))
    (folder / "shard-00000.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    vocabulary = {"nouns": list(NOUNS), "colors": list(COLORS), "materials": [], "backgrounds": ["plain"]}
    (folder / "vocabulary.json").write_text(json.dumps(vocabulary))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
