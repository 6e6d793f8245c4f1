"""Stage 5: write the model pack in the hub's ONNX layout, and check every graph against PyTorch.

The TorchScript exporter, opset 17, plain decomposed attention, weights inline; names and dynamic
axes as in diffusers' conversion script, the encoder's output as in optimum's (its moments).
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from .config import LATENT, LATENT_CHANNELS, PICTURE, EDIT_INJECTION, EDIT_STEPS, FEW_STEPS, GUIDANCE_SCALE, PACK, scheduler_config, stage_parser, prepare
from .half import store_in_half
from .manifest import write_manifest
from .pipeline import Pipeline, load_pipeline

OPSET = 17


class Wrapped(torch.nn.Module):
    """A function of a module's tensors as a module of its own, as the exporter wants it."""

    def __init__(self, module: torch.nn.Module, call: Callable[..., tuple[torch.Tensor, ...]]):
        super().__init__()
        self.module = module
        self.call = call

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.call(self.module, *inputs)


def parts(pipeline: Pipeline) -> dict[str, dict]:
    """Each graph: module, example inputs, names, dynamic axes."""
    picture = torch.rand(2, 3, PICTURE, PICTURE) * 2 - 1
    latents = torch.randn(2, LATENT_CHANNELS, LATENT, LATENT)
    space = {0: "batch", 1: "channels", 2: "height", 3: "width"}

    def text(module, input_ids):
        out = module(input_ids=input_ids)
        return out.last_hidden_state, out.pooler_output

    return {
        "text_encoder": {
            "module": Wrapped(pipeline.text, text),
            "inputs": {"input_ids": pipeline.token_ids(["a cat", "a red dog"]).int()},
            "outputs": ["last_hidden_state", "pooler_output"],
            "axes": {"input_ids": {0: "batch", 1: "sequence"}},
        },
        "unet": {
            "module": Wrapped(pipeline.unet, lambda m, z, t, c: (m(z, t, c).sample,)),
            "inputs": {
                "sample": latents,
                "timestep": torch.tensor([951.0, 21.0]),
                "encoder_hidden_states": pipeline.states(["a cat", "a red dog"]),
            },
            "outputs": ["out_sample"],
            "axes": {"sample": space, "timestep": {0: "batch"}, "encoder_hidden_states": {0: "batch", 1: "sequence"}},
        },
        "vae_encoder": {
            "module": Wrapped(pipeline.vae, lambda m, x: (m.quant_conv(m.encoder(x)),)),
            "inputs": {"sample": picture},
            "outputs": ["latent_parameters"],
            "axes": {"sample": space},
        },
        "vae_decoder": {
            "module": Wrapped(pipeline.vae, lambda m, z: (m.decoder(m.post_quant_conv(z)),)),
            "inputs": {"latent_sample": latents},
            "outputs": ["sample"],
            "axes": {"latent_sample": space},
        },
    }


