"""What the tiny models of every class share: their picture, their random weights, and how they are written."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "__fixtures__"
TOKENIZER = HERE.parents[2] / "models" / "diorama" / "tokenizer"

SIZE = 64
PHRASES = ["cat", "red hat", "dog"]
BOXES = [[8.0, 8.0, 40.0, 48.0], [20.0, 4.0, 60.0, 30.0]]
POINTS = [[[20.0, 24.0], [50.0, 10.0]]]
POINT_LABELS = [[1, 0]]
IMAGE_MEAN, IMAGE_STD = [0.5, 0.4, 0.3], [0.25, 0.3, 0.2]


def picture() -> np.ndarray:
    """uint8 [SIZE, SIZE, 3]; the tests draw the same."""
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    return np.stack([x * 4 % 256, y * 4 % 256, (x ^ y) * 4 % 256], -1).astype(np.uint8)


def pixel_values() -> torch.Tensor:
    scaled = (picture().astype(np.float32) / 255 - np.float32(IMAGE_MEAN)) / np.float32(IMAGE_STD)
    return torch.from_numpy(scaled.transpose(2, 0, 1)[None].copy())


def randomize(model: nn.Module, seed: int) -> nn.Module:
    """Larger weights than at the start of training, so that outputs differ from place to place."""
    torch.manual_seed(seed)
    for parameter in model.parameters():
        parameter.data = torch.randn_like(parameter) * (0.6 / parameter.shape[-1] ** 0.5 if parameter.ndim > 1 else 0.3)
    return model.eval()


def write_json(folder: Path, name: str, content: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":")) if name == "golden.json" else json.dumps(content, indent=2)
    (folder / name).write_text(text + "\n")


def preprocessor(kind: str, processor: str | None = None, **more: object) -> dict:
    return {
        "image_processor_type": kind,
        **({"processor_class": processor} if processor else {}),
        "do_convert_rgb": True,
        "do_resize": True,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": IMAGE_MEAN,
        "image_std": IMAGE_STD,
        "size": {"height": SIZE, "width": SIZE},
        "resample": 2,
        **more,
    }


def export(module: nn.Module, args: tuple, path: Path, inputs: list[str], outputs: list[str], axes: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        module, args, str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False
    )
    shrink(path)


def cast_grids(path: Path) -> None:
    """The exporter writes the sampling grids of deformable attention as doubles, which no runtime samples by."""
    model = onnx.load(path)
    for at, node in reversed(list(enumerate(model.graph.node))):
        if node.op_type != "GridSample":
            continue
        grid = f"{node.input[1]}_as_float_{at}"
        model.graph.node.insert(at, onnx.helper.make_node("Cast", [node.input[1]], [grid], to=onnx.TensorProto.FLOAT))
        model.graph.node[at + 1].input[1] = grid
    onnx.save(model, path)


def shrink(path: Path) -> None:
    """Folds constants and drops names: what is left is a third of the size."""
    cast_grids(path)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(path)
    options.log_severity_level = 4
    onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    model = onnx.load(path)
    kept = {"", *(value.name for value in [*model.graph.input, *model.graph.output])}
    short: dict[str, str] = {}
    rename(model.graph, lambda old: old if old in kept else short.setdefault(old, f"v{len(short)}"))
    onnx.save(model, path)


def rename(graph: onnx.GraphProto, name) -> None:
    """Renames every value of a graph and of the graphs in it, and drops all that only people read."""
    for node in graph.node:
        node.name, node.doc_string = "", ""
        del node.metadata_props[:]
        node.input[:], node.output[:] = [name(i) for i in node.input], [name(o) for o in node.output]
        for attribute in node.attribute:
            if attribute.HasField("g"):
                rename(attribute.g, name)
    for value in [*graph.initializer, *graph.output]:
        value.name = name(value.name)
    del graph.value_info[:]


def rounded(tensor: torch.Tensor, digits: int = 6) -> list:
    return np.round(tensor.detach().numpy().astype(np.float64), digits).tolist()


class Wrapped(nn.Module):
    """A forward of our own around a model, as exporters write it."""

    def __init__(self, model: nn.Module, forward):
        super().__init__()
        self.model, self.run = model, forward

    def forward(self, *args):
        return self.run(self.model, *args)
