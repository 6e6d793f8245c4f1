"""Guide-and-Rescale (Titov et al. 2024)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel

from .attention import Record, controlled
from .edit import States
from .features import last_block, outputs_of
from .stochastic import meaning


@dataclass(frozen=True)
class GuideRescaleSettings:
    steps: int = 50
    guidance_scale: float = 7.5
    guide: float = 0.6
    attention_weight: float = 3e5
    feature_weight: float = 500.0
    least: float = 0.33
    most: float = 3.0


def guides_at(unet: UNet2DConditionModel, t: torch.Tensor, latent: torch.Tensor, reference: torch.Tensor, states: torch.Tensor) -> dict[str, torch.Tensor]:
    def run(z: torch.Tensor) -> tuple[list[torch.Tensor], torch.Tensor]:
        with controlled(unet, Record()) as record, outputs_of(last_block(unet)) as features:
            unet(z, t, states)
        return [p for kind, p in record.maps if kind == "self"], features[0]

    with torch.no_grad():
        their_maps, their_features = run(reference)
    maps, features = run(latent)
    return {
        "attentionGuide": sum((own - theirs).square().mean() for own, theirs in zip(maps, their_maps)),
        "featureGuide": (features - their_features).abs().mean(),
    }


def guide_rescale_edit(
    unet: UNet2DConditionModel, scheduler: DDIMScheduler, trajectory: list[torch.Tensor], states: States, settings: GuideRescaleSettings
) -> torch.Tensor:
    """In terms of the noise, which a step of DDIM takes together with the picture that is meant."""
    steps, kind = settings.steps, scheduler.config.prediction_type
    stride = scheduler.config.num_train_timesteps // steps
    latent = trajectory[steps]
    for i, t in enumerate(scheduler.timesteps):
        alpha = scheduler.alphas_cumprod.double()[t]
        after = scheduler.alphas_cumprod.double()[t - stride] if t >= stride else scheduler.final_alpha_cumprod.double()
        with torch.no_grad():
            nothing, told = (
                meaning(kind, unet(latent, t, s).sample, latent, alpha)[1] for s in (states.unconditional, states.target)
            )
        difference = settings.guidance_scale * (told - nothing)
        noise = nothing + difference
        if i / steps < settings.guide:
            leaf = latent.detach().requires_grad_()
            guides = guides_at(unet, t, leaf, trajectory[steps - i], states.source)
            energy = settings.attention_weight * guides["attentionGuide"] + settings.feature_weight * guides["featureGuide"]
            (gradient,) = torch.autograd.grad(energy, leaf)
            ratio = gradient.norm() / difference.norm()
            # the first latent is the inverted one itself
            if ratio > 0:
                noise = noise + gradient * ratio.clamp(settings.least, settings.most) / ratio
        original = (latent - (1 - alpha).sqrt() * noise) / alpha.sqrt()
        latent = after.sqrt() * original + (1 - after).sqrt() * noise
    return latent
