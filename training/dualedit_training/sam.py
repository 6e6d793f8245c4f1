"""Stage: boxes → masks. A SAM learns the visible mask of what a box, or a point, shows."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F
from transformers import SamConfig, SamModel

from .config import PICTURE, SEGMENTER_GRID, fast_arithmetic, prepare
from .data import Scenes
from .segmenter_data import Example, augmented, pixels_of, visible_boxes, weather
from .stage import Stage, learning_parser

PATCH = PICTURE // SEGMENTER_GRID
CHANNELS = 64
ROWS = SEGMENTER_GRID
MASK_SIZE = 4 * ROWS
# labels of input points: Segment Anything's own ONNX convention, boxes as their two corners
OUTSIDE, INSIDE, TOP_LEFT, BOTTOM_RIGHT, PADDING = 0, 1, 2, 3, -1


def sam_config() -> SamConfig:
    """SamModel: SEGMENTER_GRID² patches, two windowed and two global layers, mask logits of 64×64."""
    return SamConfig(
        vision_config={
            "hidden_size": 96,
            "output_channels": CHANNELS,
            "num_hidden_layers": 4,
            "num_attention_heads": 3,
            "image_size": PICTURE,
            "patch_size": PATCH,
            "window_size": 8,
            "global_attn_indexes": [1, 3],
            "num_pos_feats": CHANNELS // 2,
            "use_rel_pos": False,
            "initializer_range": 0.02,
        },
        prompt_encoder_config={"hidden_size": CHANNELS, "image_size": PICTURE, "patch_size": PATCH},
        mask_decoder_config={
            "hidden_size": CHANNELS,
            "mlp_dim": 256,
            "num_attention_heads": 4,
            "iou_head_hidden_dim": CHANNELS,
        },
        architectures=["SamModel"],
    )


def new_sam() -> SamModel:
    """Segment Anything draws its Fourier features at scale 1; the class's own start is of far too high frequency."""
    model = SamModel(sam_config())
    features = torch.randn_like(model.shared_image_embedding.positional_embedding)
    for module in (model.shared_image_embedding, model.prompt_encoder.shared_embedding):
        module.positional_embedding.data = features.clone()
        module.positional_embedding.requires_grad_(False)
    return model


def embed_prompts(model: SamModel, points: torch.Tensor, labels: torch.Tensor, pad: bool = True) -> torch.Tensor:
    """Sparse prompt tokens [pictures, prompts, points (+ 1), channels] of points [pictures, prompts, points, 2]
    in pixels and their labels [pictures, prompts, points].

    The class's own embedding of points, which knows no corners, and theirs added. Without `pad` and with two
    corners it equals the class's embedding of `input_boxes`."""
    encoder = model.prompt_encoder
    tokens = encoder._embed_points(points, labels, pad=pad)
    if pad:
        labels = torch.cat([labels, torch.full_like(labels[..., :1], PADDING)], dim=-1)
    for label in (TOP_LEFT, BOTTOM_RIGHT):
        corner = encoder.point_embed[label].weight
        tokens = tokens + torch.where((labels == label)[..., None], corner, torch.zeros_like(corner))
    return tokens


def image_positions(model: SamModel, pictures: int) -> torch.Tensor:
    """The Fourier features of every place in the embedding [pictures, channels, 16, 16]."""
    return model.get_image_wide_positional_embeddings().repeat(pictures, 1, 1, 1)


def decode_masks(
    model: SamModel, embeddings: torch.Tensor, positions: torch.Tensor, tokens: torch.Tensor, multimask: bool = True
) -> tuple[torch.Tensor, torch.Tensor]:
    """Mask logits [pictures, prompts, 3 or 1, 64, 64] and their predicted IoU [pictures, prompts, 3 or 1] of
    picture embeddings, `image_positions` of as many pictures, and prompt tokens."""
    dense = model.prompt_encoder.no_mask_embed.weight.reshape(1, -1, 1, 1).expand_as(embeddings)
    return model.mask_decoder(embeddings, positions, tokens, dense, multimask_output=multimask)


