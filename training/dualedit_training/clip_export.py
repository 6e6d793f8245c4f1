"""Write clip/ of the pack in the hub's ONNX layout, and check both graphs against PyTorch.

As in the hub's exports of CLIP, embeddings are projected and not normalised. Weights are stored in half
precision and cast up in the graph.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import torch
from transformers import CLIPModel

from . import tokenizer
from .clip import run_text_encoder
from .clip_model import load_clip
from .config import PACK, PICTURE, SIZES, prepare, stage_parser
from .export import OPSET, Wrapped, export_part
from .manifest import write_manifest
from .half import round_to_half, store_in_half


def clip_parts(model: CLIPModel, ids: torch.Tensor) -> dict[str, dict]:
    """Each graph: module, example inputs, names, dynamic axes."""

    def text(module, input_ids):
        return (module.text_projection(module.text_model(input_ids=input_ids).pooler_output),)

    def vision(module, pixel_values):
        return (module.visual_projection(module.vision_model(pixel_values).pooler_output),)

    return {
        "text_model": {
            "module": Wrapped(model, text),
            "inputs": {"input_ids": ids},
            "outputs": ["text_embeds"],
            "axes": {"input_ids": {0: "batch", 1: "sequence"}, "text_embeds": {0: "batch"}},
        },
        "vision_model": {
            "module": Wrapped(model, vision),
            "inputs": {"pixel_values": torch.rand(2, 3, PICTURE, PICTURE) * 2 - 1},
            "outputs": ["image_embeds"],
            "axes": {"pixel_values": {0: "batch"}, "image_embeds": {0: "batch"}},
        },
    }


def preprocessor() -> dict:
    """CLIPImageProcessor's settings: values in −1…1."""
    return {
        "image_processor_type": "CLIPImageProcessor",
        "feature_extractor_type": "CLIPFeatureExtractor",
        "do_convert_rgb": True,
        "do_resize": True,
        "size": {"shortest_edge": PICTURE},
        "resample": 3,
        "do_center_crop": True,
        "crop_size": {"height": PICTURE, "width": PICTURE},
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
    }


def write_clip(folder: Path, model: CLIPModel, run: Path) -> dict[str, float]:
    """Everything of clip/ into a new folder; returns each graph's error against PyTorch."""
    words = tokenizer.load(run / "tokenizer")
    ids = torch.tensor([words.encode(t).ids for t in ("a cat", "a red dog wearing a hat")])
    # rounded first, so that the check is against what is stored
    round_to_half(model)
    errors = {}
    (folder / "onnx").mkdir(parents=True)
    for name, part in clip_parts(model, ids).items():
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            errors[name] = export_part(Path(scratch), part)
            store_in_half(Path(scratch) / "model.onnx")
            os.replace(Path(scratch) / "model.onnx", folder / "onnx" / f"{name}.onnx")
    config = model.config.to_dict()
    config["logit_scale_init_value"] = model.logit_scale.item()
    (folder / "config.json").write_text(json.dumps({**config, "architectures": ["CLIPModel"]}, indent=2) + "\n")
    (folder / "preprocessor_config.json").write_text(json.dumps(preprocessor(), indent=2) + "\n")
    for name in ("vocab.json", "merges.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        shutil.copy(run / "tokenizer" / name, folder / name)
    return errors


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    arguments = parser.parse_args()
    prepare(arguments)
    sizes = SIZES[arguments.size]
    model, clock = load_clip(arguments.run, sizes, run_text_encoder(arguments.run, sizes))
    with tempfile.TemporaryDirectory(dir=arguments.pack.parent, prefix=".export-") as scratch:
        folder = Path(scratch) / "clip"
        errors = write_clip(folder, model, arguments.run)
        shutil.rmtree(arguments.pack / "clip", ignore_errors=True)
        os.replace(folder, arguments.pack / "clip")
    for name, error in errors.items():
        size = (arguments.pack / "clip" / "onnx" / f"{name}.onnx").stat().st_size / 1e6
        print(f"{name}: {size:.2f} MB, largest relative error against PyTorch {error:.1e}")
        if error > 1e-4:
            raise RuntimeError(f"{name} differs from PyTorch by {error:.1e}")
    record = {"opset": OPSET, "max_relative_error": errors, "trained": clock}
    (arguments.run / "clip" / "export.json").write_text(json.dumps(record, indent=2) + "\n")
    write_manifest(arguments.pack)


if __name__ == "__main__":
    main()