@torch.no_grad()
def export_part(folder: Path, part: dict) -> float:
    """Writes folder/model.onnx; returns the largest error relative to the output's largest value."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            part["module"].eval(),
            tuple(part["inputs"].values()),
            str(path),
            input_names=list(part["inputs"]),
            output_names=part["outputs"],
            dynamic_axes=part["axes"],
            opset_version=OPSET,
            do_constant_folding=True,
            dynamo=False,
        )
    foreign = {node.domain for node in onnx.load(path).graph.node} - {"", "ai.onnx"}
    if foreign:
        raise RuntimeError(f"{path.parent.name}: nodes of the domains {foreign}")
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    inputs = {k: v.numpy() for k, v in part["inputs"].items()}
    worst = 0.0
    # once as traced, once with a batch of one: the axes must really be free
    for rows in (slice(None), slice(0, 1)):
        expected = part["module"](*(v[rows] for v in part["inputs"].values()))
        received = session.run(None, {k: v[rows] for k, v in inputs.items()})
        for e, r in zip(expected, received):
            worst = max(worst, float(np.abs(e.numpy() - r).max() / np.abs(e.numpy()).max()))
    return worst


def write_configs(folder: Path, pipeline: Pipeline, run: Path, data: Path) -> None:
    """Everything of the pack that is not a graph."""

    def put(name: str, content: dict) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2) + "\n")

    models = ("text_encoder", "unet", "vae_decoder", "vae_encoder")
    put(
        "model_index.json",
        {
            "_class_name": "OnnxStableDiffusionPipeline",
            "_diffusers_version": "0.42.1",
            "feature_extractor": [None, None],
            "requires_safety_checker": False,
            "safety_checker": [None, None],
            "scheduler": ["diffusers", "DDIMScheduler"],
            "tokenizer": ["transformers", "CLIPTokenizer"],
            **{name: ["diffusers", "OnnxRuntimeModel"] for name in models},
        },
    )
    put("scheduler/scheduler_config.json", {"_class_name": "DDIMScheduler", **scheduler_config()})
    put("unet/config.json", {"_class_name": "UNet2DConditionModel", **_public(pipeline.unet.config)})
    vae = {"_class_name": "AutoencoderKL", **_public(pipeline.vae.config), "scaling_factor": pipeline.scaling_factor}
    put("vae_encoder/config.json", vae)
    put("vae_decoder/config.json", vae)
    text = {k: v for k, v in pipeline.text.config.to_dict().items() if k != "_name_or_path"}
    put("text_encoder/config.json", {**text, "architectures": ["CLIPTextModel"]})
    for name in ("vocab.json", "merges.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        (folder / "tokenizer").mkdir(exist_ok=True)
        shutil.copy(run / "tokenizer" / name, folder / "tokenizer" / name)
    vocabulary = json.loads((data / "vocabulary.json").read_text())
    known = json.loads((run / "tokenizer" / "known-words.json").read_text())
    put("dualedit.json", {"guidanceScale": GUIDANCE_SCALE, "steps": EDIT_STEPS, "injection": EDIT_INJECTION, "fewSteps": FEW_STEPS})
    lists = {k: vocabulary.get(k, []) for k in ("nouns", "colors", "materials", "backgrounds")}
    put("words.json", {**lists, "words": known, "synonyms": vocabulary.get("synonyms", {})})


def _public(config: dict) -> dict:
    return {k: v for k, v in dict(config).items() if not k.startswith("_")}


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    arguments = parser.parse_args()
    prepare(arguments)
    pipeline = load_pipeline(arguments.run, torch.device("cpu"))
    arguments.pack.mkdir(parents=True, exist_ok=True)
    # renamed file by file at the end, so that a reader of the pack never meets half a graph
    with tempfile.TemporaryDirectory(dir=arguments.pack.parent, prefix=".export-") as scratch:
        write_configs(Path(scratch), pipeline, arguments.run, arguments.data)
        errors = {name: export_part(Path(scratch) / name, part) for name, part in parts(pipeline).items()}
        for name in errors:
            store_in_half(Path(scratch) / name / "model.onnx")
        for path in sorted(Path(scratch).rglob("*")):
            target = arguments.pack / path.relative_to(scratch)
            if path.is_dir():
                target.mkdir(exist_ok=True)
            else:
                os.replace(path, target)
    for name, error in errors.items():
        size = (arguments.pack / name / "model.onnx").stat().st_size / 1e6
        print(f"{name}: {size:.2f} MB, largest relative error against PyTorch {error:.1e}")
        if error > 1e-4:
            raise RuntimeError(f"{name} differs from PyTorch by {error:.1e}")
    record = {"opset": OPSET, "max_relative_error": errors, "trained": pipeline.clock}
    (arguments.run / "export.json").write_text(json.dumps(record, indent=2) + "\n")
    write_manifest(arguments.pack)


if __name__ == "__main__":
    main()
