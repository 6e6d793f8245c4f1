"""Resumable training state: written whole or not at all, and an average of the weights."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import torch


def save_atomically(state: dict, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    os.replace(partial, path)


class Average:
    """Exponential moving average of weights, with the usual warm-up of its decay."""

    def __init__(self, modules: list[torch.nn.Module], decay: float):
        self.modules = modules
        self.decay = decay
        self.weights = [{k: v.detach().clone() for k, v in m.state_dict().items()} for m in modules]

    @torch.no_grad()
    def update(self, step: int) -> None:
        rate = 1 - min(self.decay, (1 + step) / (10 + step))
        for weights, module in zip(self.weights, self.modules):
            for name, value in module.state_dict().items():
                if value.is_floating_point():
                    weights[name].lerp_(value, rate)


@dataclass
class Clock:
    """How far a run is: by pictures seen or by seconds spent, over all its resumed parts."""

    limit_pictures: int | None
    limit_seconds: float | None
    step: int = 0
    pictures: int = 0
    seconds: float = 0.0
    _last: float = 0.0

    def start(self) -> None:
        self._last = time.monotonic()

    def tick(self, pictures: int) -> None:
        now = time.monotonic()
        self.seconds += now - self._last
        self._last = now
        self.step += 1
        self.pictures += pictures

    @property
    def progress(self) -> float:
        """0…1; 1 means done."""
        parts = [0.0]
        if self.limit_pictures is not None:
            parts.append(self.pictures / self.limit_pictures if self.limit_pictures else 1.0)
        if self.limit_seconds is not None:
            parts.append(self.seconds / self.limit_seconds if self.limit_seconds else 1.0)
        return min(1.0, max(parts))

    def state(self) -> dict:
        return {"step": self.step, "pictures": self.pictures, "seconds": self.seconds}


def clock_from(arguments) -> Clock:
    """From `--pictures` and `--minutes`; whichever ends first ends the run."""
    minutes = arguments.minutes
    return Clock(arguments.pictures, None if minutes is None else minutes * 60)


class Keeper:
    """Saves and restores one training run: weights, their average, optimisers, clock."""

    def __init__(self, path: Path, average: Average, optimizers: list[torch.optim.Optimizer], clock: Clock):
        self.path = path
        self.average = average
        self.optimizers = optimizers
        self.clock = clock
        self._saved = time.monotonic()

    def resume(self) -> bool:
        if not self.path.exists():
            return False
        state = torch.load(self.path, map_location="cpu", weights_only=True)
        # a run that starts from given weights has their average alone
        for module, weights in zip(self.average.modules, state.get("weights", state["average"])):
            module.load_state_dict(weights)
        for mine, saved in zip(self.average.weights, state["average"]):
            for name, value in saved.items():
                mine[name].copy_(value)
        for optimizer, saved in zip(self.optimizers, state.get("optimizers", ())):
            optimizer.load_state_dict(saved)
        for name, value in state["clock"].items():
            setattr(self.clock, name, value)
        return True

    def save(self, extra: dict) -> None:
        save_atomically(
            {
                "weights": [m.state_dict() for m in self.average.modules],
                "average": self.average.weights,
                "optimizers": [o.state_dict() for o in self.optimizers],
                "clock": self.clock.state(),
                **extra,
            },
            self.path,
        )
        self._saved = time.monotonic()

    def save_if_due(self, extra: dict, every_seconds: float = 150) -> bool:
        if time.monotonic() - self._saved < every_seconds:
            return False
        self.save(extra)
        return True
