"""Boxes as tensors: corners [x0, y0, x1, y1] in any unit, or centre and size as OWL-ViT gives them."""

from __future__ import annotations

import torch


def to_corners(boxes: torch.Tensor) -> torch.Tensor:
    """Centre x, y, width, height → corners."""
    centre, size = boxes[..., :2], boxes[..., 2:]
    return torch.cat([centre - size / 2, centre + size / 2], dim=-1)


def overlap(a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """IoU and generalised IoU (Rezatofighi et al. 2019) of corners that broadcast against each other."""
    size_a, size_b = ((x[..., 2:] - x[..., :2]).clamp(min=0) for x in (a, b))
    low, high = torch.maximum(a[..., :2], b[..., :2]), torch.minimum(a[..., 2:], b[..., 2:])
    shared = (high - low).clamp(min=0).prod(-1)
    union = size_a.prod(-1) + size_b.prod(-1) - shared
    hull = (torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    iou = shared / union.clamp(min=1e-9)
    return iou, iou - (hull - union) / hull.clamp(min=1e-9)


def suppress(boxes: torch.Tensor, scores: torch.Tensor, iou: float) -> torch.Tensor:
    """Greedy non-maximum suppression of corners: indices that stay, best first."""
    left = scores.argsort(descending=True)
    kept = []
    while len(left):
        kept.append(left[0])
        left = left[overlap(boxes[left[:1]], boxes[left])[0] <= iou]
    return torch.stack(kept) if kept else left
