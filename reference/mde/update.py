"""Eq. 7–8: the masked gradient step, with the gradients of all losses balanced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from diffusers import UNet2DConditionModel

from .attention import InjectMaps, Record, controlled, loss_maps
from .gates import Plan
from .losses import LOSSES, Maps
from .settings import STEPS_OF_SIZE, Settings

Losses = dict[str, torch.Tensor]
# (latent, weight by loss) → losses, gradient of their weighted sum
Gradient = Callable[[torch.Tensor, dict[str, float]], tuple[Losses, torch.Tensor]]


@dataclass(frozen=True)
class Timestep:
    """All that stays while a latent is optimised at one timestep."""

    unet: UNet2DConditionModel
    t: torch.Tensor
    # [1, tokens, width]
    source_states: torch.Tensor
    target_states: torch.Tensor
    source_maps: list[tuple[str, torch.Tensor]]
    plan: Plan
    done: float
    common_tokens: list[int]
    object_scale: float


def latent_losses(latent: torch.Tensor, at: Timestep, names: list[str]) -> Losses:
    """Losses of an edit latent under the target prompt, the source's maps injected as constants."""
    with controlled(at.unet, InjectMaps(at.plan, at.done, at.source_maps)) as control:
        at.unet(latent, at.t, at.target_states)
    negative = None
    if "negativePrompt" in names:
        with controlled(at.unet, Record()) as record:
            at.unet(latent, at.t, at.source_states)
        negative = loss_maps(record.maps)
    maps = Maps(
        loss_maps(control.own),
        loss_maps(control.injected),
        loss_maps(at.source_maps),
        negative,
        at.common_tokens,
        at.object_scale,
    )
    return {name: LOSSES[name](maps, at.plan.edits) for name in names}


def latent_gradient(latent: torch.Tensor, weights: dict[str, float], losses_of) -> tuple[Losses, torch.Tensor]:
    """The losses at `latent` and the gradient of their weighted sum by it."""
    leaf = latent.detach().requires_grad_()
    losses = losses_of(leaf)
    (gradient,) = torch.autograd.grad(sum(weight * losses[name] for name, weight in weights.items()), leaf)
    return {name: loss.detach() for name, loss in losses.items()}, gradient


@torch.no_grad()
def source_attention(unet, latent: torch.Tensor, timestep: torch.Tensor, states: torch.Tensor) -> list[tuple[str, torch.Tensor]]:
    """The reconstruction branch's maps at every site, constant while a latent is optimised."""
    with controlled(unet, Record()) as record:
        unet(latent, timestep, states)
    return record.maps


@dataclass
class Update:
    latent: torch.Tensor
    # the losses before each gradient step that was kept
    losses: list[Losses]
    # runs of the gradient, those of a rejected step included
    runs: int
    # relative change of the weighted loss by each gradient step but the last
    changes: list[float]
    # the gradient of each loss alone, at the latent that came in
    gradients: Losses


def update_latent(gradient: Gradient, latent: torch.Tensor, mask: torch.Tensor, settings: Settings) -> Update:
    """z* ← M ⊙ (z* − δ ∇L) + (1 − M) ⊙ z*, while it pays.

    ∇L = Σₗ λₗ ∇Lₗ / max|∇Lₗ|, the largest elements inside M and kept from the first iteration; δ is the step
    size of that many steps times the mask, which is 0 outside M, and the strength of the edit inside. Later
    iterations move the most moved element as far as the first.
    """
    inside = (mask > 0).to(latent)
    weights, gradients, direction = {}, {}, torch.zeros_like(latent)
    for name in settings.losses:
        losses, alone = gradient(latent, {name: 1})
        gradients[name] = alone
        weights[name] = settings.loss_weights[name] / (alone * inside).abs().max()
        direction = direction + weights[name] * alone
    reach = settings.step_size * STEPS_OF_SIZE / settings.steps * (inside * direction).abs().max()
    update = Update(latent, [losses], runs=len(weights), changes=[], gradients=gradients)
    for iteration in range(1, settings.inner_iterations + 1):
        largest = (inside * direction).abs().max()
        moved = update.latent - reach * mask * direction / largest
        if iteration == settings.inner_iterations:
            update.latent = moved
            break
        losses, direction = gradient(moved, weights)
        update.runs += 1
        before, after = (sum(w * values[name] for name, w in weights.items()) for values in (update.losses[-1], losses))
        update.changes.append(((after - before) / abs(before)).item())
        if after < before:
            update.latent = moved
        if after > before - settings.min_improvement * abs(before):
            break
        update.losses.append(losses)
    return update
