"""Weights in one folder, to start another run from: `take FOLDER` starts a run, `give FOLDER` writes a run's own.

Checkpoints hold the optimizers too and stay where they were made. The folder holds `unet.safetensors`, `text_encoder.safetensors` and `autoencoder.safetensors` with the names of
diffusers and transformers (the autoencoder's channels equalized), `facts.json` with its scaling factor and every period of training, and `tokenizer/`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .checkpoints import save_atomically
from .config import stage_parser


def take(folder: Path, run: Path) -> None:
    """Starts a run: everything but the optimizers, which begin anew."""
    shutil.copytree(folder / "tokenizer", run / "tokenizer", dirs_exist_ok=True)
    (run / "latents").mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "facts.json", run / "latents" / "facts.json")
    save_atomically(read(folder, "autoencoder"), run / "latents" / "autoencoder.pt")
    save_atomically([read(folder, "unet"), read(folder, "text_encoder")], run / "diffusion" / "start.pt")


def read(folder: Path, name: str) -> dict[str, torch.Tensor]:
    """float32, whatever the file has."""
    return {key: value.float() if value.is_floating_point() else value for key, value in load_file(folder / f"{name}.safetensors").items()}


def give(run: Path, folder: Path) -> None:
    """Writes the averaged weights in float16, which changes no figure of the card."""
    folder.mkdir(parents=True, exist_ok=True)
    state = torch.load(run / "diffusion" / "checkpoint.pt", map_location="cpu", weights_only=True)
    parts = {
        "unet": state["average"][0],
        "text_encoder": state["average"][1],
        "autoencoder": torch.load(run / "latents" / "autoencoder.pt", map_location="cpu", weights_only=True),
    }
    for name, weights in parts.items():
        half = {key: value.half().contiguous() if value.is_floating_point() else value for key, value in weights.items()}
        save_file(half, folder / f"{name}.safetensors")
    shutil.copytree(run / "tokenizer", folder / "tokenizer", dirs_exist_ok=True)
    facts = json.loads((run / "latents" / "facts.json").read_text())
    facts["diffusion"].append(state["clock"])
    (folder / "facts.json").write_text(json.dumps(facts, indent=1) + "\n")


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("action", choices=["take", "give"])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    if arguments.action == "take":
        take(arguments.folder, arguments.run)
    else:
        give(arguments.run, arguments.folder)


if __name__ == "__main__":
    main()
