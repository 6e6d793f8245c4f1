"""Eq. 3 of MDE-Edit: what the edit branch's attention takes from the reconstruction branch's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch

from .masks import Edit, reach_at
from .settings import Schedule


@dataclass(frozen=True)
class Plan:
    # for each target token the source token whose map it takes, or −1 where it is new
    token_map: list[int]
    edits: list[Edit]
    schedule: Schedule
    # (edit, positions) → [positions]: where the edit's new tokens act, 0…1
    mask_at: Callable[[Edit, int], torch.Tensor] = reach_at


def inject(plan: Plan, done: float, kind: str, source: torch.Tensor, edit: torch.Tensor) -> torch.Tensor:
    """Mixes maps [1, heads, positions, keys] when a fraction `done` of the steps is over."""
    if kind == "cross":
        return _inject_cross(plan, done, source, edit)
    gate = self_gate(plan, done, edit.shape[-2]).to(edit)
    return gate * source + (1 - gate) * edit


def _inject_cross(plan: Plan, done: float, source: torch.Tensor, edit: torch.Tensor) -> torch.Tensor:
    """Shared tokens take the source's column while injecting; new ones keep theirs, inside their mask."""
    positions = edit.shape[-2]
    columns = []
    for token, source_token in enumerate(plan.token_map):
        column = edit[..., token]
        owners = [e for e in plan.edits if token in e.new_tokens]
        if source_token >= 0 and done < plan.schedule.cross:
            column = source[..., source_token]
        elif owners:
            column = column * plan.mask_at(owners[0], positions).to(edit)
        columns.append(column)
    return torch.stack(columns, -1)


def self_gate(plan: Plan, done: float, positions: int) -> torch.Tensor:
    """[positions, 1]: 1 where self-attention is the source's."""
    gate = torch.full((positions,), float(done < plan.schedule.self))
    if done >= plan.schedule.self_inside_objects:
        for edit in plan.edits:
            if edit.changes_shape:
                gate = gate * (1 - plan.mask_at(edit, positions))
    return gate[:, None]
