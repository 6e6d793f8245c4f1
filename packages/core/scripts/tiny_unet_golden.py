"""Writes src/__fixtures__/tiny-unet: a tiny UNet and what reference/ computes with it, in 64-bit floats.

    python packages/core/scripts/tiny_unet_golden.py

Golden arrays are .npy files of little-endian float32; golden.json holds all small values. The script
refuses to write goldens that its own checks contradict.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime
import torch

CORE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CORE.parent.parent / "reference"))

from mde.attention import Record, controlled  # noqa: E402
from mde.diffusion import schedulers, walk_to_noise  # noqa: E402
from mde.edit import States, edit_step, mde_edit  # noqa: E402
from mde.gates import Plan  # noqa: E402
from mde.inversion import INVERSIONS, Context, direct  # noqa: E402
from mde.losses import LOSSES  # noqa: E402
from mde.masks import Edit, mask_at, step_mask  # noqa: E402
from mde.settings import Schedule, Settings  # noqa: E402
from mde.update import Timestep, latent_gradient, latent_losses, source_attention, update_latent  # noqa: E402
from tiny_unet import STATE_SIZE, TOKENS, export, make_unet  # noqa: E402

FIXTURE = CORE / "src" / "__fixtures__" / "tiny-unet"
DOUBLE = torch.float64

# start red cat blue hat end … → start green cat blue crow|n end …
TOKEN_MAP = [0, -1, 2, 3, -1, -1, 5, 6]
COMMON_TOKENS = [0, 2, 3, 5, 6]
MAG = {"tokenRatio": 1.0, "spatialRatio": 0.5, "negativePrompt": 2.0}
SCHEDULE = Schedule(cross=0.8, self=0.5, self_inside_objects=0.2)
SETTINGS = Settings(
    steps=6, injection=SCHEDULE, optimize=0.3, inner_iterations=3, step_size=0.004, blend=0.34
)
UPDATES = {
    "every one pays": {},
    "the first pays too little to go on, but is kept": {"min_improvement": 0.05, "strength": 0.5},
    # up the gradient, since a large step down it crosses so many kinks of the clipped logarithms that
    # even this reference in 32-bit floats takes another path than in 64-bit ones
    "the first raises the loss and is taken back": {"step_size": -0.004},
    "three losses": {"loss_weights": MAG},
}
SCHEDULER = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "steps_offset": 1,
    "set_alpha_to_one": False,
    "prediction_type": "v_prediction",
}


class Golden:
    """Writes arrays into the fixture's folder, and keeps the small values for golden.json."""

    def __init__(self):
        self.values: dict = {}
        for old in FIXTURE.glob("*.npy"):
            old.unlink()

    def put(self, name: str, array: torch.Tensor) -> None:
        np.save(FIXTURE / f"{name}.npy", np.ascontiguousarray(array.detach().numpy(), "<f4"))

    def close(self) -> None:
        (FIXTURE / "golden.json").write_text(json.dumps(self.values, indent=1) + "\n")


def scene(golden: Golden) -> tuple[Plan, States, torch.Tensor]:
    """Two edits with soft masks, random states that differ where the words do, and the mask of the latent."""
    y, x = torch.meshgrid(torch.arange(64.0), torch.arange(64.0), indexing="ij")
    discs = [14 - ((x - 20) ** 2 + (y - 24) ** 2).sqrt(), 11 - ((x - 45) ** 2 / 1.8 + (y - 38) ** 2).sqrt()]
    masks = [((disc + 0.5).clamp(0, 1) * 255).round() for disc in discs]
    edits = [
        Edit(masks[0] / 255, [1, 2], new_tokens=[1], changes_shape=False, removed_tokens=[1]),
        Edit(masks[1] / 255, [4, 5], new_tokens=[4, 5], changes_shape=True, removed_tokens=[4], strength=0.8),
    ]
    source, unconditional, fresh = torch.randn(3, TOKENS, STATE_SIZE).unbind()
    shared = torch.tensor([max(t, 0) for t in TOKEN_MAP])
    is_new = torch.tensor(TOKEN_MAP)[:, None] < 0
    target = torch.where(is_new, fresh, source[shared] + 0.2 * torch.randn(TOKENS, STATE_SIZE))
    states = States(*(s[None].float().to(DOUBLE) for s in (source, unconditional, target)))
    grid = step_mask(edits, 32, 32)

    golden.values["edits"] = [
        {
            "objectTokens": e.object_tokens,
            "newTokens": e.new_tokens,
            "removedTokens": e.removed_tokens,
            "changesShape": e.changes_shape,
            "strength": e.strength,
        }
        for e in edits
    ]
    golden.values["tokenMap"] = TOKEN_MAP
    golden.values["commonTokens"] = COMMON_TOKENS
    golden.values["injection"] = {
        "cross": SCHEDULE.cross, "self": SCHEDULE.self, "selfInsideObjects": SCHEDULE.self_inside_objects
    }
    for i, mask in enumerate(masks):
        golden.put(f"mask-{i}", mask)
        golden.put(f"mask-{i}-average", mask_at(edits[i], 256))
    golden.put("step-mask", grid)
    for name, value in asdict(states).items():
        golden.put(f"states-{name}", value[0])
    return Plan(TOKEN_MAP, edits, SCHEDULE, mask_at), states, grid.to(DOUBLE)


