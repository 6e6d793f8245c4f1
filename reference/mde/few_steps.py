"""Edits in a few steps: the schedule of latent consistency models by diffusers' own scheduler, and InfEdit's virtual
inversion in its paper's form.
"""

from __future__ import annotations

import torch
from diffusers import LCMScheduler, UNet2DConditionModel
from diffusers.pipelines.latent_consistency_models.pipeline_latent_consistency_text2img import LatentConsistencyModelPipeline

from .inversion import Inversion
from .noise import gaussian


class Told:
    """A UNet that is told one guidance, called like one that is told none."""

    def __init__(self, unet: UNet2DConditionModel, guidance_scale: float):
        self.unet = unet
        w = torch.tensor([guidance_scale - 1.0])
        width = unet.config.time_cond_proj_dim
        self.embedding = LatentConsistencyModelPipeline.get_guidance_scale_embedding(None, w, width).to(unet.dtype)

    def __call__(self, sample: torch.Tensor, timestep: torch.Tensor, states: torch.Tensor):
        told = self.embedding.expand(len(sample), -1)
        return self.unet(sample, timestep, states, timestep_cond=told)

    @property
    def attn_processors(self) -> dict:
        return self.unet.attn_processors

    def set_attn_processor(self, processors: dict) -> None:
        self.unet.set_attn_processor(processors)


def consistency_scheduler(config: dict, steps: int) -> LCMScheduler:
    scheduler = LCMScheduler.from_config({**config, "clip_sample": False})
    scheduler.set_timesteps(steps, original_inference_steps=scheduler.config.original_inference_steps)
    return scheduler


def meaning(scheduler: LCMScheduler, t: torch.Tensor, latent: torch.Tensor, output: torch.Tensor) -> torch.Tensor:
    """The picture that an output means: the boundary's share of the latent, and the rest of what is predicted."""
    alpha = scheduler.alphas_cumprod[t].to(latent)
    if scheduler.config.prediction_type == "epsilon":
        predicted = (latent - (1 - alpha).sqrt() * output) / alpha.sqrt()
    else:
        predicted = alpha.sqrt() * latent - (1 - alpha).sqrt() * output
    skip, out = scheduler.get_scalings_for_boundary_condition_discrete(t)
    return skip * latent + out * predicted


def virtual_inversion(
    unet, scheduler: LCMScheduler, original: torch.Tensor, source: torch.Tensor, seed: int
) -> Inversion:
    """Levels with noise of their own, and steps that add to the picture what the model means more under the target."""
    steps = len(scheduler.timesteps)
    noise = gaussian((steps, *original.shape[1:]), seed).to(original)
    # ᾱ at the beginning of each step, and 1 at the end of the last
    alpha = [scheduler.alphas_cumprod[t].to(original) for t in scheduler.timesteps] + [torch.ones(()).to(original)]
    levels = [a.sqrt() * original + (1 - a).sqrt() * n[None] for a, n in zip(alpha, noise)]
    trajectory = [original, *reversed(levels)]

    @torch.no_grad()
    def step(i: int, latent: torch.Tensor, output: torch.Tensor) -> torch.Tensor:
        t, source_latent = scheduler.timesteps[i], levels[i]
        reconstructed = meaning(scheduler, t, source_latent, unet(source_latent, t, source).sample)
        x0 = original + meaning(scheduler, t, latent, output) - reconstructed
        shared = noise[i + 1][None] if i + 1 < steps else torch.zeros_like(original)
        return alpha[i + 1].sqrt() * x0 + (1 - alpha[i + 1]).sqrt() * shared

    # nothing is guided by the empty prompt
    return Inversion(trajectory, [source] * steps, step=step)
