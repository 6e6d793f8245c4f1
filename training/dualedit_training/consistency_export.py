"""Writes the UNet of few steps into the pack, `unet_lcm/` and `scheduler_lcm/`, and checks it against PyTorch."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import torch

from .config import CONSISTENCY_POINTS, LATENT, LATENT_CHANNELS, PACK, prepare, scheduler_config, stage_parser
from .consistency import checkpoint_of, guidance_embedding, make_student
from .export import Wrapped, export_part
from .half import round_to_half, store_in_half
from .manifest import write_manifest
from .pipeline import load_pipeline


def lcm_scheduler_config() -> dict:
    """diffusers' LCMScheduler for the points that the UNet learned; its boundary is left at the first of them."""
    own = {"_class_name": "LCMScheduler", "original_inference_steps": CONSISTENCY_POINTS, "timestep_scaling": 10.0}
    return {**scheduler_config(), **own, "set_alpha_to_one": True}


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    arguments = parser.parse_args()
    prepare(arguments)
    pipeline = load_pipeline(arguments.run, torch.device("cpu"))
    state = torch.load(checkpoint_of(arguments.run), map_location="cpu", weights_only=True)
    student = make_student(state["size"], pipeline.unet.state_dict())
    student.load_state_dict(state["average"][0])
    round_to_half(student).eval()
    width = student.config.time_cond_proj_dim
    part = {
        "module": Wrapped(student, lambda m, z, t, c, w: (m(z, t, c, timestep_cond=w).sample,)),
        "inputs": {
            "sample": torch.randn(2, LATENT_CHANNELS, LATENT, LATENT),
            "timestep": torch.tensor([999.0, 249.0]),
            "encoder_hidden_states": pipeline.states(["a cat", "a red dog"]).detach(),
            "timestep_cond": guidance_embedding(torch.tensor([3.5, 2.0]), width),
        },
        "outputs": ["out_sample"],
        "axes": {
            "sample": {0: "batch", 1: "channels", 2: "height", 3: "width"},
            "timestep": {0: "batch"},
            "encoder_hidden_states": {0: "batch", 1: "sequence"},
            "timestep_cond": {0: "batch"},
        },
    }
    config = {k: v for k, v in dict(student.config).items() if not k.startswith("_")}
    files = {
        "unet_lcm/config.json": {"_class_name": "UNet2DConditionModel", **config},
        "scheduler_lcm/scheduler_config.json": lcm_scheduler_config(),
    }
    with tempfile.TemporaryDirectory(dir=arguments.pack.parent, prefix=".export-") as scratch:
        error = export_part(Path(scratch), part)
        if error > 1e-4:
            raise RuntimeError(f"unet_lcm differs from PyTorch by {error:.1e}")
        store_in_half(Path(scratch) / "model.onnx")
        for name, content in files.items():
            (arguments.pack / name).parent.mkdir(exist_ok=True)
            (arguments.pack / name).write_text(json.dumps(content, indent=2) + "\n")
        os.replace(Path(scratch) / "model.onnx", arguments.pack / "unet_lcm" / "model.onnx")
    size = (arguments.pack / "unet_lcm" / "model.onnx").stat().st_size / 1e6
    print(f"unet_lcm: {size:.2f} MB, largest relative error against PyTorch {error:.1e}, trained {state['clock']}")
    write_manifest(arguments.pack)


if __name__ == "__main__":
    main()