def denoise_case(golden: Golden, unet, latent, states: States) -> None:
    """Plain output, and the probabilities of every attention site on the way."""
    with controlled(unet, Record()) as record, torch.no_grad():
        output = unet(latent, torch.tensor(501), states.target).sample
    golden.put("denoise", output[0])
    golden.values["denoise"] = {"timestep": 501}
    golden.values["sites"] = []
    for i, (kind, p) in enumerate(record.maps):
        _, heads, positions, keys = p.shape
        site = {"kind": kind, "heads": heads, "positions": positions, "keys": keys, "max": p.max().item()}
        golden.values["sites"].append(site)
        # a full map of 16×16 self-attention is half a megabyte
        if heads * positions * keys <= 8192:
            golden.put(f"site-{i}", p[0])
        golden.put(f"site-{i}-mean", p[0].mean(1))


def edit_step_cases(golden: Golden, unet, source, latent, states: States, plan: Plan) -> None:
    """One while attention is injected, and one when only masks of new tokens are left."""
    golden.values["editSteps"] = [{"done": 0.3, "timestep": 701}, {"done": 0.85, "timestep": 151}]
    for i, case in enumerate(golden.values["editSteps"]):
        branches = edit_step(unet, source, latent, torch.tensor(case["timestep"]), states, plan, case["done"])
        bare = unet(latent, torch.tensor(case["timestep"]), states.target).sample
        change = ((branches[1] - bare).norm() / bare.norm()).item()
        print(f"edit step {i}: injection changes the output by {change:.3f}")
        assert change > 0.01, "injection does nothing here"
        for name, output in zip(("unconditional", "target"), branches):
            golden.put(f"edit-step-{i}-{name}", output[0])


def gradient_cases(golden: Golden, losses_of, latent, mask) -> None:
    """Both losses and their gradients, and balanced updates that end in each possible way."""
    golden.values["gradient"] = {"done": 0.3, "timestep": 701, "objectScale": SETTINGS.object_scale}
    for name in LOSSES:
        losses, gradient = latent_gradient(latent, {name: 1}, losses_of=losses_of)
        check_gradient(name, latent, gradient, losses_of)
        golden.values["gradient"][name] = losses[name].item()
        golden.put(f"gradient-{name}", gradient[0])
    golden.values["updates"] = []
    for i, (name, change) in enumerate(UPDATES.items()):
        settings = replace(SETTINGS, **change)
        update = update_latent(partial(latent_gradient, losses_of=losses_of), latent, settings.strength * mask, settings)
        golden.put(f"update-{i}", update.latent[0])
        facts = update_facts(update, settings)
        changed = {
            "innerIterations": settings.inner_iterations,
            "stepSize": settings.step_size,
            "minImprovement": settings.min_improvement,
            "lossWeights": settings.loss_weights,
        }
        golden.values["updates"].append({"name": name, "settings": changed, "strength": settings.strength, **facts})


def update_facts(update, settings: Settings) -> dict:
    """What an update did; a decision of the early stop that rounding could turn is no golden value."""
    print("update:", [f"{change:+.4f}" for change in update.changes])
    assert all(abs(change + settings.min_improvement) > 1e-4 and abs(change) > 1e-4 for change in update.changes)
    losses = [{name: loss.item() for name, loss in each.items()} for each in update.losses]
    return {"losses": losses, "runs": update.runs}


def check_gradient(name: str, latent, gradient, losses_of) -> None:
    """Autograd against central differences; and a small step against the gradient lowers the loss."""
    value = lambda z: losses_of(z)[name].item()  # noqa: E731
    largest = torch.zeros_like(latent).flatten()
    largest[gradient.abs().argmax()] = 1
    for direction in (gradient / gradient.norm(), largest.view_as(latent), torch.randn_like(latent)):
        h = 1e-5
        numeric = (value(latent + h * direction) - value(latent - h * direction)) / (2 * h)
        exact = (gradient * direction).sum().item()
        print(f"{name}: autograd {exact:+.9e}, central difference {numeric:+.9e}")
        assert abs(numeric - exact) <= 1e-6 * abs(exact) + 1e-10
    assert gradient.norm() > 1e-6
    before, after = value(latent), value(latent - 0.01 * gradient / gradient.abs().max())
    print(f"{name}: {before:.6f}, after one step {after:.6f}, gradient's norm {gradient.norm():.3e}")
    assert after < before


