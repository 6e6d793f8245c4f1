"""What the detector finds on scenes, and the score from which a box counts as found.

For every scene all known phrases are asked; those that name nothing in it, and words that are not of this
world, must find nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import OwlViTForObjectDetection

from .config import PICTURE, prepare, stage_parser
from .data import Scenes
from .detector import detect, embed_phrases, load_detector, tokenize
from .segmenter_boxes import overlap, suppress, to_corners
from .segmenter_data import Example, crowded, load, pixels_of, visible_boxes
from .segmenter_phrases import UNKNOWN, Phrases

NMS_IOU = 0.5
IOU = 0.5
# scores below this never count, whatever the threshold
FLOOR = 0.05


@dataclass
class Answers:
    """Everything found above `FLOOR`: one row a box after suppression, and one a thing that was asked for."""

    # per box: score, and whether it meets a thing of its phrase at IoU 0.5
    scores: np.ndarray
    right: np.ndarray
    # per thing and phrase that names it: the best score of a box that meets it, and the IoU of that box
    reached: np.ndarray
    ious: np.ndarray
    # per phrase that names nothing in its scene: the best score, of four kinds
    absent: dict[str, np.ndarray]


def kind_of(noun: str, color: str, things: list[dict]) -> str:
    """Why a phrase names nothing: the noun is absent, or there in another colour, or has none."""
    same = [thing for thing in things if thing["noun"] == noun]
    if not noun:
        return "unknown word"
    if not same:
        return "absent noun" if not color else "absent noun in a colour"
    return "wrong colour"


@torch.no_grad()
def ask(model: OwlViTForObjectDetection, words: Tokenizer, vocabulary: dict, examples: Iterable[Example]) -> Answers:
    """Asks every phrase of every example."""
    known = Phrases.known(vocabulary)
    blank = [""] * len(UNKNOWN)
    phrases = Phrases([*known.texts, *UNKNOWN], known.nouns + blank, known.looks + blank)
    device = next(model.parameters()).device
    vectors = embed_phrases(model, *(x.to(device) for x in tokenize(words, phrases.texts)))
    scores, right, reached, ious = [], [], [], []
    absent: dict[str, list[float]] = {}
    for example in examples:
        logits, boxes, _ = detect(model, pixels_of([example]).to(device), vectors)
        chances, corners = torch.sigmoid(logits[0]).cpu(), to_corners(boxes[0]).cpu() * PICTURE
        truth = torch.from_numpy(visible_boxes(example.ids, len(example.things)))
        named = np.stack([phrases.naming(thing) for thing in example.things])
        for q in range(len(phrases.texts)):
            if not named[:, q].any():
                kind = kind_of(phrases.nouns[q], phrases.looks[q], example.things)
                absent.setdefault(kind, []).append(chances[:, q].max().item())
            over = torch.nonzero(chances[:, q] > FLOOR)[:, 0]
            found, score = corners[over], chances[over, q]
            kept = suppress(found, score, NMS_IOU)
            found, score = found[kept], score[kept]
            wanted = truth[named[:, q]]
            meets = overlap(found[:, None], wanted[None])[0]
            scores += score.tolist()
            right += (meets >= IOU).any(1).tolist()
            for column in meets.T:
                met = column >= IOU
                best = score[met].argmax() if met.any() else None
                reached.append(0.0 if best is None else score[met][best].item())
                ious.append(0.0 if best is None else column[met][best].item())
    return Answers(
        np.array(scores), np.array(right), np.array(reached), np.array(ious), {k: np.array(v) for k, v in absent.items()}
    )


def figures(answers: Answers, threshold: float) -> dict:
    """Recall and precision at IoU 0.5, and how often what is not there is not found, at a threshold."""
    over = answers.scores >= threshold
    found = answers.reached >= threshold
    everything = np.concatenate(list(answers.absent.values()))
    return {
        "threshold": threshold,
        "recall": round(float(found.mean()), 4),
        "precision": round(float(answers.right[over].mean()), 4),
        "mean_iou_of_found": round(float(answers.ious[found].mean()), 4),
        "absent_not_found": round(float((everything < threshold).mean()), 4),
        "absent_by_kind": {k: round(float((v < threshold).mean()), 4) for k, v in sorted(answers.absent.items())},
        "asked": {"things": len(answers.reached), "absent": len(everything)},
    }


def best_threshold(answers: Answers) -> float:
    """Where the rarer virtue of three is best: recall, precision, and silence on each kind of absent thing."""

    def worst(threshold: float) -> float:
        f = figures(answers, threshold)
        return min(f["recall"], f["precision"], *f["absent_by_kind"].values())

    return max(np.round(np.arange(0.1, 0.8, 0.02), 2).tolist(), key=worst)


def found_boxes(
    logits: torch.Tensor, boxes: torch.Tensor, phrases: list[str], threshold: float
) -> list[tuple[str, float, list[float]]]:
    """What counts as found in one picture, after suppression: phrase, score and corners in pixels, in the order
    of the phrases and best first for each."""
    chances, corners = torch.sigmoid(logits), to_corners(boxes) * PICTURE
    found = []
    for q, phrase in enumerate(phrases):
        over = torch.nonzero(chances[:, q] >= threshold)[:, 0]
        for i in over[suppress(corners[over], chances[over, q], NMS_IOU)]:
            found.append((phrase, chances[i, q].item(), corners[i].tolist()))
    return found


def rendered(scenes: Scenes, indices: np.ndarray) -> Iterator[Example]:
    """Scenes as they are."""
    return (load(scenes, index) for index in indices)


def recall(model: OwlViTForObjectDetection, words: Tokenizer, scenes: Scenes, indices: np.ndarray, threshold: float) -> dict:
    """`figures` of a detector on scenes as rendered, and under `crowded` on scenes with things of others pasted in."""
    vocabulary = scenes.vocabulary()
    plain = figures(ask(model, words, vocabulary, rendered(scenes, indices)), threshold)
    return {**plain, "crowded": figures(ask(model, words, vocabulary, crowded(scenes, indices, 0)), threshold)}


def main() -> None:
    """Chooses the threshold on training scenes, half of them crowded, keeps it beside the checkpoint, and prints
    held-out figures."""
    parser = stage_parser(__doc__)
    parser.add_argument("--scenes", type=int, default=240, help="training scenes that the threshold is chosen on")
    arguments = parser.parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    training, held = (scenes.filled(indices) for indices in scenes.split())
    words, model, _ = load_detector(arguments.run)
    model = model.to(device)
    chosen = np.random.default_rng(arguments.seed).choice(training, arguments.scenes, replace=False)
    plain, full = np.array_split(chosen, 2)
    examples = chain(rendered(scenes, plain), crowded(scenes, full, arguments.seed))
    threshold = best_threshold(ask(model, words, scenes.vocabulary(), examples))
    operating_path(arguments.run).write_text(json.dumps({"scoreThreshold": threshold, "nmsIou": NMS_IOU}) + "\n")
    print(json.dumps(recall(model, words, scenes, held, threshold), indent=2))


def operating_path(run: Path) -> Path:
    """Where a run keeps the score from which a box counts."""
    return run / "detector" / "operating.json"


if __name__ == "__main__":
    main()
