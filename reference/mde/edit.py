"""The editing loop of MDE-Edit over an inversion."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel

from .attention import InjectBatch, controlled
from .gates import Plan
from .inversion import Inversion
from .settings import Settings
from .update import Timestep, Update, latent_gradient, latent_losses, source_attention, update_latent


@dataclass(frozen=True)
class States:
    """Text states [1, tokens, width] of the source prompt, of "nothing" and of the target prompt."""

    source: torch.Tensor
    unconditional: torch.Tensor
    target: torch.Tensor


@dataclass
class Result:
    # the edit latent after each step
    latents: list[torch.Tensor] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)


@torch.no_grad()
def edit_step(
    unet: UNet2DConditionModel,
    source_latent: torch.Tensor,
    latent: torch.Tensor,
    timestep: torch.Tensor,
    states: States,
    plan: Plan,
    done: float,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Model outputs of the edit branch without and with the target prompt, attention injected (Eq. 3)."""
    batch = torch.cat([source_latent, latent, latent])
    prompts = torch.cat([states.source, states.unconditional, states.target])
    with controlled(unet, InjectBatch(plan, done)):
        _, unconditional, target = unet(batch, timestep, prompts).sample.chunk(3)
    return unconditional, target


def mde_edit(
    unet: UNet2DConditionModel,
    scheduler: DDIMScheduler,
    inversion: Inversion,
    states: States,
    plan: Plan,
    common_tokens: list[int],
    mask: torch.Tensor,
    settings: Settings,
) -> Result:
    """Edits the latent at the end of the inversion; `mask` is that of `step_mask`."""
    steps = settings.steps
    trajectory = inversion.trajectory
    strengths = mask * settings.strength
    # strength above 1 raises guidance: half as much more at 2
    scales = 1 + (settings.guidance_scale - 1) * (1 + strengths.clamp(min=1)) / 2
    first = round(inversion.begin * steps)
    latent = trajectory[steps - first]
    result = Result()
    for i, t in list(enumerate(scheduler.timesteps))[first:]:
        done = i / steps
        states = replace(
            states,
            source=inversion.source[i] if inversion.source else states.source,
            target=inversion.target[i] if inversion.target else states.target,
        )
        source_latent = trajectory[steps - i]
        # an edit of strength s < 1 begins after a share 1 − s of the steps; until then its cells are the original's
        begun = (mask > 0) & (done + 1e-6 >= 1 - strengths)
        if settings.losses and done < settings.optimize and begun.any():
            at = Timestep(
                unet,
                t,
                states.source,
                states.target,
                source_attention(unet, source_latent, t, states.source),
                plan,
                done,
                common_tokens,
                settings.object_scale,
            )
            losses_of = partial(latent_losses, at=at, names=settings.losses)
            update = update_latent(partial(latent_gradient, losses_of=losses_of), latent, strengths * begun, settings)
            latent = update.latent
            result.updates.append(update)
        here = replace(states, unconditional=inversion.unconditional[i])
        unconditional, target = edit_step(unet, source_latent, latent, t, here, plan, done)
        guided = unconditional + scales * (target - unconditional)
        if inversion.step:
            latent = inversion.step(i, latent, guided)
        else:
            latent = scheduler.step(guided, t, latent).prev_sample
        blends = done >= 1 - settings.blend
        latent = torch.where(begun if blends else begun | (mask == 0), latent, trajectory[steps - i - 1])
        result.latents.append(latent)
    return result
