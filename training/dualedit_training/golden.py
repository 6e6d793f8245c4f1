"""Stage 6: PyTorch's and diffusers' answers for fixed inputs, for the tests of the TypeScript engine.

Arrays are little-endian float32 .npy; golden.json says what each one is.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from diffusers import DDIMInverseScheduler, DDIMScheduler

from .clip_model import load_clip
from .config import LATENT, LATENT_CHANNELS, PACK, PICTURE, SIZES, Sizes, prepare, scheduler_config, stage_parser
from .grounding import AttentionRecorder
from .pipeline import Pipeline, load_pipeline
from .half import round_to_half

TIMESTEP = 501
STEPS = 10
CAPTION = "a red cat and a blue ball"
WORD = "cat"


class Folder:
    """Writes arrays into a new folder and keeps the list of what they are."""

    def __init__(self, path: Path):
        self.path = path
        self.facts: dict = {"format": "npy, little-endian float32, C order"}
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)

    def put(self, name: str, tensor: torch.Tensor) -> str:
        np.save(self.path / f"{name}.npy", np.ascontiguousarray(tensor.detach().numpy(), "<f4"))
        return f"{name}.npy"

    def close(self) -> None:
        (self.path / "golden.json").write_text(json.dumps(self.facts, indent=2) + "\n")


def text_case(folder: Folder, pipeline: Pipeline) -> torch.Tensor:
    ids = pipeline.token_ids([CAPTION])
    out = pipeline.text(input_ids=ids)
    folder.facts["text_encoder"] = {
        "text": CAPTION,
        "input_ids": ids.tolist(),
        "last_hidden_state": folder.put("text-last-hidden-state", out.last_hidden_state),
        "pooler_output": folder.put("text-pooler-output", out.pooler_output),
    }
    return out.last_hidden_state.detach()


def unet_case(folder: Folder, pipeline: Pipeline, states: torch.Tensor) -> None:
    recorder = AttentionRecorder(pipeline.unet)
    sample = torch.randn(1, LATENT_CHANNELS, LATENT, LATENT).requires_grad_()
    states = states.clone().requires_grad_()
    token = pipeline.words.encode(CAPTION).tokens.index(f"{WORD}</w>")
    # the modules are listed in definition order; what runs first comes first here
    order: list[str] = []
    for name, module in pipeline.unet.named_modules():
        if name.endswith("attn2"):
            module.register_forward_pre_hook(lambda *_, name=name: order.append(name))
    recorder.on = True
    out = pipeline.unet(sample, torch.tensor([float(TIMESTEP)]), states).sample
    maps = dict(zip(order, recorder.take()))
    recorder.on = False
    grounded = [p for p in maps.values() if p.shape[2] == 256]
    loss = torch.stack([p[..., token].square().mean() for p in grounded]).sum()
    by_sample, by_states = torch.autograd.grad(loss, (sample, states))
    folder.facts["unet"] = {
        "sample": folder.put("unet-sample", sample),
        "timestep": TIMESTEP,
        "encoder_hidden_states": folder.put("unet-states", states),
        "out_sample": folder.put("unet-out-sample", out),
    }
    folder.facts["attention"] = {
        "inputs": "those of unet",
        "probabilities": "softmax over the tokens, [batch, heads, places, tokens], in order of execution",
        "sites": [
            {"name": name, "shape": list(p.shape), "file": folder.put(f"attention-{i}", p)}
            for i, (name, p) in enumerate(maps.items())
        ],
    }
    folder.facts["gradient"] = {
        "loss": "sum over the cross-attention sites of 256 places of mean over batch, heads and places of p[..., token]^2",
        "token": token,
        "value": loss.item(),
        "by_sample": folder.put("gradient-by-sample", by_sample),
        "by_encoder_hidden_states": folder.put("gradient-by-states", by_states),
    }


def disc() -> torch.Tensor:
    """A disc over two colour ramps: [1, 3, 64, 64] in −1…1."""
    y, x = torch.meshgrid(torch.linspace(-1, 1, 64), torch.linspace(-1, 1, 64), indexing="ij")
    return torch.stack([x, y, (x * x + y * y < 0.4).float() * 2 - 1])[None]


def autoencoder_case(folder: Folder, pipeline: Pipeline) -> None:
    picture = disc()
    vae = pipeline.vae
    moments = vae.quant_conv(vae.encoder(picture))
    mean = moments[:, :LATENT_CHANNELS]
    folder.facts["autoencoder"] = {
        "sample": folder.put("vae-sample", picture),
        "latent_parameters": folder.put("vae-latent-parameters", moments),
        "scaling_factor": pipeline.scaling_factor,
        "decoded": folder.put("vae-decoded", vae.decoder(vae.post_quant_conv(mean))),
        "decoded_from": f"the first {LATENT_CHANNELS} channels of latent_parameters, not scaled",
    }


def clip_case(folder: Folder, pipeline: Pipeline, run: Path, sizes: Sizes) -> None:
    """Both towers with the weights as stored, in half precision."""
    model = round_to_half(load_clip(run, sizes, pipeline.text)[0])
    ids = pipeline.token_ids([CAPTION, "a picture of a bear"])
    times = PICTURE // 64
    picture = disc().repeat_interleave(times, 2).repeat_interleave(times, 3)
    folder.facts["clip"] = {
        "texts": [CAPTION, "a picture of a bear"],
        "input_ids": ids.tolist(),
        "text_embeds": folder.put("clip-text-embeds", model.text_projection(model.text_model(input_ids=ids).pooler_output)),
        "pixel_values": f"autoencoder.sample, every pixel {times} times in both directions",
        "image_embeds": folder.put("clip-image-embeds", model.visual_projection(model.vision_model(picture).pooler_output)),
    }


def scheduler_cases(folder: Folder) -> None:
    start = torch.randn(1, 4, 8, 8)
    for name, kind in (("ddim", DDIMScheduler), ("ddim_inverse", DDIMInverseScheduler)):
        scheduler = kind(**scheduler_config())
        scheduler.set_timesteps(STEPS)
        z, path = start, []
        for t in scheduler.timesteps:
            z = scheduler.step(torch.tanh(z) * (t.item() / 1000), t, z).prev_sample
            path.append(z)
        folder.facts[name] = {
            "steps": STEPS,
            "timesteps": scheduler.timesteps.tolist(),
            "model_output": "tanh(z) * t / 1000",
            "start": folder.put("scheduler-start", start),
            "latents": folder.put(name.replace("_", "-"), torch.cat(path)),
            "latents_are": "one row a step, after the step",
        }


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    arguments = parser.parse_args()
    prepare(arguments)
    pipeline = load_pipeline(arguments.run, torch.device("cpu"))
    folder = Folder(arguments.pack / "golden")
    with torch.no_grad():
        states = text_case(folder, pipeline)
        autoencoder_case(folder, pipeline)
        scheduler_cases(folder)
    unet_case(folder, pipeline, states)
    with torch.no_grad():
        clip_case(folder, pipeline, arguments.run, SIZES[arguments.size])
    folder.close()
    print(f"{sum(p.stat().st_size for p in folder.path.iterdir()) / 1e6:.2f} MB in {len(list(folder.path.iterdir()))} files")


if __name__ == "__main__":
    main()