def load_sam(run: Path) -> tuple[SamModel, dict]:
    """The averaged weights in evaluation mode, and the clock of the training."""
    model = new_sam()
    state = torch.load(run / "sam" / "checkpoint.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(state["average"][0])
    return model.eval(), state["clock"]


def jittered(box: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A box as a detector would give it: each side moved by up to a twelfth of the box, or not at all."""
    if random.random() < 0.2:
        return box
    reach = np.tile((box[2:] - box[:2]) * random.choice([1 / 25, 1 / 12]), 2)
    return (box + random.uniform(-reach, reach)).clip(0, PICTURE)


def point_in(mask: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """[x, y] of a random pixel of a mask."""
    y, x = np.unravel_index(random.choice(np.flatnonzero(mask)), mask.shape)
    return np.array([x, y], np.float32)


def prompt(mask: np.ndarray, box: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, list[int]]:
    """Two points [2, 2] and their labels: a box four times in five, else a point inside, perhaps with one outside."""
    kind = random.random()
    if kind < 0.8:
        return jittered(box, random).reshape(2, 2), [TOP_LEFT, BOTTOM_RIGHT]
    if kind < 0.9:
        return np.stack([point_in(mask, random), np.zeros(2, np.float32)]), [INSIDE, PADDING]
    return np.stack([point_in(mask, random), point_in(~mask, random)]), [INSIDE, OUTSIDE]


def prompts_for(
    examples: list[Example], count: int, random: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """`count` prompts a picture: points [n, count, 2, 2], labels [n, count, 2], masks [n, count, PICTURE, PICTURE]."""
    points = np.zeros((len(examples), count, 2, 2), np.float32)
    labels = np.zeros((len(examples), count, 2), np.int64)
    masks = np.zeros((len(examples), count, PICTURE, PICTURE), np.float32)
    for i, example in enumerate(examples):
        shown = np.flatnonzero(example.shown())
        boxes = visible_boxes(example.ids, len(example.things))
        order = random.permutation(shown)
        for j in range(count):
            k = order[j % len(order)]
            mask = example.ids == k + 1
            points[i, j], labels[i, j] = prompt(mask, boxes[k], random)
            masks[i, j] = mask
    return torch.from_numpy(points), torch.from_numpy(labels), torch.from_numpy(masks)


def mask_loss(logits: torch.Tensor, scores: torch.Tensor, masks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Cross-entropy and dice at full size, of the best of the outputs and a little of all, and the squared
    error of the predicted IoU. Also returns each prompt's best IoU [n, prompts]."""
    n, count, outputs, height, width = logits.shape
    full = F.interpolate(logits.flatten(0, 1), masks.shape[-2:], mode="bilinear", align_corners=False)
    full = full.unflatten(0, (n, count))
    wanted = masks[:, :, None].expand_as(full)
    cross = F.binary_cross_entropy_with_logits(full, wanted, reduction="none").mean((-1, -2))
    chance = torch.sigmoid(full)
    dice = 1 - (2 * (chance * wanted).sum((-1, -2)) + 1) / ((chance + wanted).sum((-1, -2)) + 1)
    # the share of its frame that a thing covers sets how much cross-entropy its pixels can make
    each = 5 * cross + dice
    inside, hit = full > 0, wanted > 0.5
    iou = (inside & hit).sum((-1, -2)) / (inside | hit).sum((-1, -2)).clamp(min=1)
    loss = each.amin(-1).mean() + 0.25 * each.mean() + (scores - iou).square().mean()
    return loss, iou.amax(-1)


class Naming(torch.nn.Module):
    """Only for training: says of each quarter of a patch's side which noun is there, from the embedding alone.

    Masks teach the encoder through the whole decoder, which takes long to begin; this teaches it at once what
    is a thing and where it ends."""

    def __init__(self, nouns: list[str]):
        super().__init__()
        self.nouns = nouns
        self.head = torch.nn.Conv2d(CHANNELS, (len(nouns) + 1) * (MASK_SIZE // ROWS) ** 2, 1)

    def forward(self, embeddings: torch.Tensor, examples: list[Example]) -> torch.Tensor:
        """Cross-entropy of the noun, or of none, at each of 64×64 places."""
        logits = F.pixel_shuffle(self.head(embeddings), MASK_SIZE // ROWS).float()
        step = PICTURE // MASK_SIZE
        names = [np.array([0, *(self.nouns.index(t["noun"]) + 1 for t in e.things)])[e.ids[step // 2 :: step, step // 2 :: step]] for e in examples]
        return F.cross_entropy(logits, torch.from_numpy(np.stack(names)).to(logits.device))


def main() -> None:
    parser = learning_parser(__doc__, batch=8)
    parser.add_argument("--prompts", type=int, default=3, help="prompts a picture")
    parser.add_argument("--naming", type=float, default=1.0, help="weight of the head for nouns, which given weights lack")
    arguments = parser.parse_args()
    device = prepare(arguments)
    scenes = Scenes(arguments.data)
    training = scenes.filled(scenes.split()[0])
    model = new_sam().to(device)
    naming = Naming(scenes.vocabulary()["nouns"]).to(device)
    stage = Stage(arguments, [model, naming], "sam/checkpoint.pt", salt=(2,))
    random = stage.random
    for _ in stage.steps():
        examples = []
        while len(examples) < arguments.batch:
            example = augmented(scenes, training, random)
            if example.shown().any():
                examples.append(example)
        pixels = weather(pixels_of(examples), random).to(device)
        points, labels, masks = (x.to(device) for x in prompts_for(examples, arguments.prompts, random))
        # the exported decoder pads its prompts, as optimum's does; the class itself does not pad boxes
        pad, multimask = random.random() < 0.75, random.random() < 0.8
        # sines of places are out of bfloat16's reach
        tokens, positions = embed_prompts(model, points, labels, pad), image_positions(model, len(examples))
        with fast_arithmetic(device):
            embeddings = model.vision_encoder(pixels).last_hidden_state
            logits, scores = decode_masks(model, embeddings, positions, tokens, multimask)
            named = naming(embeddings, examples)
        loss, best = mask_loss(logits.float(), scores.float(), masks)
        boxed = labels[..., 0] == TOP_LEFT
        figures = {"named": named.item(), "box_iou": best[boxed].mean().item(), "point_iou": best[~boxed].mean().item()}
        stage.learn(loss + arguments.naming * named, **figures)
        stage.keeper.save_if_due({}, 120)
    stage.keeper.save({})
    print(json.dumps(stage.clock.state()), flush=True)


if __name__ == "__main__":
    main()
