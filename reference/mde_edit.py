"""Edits one picture by MDE-Edit with PyTorch, and records every step. See README.md for the job file."""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from mde.diffusion import schedulers, walk_to_noise
from mde.edit import Result, States, mde_edit
from mde.few_steps import Told, consistency_scheduler, virtual_inversion
from mde.gates import Plan
from mde.inversion import INVERSIONS, Context
from mde.masks import Edit, settle_overlaps, step_mask
from mde.models import Models, from_folder, from_pack, read_mask, read_picture, write_picture
from mde.prompts import Alignment, WordEdit, align
from mde.settings import Settings, settings_from

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Prepared:
    """A job as the models see it."""

    settings: Settings
    aligned: Alignment
    plan: Plan
    states: States
    # the scaled latent of the picture
    original: torch.Tensor
    # that of `step_mask`
    mask: torch.Tensor


def prepare(models: Models, job: dict, folder: Path, dtype: torch.dtype) -> Prepared:
    """Paths of the job are relative to `folder`."""
    settings = settings_from(job.get("settings", {}))
    words = [WordEdit(e["removed"], e["added"], e["phrase"]) for e in job["edits"]]
    aligned = align(models.tokenizer, job["source"], job["target"], words)
    masks = settle_overlaps([read_mask(folder / e["mask"], models.side) for e in job["edits"]])
    edits = [
        Edit(mask, objects, new, e["changes_shape"], removed, e.get("strength", 1.0))
        for e, mask, objects, new, removed in zip(
            job["edits"], masks, aligned.object_tokens, aligned.new_tokens, aligned.removed_tokens
        )
    ]
    empty = models.tokenizer("", padding="max_length", max_length=models.tokenizer.model_max_length).input_ids
    states = States(*(models.states(ids).to(dtype) for ids in (aligned.source_ids, empty, aligned.target_ids)))
    original = models.encode(read_picture(folder / job["picture"], models.side).to(dtype))
    mask = step_mask(edits, *original.shape[-2:]).to(dtype)
    return Prepared(settings, aligned, Plan(aligned.token_map, edits, settings.injection), states, original, mask)


def invert(models: Models, job: dict, p: Prepared) -> tuple:
    """UNet, scheduler, walk and inversion of an edit by DDIM."""
    forward, inverse = schedulers(models.scheduler_config, p.settings.steps)
    walk = walk_to_noise(models.unet, inverse, p.original, p.states.source)
    context = Context(models.unet, forward, walk, p.states.source, p.states.unconditional, p.settings.guidance_scale)
    return models.unet, forward, walk, INVERSIONS[job.get("inversion", "direct")](context)


def invert_few_steps(models: Models, job: dict, p: Prepared) -> tuple:
    """The same of an edit by a consistency model, which has no walk."""
    unet = Told(models.unet, p.settings.guidance_scale)
    scheduler = consistency_scheduler(models.scheduler_config, p.settings.steps)
    return unet, scheduler, [p.original], virtual_inversion(unet, scheduler, p.original, p.states.source, job.get("seed", 1))


def edit_picture(models: Models, job: dict, folder: Path, dtype: torch.dtype) -> tuple[torch.Tensor, dict, dict]:
    """Picture in −1…1, the figures of the run, and its latents by step."""
    p = prepare(models, job, folder, dtype)
    settings, states = p.settings, p.states
    started = time.perf_counter(), time.process_time()
    unet, forward, walk, inversion = (invert_few_steps if job.get("few_steps") else invert)(models, job, p)
    if job.get("few_steps"):
        # the UNet is told the guidance
        settings = replace(settings, guidance_scale=1.0)
    inverted = time.perf_counter(), time.process_time()
    result = mde_edit(unet, forward, inversion, states, p.plan, p.aligned.common_tokens, p.mask, settings)
    edited = time.perf_counter(), time.process_time()
    facts = figures(result, p.aligned)
    for i, kind in enumerate(("seconds", "core_seconds")):
        facts[kind] = {"invert": inverted[i] - started[i], "edit": edited[i] - inverted[i]}
    arrays = {
        "original": p.original,
        "walk": torch.cat(walk),
        "trajectory": torch.cat(inversion.trajectory),
        "unconditional": torch.cat(inversion.unconditional),
        "latents": torch.cat(result.latents),
        "step-mask": p.mask,
        "states": torch.cat([states.source, states.unconditional, states.target]),
    }
    if result.updates:
        arrays["updated"] = torch.cat([update.latent for update in result.updates])
        arrays |= {f"gradient-{name}": gradient for name, gradient in result.updates[0].gradients.items()}
    return models.decode(result.latents[-1]), facts, {name: a.float().numpy() for name, a in arrays.items()}


def figures(result: Result, aligned: Alignment) -> dict:
    return {
        "losses": [
            [{name: loss.item() for name, loss in losses.items()} for losses in update.losses]
            for update in result.updates
        ],
        "gradient_runs": sum(update.runs for update in result.updates),
        "token_map": aligned.token_map,
        "object_tokens": aligned.object_tokens,
        "new_tokens": aligned.new_tokens,
        "removed_tokens": aligned.removed_tokens,
        "common_tokens": aligned.common_tokens,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--record", type=Path, help="folder for the latents of every step and a golden.json of figures")
    parser.add_argument("--pack", type=Path, default=REPOSITORY / "models" / "diorama", help="a pack of the product")
    parser.add_argument("--pipeline", type=Path, help="instead of a pack, a folder written by diffusers' save_pretrained")
    parser.add_argument("--unet-state", type=Path, help="UNet weights in place of the pipeline's")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--double", action="store_true", help="compute in 64-bit floats")
    o = parser.parse_args()

    torch.set_num_threads(o.threads)
    dtype = torch.float64 if o.double else torch.float32
    job = json.loads(o.job.read_text())
    few_steps = bool(job.get("few_steps"))
    loaded = from_folder(o.pipeline, o.unet_state) if o.pipeline else from_pack(o.pack, few_steps)
    for module in (loaded.unet, loaded.text_encoder, loaded.vae):
        module.to(dtype)
    picture, facts, arrays = edit_picture(loaded, job, o.job.parent, dtype)
    write_picture(picture.float(), o.output)
    # in KiB on Linux
    facts["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if o.record:
        o.record.mkdir(parents=True, exist_ok=True)
        for name, array in arrays.items():
            np.save(o.record / f"{name}.npy", array)
        (o.record / "golden.json").write_text(json.dumps(facts, indent=1) + "\n")
    print(json.dumps({key: facts[key] for key in ("seconds", "core_seconds", "gradient_runs", "peak_mib")}))


if __name__ == "__main__":
    main()
