"""PyTorch's answers of the detector and of SAM for one held-out scene, for the tests of the TypeScript segmenter.

`scene.png` is the picture at the models' own size, so that no resizing stands between the two; `ids.png` holds
k + 1 where thing k is seen. Arrays are little-endian float32 .npy; golden.json says what each one is. The weights
are those of the exported graphs: rounded to half precision, computed in fp32.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from .config import REPOSITORY, prepare, stage_parser
from .data import Scenes
from .detector import detect, embed_phrases, load_detector, tokenize
from .detector_figures import NMS_IOU, found_boxes, operating_path
from .sam import BOTTOM_RIGHT, INSIDE, OUTSIDE, TOP_LEFT, decode_masks, embed_prompts, image_positions, load_sam
from .segmenter_data import load, pixels_of, visible_boxes
from .half import round_to_half
from .segmenter_phrases import UNKNOWN

FOLDER = REPOSITORY / "packages" / "segmenter" / "src" / "__fixtures__" / "diorama"


class Folder:
    """Writes arrays and pictures into a folder."""

    def __init__(self, path: Path):
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, tensor: torch.Tensor) -> str:
        np.save(self.path / f"{name}.npy", np.ascontiguousarray(tensor.numpy(), "<f4"))
        return f"{name}.npy"


def crowded_scene(scenes: Scenes) -> int:
    """The first held-out scene of three things of which one is a coloured animal or two overlap."""
    return next(int(i) for i in scenes.filled(scenes.split()[1]) if len(scenes.scenes[i]["objects"]) == 3)


@torch.no_grad()
def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    prepare(arguments)
    scenes = Scenes(arguments.data)
    folder = Folder(arguments.out)
    example = load(scenes, crowded_scene(scenes))
    Image.fromarray(example.picture).save(folder.path / "scene.png", optimize=True)
    Image.fromarray(example.ids).save(folder.path / "ids.png", optimize=True)
    pixels = pixels_of([example])

    words, finder, _ = load_detector(arguments.run)
    round_to_half(finder)
    threshold = json.loads(operating_path(arguments.run).read_text())["scoreThreshold"]
    phrases = [p for t in example.things for p in dict.fromkeys((t["noun"], t["phrase"]))] + [UNKNOWN[0]]
    ids, mask = tokenize(words, phrases)
    logits, boxes, _ = detect(finder, pixels, embed_phrases(finder, ids, mask))

    masker, _ = load_sam(arguments.run)
    round_to_half(masker)
    truth = torch.from_numpy(visible_boxes(example.ids, len(example.things)))
    middle = (truth[0, :2] + truth[0, 2:]) / 2
    prompts = {
        "boxes": (truth.reshape(1, -1, 2, 2), [[TOP_LEFT, BOTTOM_RIGHT]] * len(truth)),
        "points": (torch.stack([middle, torch.tensor([2.0, 2.0])])[None, None], [[INSIDE, OUTSIDE]]),
    }
    embeddings = masker.vision_encoder(pixels).last_hidden_state
    answers = {}
    for name, (points, labels) in prompts.items():
        tokens = embed_prompts(masker, points, torch.tensor([labels]))
        masks, scores = decode_masks(masker, embeddings, image_positions(masker, 1), tokens)
        # of each prompt the output that its predicted IoU prefers
        best = scores[0].argmax(-1)
        answers[name] = {
            "input_points": points.tolist(),
            "input_labels": [labels],
            "iou_scores": scores.tolist(),
            "best": best.tolist(),
            "best_masks": folder.put(f"sam-{name}-best-masks", masks[0][torch.arange(len(best)), best]),
        }
    golden = {
        "format": "npy, little-endian float32, C order",
        "seed": scenes.scenes[crowded_scene(scenes)]["seed"],
        "picture": "scene.png",
        "things": [
            {"phrase": t["phrase"], "noun": t["noun"], "box": box} for t, box in zip(example.things, truth.tolist())
        ],
        "ids": "ids.png",
        "detector": {
            "phrases": phrases,
            "input_ids": ids.tolist(),
            "attention_mask": mask.tolist(),
            "logits": folder.put("detector-logits", logits),
            "pred_boxes": folder.put("detector-boxes", boxes),
            "threshold": threshold,
            "nms_iou": NMS_IOU,
            "found": [
                {"phrase": phrase, "score": round(score, 5), "box": [round(v, 3) for v in box]}
                for phrase, score, box in found_boxes(logits[0], boxes[0], phrases, threshold)
            ],
        },
        "sam": answers,
    }
    (folder.path / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")
    print(json.dumps(golden["detector"]["found"], indent=1))


if __name__ == "__main__":
    main()
