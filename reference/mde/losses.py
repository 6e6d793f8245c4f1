"""The losses, of maps [1, heads, positions, tokens]; each sums over the edits and returns a scalar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch

from .masks import Edit, mask_at


@dataclass
class Maps:
    """Attention at the layers that the losses read, a map a layer."""

    # the edit branch's, before and after injection
    own: list[torch.Tensor]
    injected: list[torch.Tensor]
    # the reconstruction branch's
    source: list[torch.Tensor]
    # the edit latent's under the source prompt, where it is asked for
    negative: list[torch.Tensor] | None
    # source tokens that both prompts share
    common_tokens: list[int]
    # OAL's first term sees the maps multiplied by this
    object_scale: float


def object_alignment(maps: Maps, edits: list[Edit]) -> torch.Tensor:
    """MDE-Edit, Eq. 4–5: Σᵢ BCE(1 − exp(−c·Ŝᵢ), Sᵢ) + BCE(Ŝᵢ / ‖Ŝᵢ‖∞, Sᵢ).

    Ŝᵢ is the mean over layers and heads of the attention to the phrase of edit i, summed over its
    pieces. The first term sees it times c, since a probability is shared by all tokens, and softly
    limited to 1, so that it has a gradient everywhere.
    """
    mean = torch.cat(maps.own).mean((0, 1))
    total = mean.new_zeros(())
    for edit in edits:
        s_hat = mean[:, edit.object_tokens].sum(-1)
        s = mask_at(edit, len(s_hat)).to(s_hat)
        limited = 1 - torch.exp(-maps.object_scale * s_hat)
        total = total + _bce(limited, s) + _bce(s_hat / (s_hat.max() + 1e-4), s)
    return total


def color_consistency(maps: Maps, edits: list[Edit]) -> torch.Tensor:
    """MDE-Edit, Eq. 6, with MAG-Edit's mean inside the mask: Σᵢ (1 − mean_Sᵢ A*ᵢ / (A*ᵢ + Σⱼ Aⱼ))².

    A*ᵢ is the edit branch's attention to the new tokens of edit i, Σⱼ Aⱼ the reconstruction branch's
    to the source tokens that both prompts share.
    """

    def shortfall(edit: Edit, layer: int) -> torch.Tensor:
        new = maps.own[layer][..., edit.new_tokens].sum(-1)
        common = maps.source[layer][..., maps.common_tokens].sum(-1)
        return (1 - _inside(new / (new + common + 1e-6), edit)).square()

    return _over_layers_and_edits(maps, edits, shortfall)


def token_ratio(maps: Maps, edits: list[Edit]) -> torch.Tensor:
    """MAG-Edit's L_TR: Σᵢ (1 − mean_Sᵢ Aᵢ / Σⱼ Aⱼ)², over all tokens, after injection."""

    def shortfall(edit: Edit, layer: int) -> torch.Tensor:
        injected = maps.injected[layer]
        ratio = injected[..., edit.new_tokens].sum(-1) / (injected.sum(-1) + 1e-6)
        return (1 - _inside(ratio, edit)).square()

    return _over_layers_and_edits(maps, edits, shortfall)


def spatial_ratio(maps: Maps, edits: list[Edit]) -> torch.Tensor:
    """MAG-Edit's L_SR: Σᵢ 3 − 4 · Σ_Sᵢ Aᵢ / Σ Aᵢ, before the new words are confined to the mask."""

    def loss(edit: Edit, layer: int) -> torch.Tensor:
        new = maps.own[layer][..., edit.new_tokens].sum(-1)
        s = mask_at(edit, new.shape[-1]).to(new)
        return 3 - 4 * (new * s).sum(-1) / (new.sum(-1) + 1e-6)

    return _over_layers_and_edits(maps, edits, loss)


def negative_prompt(maps: Maps, edits: list[Edit]) -> torch.Tensor:
    """MAG-Edit's negative-prompt constraint: Σᵢ (mean_Sᵢ Āᵢ)², Āᵢ the attention to what edit i takes away."""

    def attention(edit: Edit, layer: int) -> torch.Tensor:
        return _inside(maps.negative[layer][..., edit.removed_tokens].sum(-1), edit).square()

    return _over_layers_and_edits(maps, edits, attention)


LOSSES = {
    "oal": object_alignment,
    "ccl": color_consistency,
    "tokenRatio": token_ratio,
    "spatialRatio": spatial_ratio,
    "negativePrompt": negative_prompt,
}


def _over_layers_and_edits(maps: Maps, edits: list[Edit], loss: Callable[[Edit, int], torch.Tensor]) -> torch.Tensor:
    """Σ over edits of the mean over layers and heads; `loss` gives a number a head."""
    layers = range(len(maps.own))
    return torch.stack([torch.stack([loss(edit, layer).mean() for layer in layers]).mean() for edit in edits]).sum()


def _inside(values: torch.Tensor, edit: Edit) -> torch.Tensor:
    """The mean over positions inside the mask."""
    s = mask_at(edit, values.shape[-1]).to(values)
    return (values * s).sum(-1) / s.sum()


def _bce(predicted: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    p = 1e-3 + (1 - 2e-3) * predicted
    return -(truth * p.log() + (1 - truth) * (1 - p).log()).mean()
