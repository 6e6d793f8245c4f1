"""LoMOE (Chakrabarty et al. 2024): one multi-diffusion pass over regions with prompts of their own."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel

from .attention import Record, controlled
from .edit import States
from .masks import Edit, average
from .noise import gaussian, uniforms


@dataclass(frozen=True)
class LomoeSettings:
    steps: int = 50
    guidance_scale: float = 7.5
    # fraction of the steps in which a region is drawn before a plain color
    bootstrap: float = 0.4
    temperature: float = 1.25
    attention_weight: float = 1.0
    background_weight: float = 1.75
    rate: float = 0.1
    averaging: bool = False
    blend: float = 0.3


def solid(color: list[float]) -> torch.Tensor:
    """The latent of a plain color, which the tiny model has no encoder for: its channels are made of the color's."""
    red, green, blue = color
    return torch.tensor([red, green, blue, red - blue], dtype=torch.float64)[None, :, None, None].expand(1, 4, 32, 32)


def shares(edits: list[Edit], mask: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """What of each cell is whose: the background's, and each region's."""
    regions = [((average(e.mask, *mask.shape) >= 0.5) & (mask > 0)).to(mask) for e in edits]
    count = torch.stack(regions).sum(0)
    return (count == 0).to(mask), [region / count.clamp(min=1) for region in regions]


def losses_at(
    unet: UNet2DConditionModel,
    scheduler: DDIMScheduler,
    trajectory: list[torch.Tensor],
    states: States,
    edits: list[Edit],
    mask: torch.Tensor,
    i: int,
    latent: torch.Tensor,
    temperature: float,
) -> dict[str, torch.Tensor]:
    t, steps = scheduler.timesteps[i], len(scheduler.timesteps)
    with torch.no_grad(), controlled(unet, Record(), temperature) as reference:
        unet(trajectory[steps - i], t, states.source)
    with controlled(unet, Record(), temperature) as record:
        output = unet(latent, t, states.source).sample
    pairs = zip(record.maps, reference.maps)
    attention = sum(((own - ref) ** 2).sum((-2, -1)).mean() for (kind, own), (_, ref) in pairs if kind == "cross")
    after = scheduler.step(output, t, latent).prev_sample
    background, _ = shares(edits, mask)
    gap = background * (after - trajectory[steps - i - 1])
    return {"attentionPreservation": attention, "backgroundPreservation": (gap**2).sum((-2, -1)).mean()}


def lomoe_edit(
    unet: UNet2DConditionModel,
    scheduler: DDIMScheduler,
    trajectory: list[torch.Tensor],
    states: States,
    texts: list[torch.Tensor],
    edits: list[Edit],
    mask: torch.Tensor,
    settings: LomoeSettings,
    seed: int,
) -> torch.Tensor:
    steps, temperature = settings.steps, settings.temperature
    # as in mde_edit: strength above 1 raises guidance, below 1 the edit begins later
    scales = 1 + (settings.guidance_scale - 1) * (1 + mask.clamp(min=1)) / 2
    background, regions = shares(edits, mask)
    if not settings.averaging:
        # the masks of this scene do not overlap on the latent's grid, or the first region would have to give way
        assert torch.stack(regions).amax(0).max() == torch.stack(regions).sum(0).max()
    boots = math.ceil(settings.bootstrap * steps)
    colors = uniforms(seed)
    backs = [solid([next(colors) for _ in range(3)]) for _ in range(len(edits) + 1)]
    noise = gaussian((boots, len(backs), *trajectory[0].shape[1:]), seed)
    whole = [(average(e.mask, *mask.shape) >= 0.5) for e in edits]
    union = torch.stack(whole).any(0)

    def denoise(latent: torch.Tensor, t: torch.Tensor, text: torch.Tensor) -> torch.Tensor:
        with torch.no_grad(), controlled(unet, Record(), temperature):
            return unet(latent, t, text).sample

    def before_color(i: int, n: int, inside: torch.Tensor, latent: torch.Tensor) -> torch.Tensor:
        back = scheduler.add_noise(backs[n].to(latent), noise[i, n][None].to(latent), scheduler.timesteps[i : i + 1])
        return torch.where(inside, latent, back)

    latent = trajectory[steps]
    for i, t in enumerate(scheduler.timesteps):
        done = i / steps
        if settings.rate > 0:
            leaf = latent.detach().requires_grad_()
            losses = losses_at(unet, scheduler, trajectory, states, edits, mask, i, leaf, temperature)
            total = (
                settings.attention_weight * losses["attentionPreservation"]
                + settings.background_weight * losses["backgroundPreservation"]
            )
            (gradient,) = torch.autograd.grad(total, leaf)
            latent = latent - settings.rate * gradient
        empty = denoise(latent, t, states.unconditional)
        output = background * (empty + scales * (denoise(latent, t, states.source) - empty))
        shown = done < settings.bootstrap
        if shown:
            empty = denoise(before_color(i, len(edits), union, latent), t, states.unconditional)
        for n, text in enumerate(texts):
            view = before_color(i, n, whole[n], latent) if shown else latent
            output = output + regions[n] * (empty + scales * (denoise(view, t, text) - empty))
        latent = scheduler.step(output, t, latent).prev_sample
        begun = (mask > 0) & (done + 1e-6 >= 1 - mask)
        keeps_all = done >= 1 - settings.blend
        latent = torch.where(begun if keeps_all else begun | (mask == 0), latent, trajectory[steps - i - 1])
    return latent
