"""How well SAM's masks agree with the true ones: from true boxes, and from boxes as a detector gives them."""

from __future__ import annotations

import json

import numpy as np
import torch
from torch.nn import functional as F
from transformers import SamModel

from .config import PICTURE, prepare, stage_parser
from .data import Scenes
from .sam import BOTTOM_RIGHT, TOP_LEFT, decode_masks, embed_prompts, image_positions, jittered, load_sam
from .segmenter_data import load, pixels_of, visible_boxes


@torch.no_grad()
def masks_from_boxes(model: SamModel, pixels: torch.Tensor, boxes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """For one picture [1, 3, PICTURE, PICTURE] and corners [boxes, 4] in pixels: of each box the output with the best
    predicted IoU, as logits [boxes, PICTURE, PICTURE], and that prediction [boxes]."""
    points = boxes.reshape(1, -1, 2, 2)
    labels = torch.tensor([TOP_LEFT, BOTTOM_RIGHT], device=boxes.device).expand(points.shape[:3])
    embeddings = model.vision_encoder(pixels).last_hidden_state
    tokens = embed_prompts(model, points, labels)
    logits, scores = decode_masks(model, embeddings, image_positions(model, 1), tokens)
    best = scores[0].argmax(-1)
    chosen = logits[0][torch.arange(len(best)), best]
    full = F.interpolate(chosen[:, None], (PICTURE, PICTURE), mode="bilinear", align_corners=False)[:, 0]
    return full, scores[0].max(-1).values


def intersection_over_union(a: np.ndarray, b: np.ndarray) -> float:
    return float((a & b).sum() / max(1, (a | b).sum()))


def mean_iou(model: SamModel, scenes: Scenes, indices: np.ndarray, seed: int = 0) -> dict:
    """Mean, median and worst-tenth IoU of visible masks on scenes, from true boxes and from moved ones."""
    random = np.random.default_rng(seed)
    device = next(model.parameters()).device
    found: dict[str, list[float]] = {"true_boxes": [], "moved_boxes": []}
    nouns: dict[str, list[float]] = {}
    for index in indices:
        example = load(scenes, index)
        truth = visible_boxes(example.ids, len(example.things))
        moved = np.stack([jittered(box, random) for box in truth]).astype(np.float32)
        for name, boxes in (("true_boxes", truth), ("moved_boxes", moved)):
            logits, _ = masks_from_boxes(model, pixels_of([example]).to(device), torch.from_numpy(boxes).to(device))
            inside = (logits > 0).cpu().numpy()
            ious = [intersection_over_union(m, example.ids == k + 1) for k, m in enumerate(inside)]
            found[name] += ious
            if name == "true_boxes":
                for thing, iou in zip(example.things, ious):
                    nouns.setdefault(thing["noun"], []).append(iou)
    summary = {
        name: {
            "mean": round(float(np.mean(v)), 4),
            "median": round(float(np.median(v)), 4),
            "worst_tenth": round(float(np.quantile(v, 0.1)), 4),
            "things": len(v),
        }
        for name, v in found.items()
    }
    return {**summary, "by_noun": {k: round(float(np.mean(v)), 4) for k, v in sorted(nouns.items())}}


def main() -> None:
    """Prints the figures on held-out scenes."""
    arguments = stage_parser(__doc__).parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    model, _ = load_sam(arguments.run)
    print(json.dumps(mean_iou(model.to(device), scenes, scenes.filled(scenes.split()[1])), indent=2))


if __name__ == "__main__":
    main()
