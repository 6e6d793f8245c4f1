"""Stage: what the segmenter finds in held-out scenes, drawn over them, for the pack's README."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch.nn import functional as F
from transformers import OwlViTForObjectDetection, SamModel

from .config import PACK, PICTURE, prepare, stage_parser
from .data import Scenes
from .detector import detect, embed_phrases, load_detector, tokenize
from .detector_figures import found_boxes, operating_path, rendered
from .manifest import write_manifest
from .sam import load_sam
from .sam_figures import masks_from_boxes
from .segmenter_data import Example, crowded, pixels_of
from .segmenter_phrases import Phrases
from .sheets import write_sheet

ZOOM = 2
COLUMNS = 6
OUTLINE = (255, 0, 255)


@torch.no_grad()
def drawn(
    finder: OwlViTForObjectDetection, masker: SamModel, phrases: list[str], vectors: torch.Tensor, example: Example, threshold: float
) -> np.ndarray:
    """The picture at twice its size, the outlines of all masks, boxes, and phrases with scores."""
    pixels = pixels_of([example])
    logits, boxes, _ = detect(finder, pixels, vectors)
    found = found_boxes(logits[0], boxes[0], phrases, threshold)
    side = PICTURE * ZOOM
    shown = np.array(Image.fromarray(example.picture).resize((side, side), Image.Resampling.LANCZOS))
    if found:
        masks, _ = masks_from_boxes(masker, pixels, torch.tensor([box for _, _, box in found]))
        for inside in F.interpolate(masks[:, None], (side, side), mode="bilinear")[:, 0].numpy() > 0:
            core = inside & np.roll(inside, 1, 0) & np.roll(inside, -1, 0) & np.roll(inside, 1, 1) & np.roll(inside, -1, 1)
            shown[inside & ~core] = OUTLINE
    sheet = Image.fromarray(shown)
    pen = ImageDraw.Draw(sheet)
    for row, (phrase, score, box) in enumerate(found):
        pen.rectangle([v * ZOOM for v in box], outline=(0, 0, 0))
        pen.text((3, 2 + 10 * row), f"{phrase} {score:.2f}", fill=(0, 0, 0))
    return np.array(sheet)


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    arguments = parser.parse_args()
    prepare(arguments)
    scenes = Scenes(arguments.data)
    words, finder, _ = load_detector(arguments.run)
    masker, _ = load_sam(arguments.run)
    threshold = json.loads(operating_path(arguments.run).read_text())["scoreThreshold"]
    phrases = Phrases.known(scenes.vocabulary()).texts
    with torch.no_grad():
        vectors = embed_phrases(finder, *tokenize(words, phrases))
    # the first held-out scenes, none chosen: as rendered, then with something pasted in
    held = scenes.filled(scenes.split()[1])
    examples = [*rendered(scenes, held[: 2 * COLUMNS]), *crowded(scenes, held[2 * COLUMNS : 3 * COLUMNS], arguments.seed)]
    tiles = [drawn(finder, masker, phrases, vectors, example, threshold) for example in examples]
    titles = [", ".join(thing["phrase"] for thing in example.things) for example in examples]
    write_sheet(arguments.pack / "segmenter" / "found.jpg", tiles, titles, COLUMNS)
    write_manifest(arguments.pack)


if __name__ == "__main__":
    main()
