"""What layers of a UNet return on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from diffusers import UNet2DConditionModel


@contextmanager
def outputs_of(modules: list[torch.nn.Module]) -> Iterator[list[torch.Tensor]]:
    """Collects the outputs of modules, in order of execution."""
    found: list[torch.Tensor] = []
    handles = [module.register_forward_hook(lambda m, i, output: found.append(output)) for module in modules]
    try:
        yield found
    finally:
        for handle in handles:
            handle.remove()


def decoder_attention(unet: UNet2DConditionModel) -> list[torch.nn.Module]:
    return [module for name, module in unet.up_blocks.named_modules() if name.endswith("attn1")]


def last_block(unet: UNet2DConditionModel) -> list[torch.nn.Module]:
    return [unet.up_blocks[-1].resnets[-1]]
