"""A trained run, ready to draw: averaged weights, fp32, and the loops of sampling and inversion."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DDIMInverseScheduler, DDIMScheduler, UNet2DConditionModel
from tokenizers import Tokenizer
from transformers import CLIPTextModel

from . import tokenizer
from .config import LATENT, LATENT_CHANNELS, SIZES, autoencoder_config, scheduler_config
from .diffusion import latents_facts, make_models
from .half import round_to_half


@dataclass
class Pipeline:
    """Everything between words and pictures."""

    unet: UNet2DConditionModel
    text: CLIPTextModel
    vae: AutoencoderKL
    words: Tokenizer
    scaling_factor: float
    device: torch.device
    clock: dict

    def token_ids(self, texts: list[str]) -> torch.Tensor:
        return torch.tensor([self.words.encode(t).ids for t in texts], device=self.device)

    def states(self, texts: list[str]) -> torch.Tensor:
        """Text states [n, tokens, width]."""
        return self.text(input_ids=self.token_ids(texts)).last_hidden_state

    def encode(self, pictures: torch.Tensor) -> torch.Tensor:
        """Pictures in −1…1 → scaled latents."""
        return self.vae.encode(pictures).latent_dist.mode() * self.scaling_factor

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        return self.vae.decode(latents / self.scaling_factor).sample.clamp(-1, 1)

    @torch.no_grad()
    def sample(self, texts: list[str], guidance: float, steps: int, seed: int) -> torch.Tensor:
        """Latents from noise by DDIM with classifier-free guidance."""
        scheduler = DDIMScheduler(**scheduler_config())
        scheduler.set_timesteps(steps)
        states = torch.cat([self.states([""] * len(texts)), self.states(texts)])
        generator = torch.Generator().manual_seed(seed)
        z = torch.randn(len(texts), LATENT_CHANNELS, LATENT, LATENT, generator=generator).to(self.device)
        for t in scheduler.timesteps:
            free, told = self.unet(torch.cat([z, z]), t, states).sample.chunk(2)
            z = scheduler.step(free + guidance * (told - free), t, z).prev_sample
        return z

    @torch.no_grad()
    def invert(self, latents: torch.Tensor, texts: list[str], steps: int) -> torch.Tensor:
        """DDIM inversion at guidance 1: noise whose sampling leads back to the latents."""
        scheduler = DDIMInverseScheduler(**scheduler_config())
        scheduler.set_timesteps(steps)
        states, z = self.states(texts), latents
        for t in scheduler.timesteps:
            z = scheduler.step(self.unet(z, t, states).sample, t, z).prev_sample
        return z

    @torch.no_grad()
    def denoise(self, z: torch.Tensor, texts: list[str], steps: int) -> torch.Tensor:
        """DDIM at guidance 1 from given noise."""
        scheduler = DDIMScheduler(**scheduler_config())
        scheduler.set_timesteps(steps)
        states = self.states(texts)
        for t in scheduler.timesteps:
            z = scheduler.step(self.unet(z, t, states).sample, t, z).prev_sample
        return z


def load_pipeline(run: Path, device: torch.device) -> Pipeline:
    state = torch.load(run / "diffusion" / "checkpoint.pt", map_location="cpu", weights_only=True)
    sizes = SIZES[state["size"]]
    unet, text = make_models(run, sizes)
    vae = AutoencoderKL(**autoencoder_config(sizes))
    vae.load_state_dict(torch.load(run / "latents" / "autoencoder.pt", weights_only=True))
    unet.load_state_dict(state["average"][0])
    text.load_state_dict(state["average"][1])
    # as the pack stores them
    unet, text, vae = (round_to_half(model).to(device).eval() for model in (unet, text, vae))
    return Pipeline(
        unet,
        text,
        vae,
        tokenizer.load(run / "tokenizer"),
        latents_facts(run)["scaling_factor"],
        device,
        state["clock"],
    )
