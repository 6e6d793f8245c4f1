"""CLIP around the diffusion text encoder: transformers' CLIPModel, whose text half is not its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from transformers import CLIPConfig, CLIPModel, CLIPTextModel
from transformers.models.clip.modeling_clip import CLIPVisionModel

from .config import Sizes, text_config, vision_config


def make_clip(sizes: Sizes, text: CLIPTextModel) -> CLIPModel:
    """A new model around the weights of `text`, which are copied and frozen."""
    mine = text.config
    config = CLIPConfig(
        text_config=text_config(sizes, mine.vocab_size, mine.bos_token_id, mine.eos_token_id),
        vision_config=vision_config(),
        projection_dim=sizes.text_width,
    )
    config._attn_implementation = "eager"
    model = CLIPModel(config)
    set_text(model, text)
    model.text_model.requires_grad_(False)
    return model


def set_text(model: CLIPModel, text: CLIPTextModel) -> None:
    state = {k.removeprefix("text_model."): v for k, v in text.state_dict().items()}
    model.text_model.load_state_dict(state)


def fingerprint(text: CLIPTextModel) -> str:
    """sha256 of the text encoder's weights: says whether CLIP was fitted to these."""
    digest = hashlib.sha256()
    for name, value in sorted(text.state_dict().items()):
        digest.update(name.encode() + value.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()


class Trained(torch.nn.Module):
    """The parts of a CLIPModel that learn here: the vision tower, both projections, the temperature.

    `patches` guides the vision tower while it learns and is not exported: it tells for every patch
    which kinds of things in which colours it shows.
    """

    def __init__(self, model: CLIPModel, pairs: int):
        super().__init__()
        self.vision_model: CLIPVisionModel = model.vision_model
        self.visual_projection = model.visual_projection
        self.text_projection = model.text_projection
        self.logit_scale = model.logit_scale
        self.patches = torch.nn.Linear(model.config.vision_config.hidden_size, pairs)


def load_clip(run: Path, sizes: Sizes, text: CLIPTextModel) -> tuple[CLIPModel, dict]:
    """The averaged weights around `text`, in evaluation mode; raises where it was fitted to another one."""
    state = torch.load(run / "clip" / "checkpoint.pt", map_location="cpu", weights_only=True)
    if state["fingerprint"] != fingerprint(text):
        raise RuntimeError("CLIP was fitted to another text encoder; run dualedit_training.clip again")
    model = make_clip(sizes, text)
    trained = Trained(model, state["average"][0]["patches.weight"].shape[0])
    trained.load_state_dict(state["average"][0])
    return model.eval(), state["clock"]
