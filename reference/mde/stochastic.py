"""Inversions without a walk to noise: InfEdit's virtual inversion and edit-friendly DDPM noise maps.

Each is written as its paper does: the virtual one by the difference of what the model means under both prompts, the
edit-friendly one by noise maps in units of the process's σ.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from .inversion import Context
from .noise import gaussian

SOURCE_GUIDANCE = 3.5
SKIPPED = 0.12


@dataclass(frozen=True)
class Levels:
    """The picture at each level, level 0 being the picture, with noise of its own at each."""

    trajectory: list[torch.Tensor]
    # ᾱ at the beginning and at the end of each step, the noisiest first
    alpha: list[torch.Tensor]
    alpha_next: list[torch.Tensor]


def draw_levels(c: Context, seed: int) -> Levels:
    original, scheduler = c.walk[0], c.scheduler
    steps = len(scheduler.timesteps)
    stride = scheduler.config.num_train_timesteps // steps
    cumulative = scheduler.alphas_cumprod.double()
    alpha = [cumulative[t] for t in scheduler.timesteps]
    alpha_next = [cumulative[t - stride] if t >= stride else scheduler.final_alpha_cumprod.double() for t in scheduler.timesteps]
    noise = gaussian((steps, *original.shape[1:]), seed).to(original)
    levels = [a.sqrt() * original + (1 - a).sqrt() * n[None] for a, n in zip(alpha, noise)]
    return Levels([original, *reversed(levels)], alpha, alpha_next)


def meaning(kind: str, output: torch.Tensor, latent: torch.Tensor, alpha: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """x₀ and ε that an output means."""
    signal, noise = alpha.sqrt(), (1 - alpha).sqrt()
    if kind == "epsilon":
        return (latent - noise * output) / signal, output
    return signal * latent - noise * output, noise * latent + signal * output


class Virtual:
    """InfEdit, Algorithm of the denoising diffusion consistent model: the shared noise keeps both branches together."""

    begin = 0.0

    def __init__(self, c: Context, seed: int):
        self.c, self.levels = c, draw_levels(c, seed)
        self.trajectory = self.levels.trajectory

    @torch.no_grad()
    def step(self, i: int, latent: torch.Tensor, output: torch.Tensor) -> torch.Tensor:
        c, steps = self.c, len(self.levels.alpha)
        a, b = self.levels.alpha[i], self.levels.alpha_next[i]
        kind = c.scheduler.config.prediction_type
        source_latent, source_next = self.trajectory[steps - i], self.trajectory[steps - i - 1]
        _, e_source = meaning(kind, c.unet(source_latent, c.scheduler.timesteps[i], c.source).sample, source_latent, a)
        _, e_target = meaning(kind, output, latent, a)
        original = self.trajectory[0]
        x0 = original + ((latent - source_latent) - (1 - a).sqrt() * (e_target - e_source)) / a.sqrt()
        shared = source_next - b.sqrt() * original
        return b.sqrt() * x0 + shared


class EditFriendly:
    """Huberman-Spiegelglas et al., Algorithm 1 and its use: x' = μ(x) + σ z, with η = 1."""

    begin = SKIPPED

    def __init__(self, c: Context, seed: int):
        self.c, self.levels = c, draw_levels(c, seed)
        self.trajectory = self.levels.trajectory
        steps = len(self.levels.alpha)
        self.maps = []
        with torch.no_grad():
            for i, t in enumerate(c.scheduler.timesteps):
                latent = self.trajectory[steps - i]
                nothing, told = (c.unet(latent, t, states).sample for states in (c.empty, c.source))
                mean, sigma = self.posterior(i, latent, nothing + SOURCE_GUIDANCE * (told - nothing))
                self.maps.append((self.trajectory[steps - i - 1] - mean) / sigma)

    def posterior(self, i: int, latent: torch.Tensor, output: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """DDPM's posterior q(x' | x, x̂₀) (Ho et al. 2020, Eq. 7)."""
        a, b = self.levels.alpha[i], self.levels.alpha_next[i]
        x0, _ = meaning(self.c.scheduler.config.prediction_type, output, latent, a)
        step = a / b
        mean = b.sqrt() * (1 - step) / (1 - a) * x0 + step.sqrt() * (1 - b) / (1 - a) * latent
        return mean, ((1 - b) / (1 - a) * (1 - step)).sqrt()

    def step(self, i: int, latent: torch.Tensor, output: torch.Tensor) -> torch.Tensor:
        mean, sigma = self.posterior(i, latent, output)
        return mean + sigma * self.maps[i]


STOCHASTIC = {"virtual": Virtual, "edit-friendly": EditFriendly}
