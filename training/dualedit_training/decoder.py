"""Train the decoder on, from cached latents of whole pictures; the encoder, and with it the latent space, stays.

The autoencoder learned on crops, and its decoder can still gain where a picture is crowded, without making the UNet
stale. Writes the run's autoencoder anew at the end, and what was learned into `latents/facts.json`.
"""

from __future__ import annotations

import json

import numpy as np
import torch
from diffusers import AutoencoderKL

from .autoencoder import reconstruct, reconstruction_loss, psnr
from .checkpoints import save_atomically
from .config import SIZES, autoencoder_config, fast_arithmetic, prepare
from .data import Scenes, to_unit
from .stage import Stage, learning_parser


class Decoder(torch.nn.Module):
    """The half of an autoencoder that draws."""

    def __init__(self, vae: AutoencoderKL):
        super().__init__()
        self.post_quant_conv, self.decoder = vae.post_quant_conv, vae.decoder

    def forward(self, latents: torch.Tensor) -> torch.Tensor:
        return self.decoder(self.post_quant_conv(latents))


def held_out_psnr(vae: AutoencoderKL, scenes: Scenes, held: np.ndarray, device: torch.device) -> float:
    """Mean PSNR of held-out scenes, dB."""
    pictures = np.stack([scenes.picture(i) for i in held[:96]])
    return float(psnr(reconstruct(vae.eval(), pictures, device), to_unit(pictures)).mean())


def main() -> None:
    arguments = learning_parser(__doc__, batch=4).parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    training, held = scenes.split()
    path = arguments.run / "latents" / "autoencoder.pt"
    vae = AutoencoderKL(**autoencoder_config(SIZES[arguments.size]))
    vae.load_state_dict(torch.load(path, weights_only=True))
    print(f"held-out PSNR {held_out_psnr(vae.to(device), scenes, held, device):.2f} dB", flush=True)
    latents = np.load(arguments.run / "latents" / "latents.npy", mmap_mode="r")
    # the latents stage caches training scenes in this order, perhaps only the first ones
    training = training[: len(latents)]
    decoder = Decoder(vae).to(device).train()
    stage = Stage(arguments, [decoder], "decoder/checkpoint.pt", decay=0.998)
    for _ in stage.steps():
        rows = stage.random.integers(0, len(training), arguments.batch)
        target = torch.from_numpy(to_unit(np.stack([scenes.picture(training[row]) for row in rows]))).to(device)
        z = torch.from_numpy(latents[rows].astype(np.float32)).to(device)
        with fast_arithmetic(device):
            output = decoder(z)
        stage.learn(reconstruction_loss(output.float(), target))
        stage.keeper.save_if_due({})
    stage.keeper.save({})
    decoder.load_state_dict(stage.average.weights[0])
    figure = held_out_psnr(vae, scenes, held, device)
    save_atomically(vae.state_dict(), path)
    facts_path = arguments.run / "latents" / "facts.json"
    facts = json.loads(facts_path.read_text())
    facts_path.write_text(json.dumps({**facts, "decoder": stage.clock.state()}, indent=2) + "\n")
    print(json.dumps({"psnr": round(figure, 2), **stage.clock.state()}), flush=True)


if __name__ == "__main__":
    main()
