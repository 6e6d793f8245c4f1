"""Compares recorded gradients with autograd's at the very latent and text states that they were taken at.

    python gradient_agreement.py job.json --pipeline FOLDER --record FOLDER

The record is one of tools/core/edit-job.ts. Two walks to noise end a little apart, and a loss that divides by
its map's maximum makes more of that: what is compared here begins at one point. Prints relative errors by loss as JSON.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from diffusers import UNet2DConditionModel
from transformers import AutoTokenizer

from mde.diffusion import schedulers
from mde.gates import Plan
from mde.masks import Edit, settle_overlaps
from mde.models import read_mask
from mde.prompts import WordEdit, align
from mde.settings import settings_from
from mde.update import Timestep, latent_gradient, latent_losses, source_attention


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", type=Path)
    parser.add_argument("--pipeline", type=Path, required=True)
    parser.add_argument("--record", type=Path, required=True)
    o = parser.parse_args()

    job = json.loads(o.job.read_text())
    settings = settings_from(job["settings"])
    unet = UNet2DConditionModel.from_pretrained(o.pipeline, subfolder="unet").eval().requires_grad_(False)
    tokenizer = AutoTokenizer.from_pretrained(o.pipeline / "tokenizer")
    words = [WordEdit(e["removed"], e["added"], e["phrase"]) for e in job["edits"]]
    aligned = align(tokenizer, job["source"], job["target"], words)
    side = unet.config.sample_size

    def recorded(name: str, *shape: int) -> torch.Tensor:
        return torch.from_numpy(np.fromfile(o.record / f"{name}.f32", "<f4").reshape(shape))

    source, _, target = recorded("states", 3, 1, tokenizer.model_max_length, unet.config.cross_attention_dim)
    latent = recorded("walk", -1, 1, unet.config.in_channels, side, side)[-1]
    # the autoencoders of Stable Diffusion have eight pixels a cell
    masks = settle_overlaps([read_mask(o.job.parent / e["mask"], 8 * side) for e in job["edits"]])
    edits = [
        Edit(mask, objects, new, e["changes_shape"])
        for e, mask, objects, new in zip(job["edits"], masks, aligned.object_tokens, aligned.new_tokens)
    ]
    forward, _ = schedulers(json.loads((o.pipeline / "scheduler" / "scheduler_config.json").read_text()), settings.steps)
    t = forward.timesteps[0]
    plan = Plan(aligned.token_map, edits, settings.injection)
    maps = source_attention(unet, latent, t, source)
    at = Timestep(unet, t, source, target, maps, plan, 0.0, aligned.common_tokens, settings.object_scale)
    errors = {}
    for name in settings.losses:
        _, gradient = latent_gradient(latent, {name: 1}, lambda z: latent_losses(z, at, [name]))  # noqa: B023
        errors[name] = ((recorded(f"gradient-{name}", *latent.shape) - gradient).norm() / gradient.norm()).item()
    print(json.dumps(errors))


if __name__ == "__main__":
    main()
