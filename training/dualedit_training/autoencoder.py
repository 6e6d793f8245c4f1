"""Stage 1: train the autoencoder on random crops, and measure it on held-out scenes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from torch.nn import functional as F

from .config import PICTURE, SIZES, Sizes, autoencoder_config, fast_arithmetic, prepare
from .data import Scenes, to_bytes, to_unit
from .sheets import write_sheet
from .stage import Stage, learning_parser

CROP = PICTURE // 2


def crops(scenes: Scenes, indices: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """Random crops, half of them mirrored: uint8 [count, CROP, CROP, 3]."""
    out = np.empty((count, CROP, CROP, 3), np.uint8)
    for i, index in enumerate(random.choice(indices, count)):
        y, x = random.integers(0, PICTURE - CROP + 1, 2)
        crop = scenes.picture(index)[y : y + CROP, x : x + CROP]
        out[i] = crop[:, ::-1] if random.random() < 0.5 else crop
    return out


def reconstruction_loss(output: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """L1 + MSE + L1 of the picture's gradients, which keeps outlines and small parts."""
    dx = (output.diff(dim=-1) - target.diff(dim=-1)).abs().mean()
    dy = (output.diff(dim=-2) - target.diff(dim=-2)).abs().mean()
    return F.l1_loss(output, target) + 2 * F.mse_loss(output, target) + 0.5 * (dx + dy)


def load_autoencoder(run: Path, sizes: Sizes) -> tuple[AutoencoderKL, dict]:
    """The averaged weights as trained, in evaluation mode, and the clock of the training."""
    model = AutoencoderKL(**autoencoder_config(sizes))
    state = torch.load(run / "autoencoder" / "checkpoint.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(state["average"][0])
    return model.eval(), state["clock"]


@torch.no_grad()
def reconstruct(model: AutoencoderKL, pictures: np.ndarray, device: torch.device) -> np.ndarray:
    """Encode to the mean, decode: float32 [n, 3, h, w]."""
    outputs = []
    for batch in np.array_split(to_unit(pictures), -(-len(pictures) // 16)):
        latents = model.encode(torch.from_numpy(batch).to(device)).latent_dist.mode()
        outputs.append(model.decode(latents).sample.float().cpu().numpy())
    return np.concatenate(outputs)


def psnr(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Per picture, dB, for values in −1…1 (clipped): [n]."""
    error = np.square(a.clip(-1, 1) - b.clip(-1, 1)).mean(axis=(1, 2, 3)) / 4
    return -10 * np.log10(error)


def report(run: Path, scenes: Scenes, held: np.ndarray, model: AutoencoderKL, device: torch.device, step: int) -> float:
    """Mean PSNR on held-out scenes; writes a sheet of originals and reconstructions."""
    pictures = np.stack([scenes.picture(i) for i in held[:48]])
    outputs = reconstruct(model, pictures, device)
    figures = psnr(outputs, to_unit(pictures))
    pairs = [p for pair in zip(pictures[:12], to_bytes(outputs[:12])) for p in pair]
    titles = [t for f in figures[:12] for t in ("original", f"{f:.1f} dB")]
    write_sheet(run / "autoencoder" / "sheets" / f"{step:06d}.png", pairs, titles, columns=6)
    return float(figures.mean())


def main() -> None:
    parser = learning_parser(__doc__, batch=16)
    parser.add_argument("--kl", type=float, default=2e-4)
    parser.add_argument("--optimizer", choices=["adamw", "muon"], default="muon")
    arguments = parser.parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    training, held = scenes.split()
    model = AutoencoderKL(**autoencoder_config(SIZES[arguments.size])).to(device)
    stage = Stage(arguments, [model], "autoencoder/checkpoint.pt", decay=0.998, optimizer=arguments.optimizer)
    for _ in stage.steps():
        target = torch.from_numpy(to_unit(crops(scenes, training, arguments.batch, stage.random))).to(device)
        with fast_arithmetic(device):
            posterior = model.encode(target).latent_dist
            output = model.decode(posterior.sample()).sample
        kl = posterior.kl().mean() / posterior.mean[0].numel()
        loss = reconstruction_loss(output.float(), target) + arguments.kl * kl
        stage.learn(loss, kl=kl.item())
        if stage.keeper.save_if_due({"size": arguments.size}, 120):
            averaged = AutoencoderKL(**autoencoder_config(SIZES[arguments.size])).to(device).eval()
            averaged.load_state_dict(stage.average.weights[0])
            print(f"held-out PSNR {report(arguments.run, scenes, held, averaged, device, stage.clock.step):.2f} dB", flush=True)
            stage.clock.start()
    stage.keeper.save({"size": arguments.size})
    figure = report(arguments.run, scenes, held, load_autoencoder(arguments.run, SIZES[arguments.size])[0].to(device), device, stage.clock.step)
    print(json.dumps({"psnr": round(figure, 2), **stage.clock.state()}), flush=True)


if __name__ == "__main__":
    main()
