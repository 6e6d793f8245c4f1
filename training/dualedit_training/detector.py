"""Stage: words → boxes. An OWL-ViT learns every phrase of the world on every patch of a picture."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F
from transformers import OwlViTConfig, OwlViTForObjectDetection

from . import tokenizer
from .config import PICTURE, SEGMENTER_GRID, fast_arithmetic, prepare
from .data import Scenes
from .segmenter_boxes import overlap, to_corners
from .segmenter_data import Example, augmented, pixels_of, visible_boxes, weather
from .segmenter_phrases import Phrases
from .stage import Stage, learning_parser

PATCH = PICTURE // SEGMENTER_GRID
MAX_TOKENS = 16


def detector_config(vocabulary: int, start: int, end: int) -> OwlViTConfig:
    """OwlViTForObjectDetection at SEGMENTER_GRID² patches; `start` and `end` are the ids of the special tokens."""
    return OwlViTConfig(
        text_config={
            "vocab_size": vocabulary,
            "hidden_size": 96,
            "intermediate_size": 384,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "max_position_embeddings": MAX_TOKENS,
            "bos_token_id": start,
            "eos_token_id": end,
            "pad_token_id": end,
            "hidden_act": "gelu",
        },
        vision_config={
            "hidden_size": 96,
            "intermediate_size": 384,
            "num_hidden_layers": 5,
            "num_attention_heads": 3,
            "image_size": PICTURE,
            "patch_size": PATCH,
            "hidden_act": "gelu",
        },
        projection_dim=96,
        architectures=["OwlViTForObjectDetection"],
    )


def new_detector(config: OwlViTConfig) -> OwlViTForObjectDetection:
    """The class's own initial weights are for heads on a trained CLIP; from nothing they must start small."""
    model = OwlViTForObjectDetection(config)
    for layer in (model.class_head.dense0, model.box_head.dense0, model.box_head.dense1):
        torch.nn.init.xavier_uniform_(layer.weight)
    for layer in (model.box_head.dense2, model.class_head.logit_shift, model.class_head.logit_scale):
        torch.nn.init.zeros_(layer.weight)
    # (cosine − 0.5) · 10: a sigmoid near 0.01 for what is unlike, as focal losses want it at the start
    torch.nn.init.constant_(model.class_head.logit_shift.bias, -0.5)
    torch.nn.init.constant_(model.class_head.logit_scale.bias, 9.0)
    return model


