"""Text to picture: draws captions, and asks the judge what is in the pictures."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .data import Scenes, to_bytes
from .judge_data import NATURAL
from .judge_model import PresenceJudge, shrunk
from .pipeline import Pipeline
from .sheets import write_sheet

BATCH = 14


@dataclass(frozen=True)
class Wanted:
    """A caption and the things that it names; a colour of None was not named."""

    caption: str
    things: tuple[tuple[str, str | None], ...]
    worn: bool


def phrase(color: str, noun: str) -> str:
    """With its article, as the world's captions have it; glasses have none."""
    if noun == "glasses":
        return f"{color} {noun}"
    return f"{'an' if color[0] in 'aeiou' else 'a'} {color} {noun}"


def color_captions(scenes: Scenes) -> list[tuple[str, str, str]]:
    """(caption, noun, colour) for every noun and colour; what is always worn is worn here too."""
    vocabulary = scenes.vocabulary()
    worn = {o["noun"] for scene in scenes.scenes for o in scene["objects"] if o["wornBy"] is not None}
    return [
        (f"a dog wearing {phrase(color, noun)}" if noun in worn else phrase(color, noun), noun, color)
        for noun in vocabulary["nouns"]
        for color in vocabulary["colors"]
    ]


def wanted_captions(scenes: Scenes, counts: dict[int, int]) -> list[Wanted]:
    """The colour captions, then captions of the first held-out scenes of so many objects each, long and short in turn."""
    out = []
    for caption, noun, color in color_captions(scenes):
        dog = "dog wearing" in caption
        out.append(Wanted(caption, ((noun, color), *((("dog", None),) if dog else ())), dog))
    taken = dict.fromkeys(counts, 0)
    for index in scenes.split()[1]:
        scene = scenes.scenes[index]
        size = len(scene["objects"])
        if taken.get(size, 0) < counts.get(size, 0):
            caption = scene["captions"][taken[size] % len(scene["captions"])]
            taken[size] += 1
            things = tuple((o["noun"], o["color"]) for o in scene["objects"])
            out.append(Wanted(caption, things, any(o["wornBy"] is not None for o in scene["objects"])))
    return out


def draw(pipeline: Pipeline, captions: list[str], guidance: float, steps: int, folder: Path) -> np.ndarray:
    """Latents [n, channels, side, side], kept batch by batch, so that a broken-off evaluation goes on where it was."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for start in range(0, len(captions), BATCH):
        path = folder / f"{start:04d}.npy"
        if not path.exists():
            z = pipeline.sample(captions[start : start + BATCH], guidance, steps, start).cpu().numpy()
            np.save(path.with_suffix(".partial.npy"), z)
            os.replace(path.with_suffix(".partial.npy"), path)
            print(f"drawn {start + len(z)} of {len(captions)}", flush=True)
        parts.append(np.load(path))
    return np.concatenate(parts)


@torch.no_grad()
def judged(presence: PresenceJudge, pictures: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Which kinds [n, nouns], and which in which colour [n, nouns, colours], are in pictures (values −1…1)."""
    parts = zip(*(presence(shrunk(p)) for p in pictures.split(32)))
    kinds, pairs = (torch.cat(part).cpu().numpy() > 0.5 for part in parts)
    return kinds, pairs


def share(values: list) -> dict:
    return {"share": round(float(np.mean(values)), 4) if values else None, "of": len(values)}


def drawn_figures(wanted: list[Wanted], seen: np.ndarray, colored: np.ndarray, names: dict[str, list[str]]) -> dict:
    """`seen` [n, nouns] and `colored` [n, nouns, colours] are booleans. What is missing has not got its colour either."""
    nouns, colors = names["classes"], names["colors"]
    there, tinted, natural, both, crowd, strangers = [], [], [], {"worn": [], "apart": []}, [], []
    of_noun: dict[str, list[bool]] = {}
    for one, has, has_colored in zip(wanted, seen, colored):
        found = {noun: bool(has[nouns.index(noun)]) for noun, _ in one.things}
        there += found.values()
        for noun, color in one.things:
            of_noun.setdefault(noun, []).append(found[noun])
            (natural if color is None else tinted).append(bool(has_colored[nouns.index(noun), colors.index(color or NATURAL)]))
        if len(found) == 2:
            both["worn" if one.worn else "apart"].append(all(found.values()))
        if len(found) > 2:
            crowd.append(all(found.values()))
        strangers.append(any(has[i] and noun not in found for i, noun in enumerate(nouns[:-1])))
    return {
        "named_object_there": share(there),
        "by_noun": {noun: share(values) for noun, values in of_noun.items()},
        "in_the_named_color": share(tinted),
        "in_its_own_color_where_none_is_named": share(natural),
        "two_named_both_there": share(both["worn"] + both["apart"]),
        "two_apart_both_there": share(both["apart"]),
        "three_or_more_all_there": share(crowd),
        "no_thing_that_was_not_named": share([not s for s in strangers]),
    }


def verdict_sheet(path: Path, wanted: list[Wanted], pictures: np.ndarray, seen: np.ndarray, colored: np.ndarray, names: dict) -> None:
    """Pictures with their captions and what the judge saw, for eyes."""
    titles = []
    for one, has, tints in zip(wanted, seen, colored):
        said = ["/".join([*(names["colors"][c] for c in np.flatnonzero(tints[n])), names["classes"][n]]) for n in np.flatnonzero(has)]
        titles.append(f"{one.caption} | {', '.join(said) or 'nothing'}")
    write_sheet(path, list(to_bytes(pictures)), titles, columns=10)
