"""Edits with their masks, and the masks on the grids of the UNet."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isqrt

import torch
from torch.nn import functional as F


@dataclass(frozen=True)
class Edit:
    # [height, width] at the picture's size, 0…1
    mask: torch.Tensor
    # positions in the target prompt: all pieces of the phrase, and those that are new
    object_tokens: list[int]
    new_tokens: list[int]
    changes_shape: bool
    # positions in the source prompt of what the edit takes away
    removed_tokens: list[int] = field(default_factory=list)
    # multiplies the gradient step where the latent is this edit's
    strength: float = 1.0


def average(mask: torch.Tensor, height: int, width: int) -> torch.Tensor:
    """Area average over the cells of a grid; the mask's sides must be multiples of the grid's."""
    if mask.shape[0] % height or mask.shape[1] % width:
        raise ValueError(f"expected a mask in whole cells of {height}×{width} but received {tuple(mask.shape)}")
    return F.avg_pool2d(mask[None], (mask.shape[0] // height, mask.shape[1] // width))[0]


def mask_at(edit: Edit, positions: int) -> torch.Tensor:
    """[positions]: the mask on a grid of so many cells, of the picture's aspect."""
    height, width = edit.mask.shape
    factor = isqrt(height * width // positions)
    return average(edit.mask, height // factor, width // factor).flatten()


def reach_at(edit: Edit, positions: int) -> torch.Tensor:
    """[positions]: 1 in every cell that the mask touches, so that new words may act up to an object's rim."""
    return (mask_at(edit, positions) > 0).float()


def latent_mask(masks: list[torch.Tensor], height: int, width: int) -> torch.Tensor:
    """[height, width]: 1 where the union of the masks has at least half of a cell or of a neighbour (3×3), else 0."""
    union = average(torch.stack(masks).amax(0), height, width)
    return F.max_pool2d((union >= 0.5).float()[None], 3, stride=1, padding=1)[0]


def step_mask(edits: list[Edit], height: int, width: int) -> torch.Tensor:
    """[height, width]: `latent_mask`, times the strength of the edit that has most of a cell and its neighbours."""
    shares = torch.stack([F.avg_pool2d(average(e.mask, height, width)[None], 3, 1, 1)[0] for e in edits])
    strengths = torch.tensor([max(e.strength, 1e-6) for e in edits])
    return latent_mask([e.mask for e in edits], height, width) * strengths[shares.argmax(0)]


def settle_overlaps(masks: list[torch.Tensor]) -> list[torch.Tensor]:
    """Where masks overlap the one in front keeps the pixel: the smaller one, of equal ones the later."""
    areas = [(mask > 0.5).sum().item() for mask in masks]
    settled = []
    for i, mask in enumerate(masks):
        fronts = [m for j, m in enumerate(masks) if (areas[j], -j) < (areas[i], -i)]
        for front in fronts:
            mask = torch.where(front > 0.5, 0, mask)
        settled.append(mask)
    return settled
