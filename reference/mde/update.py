"""Eq. 7–8: the masked gradient step, with the two gradients balanced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from diffusers import UNet2DConditionModel

from .attention import InjectMaps, Record, controlled, loss_maps
from .gates import Plan
from .losses import color_consistency_loss, object_alignment_loss
from .settings import Settings


@dataclass
class Losses:
    oal: torch.Tensor
    ccl: torch.Tensor


# (latent, weight of OAL, weight of CCL) → losses, gradient of their weighted sum
Gradient = Callable[[torch.Tensor, float, float], tuple[Losses, torch.Tensor]]


def latent_losses(
    unet: UNet2DConditionModel,
    latent: torch.Tensor,
    timestep: torch.Tensor,
    target_states: torch.Tensor,
    source_maps: list[tuple[str, torch.Tensor]],
    plan: Plan,
    done: float,
    common_tokens: list[int],
    object_scale: float,
) -> Losses:
    """Both losses of an edit latent under the target prompt, the source's maps injected as constants."""
    with controlled(unet, InjectMaps(plan, done, source_maps)) as control:
        unet(latent, timestep, target_states)
    own = loss_maps(control.own)
    return Losses(
        object_alignment_loss(own, plan.edits, object_scale),
        color_consistency_loss(own, loss_maps(source_maps), plan.edits, common_tokens),
    )


def latent_gradient(latent: torch.Tensor, oal_weight: float, ccl_weight: float, losses_of) -> tuple[Losses, torch.Tensor]:
    """The losses at `latent` and the gradient of their weighted sum by it."""
    leaf = latent.detach().requires_grad_()
    losses = losses_of(leaf)
    (gradient,) = torch.autograd.grad(oal_weight * losses.oal + ccl_weight * losses.ccl, leaf)
    return Losses(losses.oal.detach(), losses.ccl.detach()), gradient


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


def update_latent(gradient: Gradient, latent: torch.Tensor, mask: torch.Tensor, settings: Settings) -> Update:
    """z* ← M ⊙ (z* − δ ∇L) + (1 − M) ⊙ z*, while it pays.

    ∇L = λ₁ ∇L_OAL / ‖∇L_OAL‖ + λ₂ ∇L_CCL / ‖∇L_CCL‖, the norms inside M and kept from the first
    iteration; δ moves the most moved element by the step size.
    """
    oal_at, oal_gradient = gradient(latent, 1, 0)
    _, ccl_gradient = gradient(latent, 0, 1)
    w1 = settings.lambda_oal / (oal_gradient * mask).norm()
    w2 = settings.lambda_ccl / (ccl_gradient * mask).norm()
    direction = w1 * oal_gradient + w2 * ccl_gradient
    update = Update(latent, [oal_at], runs=2, changes=[])
    for iteration in range(1, settings.inner_iterations + 1):
        inside = mask * direction
        moved = update.latent - settings.step_size * settings.strength * inside / inside.abs().max()
        if iteration == settings.inner_iterations:
            update.latent = moved
            break
        losses, direction = gradient(moved, w1, w2)
        update.runs += 1
        before = w1 * update.losses[-1].oal + w2 * update.losses[-1].ccl
        after = w1 * losses.oal + w2 * losses.ccl
        update.changes.append((after / before - 1).item())
        if after < before:
            update.latent = moved
        if after > before * (1 - settings.min_improvement):
            break
        update.losses.append(losses)
    return update