def embed_phrases(model: OwlViTForObjectDetection, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Unit vectors [phrases, projection] of token ids and their mask [phrases, tokens].

    The class's own text path with its causal mask written out, as its helper does not trace."""
    tower = model.owlvit.text_model
    hidden = tower.embeddings(input_ids=ids)
    position = torch.arange(ids.shape[1], device=ids.device)
    seen = (position[None, :] <= position[:, None])[None, None] & (mask[:, None, None, :] > 0)
    bias = torch.where(seen, 0.0, -1e4).to(hidden.dtype)
    flags = {"output_attentions": False, "output_hidden_states": False, "return_dict": True}
    hidden = tower.encoder(inputs_embeds=hidden, attention_mask=bias, **flags).last_hidden_state
    hidden = tower.final_layer_norm(hidden)
    # the end token has the highest id
    pooled = hidden[torch.arange(ids.shape[0], device=ids.device), ids.to(torch.int).argmax(dim=-1)]
    projected = model.owlvit.text_projection(pooled)
    return projected / torch.linalg.norm(projected, dim=-1, keepdim=True)


def detect(
    model: OwlViTForObjectDetection, pixels: torch.Tensor, phrases: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Logits [pictures, patches, phrases], boxes [pictures, patches, 4] as centre and size in 0…1, and the
    features [pictures, rows, columns, width] for pixels [pictures, 3, PICTURE, PICTURE] in −1…1.

    `phrases` are unit vectors, either [phrases, projection] for all pictures or with the pictures in front."""
    features, _ = model.image_embedder(pixels)
    patches = features.flatten(1, 2)
    logits, _ = model.class_predictor(patches, phrases.expand(pixels.shape[0], *phrases.shape[-2:]))
    return logits, model.box_predictor(patches, features), features


def tokenize(words: Tokenizer, phrases: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask [phrases, tokens], padded to the longest."""
    encodings = words.encode_batch(phrases)
    return torch.tensor([e.ids for e in encodings]), torch.tensor([e.attention_mask for e in encodings])


def load_words(run: Path) -> Tokenizer:
    """The pack's tokenizer, cut and padded as transformers.js does it for the detector."""
    words = tokenizer.load(run / "tokenizer")
    words.enable_truncation(MAX_TOKENS)
    words.enable_padding(pad_id=words.token_to_id(tokenizer.END), pad_token=tokenizer.END)
    return words


def config_for(words: Tokenizer) -> OwlViTConfig:
    ids = (words.token_to_id(t) for t in (tokenizer.START, tokenizer.END))
    return detector_config(words.get_vocab_size(), *ids)


def load_detector(run: Path) -> tuple[Tokenizer, OwlViTForObjectDetection, dict]:
    """The tokenizer, the averaged weights in evaluation mode, and the clock of the training."""
    words = load_words(run)
    model = new_detector(config_for(words))
    state = torch.load(run / "detector" / "checkpoint.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(state["average"][0])
    return words, model.eval(), state["clock"]


def targets(examples: list[Example], phrases: Phrases) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """What every patch should say.

    Names [pictures, patches, phrases]: 1 where the phrase names the thing that covers at least half of the
    patch, −1 where it names one that touches the patch or is too hidden to count, else 0. Boxes [pictures,
    patches, 4] as corners in 0…1 of the thing there, whether there is one [pictures, patches], and its weight:
    the same sum for each thing, however large.
    """
    rows = SEGMENTER_GRID
    names = np.zeros((len(examples), rows * rows, len(phrases.texts)), np.int8)
    boxes = np.zeros((len(examples), rows * rows, 4), np.float32)
    weights = np.zeros((len(examples), rows * rows), np.float32)
    for i, example in enumerate(examples):
        count = len(example.things)
        cells = example.ids.reshape(rows, PATCH, rows, PATCH)
        shown, corners = example.shown(), visible_boxes(example.ids, count) / PICTURE
        for k, thing in enumerate(example.things):
            share = (cells == k + 1).mean(axis=(1, 3)).ravel()
            called = phrases.naming(thing)
            names[np.ix_([i], share > 0.1, called)] = -1
            inside = share >= 0.5
            if shown[k] and inside.any():
                names[np.ix_([i], inside, called)] = 1
                boxes[i, inside] = corners[k]
                weights[i, inside] = 1 / inside.sum()
    return tuple(torch.from_numpy(x) for x in (names, boxes, weights > 0, weights))


def detection_loss(
    logits: torch.Tensor, boxes: torch.Tensor, wanted: tuple[torch.Tensor, ...]
) -> tuple[torch.Tensor, dict[str, float]]:
    """Varifocal loss (Zhang et al. 2021) on names, with the box's IoU as the score to reach, and L1 and
    generalised IoU on boxes."""
    names, corners, inside, weights = wanted
    found = to_corners(boxes)
    iou, generalised = overlap(found, corners)
    quality = iou.detach().clamp(min=0.4)[..., None]
    positive = names == 1
    goal = torch.where(positive, quality.expand_as(logits), torch.zeros_like(logits))
    chance = torch.sigmoid(logits.detach())
    focus = torch.where(positive, goal, 0.75 * chance.square()) * (names >= 0)
    cross = F.binary_cross_entropy_with_logits(logits, goal, reduction="none")
    classes = (focus * cross).sum() / positive.sum().clamp(min=1)
    things = weights.sum().clamp(min=1)
    distance = ((found - corners).abs().sum(-1) * weights).sum() / things
    shape = ((1 - generalised) * weights).sum() / things
    figures = {"names": classes.item(), "l1": distance.item(), "iou": ((iou * weights).sum() / things).item()}
    return classes + 3 * distance + 1.5 * shape, figures


def main() -> None:
    arguments = learning_parser(__doc__, batch=16).parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    training = scenes.filled(scenes.split()[0])
    words = load_words(arguments.run)
    model = new_detector(config_for(words)).to(device)
    stage = Stage(arguments, [model], "detector/checkpoint.pt", salt=(1,))
    random, vocabulary = stage.random, scenes.vocabulary()
    for _ in stage.steps():
        examples = [augmented(scenes, training, random) for _ in range(arguments.batch)]
        phrases = Phrases.drawn(vocabulary, random)
        pixels = weather(pixels_of(examples), random).to(device)
        wanted = tuple(x.to(device) for x in targets(examples, phrases))
        ids, mask = (x.to(device) for x in tokenize(words, phrases.texts))
        with fast_arithmetic(device):
            logits, boxes, _ = detect(model, pixels, embed_phrases(model, ids, mask))
        loss, figures = detection_loss(logits.float(), boxes.float(), wanted)
        stage.learn(loss, **figures)
        stage.keeper.save_if_due({}, 120)
    stage.keeper.save({})
    print(json.dumps(stage.clock.state()), flush=True)


if __name__ == "__main__":
    main()
