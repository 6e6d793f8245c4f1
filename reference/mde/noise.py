"""Normal numbers from a seed, the same as the product draws: mulberry32 and Box–Muller, in plain Python."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch

MASK = 0xFFFFFFFF


def uniforms(seed: int) -> Iterator[float]:
    state = seed
    while True:
        state = (state + 0x6D2B79F5) & MASK
        t = ((state ^ (state >> 15)) * (state | 1)) & MASK
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & MASK
        yield ((t ^ (t >> 14)) & MASK) / 2**32


def gaussian(shape: tuple[int, ...], seed: int) -> torch.Tensor:
    """In 32-bit floats, as the product keeps them, and returned in 64."""
    source = uniforms(seed)
    count = math.prod(shape)
    values = [
        math.sqrt(-2 * math.log(1 - next(source))) * math.cos(2 * math.pi * next(source)) for _ in range(count)
    ]
    return torch.tensor(values, dtype=torch.float64).float().double().view(shape)
