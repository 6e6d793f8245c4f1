"""Contrastive Denoising Score (Nam et al. 2024)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel
from torch.nn import functional as F

from .edit import States
from .features import decoder_attention, outputs_of
from .noise import gaussian, uniforms
from .stochastic import meaning


@dataclass(frozen=True)
class CdsSettings:
    guidance_scale: float = 7.5
    iterations: int = 200
    descent: float = 0.1
    contrast_weight: float = 3.0


def patch_nce(own: torch.Tensor, source: torch.Tensor, size: int) -> torch.Tensor:
    """Cross-entropy of each patch of [1, positions, channels] with all patches of the source."""

    def patches(features: torch.Tensor) -> torch.Tensor:
        side = round(features.shape[1] ** 0.5)
        grid = features[0].T.reshape(1, -1, side, side)
        return F.normalize(F.avg_pool2d(grid, size).flatten(2)[0].T, dim=1)

    logits = patches(own) @ patches(source).T / 0.07
    return F.cross_entropy(logits, torch.arange(len(logits)))


def contrast_at(unet: UNet2DConditionModel, t: torch.Tensor, source: torch.Tensor, states: States, latent: torch.Tensor) -> torch.Tensor:
    """Of two latents at one timestep, `latent` under the target prompt."""
    layers = decoder_attention(unet)
    with torch.no_grad(), outputs_of(layers) as theirs:
        unet(source, t, states.source)
    with outputs_of(layers) as own:
        unet(latent, t, states.target)
    return torch.stack([patch_nce(a, b, size) for a, b in zip(own, theirs) for size in (1, 2)]).mean()


def cds_edit(
    unet: UNet2DConditionModel, scheduler: DDIMScheduler, original: torch.Tensor, states: States, settings: CdsSettings, seed: int
) -> torch.Tensor:
    noises = gaussian((settings.iterations + 1, *original.shape[1:]), seed).to(original)
    allowed = [t for t in scheduler.timesteps if 50 <= t <= 949]
    uniform = uniforms(seed)
    latent = original
    for k in range(settings.iterations):
        t = allowed[int(next(uniform) * len(allowed))]
        alpha = scheduler.alphas_cumprod.double()[t]
        signal, level = alpha.sqrt(), (1 - alpha).sqrt()
        noise = noises[k][None]

        def noised(z: torch.Tensor) -> torch.Tensor:
            return signal * z + level * noise

        def score(z: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
            with torch.no_grad():
                empty, output = unet(z, t, states.unconditional).sample, unet(z, t, told).sample
            guided = empty + settings.guidance_scale * (output - empty)
            return meaning(scheduler.config.prediction_type, guided, z, alpha)[1]

        leaf = latent.detach().requires_grad_()
        contrast = contrast_at(unet, t, noised(original), states, noised(leaf))
        (gradient,) = torch.autograd.grad(settings.contrast_weight * contrast, leaf)
        difference = score(noised(latent), states.target) - score(noised(original), states.source)
        latent = latent - settings.descent * (2000 / 64**2 * difference + gradient)
    return latent
