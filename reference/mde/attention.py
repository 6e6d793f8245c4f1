"""Attention processors that hand the probabilities to a control, which may keep or change them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from diffusers import UNet2DConditionModel

from .gates import Plan, inject

# Prompt-to-Prompt leaves maps of more than 32×32 positions alone.
MAX_POSITIONS = 32 * 32

# (kind, probabilities [batch, heads, positions, keys]) → the probabilities to use
Control = Callable[[str, torch.Tensor], torch.Tensor]


class Processor:
    """Plain attention: softmax(q·kᵀ/√d)·v, written out so that the softmax can be reached."""

    def __init__(self, control: Control, temperature: float = 1.0):
        self.control, self.temperature = control, temperature

    def __call__(self, attn, hidden_states, encoder_hidden_states=None, attention_mask=None, temb=None):
        kind = "self" if encoder_hidden_states is None else "cross"
        context = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        query, key, value = (
            x.unflatten(-1, (attn.heads, -1)).transpose(1, 2)
            for x in (attn.to_q(hidden_states), attn.to_k(context), attn.to_v(context))
        )
        probabilities = (query @ key.transpose(-1, -2) * attn.scale / self.temperature).softmax(-1)
        if probabilities.shape[-2] <= MAX_POSITIONS:
            probabilities = self.control(kind, probabilities)
        return attn.to_out[0]((probabilities @ value).transpose(1, 2).flatten(2))


@contextmanager
def controlled(unet: UNet2DConditionModel, control: Control, temperature: float = 1.0) -> Iterator[Control]:
    """Runs a block with every attention layer of `unet` under `control`, and leaves the UNet as it was."""
    before = unet.attn_processors
    unet.set_attn_processor({name: Processor(control, temperature) for name in before})
    try:
        yield control
    finally:
        unet.set_attn_processor(before)


class Record:
    """Keeps every map, in order of execution."""

    def __init__(self):
        self.maps: list[tuple[str, torch.Tensor]] = []

    def __call__(self, kind: str, probabilities: torch.Tensor) -> torch.Tensor:
        self.maps.append((kind, probabilities))
        return probabilities


class InjectBatch:
    """Eq. 3 in a batch of [source, unconditional, target]: the target takes from the source."""

    def __init__(self, plan: Plan, done: float):
        self.plan, self.done = plan, done

    def __call__(self, kind: str, probabilities: torch.Tensor) -> torch.Tensor:
        source, unconditional, target = probabilities.chunk(3)
        return torch.cat([source, unconditional, inject(self.plan, self.done, kind, source, target)])


class InjectMaps:
    """Eq. 3 at batch 1 with the source's maps as constants; keeps the edit branch's own maps and what became of them."""

    def __init__(self, plan: Plan, done: float, source_maps: list[tuple[str, torch.Tensor]]):
        self.plan, self.done, self.source_maps = plan, done, source_maps
        self.own: list[tuple[str, torch.Tensor]] = []
        self.injected: list[tuple[str, torch.Tensor]] = []

    def __call__(self, kind: str, probabilities: torch.Tensor) -> torch.Tensor:
        _, source = self.source_maps[len(self.own)]
        self.own.append((kind, probabilities))
        self.injected.append((kind, inject(self.plan, self.done, kind, source, probabilities)))
        return self.injected[-1][1]


def loss_maps(maps: list[tuple[str, torch.Tensor]]) -> list[torch.Tensor]:
    """The cross-attention maps that the losses read: those nearest to 16×16 positions."""
    cross = [p for kind, p in maps if kind == "cross"]
    sizes = {p.shape[-2] for p in cross}
    nearest = min(sizes, key=lambda positions: max(positions / 256, 256 / positions))
    return [p for p in cross if p.shape[-2] == nearest]
