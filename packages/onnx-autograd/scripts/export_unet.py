"""Exports a Stable Diffusion 1.x UNet with random weights to ONNX, with gradients by PyTorch as golden values.

    python export_unet.py OUT [--size tiny|narrow|sd1|sd2] [--opset 14] [--attention sdpa|baddbmm]
                              [--exporter script|dynamo] [--latent 8] [--half] [--optimum]

Writes OUT/model.onnx (weights in OUT/weights.bin, or OUT/model.onnx_data with --optimum, if large), OUT/golden.json and OUT/golden.bin (float32,
little-endian): the inputs, the plain output, and the loss

    sum over cross-attention sites with at most (latent / 4)^2 positions (all sites of the tiny size) of mean(p^2)

with its gradients with respect to `sample` and `encoder_hidden_states`.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from diffusers import UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor, AttnProcessor2_0

CROSS, PLAIN = "CrossAttnDownBlock2D", "DownBlock2D"
SIZES = {
    "tiny": dict(
        block_out_channels=(8, 16),
        down_block_types=(CROSS, CROSS),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=1,
        cross_attention_dim=8,
        attention_head_dim=2,
        norm_num_groups=4,
    ),
    "narrow": dict(
        block_out_channels=(32, 64, 128, 128), cross_attention_dim=64, attention_head_dim=8, norm_num_groups=8
    ),
    "sd1": dict(block_out_channels=(320, 640, 1280, 1280), cross_attention_dim=768, attention_head_dim=8),
    "sd2": dict(
        block_out_channels=(320, 640, 1280, 1280),
        cross_attention_dim=1024,
        attention_head_dim=(5, 10, 20, 20),
        use_linear_projection=True,
    ),
}


class Recording(AttnProcessor):
    """The plain attention of diffusers; keeps cross-attention probabilities."""

    def __init__(self, kept):
        super().__init__()
        self.kept = kept

    def __call__(self, attn, hidden_states, encoder_hidden_states=None, **rest):
        if encoder_hidden_states is not None:
            plain = attn.get_attention_scores

            def scores(*arguments):
                probabilities = plain(*arguments)
                self.kept.append(probabilities)
                return probabilities

            attn.get_attention_scores = scores
        try:
            return super().__call__(attn, hidden_states, encoder_hidden_states, **rest)
        finally:
            attn.__dict__.pop("get_attention_scores", None)


def golden(unet, inputs, positions):
    """Loss and gradients by autograd, and how long the passes take."""
    sample, timestep, states = inputs
    sample, states = sample.clone().requires_grad_(), states.clone().requires_grad_()
    kept = []
    unet.set_attn_processor(Recording(kept))
    output = unet(sample, timestep, states, return_dict=False)[0]
    sites = [p for p in kept if p.shape[-2] <= positions]
    loss = sum((p**2).mean() for p in sites)
    by_sample, by_states = torch.autograd.grad(loss, (sample, states))
    return dict(
        sample=inputs[0],
        timestep=inputs[1].float(),
        encoder_hidden_states=inputs[2],
        out_sample=output.detach(),
        loss=loss.detach().reshape(1),
        d_sample=by_sample,
        d_encoder_hidden_states=by_states,
    )


def export(unet, inputs, path, opset, exporter):
    class Plain(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.unet = unet

        def forward(self, sample, timestep, encoder_hidden_states):
            return self.unet(sample, timestep, encoder_hidden_states, return_dict=False)[0]

    names = ["sample", "timestep", "encoder_hidden_states"]
    dynamic = {
        "sample": {0: "batch", 2: "height", 3: "width"},
        **({"timestep": {0: "batch"}} if inputs[1].ndim else {}),
        "encoder_hidden_states": {0: "batch", 1: "sequence"},
    }
    torch.onnx.export(
        unet if exporter == "script" else Plain(),
        (*inputs, {"return_dict": False}) if exporter == "script" else inputs,
        str(path),
        input_names=names,
        output_names=["out_sample"],
        opset_version=opset,
        dynamo=exporter == "dynamo",
        **({"dynamic_axes": dynamic, "do_constant_folding": True} if exporter == "script" else {}),
    )


def number(graph):
    ports = {port.name for port in [*graph.input, *graph.output]}
    names = {"": ""}

    def short(name):
        return name if name in ports else names.setdefault(name, str(len(names)))

    for tensor in graph.initializer:
        tensor.name = short(tensor.name)
    for node in graph.node:
        node.ClearField("name")
        node.input[:] = [short(name) for name in node.input]
        node.output[:] = [short(name) for name in node.output]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", choices=SIZES, default="tiny")
    parser.add_argument("--opset", type=int, default=14)
    parser.add_argument("--attention", choices=("sdpa", "baddbmm"), default="sdpa")
    parser.add_argument("--exporter", choices=("script", "dynamo"), default="script")
    parser.add_argument("--latent", type=int, default=8)
    parser.add_argument("--nameless", action="store_true", help="number values and nodes, as old exporters did")
    parser.add_argument("--half", action="store_true", help="float16 weights, as optimum --dtype fp16 makes them")
    parser.add_argument("--optimum", action="store_true", help="a scalar timestep and model.onnx_data, as optimum has them")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    torch.manual_seed(7)
    unet = UNet2DConditionModel(sample_size=options.latent, in_channels=4, out_channels=4, **SIZES[options.size]).eval()
    width = unet.config.cross_attention_dim
    tokens = 5 if options.size == "tiny" else 77
    inputs = (
        torch.randn(1, 4, options.latent, options.latent),
        torch.tensor(401) if options.optimum else torch.tensor([401]),
        torch.randn(1, tokens, width),
    )
    positions = options.latent**2 if options.size == "tiny" else (options.latent // 4) ** 2
    values = golden(unet, inputs, positions)
    unet.set_attn_processor(AttnProcessor2_0() if options.attention == "sdpa" else AttnProcessor())
    for parameter in unet.parameters():
        parameter.requires_grad_(False)
    if options.half:
        unet, inputs = unet.half(), tuple(x.half() if x.is_floating_point() else x for x in inputs)

    started = time.time()
    path = options.out / "model.onnx"
    export(unet, inputs, path, options.opset, options.exporter)
    if options.size in ("sd1", "sd2"):
        model = onnx.load(path)
        for stale in options.out.iterdir():
            stale.unlink()
        onnx.save_model(model, path, save_as_external_data=True, location="model.onnx_data" if options.optimum else "weights.bin")
    else:
        model = onnx.load(path)
        for node in model.graph.node:
            node.ClearField("doc_string")
            node.ClearField("metadata_props")
        for stale in options.out.glob("*.data"):
            stale.unlink()
        model.graph.ClearField("value_info")
        if options.nameless:
            number(model.graph)
        onnx.save_model(model, path)

    layout, blobs, offset = {}, [], 0
    for name, value in values.items():
        data = np.ascontiguousarray(value.detach().numpy(), dtype="<f4")
        layout[name] = {"shape": list(data.shape), "offset": offset}
        offset += data.nbytes
        blobs.append(data.tobytes())
    (options.out / "golden.bin").write_bytes(b"".join(blobs))
    (options.out / "golden.json").write_text(json.dumps({"positions": positions, "values": layout}, indent=1) + "\n")
    print(f"{options.out}: {path.stat().st_size} bytes of model, {time.time() - started:.0f} s")


main()
