"""Stage 3: encode every training scene once; the diffusion stage never touches a picture."""

from __future__ import annotations

import json
import os

import numpy as np
import torch
from diffusers import AutoencoderKL

from . import tokenizer
from .autoencoder import load_autoencoder
from .checkpoints import save_atomically
from .captions import MAX_OBJECTS, encode
from .config import SIZES, prepare, stage_parser
from .data import Scenes, coverage, to_unit

STATISTICS_SCENES = 2048


@torch.no_grad()
def equalize(model: AutoencoderKL, mean: np.ndarray, std: np.ndarray, target: float) -> None:
    """Gives every latent channel mean 0 and one deviation, exactly, inside the two 1×1 convolutions.

    The UNet meets all channels under the same noise; a channel of a third of the deviation would drown in it.
    """
    shift, gain = torch.from_numpy(mean).float(), torch.from_numpy(target / std).float()
    out, back = model.quant_conv, model.post_quant_conv
    out.weight[:4] *= gain[:, None, None, None]
    out.bias[:4] = (out.bias[:4] - shift) * gain
    out.bias[4:] += 2 * gain.log()
    back.bias += (back.weight[:, :, 0, 0] @ shift)
    back.weight /= gain[None, :, None, None]


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--limit", type=int, help="at most this many scenes")
    arguments = parser.parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    indices = scenes.split()[0][: arguments.limit]
    model = load_autoencoder(arguments.run, SIZES[arguments.size]).to(device)
    latents = np.empty((len(indices), 4, 32, 32), np.float16)
    masks = np.zeros((len(indices), MAX_OBJECTS, 16, 16), np.uint8)
    with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
        for start in range(0, len(indices), 32):
            batch = indices[start : start + 32]
            pictures = torch.from_numpy(to_unit(np.stack([scenes.picture(i) for i in batch]))).to(device)
            latents[start : start + len(batch)] = model.encode(pictures).latent_dist.mode().float().cpu().numpy()
            for row, index in enumerate(batch, start):
                count = min(MAX_OBJECTS, len(scenes.scenes[index]["objects"]))
                if count:
                    masks[row, :count] = np.round(coverage(scenes.ids(index), count, 16) * 255)
            if start // 32 % 50 == 0:
                print(f"{start}/{len(indices)}", flush=True)
    words = tokenizer.load(arguments.run / "tokenizer")
    most = max(len(scenes.scenes[i]["captions"]) for i in indices)
    tokens = np.zeros((len(indices), most, 32), np.int32)
    owner = np.zeros((len(indices), most, 32), np.uint8)
    counts = np.zeros(len(indices), np.int32)
    for row, index in enumerate(indices):
        scene = scenes.scenes[index]
        counts[row] = len(scene["captions"])
        for c, caption in enumerate(scene["captions"]):
            tokens[row, c], owner[row, c] = encode(caption, scene["objects"], words)
    folder = arguments.run / "latents"
    folder.mkdir(parents=True, exist_ok=True)
    # of the first scenes alone, so that a longer cache continues a shorter one
    sample = latents[:STATISTICS_SCENES].astype(np.float64)
    mean, std = sample.mean((0, 2, 3)), sample.std((0, 2, 3))
    target = float(np.sqrt(np.square(std).mean()))
    channels = [f"{m:.2f}±{s:.2f}" for m, s in zip(mean, std)]
    for c in range(4):
        latents[:, c] = (latents[:, c].astype(np.float32) - mean[c]) * (target / std[c])
    equalize(model.cpu(), mean, std, target)
    save_atomically(model.state_dict(), folder / "autoencoder.pt")
    facts = {"scaling_factor": 1 / target, "channels_before": channels}
    parts = {"latents": latents, "masks": masks, "tokens": tokens, "owners": owner, "counts": counts}
    for name, array in parts.items():
        np.save(folder / f"{name}.partial.npy", array)
        os.replace(folder / f"{name}.partial.npy", folder / f"{name}.npy")
    (folder / "facts.json").write_text(json.dumps(facts))
    print(f"{len(indices)} scenes, {facts}, {float((owner > 0).any(-1).sum() / counts.sum()):.0%} captions grounded")


if __name__ == "__main__":
    main()
