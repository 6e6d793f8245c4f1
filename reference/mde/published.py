"""MDE-Edit as its publication and the code around it run it, step by step, for what that costs.

Null-text inversion of both branches' "nothing"; fifteen gradient steps a timestep without a stop, each with the source
prompt's attention computed again; plain gradients times σ; guidance on both branches in a batch of four.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel

from .attention import controlled
from .edit import States
from .gates import Plan, inject
from .settings import Settings
from .update import Timestep, latent_gradient, latent_losses, source_attention

GRADIENT_STEPS = 15
NULL_TEXT_STEPS = 10


@dataclass
class Meter:
    """When each run of each kind of work began and ended, in seconds since 1970, and what all cores together took."""

    runs: dict[str, list[dict]] = field(default_factory=dict)

    @contextmanager
    def measure(self, kind: str) -> Iterator[None]:
        began, cores = time.time(), time.process_time()
        yield
        run = {"from": began, "to": time.time(), "coreSeconds": time.process_time() - cores}
        self.runs.setdefault(kind, []).append(run)


class InjectGuided:
    """Eq. 3 in a batch of [source, edit] without and [source, edit] with their prompts: only the latter inject."""

    def __init__(self, plan: Plan, done: float):
        self.plan, self.done = plan, done

    def __call__(self, kind: str, probabilities: torch.Tensor) -> torch.Tensor:
        plain_source, plain_edit, source, edit = probabilities.chunk(4)
        return torch.cat([plain_source, plain_edit, source, inject(self.plan, self.done, kind, source, edit)])


def null_text(
    unet: UNet2DConditionModel,
    scheduler: DDIMScheduler,
    walk: list[torch.Tensor],
    states: States,
    scale: float,
    meter: Meter,
    inner_steps: int = NULL_TEXT_STEPS,
) -> list[torch.Tensor]:
    """Text states of "nothing" by step (Mokady et al. 2023): at most `inner_steps` of Adam at each."""
    steps = len(walk) - 1
    latent, nothing = walk[-1], states.unconditional
    chosen = []
    for i, t in enumerate(scheduler.timesteps):
        with torch.no_grad(), meter.measure("forward"):
            conditional = unet(latent, t, states.source).sample
        nothing = nothing.clone().requires_grad_()
        optimizer = torch.optim.Adam([nothing], lr=1e-2 * (1 - i / 100))
        for _ in range(inner_steps):
            with meter.measure("null-text step"):
                plain = unet(latent, t, nothing).sample
                guided = plain + scale * (conditional - plain)
                loss = (scheduler.step(guided, t, latent).prev_sample - walk[steps - i - 1]).square().mean()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            if loss.item() < 1e-5 + i * 2e-5:
                break
        nothing = nothing.detach()
        chosen.append(nothing)
        with torch.no_grad(), meter.measure("guided pair"):
            plain, conditional = unet(torch.cat([latent] * 2), t, torch.cat([nothing, states.source])).sample.chunk(2)
        latent = scheduler.step(plain + scale * (conditional - plain), t, latent).prev_sample
    return chosen


def published_edit(
    unet: UNet2DConditionModel,
    scheduler: DDIMScheduler,
    start: torch.Tensor,
    unconditional: list[torch.Tensor],
    states: States,
    plan: Plan,
    common_tokens: list[int],
    mask: torch.Tensor,
    settings: Settings,
    meter: Meter,
    gradient_steps: int = GRADIENT_STEPS,
) -> torch.Tensor:
    """The edit's latent; `mask` is that of `step_mask`."""
    source = latent = start
    inside = (mask > 0).to(latent)
    for i, t in enumerate(scheduler.timesteps):
        done = i / settings.steps
        variance = scheduler.alphas_cumprod[t]
        for _ in range(gradient_steps if done < settings.optimize else 0):
            with meter.measure("forward"):
                maps = source_attention(unet, source, t, states.source)
            at = Timestep(unet, t, states.source, states.target, maps, plan, done, common_tokens, settings.object_scale)
            with meter.measure("latent gradient"):
                losses_of = lambda z: latent_losses(z, at, settings.losses)  # noqa: B023, E731
                _, gradient = latent_gradient(latent, settings.loss_weights, losses_of)
            latent = latent - inside * ((1 - variance) / variance).sqrt() * gradient
        here = replace(states, unconditional=unconditional[i])
        with torch.no_grad(), meter.measure("edit step"), controlled(unet, InjectGuided(plan, done)):
            prompts = torch.cat([here.unconditional, here.unconditional, here.source, here.target])
            outputs = unet(torch.cat([source, latent] * 2), t, prompts).sample
        plain, wanted = outputs.chunk(2)
        both = plain + settings.guidance_scale * (wanted - plain)
        source, latent = scheduler.step(both, t, torch.cat([source, latent])).prev_sample.chunk(2)
        # the last 15 of 50 steps
        if done >= 0.7:
            latent = torch.where(mask > 0, latent, source)
    return latent
