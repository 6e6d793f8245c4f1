"""The numbers that steer an edit."""

from __future__ import annotations

from dataclasses import dataclass, field


# what counts is the way in all, so that with fewer steps each is longer
STEPS_OF_SIZE = 50


@dataclass(frozen=True)
class Schedule:
    """When attention is taken from the reconstruction branch: fractions of all steps."""

    cross: float = 0.8
    self: float = 0.5
    self_inside_objects: float = 0.5


@dataclass(frozen=True)
class Settings:
    steps: int = 50
    guidance_scale: float = 7.5
    injection: Schedule = field(default_factory=Schedule)
    # λ by loss; one that is absent or 0 is left out
    loss_weights: dict[str, float] = field(default_factory=lambda: {"oal": 1.0, "ccl": 0.4})
    # fraction of the steps, from the first, in which the latent is optimised
    optimize: float = 0.4
    inner_iterations: int = 4
    # largest change of a latent element in one gradient step by a loss of weight 1, at STEPS_OF_SIZE steps
    step_size: float = 0.015
    min_improvement: float = 1e-3
    # OAL's first term sees the maps multiplied by this
    object_scale: float = 5.0
    # fraction of the steps, up to the last, in which the background comes from the stored trajectory
    blend: float = 0.3
    strength: float = 1.0

    @property
    def losses(self) -> list[str]:
        return [name for name, weight in self.loss_weights.items() if weight != 0]


def settings_from(numbers: dict) -> Settings:
    """Settings from a job's `settings`, in which `injection` is a dict of its own."""
    numbers = dict(numbers)
    injection = Schedule(**numbers.pop("injection", {}))
    return Settings(injection=injection, **numbers)
