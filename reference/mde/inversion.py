"""What the reconstruction branch is, and what guides the edit branch away from nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel


@dataclass(frozen=True)
class Inversion:
    # the reconstruction branch's latents; entry k is k steps from the picture
    trajectory: list[torch.Tensor]
    # text states of "nothing" at each denoising step, the noisiest first
    unconditional: list[torch.Tensor]
    # of the source prompt and the target prompt at each step, where they were learned
    source: list[torch.Tensor] | None = None
    target: list[torch.Tensor] | None = None
    # (step, latent, output) → the next latent, where it is not DDIM's
    step: Callable[[int, torch.Tensor, torch.Tensor], torch.Tensor] | None = None
    # share of the steps before any edit begins
    begin: float = 0.0


@dataclass(frozen=True)
class Context:
    unet: UNet2DConditionModel
    scheduler: DDIMScheduler
    walk: list[torch.Tensor]
    # [1, tokens, width] of the source prompt and the empty prompt
    source: torch.Tensor
    empty: torch.Tensor
    guidance_scale: float


def direct(c: Context) -> Inversion:
    """Ju et al. 2024: the branch is corrected to the walk at every step, so it *is* the walk."""
    return Inversion(c.walk, [c.empty] * (len(c.walk) - 1))


def ddim(c: Context) -> Inversion:
    return _walk_back(c, lambda i, latent, conditional, previous: c.empty)


def negative_prompt(c: Context) -> Inversion:
    """Miyake et al. 2023: the source prompt stands for "nothing"."""
    return _walk_back(c, lambda i, latent, conditional, previous: c.source)


def null_text(c: Context) -> Inversion:
    """Mokady et al. 2023, Algorithm 1, with the authors' numbers as functions of the share of steps done."""
    return null_text_from(c, c.walk, [c.source] * (len(c.walk) - 1))


def null_text_from(c: Context, walk: list[torch.Tensor], source: list[torch.Tensor]) -> Inversion:
    """The same of any walk, under source states that may differ from step to step."""
    steps = len(walk) - 1

    def choose(i: int, latent: torch.Tensor, conditional: torch.Tensor, previous: torch.Tensor) -> torch.Tensor:
        states = previous.clone().requires_grad_()
        t, goal = c.scheduler.timesteps[i], walk[steps - i - 1]
        optimizer = torch.optim.Adam([states], lr=1e-2 * (1 - i / steps / 2))
        for _ in range(10):
            unconditional = c.unet(latent, t, states).sample
            guided = unconditional + c.guidance_scale * (conditional - unconditional)
            loss = (c.scheduler.step(guided, t, latent).prev_sample - goal).square().mean()
            if loss < 1e-5 + i / steps * 1e-3:
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return states.detach()

    return _walk_back(c, choose, walk, source)


INVERSIONS: dict[str, Callable[[Context], Inversion]] = {
    "direct": direct,
    "ddim": ddim,
    "negative-prompt": negative_prompt,
    "null-text": null_text,
}


def _walk_back(
    c: Context,
    choose: Callable[[int, torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor],
    walk: list[torch.Tensor] | None = None,
    source: list[torch.Tensor] | None = None,
) -> Inversion:
    """Denoises from the end of the walk with guidance; `choose` says what stands for "nothing" at each step."""
    latent = (walk or c.walk)[-1]
    trajectory, unconditional = [latent], []
    for i, t in enumerate(c.scheduler.timesteps):
        with torch.no_grad():
            conditional = c.unet(latent, t, source[i] if source else c.source).sample
        states = choose(i, latent, conditional, unconditional[-1] if unconditional else c.empty)
        with torch.no_grad():
            nothing = c.unet(latent, t, states).sample
        guided = nothing + c.guidance_scale * (conditional - nothing)
        latent = c.scheduler.step(guided, t, latent).prev_sample
        trajectory.append(latent)
        unconditional.append(states)
    return Inversion(trajectory[::-1], unconditional)
