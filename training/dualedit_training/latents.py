"""Stage 3: encode every training scene once; the diffusion stage never touches a picture."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from tokenizers import Tokenizer

from . import tokenizer
from .autoencoder import load_autoencoder
from .checkpoints import save_atomically
from .captions import MAX_OBJECTS, encode
from .config import GROUNDED_RESOLUTIONS, LATENT, LATENT_CHANNELS, MAX_TOKENS, SIZES, Sizes, autoencoder_config, fast_arithmetic, prepare, stage_parser
from .data import Scenes, coverage, to_unit

STATISTICS_SCENES = 2048
BATCH = 32
# side of the largest attention maps
MAP = GROUNDED_RESOLUTIONS[0]


@torch.no_grad()
def equalize(model: AutoencoderKL, mean: np.ndarray, std: np.ndarray, target: float) -> None:
    """Gives every latent channel mean 0 and one deviation, exactly, inside the two 1×1 convolutions.

    The UNet meets all channels under the same noise; a channel of a third of the deviation would drown in it.
    """
    shift, gain = torch.from_numpy(mean).float(), torch.from_numpy(target / std).float()
    out, back = model.quant_conv, model.post_quant_conv
    out.weight[:LATENT_CHANNELS] *= gain[:, None, None, None]
    out.bias[:LATENT_CHANNELS] = (out.bias[:LATENT_CHANNELS] - shift) * gain
    out.bias[LATENT_CHANNELS:] += 2 * gain.log()
    back.bias += (back.weight[:, :, 0, 0] @ shift)
    back.weight /= gain[None, :, None, None]


@torch.inference_mode()
def encode_pictures(model: AutoencoderKL, scenes: Scenes, indices: np.ndarray, device: torch.device) -> np.ndarray:
    """Latents of scenes, not scaled: float16 [n, channels, side, side]."""
    latents = np.empty((len(indices), LATENT_CHANNELS, LATENT, LATENT), np.float16)
    with fast_arithmetic(device):
        for start in range(0, len(indices), BATCH):
            batch = indices[start : start + BATCH]
            pictures = torch.from_numpy(to_unit(np.stack([scenes.picture(i) for i in batch]))).to(device)
            latents[start : start + len(batch)] = model.encode(pictures).latent_dist.mode().float().cpu().numpy()
            if start // BATCH % 50 == 0:
                print(f"{start}/{len(indices)}", flush=True)
    return latents


def equalized_autoencoder(run: Path, sizes: Sizes, scenes: Scenes, indices: np.ndarray, device: torch.device) -> AutoencoderKL:
    """The run's autoencoder with equal channels; makes it, and `facts.json`, if the run has none."""
    folder = run / "latents"
    path = folder / "autoencoder.pt"
    if path.exists():
        model = AutoencoderKL(**autoencoder_config(sizes))
        model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        return model.eval()
    model, clock = load_autoencoder(run, sizes)
    sample = encode_pictures(model.to(device), scenes, indices[:STATISTICS_SCENES], device).astype(np.float64)
    mean, std = sample.mean((0, 2, 3)), sample.std((0, 2, 3))
    target = float(np.sqrt(np.square(std).mean()))
    equalize(model.cpu(), mean, std, target)
    folder.mkdir(parents=True, exist_ok=True)
    channels = [f"{m:.2f}±{s:.2f}" for m, s in zip(mean, std)]
    facts = {"scaling_factor": 1 / target, "channels_before": channels, "autoencoder": clock, "diffusion": []}
    (folder / "facts.json").write_text(json.dumps(facts))
    save_atomically(model.state_dict(), path)
    return model


def object_masks(scenes: Scenes, indices: np.ndarray) -> np.ndarray:
    """Coverage of each object by cell of the attention maps, in 255ths: uint8 [n, objects, 16, 16]."""
    masks = np.zeros((len(indices), MAX_OBJECTS, MAP, MAP), np.uint8)
    for row, index in enumerate(indices):
        count = min(MAX_OBJECTS, len(scenes.scenes[index]["objects"]))
        if count:
            masks[row, :count] = np.round(coverage(scenes.ids(index), count, MAP) * 255)
    return masks


def caption_tokens(scenes: Scenes, indices: np.ndarray, words: Tokenizer) -> dict[str, np.ndarray]:
    """Token ids and owners of every caption, and how many captions each scene has."""
    most = max(len(scenes.scenes[i]["captions"]) for i in indices)
    tokens = np.zeros((len(indices), most, MAX_TOKENS), np.int32)
    owners = np.zeros((len(indices), most, MAX_TOKENS), np.uint8)
    counts = np.zeros(len(indices), np.int32)
    for row, index in enumerate(indices):
        scene = scenes.scenes[index]
        counts[row] = len(scene["captions"])
        for c, caption in enumerate(scene["captions"]):
            tokens[row, c], owners[row, c] = encode(caption, scene["objects"], words)
    return {"tokens": tokens, "owners": owners, "counts": counts}


def cached(folder: Path, name: str, new: slice, array: np.ndarray) -> np.ndarray:
    """The rows that are cached, followed by the new ones."""
    return np.concatenate([np.load(folder / f"{name}.npy"), array]) if new.start else array


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--limit", type=int, help="at most this many scenes")
    arguments = parser.parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    indices = scenes.split()[0][: arguments.limit]
    folder = arguments.run / "latents"
    model = equalized_autoencoder(arguments.run, SIZES[arguments.size], scenes, indices, device).to(device)
    done = len(np.load(folder / "counts.npy")) if (folder / "counts.npy").exists() else 0
    new = slice(done, None)
    parts = {
        "latents": cached(folder, "latents", new, encode_pictures(model, scenes, indices[new], device)),
        "masks": cached(folder, "masks", new, object_masks(scenes, indices[new])),
        **caption_tokens(scenes, indices, tokenizer.load(arguments.run / "tokenizer")),
    }
    # `counts` comes last: it says how many scenes are cached
    for name, array in parts.items():
        np.save(folder / f"{name}.partial.npy", array)
        os.replace(folder / f"{name}.partial.npy", folder / f"{name}.npy")
    grounded = float((parts["owners"] > 0).any(-1).sum() / parts["counts"].sum())
    print(f"{len(indices)} scenes, {grounded:.0%} captions grounded")


if __name__ == "__main__":
    main()
