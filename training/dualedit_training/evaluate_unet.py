"""Figures of the UNet on held-out scenes: inversion, attention, and colours where its own attention is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from .autoencoder import psnr
from .captions import encode
from .config import PICTURE, scheduler_config
from .data import Scenes, coverage, to_bytes, to_unit
from .evaluate_drawn import color_captions
from .grounding import AttentionRecorder
from .pipeline import Pipeline
from .sheets import write_sheet

STEPS = 50
# pixels of a place of a 16×16 map
CELL = np.ones((PICTURE // 16, PICTURE // 16))


def summary(values: np.ndarray) -> dict:
    return {
        "mean": round(float(np.mean(values)), 3),
        "worst_tenth": round(float(np.quantile(values, 0.1)), 3),
        "count": len(values),
    }


def best_caption(scene: dict) -> str:
    """The caption that says most."""
    return max(scene["captions"], key=len)


@torch.no_grad()
def inversion_figure(pipeline: Pipeline, pictures: np.ndarray, captions: list[str], sheet: Path) -> dict:
    """DDIM inversion, then sampling, guidance 1: PSNR against the autoencoder's own reconstruction."""
    figures, shown = [], []
    for start in range(0, len(pictures), 16):
        texts = captions[start : start + 16]
        z = pipeline.encode(torch.from_numpy(to_unit(pictures[start : start + 16])).to(pipeline.device))
        back = pipeline.denoise(pipeline.invert(z, texts, STEPS), texts, STEPS)
        a, b = (pipeline.decode(x).cpu().numpy() for x in (z, back))
        figures.append(psnr(b, a))
        shown += [p for pair in zip(to_bytes(a), to_bytes(b)) for p in pair]
    write_sheet(sheet, shown[:24], [t for f in figures[0] for t in ("autoencoder", f"inverted {f:.1f} dB")][:24], columns=6)
    return summary(np.concatenate(figures))


@torch.no_grad()
def attention_figure(pipeline: Pipeline, recorder: AttentionRecorder, scenes: Scenes, indices: np.ndarray, sheet: Path) -> dict:
    """Energy of a noun's mean 16×16 map inside its true mask, over the mask's share of the area."""
    alphas = torch.tensor(np.cumprod(1 - _betas()), dtype=torch.float32)
    generator = torch.Generator().manual_seed(0)
    ratios, insides, shown, titles = [], [], [], []
    for index in indices:
        scene = scenes.scenes[index]
        caption = best_caption(scene)
        ids, owner = encode(caption, scene["objects"], pipeline.words)
        tokens = pipeline.words.encode(caption).tokens
        masks = coverage(scenes.ids(index), len(scene["objects"]), 16)
        z = pipeline.encode(torch.from_numpy(to_unit(scenes.picture(index)[None])).to(pipeline.device))
        maps = []
        for t in range(50, 1000, 100):
            a = alphas[t]
            noise = torch.randn(z.shape, generator=generator).to(z.device)
            recorder.on = True
            pipeline.unet(a.sqrt() * z + (1 - a).sqrt() * noise, t, pipeline.states([caption]))
            recorder.on = False
            maps += [p[0].mean(0) for p in recorder.take() if p.shape[2] == 256]
        mean = torch.stack(maps).mean(0).reshape(16, 16, -1).cpu().numpy()
        for k, thing in enumerate(scene["objects"]):
            named = [i for i in np.flatnonzero(owner & (1 << k)) if tokens[i].removesuffix("</w>") == thing["noun"]]
            if len(named) != 1 or owner[named[0]] != 1 << k or masks[k].sum() < 1:
                continue
            map_ = mean[:, :, named[0]]
            inside = float((map_ * masks[k]).sum() / map_.sum())
            insides.append(inside)
            ratios.append(inside / float(masks[k].mean()))
            if len(shown) < 24:
                shown += [scenes.picture(index), _heat(map_)]
                titles += [caption, f"{thing['noun']}: x{ratios[-1]:.1f}"]
    write_sheet(sheet, shown, titles, columns=6)
    return {"ratio": summary(np.array(ratios)), "inside": summary(np.array(insides)), "at_least_2.5": round(float(np.mean(np.array(ratios) >= 2.5)), 3)}


def _betas() -> np.ndarray:
    settings = scheduler_config()
    return np.linspace(settings["beta_start"] ** 0.5, settings["beta_end"] ** 0.5, settings["num_train_timesteps"]) ** 2


def _heat(map_: np.ndarray) -> np.ndarray:
    """A 16×16 map as a grey picture, its largest value white."""
    grey = np.kron(map_ / map_.max() * 255, CELL).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def reference_colors(scenes: Scenes, indices: np.ndarray, colors: list[str]) -> np.ndarray:
    """What each colour word looks like: the median RGB of rendered objects of that colour, [colours, 3]."""
    seen: dict[str, list[np.ndarray]] = {c: [] for c in colors}
    for index in indices:
        for k, thing in enumerate(scenes.scenes[index]["objects"]):
            pixels = scenes.picture(index)[scenes.ids(index) == k + 1]
            if thing.get("color") in seen and len(pixels):
                seen[thing["color"]].append(np.median(pixels, axis=0))
    return np.stack([np.median(seen[c], axis=0) for c in colors])


@torch.no_grad()
def color_figure(
    pipeline: Pipeline, recorder: AttentionRecorder, references: np.ndarray, scenes: Scenes, latents: np.ndarray, sheet: Path
) -> dict:
    """`latents` are drawn from the colour captions: every noun in every colour. The median colour where the
    noun's own map exceeds half of its maximum must lie nearest to the named colour's reference. It checks
    colour only, not the kind of thing."""
    captions, colors = color_captions(scenes), list(scenes.vocabulary()["colors"])
    right, shown, titles = 0, [], []
    for (caption, noun, color), row in zip(captions, latents):
        z = torch.from_numpy(row[None]).to(pipeline.device)
        recorder.on = True
        pipeline.unet(z, 101, pipeline.states([caption]))
        recorder.on = False
        map_ = torch.stack([p[0].mean(0) for p in recorder.take() if p.shape[2] == 256]).mean(0).cpu().numpy()
        picture = to_bytes(pipeline.decode(z).cpu().numpy())[0]
        at = pipeline.words.encode(caption).tokens.index(f"{noun}</w>")
        heat = np.kron(map_[:, at].reshape(16, 16), CELL)
        median = np.median(picture[heat > heat.max() / 2], axis=0)
        found = colors[int(np.argmin(np.square(references - median).sum(1)))]
        right += found == color
        shown.append(picture)
        titles.append(caption + ("" if found == color else f" (seen {found})"))
    write_sheet(sheet, shown, titles, columns=len(colors))
    return {"right": right, "of": len(captions), "share": round(right / len(captions), 3)}
