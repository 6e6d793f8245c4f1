"""Weights in one folder, to start another run from: `take FOLDER` starts a run, `give FOLDER` writes a run's own.

`take --forget-words` keeps what draws and replaces all that words go through (the text encoder and every
cross-attention) with new weights: a run whose attention was never told where its words are starts from there.

Optimizers stay where they are. The folder holds averaged weights in float16, a safetensors file per network with the
names of diffusers and transformers; `tokenizer/`; and `facts.json`: the scaling factor of the latents and every period
of training.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .checkpoints import save_atomically
from .config import SIZES, stage_parser
from .diffusion import make_models

# checkpoints that a run may have besides those of the latents and of the diffusion stage
OTHERS = ("consistency/checkpoint.pt", "judge/boxes.pt", "judge/presence.pt", "detector/checkpoint.pt", "sam/checkpoint.pt")


def take(folder: Path, run: Path, size: str, forget: bool = False) -> None:
    """Starts a run. The diffusion stage begins at step 0, the others where they were; all with new optimizers."""
    shutil.copytree(folder / "tokenizer", run / "tokenizer", dirs_exist_ok=True)
    facts = json.loads((folder / "facts.json").read_text())
    save_atomically(read(folder, "autoencoder"), run / "latents" / "autoencoder.pt")
    (run / "latents" / "facts.json").write_text(json.dumps({k: v for k, v in facts.items() if k != "others"}))
    models = [read(folder, "unet"), read(folder, "text_encoder")]
    if forget:
        models = without_words(models[0], run, size)
    clock = {"step": 0, "pictures": 0, "seconds": 0.0}
    save_atomically({"average": models, "clock": clock, "size": size}, run / "diffusion" / "checkpoint.pt")
    for path, extra in facts["others"].items():
        save_atomically({"average": [read(folder, file_name(path))], **extra}, run / path)


def without_words(unet: dict[str, torch.Tensor], run: Path, size: str) -> list[dict[str, torch.Tensor]]:
    """These weights of a UNet with new cross-attentions, and those of a new text encoder."""
    fresh, text = (model.state_dict() for model in make_models(run, SIZES[size]))
    kept = {name: value for name, value in unet.items() if ".attn2." not in name}
    return [{**fresh, **kept}, text]


def give(run: Path, folder: Path) -> None:
    """Writes what a run has learned."""
    folder.mkdir(parents=True, exist_ok=True)
    state = load(run / "diffusion" / "checkpoint.pt")
    facts = json.loads((run / "latents" / "facts.json").read_text())
    # a run that was taken and drew nothing new has no period of its own
    if state["clock"]["step"] > 0:
        facts["diffusion"].append(state["clock"])
    write(folder, "unet", state["average"][0])
    write(folder, "text_encoder", state["average"][1])
    write(folder, "autoencoder", load(run / "latents" / "autoencoder.pt"))
    facts["others"] = {}
    for path in (path for path in OTHERS if (run / path).exists()):
        other = load(run / path)
        write(folder, file_name(path), other["average"][0])
        facts["others"][path] = {key: other[key] for key in ("clock", "names", "size", "teacher") if key in other}
    shutil.copytree(run / "tokenizer", folder / "tokenizer", dirs_exist_ok=True)
    (folder / "facts.json").write_text(json.dumps(facts, indent=1) + "\n")


def file_name(path: str) -> str:
    return path.removesuffix(".pt").removesuffix("/checkpoint").replace("/", "-")


def load(path: Path) -> dict:
    return torch.load(path, map_location="cpu", weights_only=True)


def read(folder: Path, name: str) -> dict[str, torch.Tensor]:
    """float32, whatever the file has."""
    weights = load_file(folder / f"{name}.safetensors")
    return {key: value.float() if value.is_floating_point() else value for key, value in weights.items()}


def write(folder: Path, name: str, weights: dict[str, torch.Tensor]) -> None:
    half = {key: value.half() if value.is_floating_point() else value for key, value in weights.items()}
    save_file({key: value.contiguous().clone() for key, value in half.items()}, folder / f"{name}.safetensors")


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("action", choices=["take", "give"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--forget-words", action="store_true", help="new text encoder and cross-attentions (take)")
    arguments = parser.parse_args()
    if arguments.action == "take":
        torch.manual_seed(arguments.seed)
        take(arguments.folder, arguments.run, arguments.size, arguments.forget_words)
    else:
        give(arguments.run, arguments.folder)


if __name__ == "__main__":
    main()