def edit_case(golden: Golden, unet, picture, states: States, plan: Plan, mask) -> None:
    """A whole edit of six steps, two of them optimised, for both kinds of prediction."""
    golden.values["edit"] = {
        "scheduler": SCHEDULER,
        "settings": {
            "steps": SETTINGS.steps,
            "guidanceScale": SETTINGS.guidance_scale,
            "lossWeights": SETTINGS.loss_weights,
            "optimize": SETTINGS.optimize,
            "innerIterations": SETTINGS.inner_iterations,
            "stepSize": SETTINGS.step_size,
            "minImprovement": SETTINGS.min_improvement,
            "objectScale": SETTINGS.object_scale,
            "blend": SETTINGS.blend,
        },
    }
    golden.put("edit-picture", picture[0])
    for kind in ("v_prediction", "epsilon"):
        forward, inverse = schedulers({**SCHEDULER, "prediction_type": kind}, SETTINGS.steps)
        trajectory = walk_to_noise(unet, inverse, picture, states.source)
        context = Context(unet, forward, trajectory, states.source, states.unconditional, SETTINGS.guidance_scale)
        edit = partial(mde_edit, unet, forward, direct(context), states, plan, COMMON_TOKENS, mask)
        result, plain = edit(SETTINGS), edit(replace(SETTINGS, loss_weights={}))
        inversion_cases(golden, kind, context)
        assert len(result.updates) == 2
        change = ((result.latents[-1] - plain.latents[-1]).norm() / plain.latents[-1].norm()).item()
        print(f"edit, {kind}: largest latent {result.latents[-1].abs().max():.2f}, the losses change it by {change:.3f}")
        assert change > 0.02, "the tolerance of the test would swallow the losses"
        golden.values["edit"]["timesteps"] = forward.timesteps.tolist()
        golden.values["edit"][kind] = {"updates": [update_facts(update, SETTINGS) for update in result.updates]}
        golden.put(f"edit-{kind}", result.latents[-1][0])
        golden.put(f"edit-{kind}-without-losses", plain.latents[-1][0])
        if kind == "v_prediction":
            golden.put("edit-trajectory", torch.cat(trajectory))


def inversion_cases(golden: Golden, kind: str, context: Context) -> None:
    """Where each inversion's way back ends, and the last states that null-text inversion found."""
    context = replace(context, guidance_scale=3.0)
    for name in ("ddim", "negative-prompt", "null-text"):
        inversion = INVERSIONS[name](context)
        error = ((inversion.trajectory[0] - context.walk[0]).norm() / context.walk[0].norm()).item()
        print(f"inversion {name}, {kind}: comes back within {error:.4f}")
        golden.put(f"inversion-{kind}-{name}", inversion.trajectory[0][0])
        if name == "null-text":
            moved = (inversion.unconditional[-1] - context.empty).norm() / context.empty.norm()
            assert moved > 0.01, "nothing was optimised"
            golden.put(f"inversion-{kind}-null-text-states", inversion.unconditional[-1][0])
    golden.values["inversionGuidance"] = context.guidance_scale


def check_export(unet, latent, states: States) -> None:
    session = onnxruntime.InferenceSession(FIXTURE / "model.onnx", providers=["CPUExecutionProvider"])
    feeds = {"sample": latent, "timestep": torch.tensor([501.0]), "encoder_hidden_states": states.target}
    (exported,) = session.run(None, {name: value.float().numpy() for name, value in feeds.items()})
    exact = unet(latent, torch.tensor(501), states.target).sample.numpy()
    error = np.abs(exported - exact).max() / np.abs(exact).max()
    print(f"export: largest error {error:.1e} of the largest value")
    assert error < 1e-5


def main() -> None:
    torch.set_num_threads(1)
    FIXTURE.mkdir(parents=True, exist_ok=True)
    unet = make_unet()
    export(unet, FIXTURE / "model.onnx")
    unet = unet.to(DOUBLE)

    golden = Golden()
    torch.manual_seed(4)
    plan, states, mask = scene(golden)
    source, latent, picture = (z[None].float().to(DOUBLE) for z in torch.randn(3, 4, 32, 32))
    golden.put("latent-source", source[0])
    golden.put("latent-edit", latent[0])
    check_export(unet, latent, states)
    denoise_case(golden, unet, latent, states)
    edit_step_cases(golden, unet, source, latent, states, plan)
    timestep = torch.tensor(701)
    source_maps = source_attention(unet, source, timestep, states.source)
    at = Timestep(
        unet,
        timestep,
        states.source,
        states.target,
        source_maps,
        plan,
        0.3,
        COMMON_TOKENS,
        SETTINGS.object_scale,
    )
    losses_of = partial(latent_losses, at=at, names=list(LOSSES))
    gradient_cases(golden, losses_of, latent, mask)
    edit_case(golden, unet, picture, states, plan, mask)
    golden.close()
    for file in sorted(FIXTURE.iterdir()):
        print(f"{file.name}: {file.stat().st_size / 1e3:.0f} KB")


if __name__ == "__main__":
    main()
