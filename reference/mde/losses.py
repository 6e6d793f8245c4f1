"""The two losses of MDE-Edit, of maps [1, heads, positions, tokens] taken before injection."""

from __future__ import annotations

import torch

from .masks import Edit, mask_at


def object_alignment_loss(maps: list[torch.Tensor], edits: list[Edit], scale: float) -> torch.Tensor:
    """Eq. 4–5: Σᵢ BCE(1 − exp(−c·Ŝᵢ), Sᵢ) + BCE(Ŝᵢ / ‖Ŝᵢ‖∞, Sᵢ).

    Ŝᵢ is the mean over layers and heads of the attention to the phrase of edit i, summed over its
    pieces. The first term sees it times c = `scale`, since a probability is shared by all tokens, and
    softly limited to 1, so that it has a gradient everywhere.
    """
    mean = torch.cat(maps).mean((0, 1))
    total = mean.new_zeros(())
    for edit in edits:
        s_hat = mean[:, edit.object_tokens].sum(-1)
        s = mask_at(edit, len(s_hat)).to(s_hat)
        loss = _bce(1 - torch.exp(-scale * s_hat), s) + _bce(s_hat / (s_hat.max() + 1e-4), s)
        total = total + edit.strength * loss
    return total


def color_consistency_loss(
    maps: list[torch.Tensor], source_maps: list[torch.Tensor], edits: list[Edit], common_tokens: list[int]
) -> torch.Tensor:
    """Eq. 6 with MAG-Edit's mean inside the mask: Σᵢ (1 − mean_Sᵢ A*ᵢ / (A*ᵢ + Σⱼ Aⱼ))², mean over layers and heads.

    A*ᵢ is the edit branch's attention to the new tokens of edit i, Σⱼ Aⱼ the reconstruction branch's
    to the source tokens that both prompts share.
    """
    total = maps[0].new_zeros(())
    for edit in edits:
        per_layer = []
        for own, source in zip(maps, source_maps, strict=True):
            new = own[..., edit.new_tokens].sum(-1)
            common = source[..., common_tokens].sum(-1)
            s = mask_at(edit, own.shape[-2]).to(own)
            inside = (new / (new + common + 1e-6) * s).sum(-1) / s.sum()
            per_layer.append((1 - inside).square().mean())
        total = total + edit.strength * torch.stack(per_layer).mean()
    return total


def _bce(predicted: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    p = 1e-3 + (1 - 2e-3) * predicted
    return -(truth * p.log() + (1 - truth) * (1 - p).log()).mean()
