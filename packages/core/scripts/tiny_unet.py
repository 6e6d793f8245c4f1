"""A UNet of about a hundred thousand seeded random weights, and its stock ONNX export.

Its graph has every part that the real ones have (cross-attention at 16×16 and 8×8, down, middle and
up), so that what is compiled from it takes all the real paths.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import onnx
import torch
from diffusers import UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor

SEED = 20
TOKENS = 8
STATE_SIZE = 16
CONFIG = {
    "sample_size": 32,
    "in_channels": 4,
    "out_channels": 4,
    "layers_per_block": 1,
    "block_out_channels": (8, 16, 16),
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    "cross_attention_dim": STATE_SIZE,
    # diffusers reads this number as the count of heads
    "attention_head_dim": 2,
    "norm_num_groups": 8,
}
# Logits of about ±2: neither uniform maps nor one-hot ones, and values large enough to matter.
PROJECTION_SCALE = {"to_q": 2.2, "to_k": 2.2, "to_v": 2.0, "to_out": 2.0}


def make_unet(**more) -> UNet2DConditionModel:
    """`more` are settings beside CONFIG."""
    torch.manual_seed(SEED)
    unet = UNet2DConditionModel(**CONFIG, **more).eval().requires_grad_(False)
    unet.set_attn_processor(AttnProcessor())
    for name, module in unet.named_modules():
        if isinstance(module, (torch.nn.GroupNorm, torch.nn.LayerNorm)):
            module.weight.add_(0.2 * torch.randn_like(module.weight))
            module.bias.add_(0.1 * torch.randn_like(module.bias))
        elif ".attn" in name and isinstance(module, torch.nn.Linear):
            module.weight.mul_(next(scale for part, scale in PROJECTION_SCALE.items() if f".{part}" in name))
    return unet


class _Plain(torch.nn.Module):
    def __init__(self, unet: UNet2DConditionModel):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, states, told=None):
        return self.unet(sample, timestep, states, timestep_cond=told).sample


def export(unet: UNet2DConditionModel, path: Path) -> None:
    """The TorchScript exporter's graph at opset 17, names and axes as in diffusers' conversion script."""
    inputs = (torch.randn(2, 4, 32, 32), torch.tensor([951.0, 21.0]), torch.randn(2, TOKENS, STATE_SIZE))
    names = ["sample", "timestep", "encoder_hidden_states"]
    axes = {0: "batch"}
    if unet.config.time_cond_proj_dim:
        inputs = (*inputs, torch.randn(2, unet.config.time_cond_proj_dim))
        names.append("timestep_cond")
    space = {0: "batch", 1: "channels", 2: "height", 3: "width"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Plain(unet),
            inputs,
            path,
            dynamo=False,
            opset_version=17,
            input_names=names,
            output_names=["out_sample"],
            dynamic_axes={
                "sample": space,
                "timestep": axes,
                "encoder_hidden_states": {0: "batch", 1: "sequence"},
                **({"timestep_cond": axes} if "timestep_cond" in names else {}),
            },
        )
    onnx.save(_short_names(onnx.load(path)), path)


def _short_names(model: onnx.ModelProto) -> onnx.ModelProto:
    """Names as the exporter wrote them before torch 1.13 (`Softmax_123`): paths of modules are half of so small a file."""
    graph = model.graph
    kept = {value.name for value in (*graph.input, *graph.output)}
    short: dict[str, str] = {"": ""}

    def name(value: str) -> str:
        return value if value in kept else short.setdefault(value, str(len(short)))

    for initializer in graph.initializer:
        initializer.name = name(initializer.name)
    for index, node in enumerate(graph.node):
        node.name = f"{node.op_type}_{index}"
        node.input[:] = [name(value) for value in node.input]
        node.output[:] = [name(value) for value in node.output]
    del graph.value_info[:]
    onnx.checker.check_model(model)
    return model
