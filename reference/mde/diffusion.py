"""DDIM by diffusers' own schedulers, and the walk to noise that every inversion begins with."""

from __future__ import annotations

import torch
from diffusers import DDIMInverseScheduler, DDIMScheduler, UNet2DConditionModel


def schedulers(config: dict, steps: int) -> tuple[DDIMScheduler, DDIMInverseScheduler]:
    """Both ways of one schedule, without clipping of x₀ (the inverse clips unless told otherwise)."""
    pair = (DDIMScheduler, DDIMInverseScheduler)
    forward, inverse = (kind.from_config({**config, "clip_sample": False}) for kind in pair)
    forward.set_timesteps(steps)
    inverse.set_timesteps(steps)
    return forward, inverse


@torch.no_grad()
def walk_to_noise(
    unet: UNet2DConditionModel, inverse: DDIMInverseScheduler, latent: torch.Tensor, states: torch.Tensor
) -> list[torch.Tensor]:
    """DDIM inversion under the source prompt at guidance 1; entry k is the latent after k steps."""
    walk = [latent]
    for t in inverse.timesteps:
        output = unet(walk[-1], t, states).sample
        walk.append(inverse.step(output, t, walk[-1]).prev_sample)
    return walk
