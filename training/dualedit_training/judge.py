"""Train the judge: a classifier of boxes and one of whole pictures, on training scenes alone."""

from __future__ import annotations

import json

import numpy as np
import torch
from torch.nn import functional as F

from .config import PICTURE, SIZES, fast_arithmetic, prepare
from .data import Scenes, to_unit
from .judge_data import Batch, JudgeScenes, cover, judge_names, reconstructions, weather
from .judge_model import BoxJudge, PresenceJudge, crop_boxes, load_judge, new_judge, shrunk
from .stage import Stage, learning_parser

CROWD = 4


def box_loss(judge: BoxJudge, batch: Batch, pictures: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    """−log of the probability of all right answers, and cross-entropy of colour and material where they are asked."""
    crops = cover(crop_boxes(pictures[batch.of], batch.boxes), random)
    mirrored = torch.rand(len(crops), 1, 1, 1, device=crops.device) < 0.5
    kinds, tints, materials = judge.judge_crops(torch.where(mirrored, crops.flip(3), crops))
    log = kinds.float().log_softmax(1)
    right = -log.masked_fill(~batch.allowed, -torch.inf).logsumexp(1).mean()
    looks = ((tints, batch.color), (materials, batch.material))
    return right + sum(F.cross_entropy(logits.float(), answer, ignore_index=-1) for logits, answer in looks)


def presence_loss(judge: PresenceJudge, batch: Batch, pictures: torch.Tensor) -> torch.Tensor:
    """Cross-entropy place by place, things and background weighing the same, and of the whole picture's answers."""
    kinds, tints = (x.float() for x in judge.places(pictures))
    background = kinds.shape[1] - 1
    things = batch.kinds.masked_fill(batch.kinds == background, -1)
    empty = batch.kinds.masked_fill(batch.kinds != background, -1)
    by_place = sum(
        F.cross_entropy(logits, target, ignore_index=-1)
        for logits, target in ((kinds, things), (kinds, empty), (tints, batch.tints))
    )
    there, colored = (p.clamp(1e-4, 1 - 1e-4) for p in judge.gather(kinds, tints))
    whole = _asked(there, batch.present.amax(2)) + 4 * _asked(colored, batch.present)
    return by_place + 4 * whole


def _asked(probability: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy where the target is not −1."""
    return F.binary_cross_entropy(probability, target.clamp(min=0), weight=(target >= 0).float())


@torch.no_grad()
def box_figures(judge: BoxJudge, scenes: Scenes, indices: np.ndarray, names: dict, pictures: np.ndarray, device) -> dict:
    """Shares of right answers for the true boxes of `pictures` (uint8, of the scenes `indices`).

    A background box is the emptiest of four random ones, where it shows no object at all. "crowd" is all three answers
    at once for things of scenes with CROWD things or more.
    """
    source, random = JudgeScenes(scenes, indices, pictures, names), np.random.default_rng(7)
    right: dict[str, list] = {"class": [], "color": [], "material": [], "crowd": [], "nothing": []}
    for index, picture in zip(indices, pictures):
        nouns, tints = source.truths(index)
        own = [np.array(o["box"], np.float64) for o in scenes.scenes[index]["objects"]]
        empty = source.anywhere(own, random)
        shows = any(min(empty[2], b[2]) > max(empty[0], b[0]) and min(empty[3], b[3]) > max(empty[1], b[1]) for b in own)
        boxes = torch.from_numpy(np.stack([*own, empty]).astype(np.float32) / PICTURE).to(device)
        x = shrunk(torch.from_numpy(to_unit(picture[None])).to(device))
        out = judge(x.expand(len(boxes), -1, -1, -1), boxes)
        kinds, colors, materials = (logits.argmax(1).cpu().numpy() for logits in out)
        answers = [kinds[:-1] == nouns, colors[:-1] == tints, materials[:-1] == source.materials(index)]
        for name, values in zip(("class", "color", "material"), answers):
            right[name] += list(values)
        if len(own) >= CROWD:
            right["crowd"] += list(np.all(answers, axis=0))
        right["nothing"] += [] if shows else [kinds[-1] == len(names["classes"]) - 1]
    return _shares(right)


@torch.no_grad()
def presence_figures(judge: PresenceJudge, scenes: Scenes, indices: np.ndarray, names: dict, pictures: np.ndarray, device) -> dict:
    """Shares of right answers to what is in whole pictures, and of pictures where all answers are right;
    and how often a part of another animal, grafted onto one, does not count as that other animal."""
    source, random = JudgeScenes(scenes, indices, pictures, names, grafted=1.0), np.random.default_rng(7)
    kinds = ("noun_present", "noun_absent", "pair_present", "pair_absent", "all_of_a_picture", "grafted_absent")
    right: dict[str, list] = {kind: [] for kind in kinds}
    for index, picture in zip(indices, pictures):
        nouns, tints = source.truths(index)
        seen, colored = (p[0].cpu().numpy() > 0.5 for p in judge(shrunk(torch.from_numpy(to_unit(picture[None])).to(device))))
        there = np.zeros_like(colored)
        there[nouns, tints] = True
        right["noun_present"] += list(seen[there.any(1)])
        right["noun_absent"] += list(~seen[~there.any(1)])
        right["pair_present"] += list(colored[there])
        right["pair_absent"] += list(~colored[~there])
        right["all_of_a_picture"].append(bool((seen == there.any(1)).all() and (colored == there).all()))
        changed = picture.copy()
        hybrid = source.maybe_graft(index, changed, random)
        if hybrid and not there[hybrid[2]].any():
            seen = judge(shrunk(torch.from_numpy(to_unit(changed[None])).to(device)))[0][0]
            right["grafted_absent"].append(bool(seen[hybrid[2]] <= 0.5))
    return _shares(right)


def _shares(right: dict[str, list]) -> dict:
    return {k: {"share": round(float(np.mean(v)), 4), "of": len(v)} for k, v in right.items()}


def main() -> None:
    parser = learning_parser(__doc__, batch=24, batch_help="pictures a step; each gives about four boxes")
    parser.add_argument("part", choices=["boxes", "presence"])
    arguments = parser.parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    training, held = (scenes.filled(indices) for indices in scenes.split())
    names = judge_names(scenes)
    again = reconstructions(arguments.run, SIZES[arguments.size], scenes, training, device)
    judge = new_judge(arguments.part, names).to(device)
    stage = Stage(arguments, [judge], f"judge/{arguments.part}.pt", largest_norm=5.0)
    source = JudgeScenes(scenes, training, again, names, grafted=0.0 if arguments.part == "boxes" else 0.5)
    for _ in stage.steps():
        batch = source.batch(arguments.batch, stage.random)
        batch = Batch(*(value.to(device) for value in vars(batch).values()))
        pictures = weather(batch.pictures)
        with fast_arithmetic(device):
            loss = (
                box_loss(judge, batch, pictures, stage.random)
                if arguments.part == "boxes"
                else presence_loss(judge, batch, pictures)
            )
        stage.learn(loss)
        stage.keeper.save_if_due({"names": names})
    stage.keeper.save({"names": names})
    judge = load_judge(arguments.run, arguments.part, device)[0]
    pictures = np.stack([scenes.picture(i) for i in held])
    figures = box_figures if arguments.part == "boxes" else presence_figures
    print(json.dumps(figures(judge, scenes, held, names, pictures, device)), flush=True)


if __name__ == "__main__":
    main()
