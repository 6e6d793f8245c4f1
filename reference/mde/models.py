"""The PyTorch modules of a pipeline, from a diffusers folder or from a pack of the product."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from PIL import Image
from transformers import AutoTokenizer, CLIPTextConfig, CLIPTextModel

from .onnx_weights import load_weights


@dataclass
class Models:
    unet: UNet2DConditionModel
    text_encoder: CLIPTextModel
    vae: AutoencoderKL
    tokenizer: object
    scheduler_config: dict

    def __post_init__(self):
        for module in (self.unet, self.text_encoder, self.vae):
            module.eval().requires_grad_(False)

    @property
    def side(self) -> int:
        """Side length in pixels of the pictures that the UNet was made for."""
        return self.unet.config.sample_size * 2 ** (len(self.vae.config.block_out_channels) - 1)

    @torch.no_grad()
    def states(self, ids: list[int]) -> torch.Tensor:
        """[1, tokens, width]"""
        ids = torch.tensor([ids], device=self.text_encoder.device)
        return self.text_encoder(input_ids=ids).last_hidden_state

    @torch.no_grad()
    def encode(self, picture: torch.Tensor) -> torch.Tensor:
        """Picture [1, 3, h, w] in −1…1 → the scaled mean latent."""
        return self.vae.encode(picture).latent_dist.mode() * self.vae.config.scaling_factor

    @torch.no_grad()
    def decode(self, latent: torch.Tensor) -> torch.Tensor:
        return self.vae.decode(latent / self.vae.config.scaling_factor).sample.clamp(-1, 1)


def from_folder(folder: Path, unet_state: Path | None = None) -> Models:
    """A pipeline as `save_pretrained` writes it; `unet_state` is a state dict that replaces the UNet's weights."""
    unet = UNet2DConditionModel.from_pretrained(folder, subfolder="unet")
    if unet_state:
        unet.load_state_dict(torch.load(unet_state, map_location="cpu", weights_only=True))
    return Models(
        unet,
        CLIPTextModel.from_pretrained(folder, subfolder="text_encoder"),
        AutoencoderKL.from_pretrained(folder, subfolder="vae"),
        AutoTokenizer.from_pretrained(folder / "tokenizer"),
        _json(folder / "scheduler" / "scheduler_config.json"),
    )


def from_pack(pack: Path, few_steps: bool = False) -> Models:
    """A pack of the product: modules by its configs, weights out of its ONNX files; if asked, its UNet of few steps."""
    denoiser, scheduler = ("unet_lcm", "scheduler_lcm") if few_steps else ("unet", "scheduler")
    unet = UNet2DConditionModel.from_config(_json(pack / denoiser / "config.json"))
    text_encoder = CLIPTextModel(CLIPTextConfig.from_dict(_json(pack / "text_encoder" / "config.json")))
    vae = AutoencoderKL.from_config(_json(pack / "vae_decoder" / "config.json"))
    load_weights(unet, pack / denoiser / "model.onnx")
    load_weights(text_encoder, pack / "text_encoder" / "model.onnx")
    for half in ("vae_encoder", "vae_decoder"):
        load_weights(vae, pack / half / "model.onnx")
    tokenizer = AutoTokenizer.from_pretrained(pack / "tokenizer")
    return Models(unet, text_encoder, vae, tokenizer, _json(pack / scheduler / "scheduler_config.json"))


def read_picture(path: Path, side: int) -> torch.Tensor:
    """[1, 3, side, side] in −1…1; a picture of another size is refused, since resizing is not the method's part."""
    return torch.from_numpy(_pixels(path, "RGB", side)).permute(2, 0, 1)[None].float() / 127.5 - 1


def read_mask(path: Path, side: int) -> torch.Tensor:
    """[side, side] in 0…1"""
    return torch.from_numpy(_pixels(path, "L", side)).float() / 255


def write_picture(picture: torch.Tensor, path: Path) -> None:
    pixels = ((picture[0].permute(1, 2, 0) + 1) * 127.5).round().to(torch.uint8)
    Image.fromarray(pixels.numpy()).save(path)


def _pixels(path: Path, mode: str, side: int) -> np.ndarray:
    image = Image.open(path).convert(mode)
    if image.size != (side, side):
        raise ValueError(f"expected {path.name} to be {side}×{side} but it is {image.width}×{image.height}")
    return np.array(image)


def _json(path: Path) -> dict:
    return json.loads(path.read_text())
