"""A module's weights back from its ONNX export by the TorchScript exporter."""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

# what an operator of a module named `path` reads as its second input, and the shape that the exporter made of it
_PARAMETERS = {"MatMul": "weight", "Mul": "weight", "Add": "bias"}


def load_weights(module: torch.nn.Module, path: Path) -> None:
    """Fills all parameters of `module`, or of the part of it that was exported; the others stay as they are.

    Most initialisers still bear their parameter's name. The exporter transposed the weights of linear layers
    and gave those of group norms two more axes, under new names: these are known by the node that reads them.
    """
    model = onnx.load(path)
    # the pack stores weights in half precision, each followed by a Cast to its own name
    arrays = {i.name.removesuffix(".half"): torch.from_numpy(numpy_helper.to_array(i).copy()).float() for i in model.graph.initializer}
    own = module.state_dict()
    found = {name.removeprefix("module."): array for name, array in arrays.items()}
    for node in model.graph.node:
        if node.op_type not in _PARAMETERS or len(node.input) < 2 or node.input[1] not in arrays:
            continue
        name = ".".join([*_module_of(node.name), _PARAMETERS[node.op_type]])
        array = arrays[node.input[1]]
        found.setdefault(name, array.T if node.op_type == "MatMul" else array)
    found = {name: array.reshape(own[name].shape) for name, array in found.items() if name in own}
    exported = {name.split(".")[0] for name in found}
    missing = [name for name in own if name.split(".")[0] in exported and name not in found]
    if missing:
        raise ValueError(f"expected {path} to hold all weights of {type(module).__name__}, but it lacks {missing}")
    module.load_state_dict(found, strict=False)


def _module_of(node: str) -> list[str]:
    """`/module/mid_block/norm/Mul` → mid_block, norm"""
    parts = node.strip("/").split("/")[:-1]
    return parts[1:] if parts[:1] == ["module"] else parts
