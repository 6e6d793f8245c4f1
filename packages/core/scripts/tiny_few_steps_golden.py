"""Writes src/__fixtures__/tiny-few-steps: the tiny UNet with an input for its guidance, and what diffusers' schedulers
and reference/ compute with it, in 64-bit floats.

    python packages/core/scripts/tiny_few_steps_golden.py

The scene is the one that tiny_unet_golden.py wrote.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import numpy as np
import onnxruntime
import torch
from diffusers import LCMScheduler, TCDScheduler
from tiny_methods_golden import CORE, DOUBLE, SEED, Scene
from tiny_unet import export, make_unet
from tiny_unet_golden import COMMON_TOKENS, SCHEDULER, SETTINGS

from mde.edit import mde_edit
from mde.few_steps import Told, consistency_scheduler, virtual_inversion
from mde.update import Timestep, latent_gradient, latent_losses, source_attention

FIXTURE = CORE / "src" / "__fixtures__" / "tiny-few-steps"
WIDTH = 32
GUIDANCE = 8.0
CONFIG = {**SCHEDULER, "set_alpha_to_one": True}


def put(name: str, array: torch.Tensor) -> None:
    np.save(FIXTURE / f"{name}.npy", np.ascontiguousarray(array.detach().numpy(), "<f4"))


def schedules() -> list[dict]:
    """Timesteps, and at each what a model output means and where a step leads, by diffusers."""
    found = []
    for kind in (LCMScheduler, TCDScheduler):
        for prediction in ("epsilon", "v_prediction"):
            for steps in (1, 4, 6):
                config = {**CONFIG, "prediction_type": prediction, "clip_sample": False, "original_inference_steps": 50}
                scheduler = kind.from_config(config)
                scheduler.set_timesteps(steps)
                rows = []
                for t in scheduler.timesteps:
                    latent, output = torch.randn(2, 4, dtype=DOUBLE)
                    made = scheduler.step(output, t, latent, **({"eta": 1.0} if kind is TCDScheduler else {}))
                    # TCD does not return the picture that an output means, but that picture at the first level
                    meant = made.denoised if kind is LCMScheduler else made.pred_noised_sample
                    rows.append({"timestep": int(t), "latent": latent.tolist(), "output": output.tolist(), "meant": meant.tolist()})
                found.append({"scheduler": {"_class_name": kind.__name__, **config}, "steps": steps, "rows": rows})
    return found


def main() -> None:
    torch.set_num_threads(1)
    FIXTURE.mkdir(parents=True, exist_ok=True)
    unet = make_unet(time_cond_proj_dim=WIDTH)
    # large enough that another guidance is another output
    unet.time_embedding.cond_proj.weight.mul_(6)
    export(unet, FIXTURE / "model.onnx")
    scene = Scene()
    scene.unet = Told(unet.to(DOUBLE), GUIDANCE)
    values: dict = {"seed": SEED, "width": WIDTH, "guidance": GUIDANCE, "schedules": schedules()}

    torch.manual_seed(6)
    latent = torch.randn(1, 4, 32, 32).to(DOUBLE)
    timestep = torch.tensor(399)
    states = scene.states
    put("embedding", scene.unet.embedding[0])
    put("latent", latent[0])
    with torch.no_grad():
        output = scene.unet(latent, timestep, states.target).sample
        other = Told(scene.unet.unet, 1.0)(latent, timestep, states.target).sample
    change = ((output - other).norm() / output.norm()).item()
    print(f"the guidance changes the output by {change:.3f}")
    assert change > 0.02
    put("denoise", output[0])
    check_export(latent, states.target, scene.unet.embedding, output)

    maps = source_attention(scene.unet, scene.picture, timestep, states.source)
    at = Timestep(scene.unet, timestep, states.source, states.target, maps, scene.plan, 0.3, COMMON_TOKENS, SETTINGS.object_scale)
    for name in ("oal", "ccl"):
        losses_of = partial(latent_losses, at=at, names=["oal", "ccl"])
        losses, gradient = latent_gradient(latent, {name: 1}, losses_of=losses_of)
        values[name] = losses[name].item()
        put(f"gradient-{name}", gradient[0])

    config = {**CONFIG, "prediction_type": "epsilon", "original_inference_steps": 50}
    scheduler = consistency_scheduler(config, 4)
    settings = replace(SETTINGS, steps=4, guidance_scale=1.0)
    inversion = virtual_inversion(scene.unet, scheduler, scene.picture, states.source, SEED)
    run = partial(mde_edit, scene.unet, scheduler, inversion, states, scene.plan, COMMON_TOKENS, scene.mask)
    plain, optimized = run(replace(settings, loss_weights={})), run(settings)
    for name, result in (("plain", plain), ("optimized", optimized)):
        change = ((result.latents[-1] - scene.picture).norm() / scene.picture.norm()).item()
        print(f"edit, {name}: changes the picture by {change:.3f}, {len(result.updates)} updates")
        assert change > 0.02
        put(f"edit-{name}", result.latents[-1][0])
    values["edit"] = {"scheduler": {"_class_name": "LCMScheduler", **config}, "steps": 4}
    (FIXTURE / "golden.json").write_text(json.dumps(values, separators=(",", ":")) + "\n")


def check_export(latent, states, told, exact) -> None:
    session = onnxruntime.InferenceSession(FIXTURE / "model.onnx", providers=["CPUExecutionProvider"])
    feeds = {"sample": latent, "timestep": torch.tensor([399.0]), "encoder_hidden_states": states, "timestep_cond": told}
    (exported,) = session.run(None, {name: value.float().numpy() for name, value in feeds.items()})
    error = np.abs(exported - exact.numpy()).max() / exact.abs().max().item()
    print(f"export: largest error {error:.1e} of the largest value")
    assert error < 1e-5


if __name__ == "__main__":
    main()
