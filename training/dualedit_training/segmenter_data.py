"""Scenes for the segmenter: moved, zoomed and flipped, with things of other scenes pasted in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

from .config import PICTURE
from .data import Scenes

MARGIN = 5 * PICTURE // 16
# pixels of the smallest thing that is to be found: a disc of 1/18 of the picture's side
LEAST_PIXELS = PICTURE**2 // 410
# what hides or cuts more of a thing than this leaves something that is neither it nor nothing
LEAST_VISIBLE = 0.3


@dataclass
class Example:
    """A picture with what is in it: `things[k]` is the object whose pixels are k + 1 in `ids`."""

    picture: np.ndarray
    ids: np.ndarray
    things: list[dict]
    # pixels of each thing before others hid it or the frame cut it
    whole: list[int]

    def visible(self) -> np.ndarray:
        """Pixels of each thing that are seen: int64 [things]."""
        return np.bincount(self.ids.ravel(), minlength=len(self.things) + 1)[1 : len(self.things) + 1]

    def shown(self) -> np.ndarray:
        """Which things are to be found: bool [things]."""
        seen = self.visible()
        return (seen >= LEAST_PIXELS) & (seen >= LEAST_VISIBLE * np.array(self.whole))


def load(scenes: Scenes, index: int) -> Example:
    """A scene as rendered."""
    ids = np.array(scenes.ids(index))
    things = scenes.scenes[index]["objects"]
    example = Example(np.array(scenes.picture(index)), ids, things, [])
    example.whole = example.visible().tolist()
    return example


def paste(target: Example, source: Example, random: np.random.Generator) -> Example:
    """One thing of `source`, with what it wears, in front of everything in `target` at another place."""
    stands = [k for k, thing in enumerate(source.things) if thing["wornBy"] is None]
    chosen = source.things[random.choice(stands)]
    group = [k for k, thing in enumerate(source.things) if chosen["id"] in (thing["id"], thing["wornBy"])]
    picture, ids = source.picture, source.ids
    if random.random() < 0.5:
        picture, ids = picture[:, ::-1], ids[:, ::-1]
    dy, dx = (int(random.integers(-reach, reach + 1)) for reach in (PICTURE // 8, 7 * PICTURE // 16))
    out_picture, out_ids = target.picture.copy(), target.ids.copy()
    to_y, from_y = slice(max(0, dy), PICTURE + min(0, dy)), slice(max(0, -dy), PICTURE - max(0, dy))
    to_x, from_x = slice(max(0, dx), PICTURE + min(0, dx)), slice(max(0, -dx), PICTURE - max(0, dx))
    moved = ids[from_y, from_x]
    things, whole = list(target.things), list(target.whole)
    for k in group:
        things.append(source.things[k])
        whole.append(source.whole[k])
        out_ids[to_y, to_x][moved == k + 1] = len(things)
    inside = np.isin(moved, [k + 1 for k in group])
    out_picture[to_y, to_x][inside] = picture[from_y, from_x][inside]
    return Example(out_picture, out_ids, things, whole)


def reframe(example: Example, random: np.random.Generator) -> Example:
    """Mirrors half of the pictures; zooms by 0.7 to 1.5, stretches a little and moves."""
    picture, ids = example.picture, example.ids
    if random.random() < 0.5:
        picture, ids = picture[:, ::-1], ids[:, ::-1]
    zoom = np.exp(random.uniform(np.log(0.72), np.log(1.5)))
    stretch = np.exp(random.uniform(-0.1, 0.1))
    width, height = (min(PICTURE / zoom * s, PICTURE + MARGIN) for s in (stretch, 1 / stretch))
    slack = PICTURE / 16
    # the frame stays within the margins, and near the middle, where the things are
    x, y = (random.uniform(*sorted((max(-MARGIN / 2, -slack), min(PICTURE + MARGIN / 2, PICTURE + slack) - side))) for side in (width, height))
    box = (x + MARGIN, y + MARGIN, x + MARGIN + width, y + MARGIN + height)
    edges = ((MARGIN, MARGIN), (MARGIN, MARGIN))
    wide = Image.fromarray(np.pad(picture, (*edges, (0, 0)), mode="edge"))
    marks = Image.fromarray(np.pad(ids, edges))
    scale = PICTURE * PICTURE / (width * height)
    return Example(
        np.asarray(wide.resize((PICTURE, PICTURE), Image.Resampling.BILINEAR, box)),
        np.asarray(marks.resize((PICTURE, PICTURE), Image.Resampling.NEAREST, box)),
        example.things,
        [round(pixels * scale) for pixels in example.whole],
    )


def crowded(scenes: Scenes, indices: np.ndarray, seed: int) -> Iterator[Example]:
    """Each scene with something of another of them pasted in; what is hidden too far to count is no thing."""
    random = np.random.default_rng(seed)
    for index in indices:
        example = paste(load(scenes, index), load(scenes, random.choice(indices)), random)
        kept = np.flatnonzero(example.shown())
        levels = np.zeros(len(example.things) + 1, np.uint8)
        levels[kept + 1] = np.arange(1, len(kept) + 1)
        things, whole = ([values[k] for k in kept] for values in (example.things, example.whole))
        yield Example(example.picture, levels[example.ids], things, whole)


def augmented(scenes: Scenes, indices: np.ndarray, random: np.random.Generator) -> Example:
    """A random training scene; two in five with something pasted in, three in four reframed."""
    example = load(scenes, random.choice(indices))
    for _ in range(random.choice([0, 1, 2], p=[0.6, 0.3, 0.1])):
        example = paste(example, load(scenes, random.choice(indices)), random)
    return reframe(example, random) if random.random() < 0.75 else example


def pixels_of(examples: list[Example]) -> torch.Tensor:
    """float32 [n, 3, PICTURE, PICTURE] in −1…1."""
    stacked = np.stack([e.picture for e in examples]).transpose(0, 3, 1, 2)
    return torch.from_numpy(np.ascontiguousarray(stacked, dtype=np.float32)) / 127.5 - 1


def weather(pixels: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    """Light, contrast, blur and noise, as of photographs of a screen and of pictures that were edited before."""
    n = len(pixels)
    draw = lambda low, high: torch.from_numpy(random.uniform(low, high, (n, 1, 1, 1)).astype(np.float32))
    pixels = pixels * draw(0.85, 1.1) + draw(-0.1, 0.1)
    if random.random() < 0.4:
        side = int(random.uniform(0.44, 0.94) * PICTURE)
        small = F.interpolate(pixels, (side, side), mode="bilinear", antialias=True)
        blurred = F.interpolate(small, (PICTURE, PICTURE), mode="bilinear")
        pixels = torch.where(draw(0, 1) < 0.5, blurred, pixels)
    noise = torch.from_numpy(random.standard_normal(pixels.shape, np.float32))
    return (pixels + noise * draw(0, 0.08) * (draw(0, 1) < 0.4)).clamp(-1, 1)


def visible_boxes(ids: np.ndarray, count: int) -> np.ndarray:
    """[x0, y0, x1, y1] in pixels, ends exclusive, of each of `count` things; zeros for what is not seen."""
    boxes = np.zeros((count, 4), np.float32)
    for k in range(count):
        inside = ids == k + 1
        columns, rows = np.flatnonzero(inside.any(0)), np.flatnonzero(inside.any(1))
        if len(columns):
            boxes[k] = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    return boxes
