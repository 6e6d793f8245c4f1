"""Object-aware inversion and reassembly (OIR; Yang et al. 2024)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from diffusers import DDIMInverseScheduler, DDIMScheduler, UNet2DConditionModel

from .edit import States
from .lomoe import shares
from .masks import Edit

# (latent, region) → how well it shows the target, how little it changed elsewhere
Score = Callable[[torch.Tensor, int], tuple[float, float]]


@dataclass(frozen=True)
class OirSettings:
    steps: int = 50
    guidance_scale: float = 7.5
    depths: int = 5
    reassembly: float = 0.2
    reinversion: float = 0.2


def best(scores: dict[int, tuple[float, float]]) -> int:
    def spread(values: list[float]) -> list[float]:
        least, most = min(values), max(values)
        return [(v - least) / (most - least) if most > least else 0.0 for v in values]

    depths = sorted(scores)
    total = [a + b for a, b in zip(*(spread([scores[d][k] for d in depths]) for k in (0, 1)))]
    return depths[total.index(max(total))]


@torch.no_grad()
def oir_edit(
    unet: UNet2DConditionModel,
    scheduler: DDIMScheduler,
    inverse: DDIMInverseScheduler,
    trajectory: list[torch.Tensor],
    states: States,
    texts: list[torch.Tensor],
    edits: list[Edit],
    mask: torch.Tensor,
    settings: OirSettings,
    score: Score,
) -> tuple[torch.Tensor, list[int]]:
    steps = settings.steps
    scales = 1 + (settings.guidance_scale - 1) * (1 + mask.clamp(min=1)) / 2

    def denoise(latent: torch.Tensor, start: int, end: int, told: torch.Tensor) -> torch.Tensor:
        for k in range(start, end, -1):
            t = scheduler.timesteps[steps - k]
            source, target = unet(latent, t, states.source).sample, unet(latent, t, told).sample
            latent = scheduler.step(source + scales * (target - source), t, latent).prev_sample
        return latent

    def search(n: int) -> int:
        scores: dict[int, tuple[float, float]] = {}

        def try_all(depths: list[int]) -> None:
            for depth in depths:
                if 1 <= depth <= steps and depth not in scores:
                    scores[depth] = score(denoise(trajectory[depth], depth, 0, texts[n]), n)

        try_all([int((i + 1) * steps / settings.depths + 0.5) for i in range(settings.depths)])
        stride = steps / settings.depths / 2
        while stride >= 0.5:
            around, middle = max(1, int(stride + 0.5)), best(scores)
            try_all([middle - around, middle + around])
            stride /= 2
        return best(scores)

    depths = [search(n) for n in range(len(edits))]
    meet = round(settings.reassembly * steps)
    back = min(steps, meet + round(settings.reinversion * steps))
    background, regions = shares(edits, mask)
    latent = background * trajectory[meet]
    for region, depth, told in zip(regions, depths, texts):
        start = max(depth, meet)
        latent = latent + region * denoise(trajectory[start], start, meet, told)
    for k in range(meet, back):
        t = inverse.timesteps[k]
        latent = inverse.step(unet(latent, t, states.source).sample, t, latent).prev_sample
    latent = denoise(latent, back, 0, states.target)
    return torch.where((mask > 0), latent, trajectory[0]), depths
