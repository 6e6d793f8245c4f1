"""What the stages have in common: a run that resumes, learns until its budget is spent, and says how it goes."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from .checkpoints import Average, Keeper, clock_from
from .config import stage_parser
from .optimizer import learning_rate, make_optimizers, set_learning_rate


def learning_parser(description: str, batch: int, batch_help: str = "pictures a step") -> argparse.ArgumentParser:
    """The options of a stage that learns; whichever of `--pictures` and `--minutes` ends first ends the run."""
    parser = stage_parser(description)
    parser.add_argument("--batch", type=int, default=batch, help=batch_help)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--pictures", type=int)
    return parser


class Stage:
    """One run of a stage: weights, their average, optimisers, clock and checkpoint.

    A step is whatever the caller does between two values of `steps`, and ends with `learn`. `salt` makes the random
    numbers of stages differ; those of a resumed run go on from its step.
    """

    def __init__(
        self,
        arguments: argparse.Namespace,
        modules: list[torch.nn.Module],
        checkpoint: str,
        decay: float = 0.995,
        optimizer: str = "muon",
        largest_norm: float = 1.0,
        salt: tuple[int, ...] = (),
    ):
        self.arguments = arguments
        self.parameters = [p for module in modules for p in module.parameters()]
        self.largest_norm = largest_norm
        self.average = Average(modules, decay)
        self.optimizers = make_optimizers(modules, optimizer, arguments.lr)
        self.clock = clock_from(arguments)
        self.keeper = Keeper(Path(arguments.run) / checkpoint, self.average, self.optimizers, self.clock)
        self.resumed = self.keeper.resume()
        print("resumed" if self.resumed else "new run", self.clock.state(), flush=True)
        self.random = np.random.default_rng([arguments.seed, *salt, self.clock.step])
        torch.manual_seed(arguments.seed + self.clock.step)
        self._rate = 0.0
        self._shown: dict[str, float] = {}

    def steps(self) -> Iterator[None]:
        """Until the budget is spent; the learning rate is set before each step."""
        self.clock.start()
        while self.clock.progress < 1:
            self._rate = learning_rate(self.arguments.lr, self.clock.step, self.clock.progress)
            set_learning_rate(self.optimizers, self._rate)
            yield

    def learn(self, loss: torch.Tensor, **figures: float) -> None:
        """One step down the gradient of `loss`; running means of it and of the figures are shown every 50 steps."""
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.largest_norm)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.clock.tick(self.arguments.batch)
        self.average.update(self.clock.step)
        value = loss.item()
        if not math.isfinite(value):
            raise FloatingPointError(f"step {self.clock.step}: the loss is {value}")
        for name, now in {"loss": value, **figures}.items():
            # a figure may have nothing to be taken of in a step
            if math.isfinite(now):
                self._shown[name] = 0.98 * self._shown.get(name, now) + 0.02 * now
        if self.clock.step % 50 == 0:
            self._show()

    def _show(self) -> None:
        clock = self.clock
        shown = " ".join(f"{name} {value:.3f}" for name, value in self._shown.items())
        print(f"step {clock.step} pictures {clock.pictures} {shown} lr {self._rate:.1e} "
              f"{clock.pictures / clock.seconds:.1f}/s {clock.progress:.0%}", flush=True)  # fmt: skip
