"""LocInv (Tang et al. 2024): nouns whose token embeddings are learned on the walk to noise, then null-text inversion."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from diffusers import DDIMInverseScheduler
from torch.nn import functional as F
from transformers import CLIPTextModel

from .attention import Record, controlled, loss_maps
from .inversion import Context, Inversion, null_text_from

INNER_STEPS = 31


@dataclass(frozen=True)
class Thing:
    # positions in the source prompt
    noun: list[int]
    adjectives: list[int]
    # [positions of the loss's grid], 0…1: a mask or a box
    prior: torch.Tensor


# weight, α, β by loss, for priors from a segmentation and from a detection
SEGMENTATION = {"similarity": (1, 50, 0.7), "overlap": (1, 10, 0.7), "adjectiveBinding": (2, 50, 0.1)}
DETECTION = {"similarity": (0.1, 25, 0.5), "overlap": (1, 10, 0.3)}


def encode(encoder: CLIPTextModel, ids: list[int], embeddings: torch.Tensor) -> torch.Tensor:
    """The last hidden states [1, tokens, width] of embeddings [tokens, width]."""
    table = encoder.get_input_embeddings()
    handle = table.register_forward_hook(lambda *_: embeddings[None])
    try:
        return encoder(input_ids=torch.tensor([ids])).last_hidden_state
    finally:
        handle.remove()


def word_losses(unet, t: torch.Tensor, latent: torch.Tensor, states: torch.Tensor, things: list[Thing]) -> dict[str, torch.Tensor]:
    """Eq. 5, 6 and 8, of the mean of the maps near 16×16 over layers and heads."""
    with controlled(unet, Record()) as record:
        unet(latent, t, states)
    maps = torch.cat(loss_maps(record.maps)).mean((0, 1))
    nouns = [maps[:, thing.noun].sum(-1) for thing in things]
    losses = {
        "similarity": torch.stack(
            [1 - F.cosine_similarity(noun, thing.prior.to(noun), dim=0) for noun, thing in zip(nouns, things)]
        ).mean(),
        "overlap": 1
        - torch.stack([(noun * thing.prior).sum() / noun.sum() for noun, thing in zip(nouns, things)]).mean(),
    }
    bound = [(noun, maps[:, thing.adjectives].sum(-1)) for noun, thing in zip(nouns, things) if thing.adjectives]
    if bound:
        losses["adjectiveBinding"] = torch.stack([1 - F.cosine_similarity(a, b, dim=0) for a, b in bound]).mean()
    return losses


@dataclass
class Learned:
    walk: list[torch.Tensor]
    # by denoising step, the noisiest first: states [1, tokens, width] and embeddings [tokens, width]
    states: list[torch.Tensor]
    embeddings: list[torch.Tensor]
    # how near any decision to stop was to the other one
    margin: float


def learn_words(
    c: Context, inverse: DDIMInverseScheduler, encoder: CLIPTextModel, ids: list[int], things: list[Thing], aims: dict
) -> Learned:
    steps = len(inverse.timesteps)
    rows = sorted({token for thing in things for token in (*thing.noun, *thing.adjectives)})
    frozen = encoder.get_input_embeddings().weight[ids].detach()
    values = frozen[rows].clone()
    learned = Learned([c.walk[0]], [], [], math.inf)

    def whole(moved: torch.Tensor) -> torch.Tensor:
        return frozen.index_put((torch.tensor(rows),), moved)

    for k, t in enumerate(inverse.timesteps):
        latent, i = learned.walk[-1], k * 50 / steps
        leaf = values.clone().requires_grad_()
        optimizer = torch.optim.AdamW([leaf], lr=1e-3, weight_decay=0.01)
        for _ in range(INNER_STEPS):
            losses = word_losses(c.unet, t, latent, encode(encoder, ids, whole(leaf)), things)
            gaps = {name: losses[name].item() - beta * math.exp(-i / alpha) for name, (_, alpha, beta) in aims.items()}
            learned.margin = min(learned.margin, *(abs(gap) for gap in gaps.values()))
            if all(gap < 0 for gap in gaps.values()):
                break
            optimizer.zero_grad()
            sum(weight * losses[name] for name, (weight, _, _) in aims.items()).backward()
            optimizer.step()
        values = leaf.detach()
        with torch.no_grad():
            states = encode(encoder, ids, whole(values))
            output = c.unet(latent, t, states).sample
            learned.walk.append(inverse.step(output, t, latent).prev_sample)
        learned.states.insert(0, states)
        learned.embeddings.insert(0, whole(values))
    return learned


def loc_inv(c: Context, learned: Learned) -> Inversion:
    """Null-text inversion of the walk that was learned, under what was learned."""
    return null_text_from(c, learned.walk, learned.states)


def target_states(encoder: CLIPTextModel, ids: list[int], token_map: list[int], rows: list[int], learned: Learned) -> list[torch.Tensor]:
    """The target prompt's states by step, with what was learned for the tokens that it shares."""
    states = []
    for embeddings in learned.embeddings:
        own = encoder.get_input_embeddings().weight[ids].detach().clone()
        for token, source in enumerate(token_map):
            if source in rows:
                own[token] = embeddings[source]
        with torch.no_grad():
            states.append(encode(encoder, ids, own))
    return states


def iou(unet, t, latent, states, thing: Thing) -> float:
    """Of the noun's map over 0.3 of its maximum, with the mask."""
    with torch.no_grad(), controlled(unet, Record()) as record:
        unet(latent, t, states)
    noun = torch.cat(loss_maps(record.maps)).mean((0, 1))[:, thing.noun].sum(-1)
    seen, true = noun / noun.max() > 0.3, thing.prior > 0.5
    return ((seen & true).sum() / (seen | true).sum()).item()


