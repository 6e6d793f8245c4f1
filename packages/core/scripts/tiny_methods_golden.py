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

from mde.diffusion import schedulers, walk_to_noise  # noqa: E402
from mde.edit import States, mde_edit  # noqa: E402
from mde.gates import Plan  # noqa: E402
from mde.inversion import Context, Inversion  # noqa: E402
from mde.lomoe import LomoeSettings, lomoe_edit, losses_at  # noqa: E402
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


def check_gradient(name: str, at: torch.Tensor, gradient: torch.Tensor, loss) -> None:
    """Autograd against a central difference, and a small step against the gradient lowers the loss."""
    direction = gradient / gradient.norm()
    h = 1e-5
    with torch.no_grad():
        numeric = ((loss(at + h * direction) - loss(at - h * direction)) / (2 * h)).item()
        before, after = loss(at).item(), loss(at - 1e-3 * gradient / gradient.abs().max()).item()
    exact = (gradient * direction).sum().item()
    print(f"{name}: autograd {exact:+.9e}, central difference {numeric:+.9e}; a step: {before:.6f} → {after:.6f}")
    assert abs(numeric - exact) <= 1e-5 * abs(exact) + 1e-10 and after < before


def gradient_case(golden: Golden, name: str, at: torch.Tensor, loss) -> None:
    leaf = at.detach().requires_grad_()
    value = loss(leaf)
    (gradient,) = torch.autograd.grad(value, leaf)
    check_gradient(name, at, gradient, loss)
    golden.values.setdefault("losses", {})[name] = value.item()
    golden.put(f"gradient-{name}", gradient[0])


def lomoe_cases(golden: Golden, scene: Scene) -> None:
    """Whole edits, one in which regions are averaged; and the gradients of both losses."""
    settings = LomoeSettings(steps=SETTINGS.steps, rate=0.02)
    golden.values["lomoe"] = {"rate": settings.rate}
    texts = [scene.states.target, scene.states.source]
    for kind in ("v_prediction", "epsilon"):
        forward, inverse = scene.path(kind)
        trajectory = walk_to_noise(scene.unet, inverse, scene.picture, scene.states.source)
        run = partial(
            lomoe_edit, scene.unet, forward, trajectory, scene.states, texts, scene.edits, scene.mask, seed=SEED
        )
        latent, plain = run(settings), run(replace(settings, rate=0))
        change = (latent - plain).norm() / plain.norm()
        print(f"lomoe, {kind}: the losses change the latent by {change:.3f}")
        assert change > 0.02
        golden.put(f"lomoe-{kind}", latent[0])
        golden.put(f"lomoe-{kind}-averaging", run(replace(settings, averaging=True))[0])
        if kind == "epsilon":
            continue
        moved = trajectory[4] + 0.3 * array("latent-edit")[None]
        golden.values["lomoe"]["index"] = 2
        golden.put("lomoe-latent", moved[0])
        for name in ("attentionPreservation", "backgroundPreservation"):
            loss = lambda z, name=name: losses_at(  # noqa: E731
                scene.unet, forward, trajectory, scene.states, scene.edits, scene.mask, 2, z, settings.temperature
            )[name]
            gradient_case(golden, name, moved, loss)


def main() -> None:
    torch.set_num_threads(1)
    golden, scene = Golden(), Scene()
    stochastic_cases(golden, scene)
    lomoe_cases(golden, scene)
    golden.close()


if __name__ == "__main__":
    main()
