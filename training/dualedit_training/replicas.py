"""Several processes on one run: each learns by itself for a few steps, then their weights are averaged.

Local SGD (Stich 2019). Two processes of one thread use two busy CPU cores far better than two threads of
one process, which wait for each other in every operation. Start with torch's own launcher:
`python -m torch.distributed.run --standalone --nproc-per-node 2 -m dualedit_training.diffusion …`
"""

from __future__ import annotations

import os

import torch
from torch import distributed

from .checkpoints import Clock

STEPS_APART = 4


class Replicas:
    """`count` is 1 and `meet` does nothing where the launcher was not used."""

    def __init__(self, parameters: list[torch.Tensor], clock: Clock):
        self.count = int(os.environ.get("WORLD_SIZE", 1))
        self.rank = int(os.environ.get("RANK", 0))
        self.parameters = parameters
        self.clock = clock
        if self.count > 1:
            distributed.init_process_group("gloo")

    @torch.no_grad()
    def meet(self) -> None:
        """Averages the weights and the clock's seconds, so that all replicas also end together."""
        flat = torch.cat([*(p.flatten().cpu() for p in self.parameters), torch.tensor([self.clock.seconds])])
        distributed.all_reduce(flat)
        flat /= self.count
        start = 0
        for p in self.parameters:
            p.copy_(flat[start : start + p.numel()].view_as(p))
            start += p.numel()
        self.clock.seconds = flat[-1].item()

    def learning(self) -> bool:
        """Whether there are more steps to make; the replicas meet before they decide."""
        if self.count > 1 and self.clock.step % STEPS_APART == 0:
            self.meet()
            return self.clock.progress < 1
        return self.count > 1 or self.clock.progress < 1
