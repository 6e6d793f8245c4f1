"""What the judge learns from: scenes as rendered and as an autoencoder returns them, boxes, and truths."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from PIL import Image
from torch.nn import functional as F

from .config import PICTURE, Sizes, autoencoder_config, fast_arithmetic
from .data import Scenes, coverage, to_bytes, to_unit
from .judge_model import NATURAL, NOTHING, PLACES, PLAIN, shrunk

RECONSTRUCTED = 1024


def judge_names(scenes: Scenes) -> dict[str, list[str]]:
    vocabulary = scenes.vocabulary()
    return {
        "classes": [*vocabulary["nouns"], NOTHING],
        "colors": [*vocabulary["colors"], NATURAL],
        "materials": [*vocabulary["materials"], PLAIN],
    }


@torch.no_grad()
def noisy_reconstruction(run: Path, sizes: Sizes, pictures: np.ndarray, device: torch.device, noise: float) -> np.ndarray:
    """uint8 pictures after the run's own autoencoder, whose latents carry noise of up to `noise` deviations."""
    vae = AutoencoderKL(**autoencoder_config(sizes))
    vae.load_state_dict(torch.load(run / "latents" / "autoencoder.pt", weights_only=True))
    vae.to(device).eval()
    out = np.empty_like(pictures)
    for start in range(0, len(pictures), 32):
        part = torch.from_numpy(to_unit(pictures[start : start + 32])).to(device)
        with fast_arithmetic(device):
            z = vae.encode(part).latent_dist.mode().float()
            amount = noise * torch.rand(len(part), 1, 1, 1, device=device) * z.std()
            back = vae.decode(z + amount * torch.randn_like(z)).sample
        out[start : start + 32] = to_bytes(back.float().cpu().numpy())
    return out


def reconstructions(run: Path, sizes: Sizes, scenes: Scenes, indices: np.ndarray, device: torch.device) -> np.ndarray:
    """The first training scenes after the autoencoder, uint8 [n, PICTURE, PICTURE, 3]; kept on disk.

    Noise on the latents stands for what a diffusion model leaves there.
    """
    path = run / "judge" / "reconstructions.npy"
    if not path.exists():
        pictures = np.stack([scenes.picture(i) for i in indices[:RECONSTRUCTED]])
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial.npy")
        np.save(partial, noisy_reconstruction(run, sizes, pictures, device, noise=0.3))
        os.replace(partial, path)
    return np.load(path, mmap_mode="r")


@dataclass
class Batch:
    """Pictures [n, 3, JUDGED, JUDGED] with what is in them, and boxes [m, 4] in fractions of pictures `of` [m].

    `allowed` [m, classes] marks the answers that are right for a box, `color` and `material` [m] are −1 where none is
    asked.
    `present` [n, nouns, colours] is 0 or 1, or −1 where it is not asked. `kinds` and `tints` [n, PLACES, PLACES] are class and colour numbers of
    places; −1 is not asked: outlines, and the colour of nothing.
    """

    pictures: torch.Tensor
    present: torch.Tensor
    kinds: torch.Tensor
    tints: torch.Tensor
    of: torch.Tensor
    boxes: torch.Tensor
    allowed: torch.Tensor
    color: torch.Tensor
    material: torch.Tensor


def jitter(box: np.ndarray, random: np.random.Generator, amount: float) -> np.ndarray:
    """Moves every edge by up to `amount` of the box's side."""
    side = np.tile(box[2:] - box[:2], 2)
    return box + random.uniform(-amount, amount, 4) * side


