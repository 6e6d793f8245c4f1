"""The four models of a Stable Diffusion pipeline as ONNX files, in the forms that exporters have written them."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch

SPACE = {0: "batch", 1: "channels", 2: "height", 3: "width"}


class Wrapped(torch.nn.Module):
    """A function of a module's tensors as a module, which is what the exporter takes."""

    def __init__(self, module, call):
        super().__init__()
        self.module, self.call = module, call

    def forward(self, *inputs):
        return self.call(self.module, *inputs)


def export(path: Path, module, inputs: dict, outputs: list[str], axes: dict, opset: int = 14, dynamo: bool = False) -> None:
    """Writes a model; `axes` are left out by the dynamo exporter, whose files have fixed sizes."""
    path.parent.mkdir(parents=True)
    form = {"dynamo": True} if dynamo else {"dynamo": False, "dynamic_axes": axes, "do_constant_folding": True}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=outputs,
            opset_version=opset,
            **form,
        )


def export_text(path: Path, model, ids: torch.Tensor, **form) -> None:
    axes = {"input_ids": {0: "batch", 1: "sequence"}}
    outputs = ["last_hidden_state", "pooler_output"]
    export(path, Wrapped(model, lambda m, x: m(x)[:2]), {"input_ids": ids}, outputs, axes, **form)


def export_unet(
    path: Path, model, sample: torch.Tensor, timestep: torch.Tensor, states: torch.Tensor, told: torch.Tensor | None = None, **form
) -> None:
    """With a scalar timestep as optimum writes it, or one an entry of the batch as diffusers' script; `told` is the guidance."""
    axes = {
        "sample": SPACE,
        **({"timestep": {0: "batch"}} if timestep.ndim else {}),
        "encoder_hidden_states": {0: "batch", 1: "sequence", 2: "dim"},
    }
    inputs = {"sample": sample, "timestep": timestep, "encoder_hidden_states": states}
    if told is not None:
        inputs["timestep_cond"], axes["timestep_cond"] = told, {0: "batch"}
    call = lambda m, z, t, c, w=None: m(z, t, c, timestep_cond=w).sample  # noqa: E731
    export(path, Wrapped(model, call), inputs, ["out_sample"], axes, **form)


def export_encoder(path: Path, model, pixels: torch.Tensor, *, sampled: bool, **form) -> None:
    """The latent drawn by the model, as diffusers' script has it, or its moments, as optimum does."""
    drawn = lambda m, x: m.encode(x).latent_dist.sample()  # noqa: E731
    moments = lambda m, x: m.encode(x).latent_dist.parameters  # noqa: E731
    call, output = (drawn, "latent_sample") if sampled else (moments, "latent_parameters")
    export(path, Wrapped(model, call), {"sample": pixels}, [output], {"sample": SPACE}, **form)


def export_decoder(path: Path, model, latent: torch.Tensor, **form) -> None:
    decode = Wrapped(model, lambda m, z: m.decode(z).sample)
    export(path, decode, {"latent_sample": latent}, ["sample"], {"latent_sample": SPACE}, **form)
