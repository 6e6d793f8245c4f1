"""Write the judge for the benchmarks: two ONNX graphs, judge.json, and golden answers."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from .config import PICTURE, REPOSITORY, SIZES, prepare, stage_parser
from .data import Scenes, to_bytes, to_unit
from .export import OPSET, Wrapped, export_part
from .judge import box_figures, presence_figures
from .judge_data import noisy_reconstruction
from .judge_model import CROP, JUDGED, MARGIN, BoxJudge, PresenceJudge, load_judge, shrunk

JUDGE = REPOSITORY / "packages" / "bench" / "judge"


def judge_parts(box: BoxJudge, presence: PresenceJudge) -> dict[str, dict]:
    """Each graph: module, example inputs, names, dynamic axes."""

    def ask(module: BoxJudge, pixel_values, boxes):
        pictures = pixel_values.expand(boxes.shape[0], -1, -1, -1)
        return tuple(logits.softmax(1) for logits in module(pictures, boxes))

    space = {0: "pictures", 2: "height", 3: "width"}
    pictures = torch.rand(2, 3, JUDGED, 96) * 2 - 1
    return {
        "model": {
            "module": Wrapped(box, ask),
            "inputs": {"pixel_values": pictures, "boxes": torch.tensor([[0.2, 0.3, 0.7, 0.8], [-0.1, 0.0, 0.5, 0.4]])},
            "outputs": ["class_probabilities", "color_probabilities", "material_probabilities"],
            "axes": {
                "pixel_values": space,
                "boxes": {0: "boxes"},
                "class_probabilities": {0: "boxes"},
                "color_probabilities": {0: "boxes"},
                "material_probabilities": {0: "boxes"},
            },
        },
        "presence": {
            "module": Wrapped(presence, lambda m, x: m(x)),
            "inputs": {"pixel_values": pictures},
            "outputs": ["kinds", "presence"],
            "axes": {"pixel_values": space, "kinds": {0: "pictures"}, "presence": {0: "pictures"}},
        },
    }


@torch.no_grad()
def golden(folder: Path, box, presence, scenes: Scenes, index: int, names: dict) -> None:
    """One held-out scene as a PNG, and PyTorch's answers for its objects' boxes and one at its border."""
    x = shrunk(torch.from_numpy(to_unit(scenes.picture(index)[None])))
    Image.fromarray(to_bytes(x.numpy())[0]).save(folder / "golden.png", optimize=True)
    scene = scenes.scenes[index]
    boxes = [[v / PICTURE for v in o["box"]] for o in scene["objects"]] + [[-0.1, 0.05, 0.25, 0.3]]
    kinds, tints, materials = (p.softmax(1) for p in box(x.expand(len(boxes), -1, -1, -1), torch.tensor(boxes)))

    def rounded(value: torch.Tensor) -> list:
        return json.loads(json.dumps(value.tolist()), parse_float=lambda s: round(float(s), 6))

    there, colored = presence(x)
    content = {
        "picture": "golden.png",
        "objects": [{"class": o["noun"], "color": o["color"] or "natural"} for o in scene["objects"]],
        "boxes": boxes,
        "class_probabilities": rounded(kinds),
        "color_probabilities": rounded(tints),
        "material_probabilities": rounded(materials),
        "kinds": rounded(there),
        "presence": rounded(colored),
    }
    (folder / "golden.json").write_text(json.dumps(content) + "\n")


def seed_ranges(seeds: list[int]) -> list[list[int]]:
    """The seeds of all scenes at hand, as first and last of each run of a million."""
    groups: dict[int, list[int]] = {}
    for seed in seeds:
        groups.setdefault(seed // 1_000_000, []).append(seed)
    return [[min(group), max(group)] for _, group in sorted(groups.items())]


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--out", type=Path, default=JUDGE)
    parser.add_argument("--scenes", type=int, help="held-out scenes that the figures are of; all by default")
    arguments = parser.parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    held = scenes.filled(scenes.split()[1])[: arguments.scenes]
    box, names, clock = load_judge(arguments.run, "boxes", device)
    presence, _, presence_clock = load_judge(arguments.run, "presence", device)
    pictures = np.stack([scenes.picture(i) for i in held])
    again = noisy_reconstruction(arguments.run, SIZES[arguments.size], pictures, device, noise=0.0)
    figures = {
        name: {
            "boxes": box_figures(box, scenes, held, names, shown, device),
            "presence": presence_figures(presence, scenes, held, names, shown, device),
        }
        for name, shown in (("rendered", pictures), ("after_the_autoencoder", again))
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, part in judge_parts(box.cpu(), presence.cpu()).items():
        error = export_part(arguments.run / "judge" / name, part)
        if error > 1e-4:
            raise RuntimeError(f"{name} differs from PyTorch by {error:.1e}")
        path = shutil.copy(arguments.run / "judge" / name / "model.onnx", arguments.out / f"{name}.onnx")
        content = Path(path).read_bytes()
        files[f"{name}.onnx"] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    crowded = max(held[:64], key=lambda i: len(scenes.scenes[i]["objects"]))
    golden(arguments.out, box, presence, scenes, crowded, names)
    facts = {
        **names,
        "nothing": names["classes"][-1],
        "natural": names["colors"][-1],
        "plain": names["materials"][-1],
        "files": files,
        "opset": OPSET,
        "pixel_values": f"RGB, float32 [pictures, 3, height, width], value / 127.5 - 1; shrink pictures far larger than {JUDGED} px to {JUDGED} px first",
        "model.onnx": {
            "inputs": "pixel_values of one picture for all boxes, or one a box; boxes float32 [boxes, 4]: left, top, right, bottom in fractions of the picture",
            "outputs": "class_probabilities [boxes, classes], color_probabilities [boxes, colors], material_probabilities [boxes, materials]",
            "crop": f"inside the graph: the box grows by {MARGIN} of its width and height on each side, is stretched to {2 * CROP}x{2 * CROP} (bilinear, the border repeated) and averaged 2x2 to {CROP}x{CROP}",
        },
        "presence.onnx": {
            "inputs": f"pixel_values, {JUDGED}x{JUDGED}",
            "outputs": "probabilities, above 0.5 counts as there: kinds [pictures, classes without nothing], presence [pictures, classes without nothing, colors]",
        },
        "figures": figures,
        "trained": {"model.onnx": clock, "presence.onnx": presence_clock},
        "seeds": seed_ranges([scene["seed"] for scene in scenes.scenes]),
    }
    (arguments.out / "judge.json").write_text(json.dumps(facts, indent=2) + "\n")
    print(json.dumps(figures, indent=1), files)


if __name__ == "__main__":
    main()
