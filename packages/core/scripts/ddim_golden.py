"""Writes src/family/stable-diffusion/__fixtures__/ddim.json: DDIM and its inverse by diffusers, step by step.

The "model" is tanh(z) * t / 1000, so that each step depends on the latent and on the timestep.

    python packages/core/scripts/ddim_golden.py
"""

import json
from pathlib import Path

import torch
from diffusers import DDIMInverseScheduler, DDIMScheduler

FILE = Path(__file__).parents[1] / "src/family/stable-diffusion/__fixtures__/ddim.json"

STABLE_DIFFUSION = dict(
    num_train_timesteps=1000,
    beta_start=0.00085,
    beta_end=0.012,
    beta_schedule="scaled_linear",
    steps_offset=1,
    set_alpha_to_one=False,
    clip_sample=False,
    timestep_spacing="leading",
    prediction_type="epsilon",
)
CASES = {
    "Stable Diffusion 1": (STABLE_DIFFUSION, 50),
    "v-prediction": (STABLE_DIFFUSION | dict(prediction_type="v_prediction"), 20),
    "steps that do not divide": (STABLE_DIFFUSION, 7),
    "trailing": (STABLE_DIFFUSION | dict(timestep_spacing="trailing", prediction_type="v_prediction"), 16),
    "trailing, fractions": (STABLE_DIFFUSION | dict(timestep_spacing="trailing"), 7),
    "linear betas to one": (
        dict(
            num_train_timesteps=1000,
            beta_start=0.0001,
            beta_end=0.02,
            beta_schedule="linear",
            steps_offset=0,
            set_alpha_to_one=True,
            clip_sample=False,
            timestep_spacing="leading",
            prediction_type="epsilon",
        ),
        10,
    ),
    "few trained timesteps": (STABLE_DIFFUSION | dict(num_train_timesteps=100), 10),
}
START = [-2.5, -0.7, 0.0, 0.3, 1.1, 3.0]


def walk(scheduler, steps: int) -> dict:
    """Every latent, and every prediction of the original, on the way from START."""
    scheduler.set_timesteps(steps)
    latent = torch.tensor(START, dtype=torch.float64)
    latents, originals = [], []
    for t in scheduler.timesteps.tolist():
        result = scheduler.step(torch.tanh(latent) * t / 1000, t, latent)
        latent = result.prev_sample
        latents.append([round(x, 7) for x in latent.tolist()])
        originals.append([round(x, 7) for x in result.pred_original_sample.tolist()])
    return {"timesteps": scheduler.timesteps.tolist(), "latents": latents, "originals": originals}


def case(config: dict, steps: int) -> dict:
    forward = DDIMScheduler(**config)
    return {
        "config": config,
        "steps": steps,
        "alphas_cumprod": {t: forward.alphas_cumprod[t].item() for t in (0, 1, config["num_train_timesteps"] - 1)},
        "step": walk(forward, steps),
        "inverse": walk(DDIMInverseScheduler(**config), steps),
    }


def trailing_timesteps() -> dict:
    """Trailing timesteps for the step counts at which they are rounded from halves, or from fractions."""
    scheduler = DDIMScheduler(**STABLE_DIFFUSION | dict(timestep_spacing="trailing"))
    found = {}
    for steps in (1, 3, 11, 16, 48, 80, 150, 400, 999, 1000):
        scheduler.set_timesteps(steps)
        found[steps] = scheduler.timesteps.tolist()
    return found


golden = {
    "start": START,
    "cases": {name: case(*arguments) for name, arguments in CASES.items()},
    "trailing": trailing_timesteps(),
}
FILE.parent.mkdir(exist_ok=True)
FILE.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
