"""Writes src/__fixtures__/tiny-methods: what reference/ computes with the tiny UNet by methods beside MDE-Edit's loop.

    python packages/core/scripts/tiny_methods_golden.py [CASES…]

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

from mde.cds import CdsSettings, cds_edit, contrast_at  # noqa: E402
from mde.diffusion import schedulers, walk_to_noise  # noqa: E402
from mde.edit import States, mde_edit  # noqa: E402
from mde.gates import Plan  # noqa: E402
from mde.guide_rescale import GuideRescaleSettings, guide_rescale_edit, guides_at  # noqa: E402
from mde.inversion import Context, Inversion  # noqa: E402
from mde.locinv import DETECTION, SEGMENTATION, Thing, encode, iou, learn_words, loc_inv, target_states, word_losses  # noqa: E402
from mde.lomoe import LomoeSettings, lomoe_edit, losses_at  # noqa: E402
from mde.masks import Edit, mask_at, step_mask  # noqa: E402
from mde.noise import gaussian  # noqa: E402
from mde.oir import OirSettings, oir_edit  # noqa: E402
from mde.stochastic import STOCHASTIC  # noqa: E402
from tiny_text_encoder import export as export_text_encoder, make_text_encoder  # noqa: E402
from tiny_unet import make_unet  # noqa: E402
from tiny_unet_golden import COMMON_TOKENS, SCHEDULE, SCHEDULER, SETTINGS, TOKEN_MAP  # noqa: E402

SCENE = CORE / "src" / "__fixtures__" / "tiny-unet"
FIXTURE = CORE / "src" / "__fixtures__" / "tiny-methods"
DOUBLE = torch.float64
# start red cat blue hat end … → start green cat blue crow|n end …, as TOKEN_MAP says
SOURCE_IDS = [0, 5, 9, 3, 14, 23, 23, 23]
TARGET_IDS = [0, 7, 9, 3, 11, 17, 23, 23]
EMPTY_IDS = [0, 23, 23, 23, 23, 23, 23, 23]
SEED = 7


class Golden:
    """Writes arrays into the fixture's folder, and keeps the small values for golden.json."""

    def __init__(self):
        FIXTURE.mkdir(exist_ok=True)
        known = FIXTURE / "golden.json"
        self.values: dict = json.loads(known.read_text()) if known.exists() else {}

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

    def path(self, kind: str, steps: int = SETTINGS.steps):
        return schedulers({**SCHEDULER, "prediction_type": kind}, steps)

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
            inversion = Inversion(made.trajectory, nothing, step=made.step, begin=made.begin)
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
    """Whole edits, and the gradients of both losses."""
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


def locinv_cases(golden: Golden, scene: Scene) -> None:
    """What is learned by masks and by boxes, edits from it, and the gradients of the losses by the text states."""
    encoder = make_text_encoder()
    export_text_encoder(encoder, FIXTURE / "text-encoder.onnx")
    encoder = encoder.to(DOUBLE)
    source, empty, target = (
        encoder(input_ids=torch.tensor([ids])).last_hidden_state for ids in (SOURCE_IDS, EMPTY_IDS, TARGET_IDS)
    )
    golden.put("text-encoder-source", source[0])
    states = States(source, empty, target)
    tokens = [([2], [1]), ([4], [3])]
    golden.values["locinv"] = {
        "ids": {"source": SOURCE_IDS, "empty": EMPTY_IDS, "target": TARGET_IDS},
        "things": [{"noun": noun, "adjectives": adjectives} for noun, adjectives in tokens],
        "guidance": 3.0,
        # Adam divides by the size of a gradient, be it rounding alone: after more steps not even this reference in
        # 32-bit floats learns the same as in 64-bit ones
        "steps": {"locinv": 3, "locinv-box": 2},
    }
    for name, aims in (("locinv", SEGMENTATION), ("locinv-box", DETECTION)):
        steps = golden.values["locinv"]["steps"][name]
        forward, inverse = scene.path("v_prediction", steps)
        context = Context(scene.unet, forward, [scene.picture], source, empty, golden.values["locinv"]["guidance"])
        priors = [mask_at(edit, 256).to(DOUBLE) for edit in scene.edits]
        if name == "locinv-box":
            priors = [mask_at(replace(edit, mask=box(edit.mask)), 256).to(DOUBLE) for edit in scene.edits]
        things = [Thing(noun, adjectives, prior) for (noun, adjectives), prior in zip(tokens, priors)]
        learned = learn_words(context, inverse, encoder, SOURCE_IDS, things, aims)
        assert learned.margin > 1e-5, "rounding would decide when to stop"
        t = forward.timesteps[0]
        before, after = (
            [iou(scene.unet, t, learned.walk[-2], s, thing) for thing in things] for s in (source, learned.states[0])
        )
        moved = (learned.embeddings[0] - encoder.get_input_embeddings().weight[SOURCE_IDS]).norm(dim=-1)
        print(f"{name}: IoU of maps and masks {before} → {after}; embeddings moved by {moved.tolist()}")
        golden.values["locinv"][name] = {"before": before, "after": after}
        golden.put(f"{name}-walk", torch.cat(learned.walk))
        golden.put(f"{name}-embeddings", torch.stack(learned.embeddings))
        rows = sorted({token for noun, adjectives in tokens for token in (*noun, *adjectives)})
        by_step = target_states(encoder, TARGET_IDS, TOKEN_MAP, rows, learned)
        inversion = replace(loc_inv(context, learned), source=learned.states, target=by_step)
        plain = replace(SETTINGS, steps=steps, loss_weights={})
        result = mde_edit(scene.unet, forward, inversion, states, scene.plan, COMMON_TOKENS, scene.mask, plain)
        golden.put(f"{name}", result.latents[-1][0])
        golden.put(f"{name}-reconstruction", inversion.trajectory[0][0])
        if name == "locinv":
            t, latent = torch.tensor(501), array("latent-edit")[None]
            for loss in SEGMENTATION:
                of = lambda s, loss=loss: word_losses(scene.unet, t, latent, s, things)[loss]  # noqa: E731
                gradient_case(golden, loss, source, of)
            embeddings = encoder.get_input_embeddings().weight[SOURCE_IDS].clone().requires_grad_()
            value = word_losses(scene.unet, t, latent, encode(encoder, SOURCE_IDS, embeddings), things)["similarity"]
            (gradient,) = torch.autograd.grad(value, embeddings)
            golden.put("gradient-similarity-by-embeddings", gradient)


