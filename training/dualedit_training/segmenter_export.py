"""Stage: write the segmenter of the pack, detector and SAM in the layout of transformers.js, and check it.

Names of inputs and outputs are those of optimum's exports, and SAM's boxes are two points with the labels
2 and 3, as in Segment Anything's own ONNX export. Weights are stored in half precision and cast up in the
graph, so that it computes in fp32 and the files are half as large.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from transformers import OwlViTForObjectDetection, SamModel

from . import detector, sam
from .config import PACK, PICTURE, prepare, stage_parser
from .detector_figures import operating_path
from .export import Wrapped, export_part
from .half import round_to_half, store_in_half
from .manifest import write_manifest

def detector_part(model: OwlViTForObjectDetection, ids: torch.Tensor, mask: torch.Tensor) -> dict:
    """The one graph of an OWL-ViT, for `ids` and `mask` [pictures · phrases, tokens] of two pictures."""

    def call(module, input_ids, pixel_values, attention_mask):
        phrases = detector.embed_phrases(module, input_ids, attention_mask)
        phrases = phrases.reshape(pixel_values.shape[0], -1, phrases.shape[-1])
        logits, boxes, features = detector.detect(module, pixel_values, phrases)
        return logits, boxes, phrases, features

    text = {0: "text_batch_size", 1: "sequence_length"}
    return {
        "module": Wrapped(model, call),
        "inputs": {
            "input_ids": ids,
            "pixel_values": torch.rand(2, 3, PICTURE, PICTURE) * 2 - 1,
            "attention_mask": mask,
        },
        "outputs": ["logits", "pred_boxes", "text_embeds", "image_embeds"],
        "axes": {
            "input_ids": text,
            "attention_mask": text,
            "pixel_values": {0: "image_batch_size"},
            "logits": {0: "image_batch_size", 2: "num_queries"},
            "pred_boxes": {0: "image_batch_size"},
            "text_embeds": {0: "image_batch_size", 1: "num_queries"},
            "image_embeds": {0: "image_batch_size"},
        },
    }


def sam_parts(model: SamModel) -> dict[str, dict]:
    """The two graphs of a SAM, which share the picture's embedding between prompts."""

    def encode(module, pixel_values):
        embeddings = module.vision_encoder(pixel_values).last_hidden_state
        return embeddings, sam.image_positions(module, embeddings.shape[0])

    def decode(module, image_embeddings, image_positional_embeddings, input_points, input_labels):
        tokens = sam.embed_prompts(module, input_points, input_labels)
        masks, scores = sam.decode_masks(module, image_embeddings, image_positional_embeddings, tokens)
        return scores, masks

    picture = torch.rand(2, 3, PICTURE, PICTURE) * 2 - 1
    with torch.no_grad():
        embeddings, positions = encode(model, picture)
    prompts = {0: "batch_size", 1: "point_batch_size"}
    points = {**prompts, 2: "nb_points_per_image"}
    side = PICTURE
    corners = torch.rand(2, 3, 2, 2) * side / 2 + torch.tensor([[0.0], [side / 2]])
    return {
        "vision_encoder": {
            "module": Wrapped(model, encode),
            "inputs": {"pixel_values": picture},
            "outputs": ["image_embeddings", "image_positional_embeddings"],
            "axes": {n: {0: "batch_size"} for n in ("pixel_values", "image_embeddings", "image_positional_embeddings")},
        },
        "prompt_encoder_mask_decoder": {
            "module": Wrapped(model, decode),
            "inputs": {
                "image_embeddings": embeddings,
                "image_positional_embeddings": positions,
                "input_points": corners,
                "input_labels": torch.tensor([sam.TOP_LEFT, sam.BOTTOM_RIGHT]).expand(2, 3, 2).contiguous(),
            },
            "outputs": ["iou_scores", "pred_masks"],
            "axes": {
                "image_embeddings": {0: "batch_size"},
                "image_positional_embeddings": {0: "batch_size"},
                "input_points": points,
                "input_labels": points,
                "iou_scores": prompts,
                "pred_masks": prompts,
            },
        },
    }


