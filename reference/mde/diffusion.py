"""DDIM by diffusers' own schedulers, and direct inversion."""

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
def invert(
    unet: UNet2DConditionModel, inverse: DDIMInverseScheduler, latent: torch.Tensor, states: torch.Tensor
) -> list[torch.Tensor]:
    """DDIM inversion under the source prompt at guidance 1; entry k is the latent after k steps.

    Direct inversion corrects the reconstruction branch to this trajectory at every step, so the branch
    *is* the trajectory.
    """
    trajectory = [latent]
    for t in inverse.timesteps:
        output = unet(trajectory[-1], t, states).sample
        trajectory.append(inverse.step(output, t, trajectory[-1]).prev_sample)
    return trajectory
