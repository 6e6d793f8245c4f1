"""Writes src/__fixtures__/tiny-methods: what reference/ computes with the tiny UNet by methods beside MDE-Edit's loop.

    python packages/core/scripts/tiny_methods_golden.py

In 64-bit floats, from the scene that tiny_unet_golden.py wrote. Golden arrays are .npy files of little-endian float32;
golden.json holds all small values.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

CORE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CORE.parent.parent / "reference"))

from mde.diffusion import schedulers  # noqa: E402
from mde.edit import States, mde_edit  # noqa: E402
from mde.gates import Plan  # noqa: E402
from mde.inversion import Context, Inversion  # noqa: E402
from mde.masks import Edit, mask_at, step_mask  # noqa: E402
from mde.noise import gaussian  # noqa: E402
from mde.stochastic import STOCHASTIC  # noqa: E402
from tiny_unet import make_unet  # noqa: E402
from tiny_unet_golden import COMMON_TOKENS, SCHEDULE, SCHEDULER, SETTINGS, TOKEN_MAP  # noqa: E402

SCENE = CORE / "src" / "__fixtures__" / "tiny-unet"
FIXTURE = CORE / "src" / "__fixtures__" / "tiny-methods"
DOUBLE = torch.float64
SEED = 7


class Golden:
    """Writes arrays into the fixture's folder, and keeps the small values for golden.json."""

    def __init__(self):
        self.values: dict = {}
        FIXTURE.mkdir(exist_ok=True)
        for old in FIXTURE.glob("*.npy"):
            old.unlink()

    def put(self, name: str, array: torch.Tensor) -> None:
        np.save(FIXTURE / f"{name}.npy", np.ascontiguousarray(array.detach().numpy(), "<f4"))

    def close(self) -> None:
        (FIXTURE / "golden.json").write_text(json.dumps(self.values, indent=1) + "\n")


def array(name: str) -> torch.Tensor:
    return torch.from_numpy(np.load(SCENE / f"{name}.npy")).to(DOUBLE)


class Scene:
    """What tiny_unet_golden.py wrote."""

    def __init__(self):
        facts = json.loads((SCENE / "golden.json").read_text())
        self.unet = make_unet().to(DOUBLE)
        self.edits = [
            Edit(
                array(f"mask-{i}").float() / 255,
                e["objectTokens"],
                e["newTokens"],
                e["changesShape"],
                e["removedTokens"],
                e["strength"],
            )
            for i, e in enumerate(facts["edits"])
        ]
        self.states = States(*(array(f"states-{name}")[None] for name in ("source", "unconditional", "target")))
        self.mask = step_mask(self.edits, 32, 32).to(DOUBLE)
        self.plan = Plan(TOKEN_MAP, self.edits, SCHEDULE, mask_at)
        self.picture = array("edit-picture")[None]

    def path(self, kind: str):
        return schedulers({**SCHEDULER, "prediction_type": kind}, SETTINGS.steps)

    def context(self, kind: str, guidance: float) -> Context:
        forward, _ = self.path(kind)
        return Context(self.unet, forward, [self.picture], self.states.source, self.states.unconditional, guidance)


def stochastic_cases(golden: Golden, scene: Scene) -> None:
    """Edits from the inversions without a walk, with and without losses."""
    golden.values["seed"] = SEED
    golden.put("noise", gaussian((64,), SEED))
    for kind in ("v_prediction", "epsilon"):
        context = scene.context(kind, SETTINGS.guidance_scale)
        for name, make in STOCHASTIC.items():
            made = make(context, SEED)
            nothing = [scene.states.unconditional] * SETTINGS.steps
            inversion = Inversion(made.trajectory, nothing, made.step, made.begin)
            run = partial(
                mde_edit, scene.unet, context.scheduler, inversion, scene.states, scene.plan, COMMON_TOKENS, scene.mask
            )
            plain, optimized = run(replace(SETTINGS, loss_weights={})), run(SETTINGS)
            change = (plain.latents[-1] - scene.picture).norm() / scene.picture.norm()
            print(f"{name}, {kind}: the edit changes the picture by {change:.3f}")
            assert change > 0.02
            golden.put(f"{name}-{kind}-without-losses", plain.latents[-1][0])
            golden.put(f"{name}-{kind}", optimized.latents[-1][0])


def main() -> None:
    torch.set_num_threads(1)
    golden, scene = Golden(), Scene()
    stochastic_cases(golden, scene)
    golden.close()


if __name__ == "__main__":
    main()