@torch.no_grad()
def check(path: Path, part: dict, inputs: dict[str, torch.Tensor]) -> float:
    """Largest error of the graph for `inputs` against PyTorch, relative to the output's largest value."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    received = session.run(None, {k: v.numpy() for k, v in inputs.items()})
    expected = [e.numpy() for e in part["module"](*inputs.values())]
    if [e.shape for e in expected] != [r.shape for r in received]:
        raise RuntimeError(f"{path.name}: shapes {[r.shape for r in received]} instead of {[e.shape for e in expected]}")
    return max(float(np.abs(e - r).max() / np.abs(e).max()) for e, r in zip(expected, received))


def other_inputs(name: str, inputs: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """One picture with other counts than the graph was traced with: all four phrases, or five points in one prompt."""
    if name == "model":
        return {**inputs, "pixel_values": inputs["pixel_values"][:1]}
    one = {k: v[:1] for k, v in inputs.items()}
    if "input_points" in one:
        one["input_points"] = torch.rand(1, 1, 5, 2) * PICTURE
        one["input_labels"] = torch.tensor([[[sam.TOP_LEFT, sam.BOTTOM_RIGHT, sam.INSIDE, sam.OUTSIDE, sam.PADDING]]])
    return one


def write_graph(folder: Path, name: str, part: dict) -> float:
    """Writes folder/onnx/name.onnx; returns its largest relative error over three sets of shapes."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        worst = export_part(Path(scratch), part)
        path = folder / "onnx" / f"{name}.onnx"
        path.parent.mkdir(exist_ok=True)
        os.replace(Path(scratch) / "model.onnx", path)
    store_in_half(path)
    return max(worst, check(path, part, part["inputs"]), check(path, part, other_inputs(name, part["inputs"])))


def image_processor(kind: str, sizes: dict) -> dict:
    """preprocessor_config.json: pictures to −1…1. Lanczos is what transformers.js shrinks with without aliasing."""
    return {
        "image_processor_type": f"{kind}ImageProcessor",
        "processor_class": f"{kind}Processor",
        "do_convert_rgb": True,
        "do_resize": True,
        "resample": 1,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
        **sizes,
    }


def write_json(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n")


def write_configs(folder: Path, run: Path, models: tuple[OwlViTForObjectDetection, SamModel], settings: dict) -> None:
    """Everything of the segmenter that is not a graph."""
    words, masks = folder / "detector", folder / "sam"
    write_json(folder / "segmenter.json", settings)
    for path, model in zip((words, masks), models):
        config = {k: v for k, v in model.config.to_dict().items() if k != "_name_or_path"}
        write_json(path / "config.json", config)
    square = {"height": PICTURE, "width": PICTURE}
    write_json(words / "preprocessor_config.json", image_processor("OwlViT", {"size": square, "do_center_crop": False}))
    padded = {"size": {"longest_edge": PICTURE}, "do_pad": True, "pad_size": {"height": PICTURE, "width": PICTURE}}
    write_json(masks / "preprocessor_config.json", image_processor("Sam", padded))
    for name in ("vocab.json", "merges.txt", "tokenizer.json", "special_tokens_map.json"):
        shutil.copy(run / "tokenizer" / name, words / name)
    tokens = json.loads((run / "tokenizer" / "tokenizer_config.json").read_text())
    write_json(words / "tokenizer_config.json", {**tokens, "model_max_length": detector.MAX_TOKENS})


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    arguments = parser.parse_args()
    prepare(arguments)
    words, finder, facts = detector.load_detector(arguments.run)
    masker, sam_facts = sam.load_sam(arguments.run)
    models = (round_to_half(finder), round_to_half(masker))
    ids, mask = detector.tokenize(words, ["cat", "a red hat", "the blue ball", "zebra"])
    with tempfile.TemporaryDirectory(dir=arguments.pack.parent, prefix=".export-") as scratch:
        operating = json.loads(operating_path(arguments.run).read_text())
        settings = {"detector": {"folder": "detector", **operating}, "sam": {"folder": "sam", "boxes": "corner-points"}}
        write_configs(Path(scratch), arguments.run, models, settings)
        errors = {"detector": write_graph(Path(scratch) / "detector", "model", detector_part(finder, ids, mask))}
        for name, part in sam_parts(masker).items():
            errors[f"sam/{name}"] = write_graph(Path(scratch) / "sam", name, part)
        for name, error in errors.items():
            print(f"{name}: largest relative error against PyTorch {error:.1e}")
            if error > 2e-4:
                raise RuntimeError(f"{name} differs from PyTorch by {error:.1e}")
        for path in sorted(p for p in Path(scratch).rglob("*") if p.is_file()):
            target = arguments.pack / "segmenter" / path.relative_to(scratch)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)
    size = sum(p.stat().st_size for p in (arguments.pack / "segmenter").rglob("*") if p.is_file())
    print(f"segmenter: {size / 1e6:.2f} MB")
    record = {"max_relative_error": errors, "detector": facts, "sam": sam_facts}
    write_json(arguments.run / "segmenter-export.json", record)
    write_manifest(arguments.pack)


if __name__ == "__main__":
    main()
