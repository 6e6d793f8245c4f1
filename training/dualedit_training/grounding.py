"""Teaches cross-attention where its words are: supervision of the maps by the true masks.

The idea of TokenCompose (Wang et al. 2023), here with the world's exact instance masks and written
as two terms over the probabilities p[q, t], q a place of the map and t a token, heads averaged:

- containment: (1 − Σ_{q∈mask} p / Σ_q p)² for every token that speaks of an object;
- place by place: inside an object −mean_t log p over its tokens, outside −log(1 − Σ p of all of them).

Only training wraps the attention; the exported graph is the stock one.
"""

from __future__ import annotations

import torch
from diffusers import UNet2DConditionModel
from torch.nn import functional as F

from .captions import MAX_OBJECTS


class AttentionRecorder:
    """Keeps the probabilities of every cross-attention while it is on: list of [batch, heads, places, tokens]."""

    def __init__(self, unet: UNet2DConditionModel):
        self.probabilities: list[torch.Tensor] = []
        self.names: list[str] = []
        self.on = False
        for name, module in unet.named_modules():
            if name.endswith("attn2"):
                self.names.append(name)
                module.get_attention_scores = self._wrap(module, module.get_attention_scores)

    def _wrap(self, module, original):
        def scores(query, key, attention_mask=None):
            p = original(query, key, attention_mask)
            if self.on:
                self.probabilities.append(p.unflatten(0, (-1, module.heads)))
            return p

        return scores

    def take(self) -> list[torch.Tensor]:
        taken, self.probabilities = self.probabilities, []
        return taken


def grounding_loss(
    probabilities: list[torch.Tensor], masks: torch.Tensor, owners: torch.Tensor, weight: torch.Tensor, sizes: tuple[int, ...]
) -> torch.Tensor:
    """`masks` [b, objects, 16, 16] in 0…1, `owners` uint8 [b, tokens] bit sets, `weight` [b] per picture."""
    bits = torch.arange(MAX_OBJECTS, device=owners.device)
    speaks = (owners[:, :, None].int() >> bits & 1).float()  # [b, tokens, objects]
    worded = speaks.amax(1)  # objects that the caption names
    share = speaks / speaks.sum(1, keepdim=True).clamp(min=1)
    of_object = (owners > 0).float()
    total = masks.new_zeros(())
    sites = 0
    for p in probabilities:
        side = int(p.shape[2] ** 0.5)
        if side not in sizes:
            continue
        sites += 1
        maps = p.float().mean(1)  # [b, places, tokens]
        cover = F.adaptive_avg_pool2d(masks, side).flatten(2) * worded[:, :, None]  # [b, objects, places]
        mine = torch.einsum("bto,bop->btp", speaks, cover).clamp(max=1)
        inside = (maps.transpose(1, 2) * mine).sum(-1) / maps.transpose(1, 2).sum(-1).clamp(min=1e-6)
        seen = of_object * (mine.sum(-1) > 0.25)
        containment = ((1 - inside).square() * seen).sum(1) / seen.sum(1).clamp(min=1)
        wanted = torch.einsum("bto,bop->bpt", share, cover)
        hit = -(wanted * maps.clamp(min=1e-5).log()).sum((1, 2)) / wanted.sum((1, 2)).clamp(min=1)
        free = (1 - cover.sum(1)).clamp(0, 1)
        stray = (maps * of_object[:, None]).sum(-1).clamp(max=1 - 1e-4)
        miss = -(free * (1 - stray).log()).sum(1) / free.sum(1).clamp(min=1)
        total = total + ((containment + 0.5 * hit + 0.5 * miss) * weight).mean()
    return total / sites