def part_of(box: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A box that holds a part of another one: its head, its feet, half of it."""
    low, high = sorted(random.uniform(0, 1, 2))
    axis = random.integers(2)
    out = box.astype(np.float64)
    side = box[axis + 2] - box[axis]
    if 0.15 < high - low < 0.6:
        out[axis], out[axis + 2] = box[axis] + low * side, box[axis] + high * side
    elif axis:
        out[3] = box[1] + 0.4 * side
    else:
        out[2] = box[0] + 0.4 * side
    return out


def right_answers(box: np.ndarray, ids: np.ndarray, nouns: list[int], classes: int) -> np.ndarray:
    """For a box drawn anywhere: nothing is right, and so is any object of which it shows some."""
    left, top, right, bottom = np.clip(np.round(box), 0, ids.shape[0]).astype(int)
    inside = np.bincount(ids[top:bottom, left:right].ravel(), minlength=len(nouns) + 1)
    total = np.bincount(ids.ravel(), minlength=len(nouns) + 1)
    allowed = np.zeros(classes, bool)
    allowed[-1] = True
    for k, noun in enumerate(nouns, 1):
        allowed[noun] |= inside[k] > max(0.02 * inside.sum(), 0.04 * total[k])
    return allowed


def graft(onto: Thing, other: Thing, random: np.random.Generator) -> np.ndarray | None:
    """Where (boolean [PICTURE, PICTURE]) the picture `onto` was changed in place: its object has the ears, the feet or
    a side of the other one, less than half of it. None where too little of the other one came to lie there."""
    left, top, right, bottom = onto.box
    size = (right - left, bottom - top)
    cut = Image.fromarray(other.picture).crop(tuple(other.box)).resize(size, Image.Resampling.BILINEAR)
    mask = Image.fromarray(other.mask).crop(tuple(other.box)).resize(size, Image.Resampling.NEAREST)
    y, x = np.mgrid[: size[1], : size[0]] / np.array([[[size[1]]], [[size[0]]]])
    place = (y, 1 - y, x, 1 - x)[random.choice(4, p=[0.55, 0.15, 0.15, 0.15])]
    taken = np.asarray(mask) & (place < random.uniform(0.25, 0.55))
    rest = onto.mask[top:bottom, left:right] & ~taken
    if not 0.15 < taken.sum() / max(1, rest.sum()) < 0.9:
        return None
    onto.picture[top:bottom, left:right][taken] = np.asarray(cut)[taken]
    changed = np.zeros(onto.mask.shape, bool)
    changed[top:bottom, left:right] = taken
    return changed


@dataclass
class Thing:
    """One object of a scene: its picture uint8 [PICTURE, PICTURE, 3], its visible mask, box in pixels, class number."""

    picture: np.ndarray
    mask: np.ndarray
    box: list[int]
    noun: int


class JudgeScenes:
    """Batches of scenes; half of them reconstructed, where a reconstruction is at hand.

    Of `grafted` of them one object gets a part of another kind. A diffusion model asked for two things draws
    such ones; they are not both, and the larger kind alone may be said to be there.
    """

    def __init__(
        self, scenes: Scenes, indices: np.ndarray, again: np.ndarray, names: dict[str, list[str]], grafted: float = 0.0
    ):
        self.scenes, self.indices, self.again, self.names, self.grafted = scenes, indices, again, names, grafted

    def picture(self, random: np.random.Generator) -> tuple[int, np.ndarray]:
        """A scene's index and its picture, rendered or reconstructed."""
        again = random.random() < 0.5
        at = random.integers(len(self.again) if again else len(self.indices))
        return self.indices[at], self.again[at] if again else self.scenes.picture(self.indices[at])

    def thing(self, index: int, picture: np.ndarray, random: np.random.Generator) -> Thing:
        """Any object of a scene that is not worn."""
        things = self.scenes.scenes[index]["objects"]
        k = random.choice([k for k, o in enumerate(things) if o["wornBy"] is None])
        return Thing(picture, self.scenes.ids(index) == k + 1, things[k]["box"], self.truths(index)[0][k])

    def maybe_graft(self, index: int, picture: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, int, int] | None:
        """Changes `picture` in place; where, the class of the object that is no longer whole, and of the part."""
        onto, other = self.thing(index, picture, random), self.thing(*self.picture(random), random)
        if onto.noun == other.noun or random.random() >= self.grafted:
            return None
        changed = graft(onto, other, random)
        return None if changed is None else (changed, onto.noun, other.noun)

    def truths(self, index: int) -> tuple[list[int], list[int]]:
        """Class and colour number of each object of a scene."""
        things = self.scenes.scenes[index]["objects"]
        classes, colors = self.names["classes"], self.names["colors"]
        return [classes.index(o["noun"]) for o in things], [colors.index(o["color"] or NATURAL) for o in things]

    def materials(self, index: int) -> list[int]:
        """Material number of each object of a scene."""
        return [self.names["materials"].index(o["material"] or PLAIN) for o in self.scenes.scenes[index]["objects"]]

    def batch(self, count: int, random: np.random.Generator) -> Batch:
        classes, colors = len(self.names["classes"]), len(self.names["colors"])
        pictures = np.empty((count, PICTURE, PICTURE, 3), np.uint8)
        present = np.zeros((count, classes - 1, colors), np.float32)
        kinds, tones = np.full((count, PLACES, PLACES), classes - 1), np.full((count, PLACES, PLACES), -1)
        of, boxes, allowed, asked, made_of = [], [], [], [], []
        for row in range(count):
            index, pictures[row] = self.picture(random)
            ids, (nouns, tints) = self.scenes.ids(index), self.truths(index)
            materials = self.materials(index)
            for share, noun, tint in zip(coverage(ids, len(nouns), PLACES), nouns, tints):
                present[row, noun, tint] = 1
                kinds[row][(share > 0) & (kinds[row] == classes - 1)] = -1
                kinds[row][share > 0.6], tones[row][share > 0.6] = noun, tint
            hybrid = self.maybe_graft(index, pictures[row], random)
            if hybrid:
                unclear = coverage(hybrid[0].astype(np.uint8), 1, PLACES)[0] > 0
                kinds[row][unclear] = tones[row][unclear] = present[row, hybrid[1]] = -1
            own = [np.array(o["box"], np.float64) for o in self.scenes.scenes[index]["objects"]]
            loose = [self.anywhere(own, random), jitter(part_of(own[random.integers(len(own))], random), random, 0.1)]
            for k, box in enumerate([*(jitter(b, random, 0.12) for b in own), *loose]):
                known = k < len(own)
                of.append(row)
                boxes.append(box / PICTURE)
                allowed.append(np.arange(classes) == nouns[k] if known else right_answers(box, ids, nouns, classes))
                asked.append(tints[k] if known else -1)
                made_of.append(materials[k] if known else -1)
        return Batch(
            shrunk(torch.from_numpy(to_unit(pictures))),
            torch.from_numpy(present),
            torch.from_numpy(kinds),
            torch.from_numpy(tones),
            torch.tensor(of),
            torch.from_numpy(np.stack(boxes).astype(np.float32)),
            torch.from_numpy(np.stack(allowed)),
            torch.tensor(asked),
            torch.tensor(made_of),
        )

    def anywhere(self, own: list[np.ndarray], random: np.random.Generator) -> np.ndarray:
        """A box of an object's usual size, where it may show none: the emptiest of a few throws."""
        best, least = None, np.inf
        for _ in range(4):
            width, height = random.uniform(0.2, 0.6, 2) * PICTURE
            left, top = (random.uniform(-0.05 * PICTURE, 1.05 * PICTURE - side) for side in (width, height))
            box = np.array([left, top, left + width, top + height])
            covered = sum(
                max(0, min(box[2], b[2]) - max(left, b[0])) * max(0, min(box[3], b[3]) - max(top, b[1])) for b in own
            )
            if covered < least:
                best, least = box, covered
        return best


def weather(pictures: torch.Tensor) -> torch.Tensor:
    """Mild blur, noise, brightness and contrast, each on some of the pictures [n, 3, h, w] in −1…1."""
    n, like = len(pictures), {"device": pictures.device}

    def some(share: float, low: float, high: float) -> torch.Tensor:
        amount = low + (high - low) * torch.rand(n, 1, 1, 1, **like)
        return amount * (torch.rand(n, 1, 1, 1, **like) < share)

    smooth = F.avg_pool2d(F.pad(pictures, (1, 1, 1, 1), mode="replicate"), 3, 1)
    coarse = F.interpolate(F.avg_pool2d(pictures, 2), scale_factor=2.0, mode="bilinear", align_corners=False)
    out = pictures + some(0.4, 0.2, 1.0) * (smooth - pictures)
    out = out + some(0.15, 0.5, 1.0) * (coarse - out)
    out = out * (1 + some(0.4, -0.12, 0.12)) + some(0.4, -0.08, 0.08)
    return (out + some(0.5, 0.0, 0.08) * torch.randn_like(out)).clamp(-1, 1)


def cover(crops: torch.Tensor, random: np.random.Generator, share: float = 0.35) -> torch.Tensor:
    """Hides up to a quarter of some crops behind a piece of another one."""
    out, side = crops.clone(), crops.shape[-1]
    others = crops.roll(int(random.integers(1, len(crops))), 0)
    for row in np.flatnonzero(random.random(len(crops)) < share):
        height, width = random.integers(side // 8, side // 2, 2)
        y, x = random.integers(0, side - height), random.integers(0, side - width)
        out[row, :, y : y + height, x : x + width] = others[row, :, y : y + height, x : x + width]
    return out