def box(mask: torch.Tensor) -> torch.Tensor:
    """All of the box around a mask."""
    inside = mask > 0.5
    rows, columns = inside.any(1).nonzero(), inside.any(0).nonzero()
    boxed = torch.zeros_like(mask)
    boxed[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = 1
    return boxed


def cds_cases(golden: Golden, scene: Scene) -> None:
    settings = CdsSettings(iterations=8, descent=2.0)
    golden.values["cds"] = {"iterations": settings.iterations, "descent": settings.descent, "index": 2}
    for kind in ("v_prediction", "epsilon"):
        forward, _ = scene.path(kind)
        latent = cds_edit(scene.unet, forward, scene.picture, scene.states, settings, SEED)
        plain = cds_edit(scene.unet, forward, scene.picture, scene.states, replace(settings, contrast_weight=0), SEED)
        change = (latent - scene.picture).norm() / scene.picture.norm()
        print(f"cds, {kind}: changes the picture by {change:.3f}, the contrast by {(latent - plain).norm() / plain.norm():.3f}")
        golden.put(f"cds-{kind}", latent[0])
    t = forward.timesteps[2]
    moved = scene.picture + 0.3 * array("latent-edit")[None]
    golden.put("contrast-latent", moved[0])
    loss = partial(contrast_at, scene.unet, t, scene.picture, scene.states)
    gradient_case(golden, "patchContrast", moved, loss)


def guide_rescale_cases(golden: Golden, scene: Scene) -> None:
    settings = GuideRescaleSettings(steps=SETTINGS.steps)
    for kind in ("v_prediction", "epsilon"):
        forward, inverse = scene.path(kind)
        trajectory = walk_to_noise(scene.unet, inverse, scene.picture, scene.states.source)
        run = partial(guide_rescale_edit, scene.unet, forward, trajectory, scene.states)
        latent, plain = run(settings), run(replace(settings, guide=0))
        change = (latent - plain).norm() / plain.norm()
        print(f"guide-rescale, {kind}: the guides change the latent by {change:.3f}")
        assert change > 0.02
        golden.put(f"guide-rescale-{kind}", latent[0])
    t, moved = forward.timesteps[2], scene.picture + 0.3 * array("latent-edit")[None]
    for name in ("attentionGuide", "featureGuide"):
        loss = lambda z, name=name: guides_at(scene.unet, t, z, scene.picture, scene.states.source)[name]  # noqa: E731
        gradient_case(golden, name, moved, loss)


def oir_cases(golden: Golden, scene: Scene) -> None:
    settings = OirSettings(steps=SETTINGS.steps, depths=2, reassembly=1 / 3, reinversion=1 / 3)
    forward, inverse = scene.path("v_prediction")
    trajectory = walk_to_noise(scene.unet, inverse, scene.picture, scene.states.source)
    texts = [scene.states.target, scene.states.source]

    def score(latent: torch.Tensor, n: int) -> tuple[float, float]:
        """Instead of a CLIP: how bright a region is, and how much changed elsewhere."""
        mask = mask_at(scene.edits[n], 1024).view(32, 32).to(DOUBLE)
        outside = (1 - mask) * (latent - scene.picture).square()
        return ((latent[0, 0] * mask).sum() / mask.sum()).item(), -outside.mean().item()

    latent, depths = oir_edit(
        scene.unet, forward, inverse, trajectory, scene.states, texts, scene.edits, scene.mask, settings, score
    )
    print(f"oir: depths {depths}")
    golden.values["oir"] = {"depths": depths}
    golden.put("oir-v_prediction", latent[0])


CASES = {"stochastic": stochastic_cases, "lomoe": lomoe_cases, "locinv": locinv_cases,
    "cds": cds_cases,
    "guide-rescale": guide_rescale_cases,
    "oir": oir_cases,
}


def main() -> None:
    torch.set_num_threads(1)
    golden, scene = Golden(), Scene()
    for name in sys.argv[1:] or CASES:
        CASES[name](golden, scene)
    golden.close()


if __name__ == "__main__":
    main()
