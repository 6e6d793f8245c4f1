"""Fit CLIP to the run's text encoder: a vision tower and both projections, by contrast of captions.

The text encoder stays as the UNet needs it. Called again after the UNet learned further, it first carries
the text projection over to the new text encoder by least squares, in seconds, and then learns as far as it
is told to: `--pictures 0` leaves it at that.
"""

from __future__ import annotations

import json

import numpy as np
import torch
from torch.nn import functional as F
from transformers import CLIPModel, CLIPTextModel

from . import tokenizer
from .clip_captions import is_true, sixteen_hard, sixteen_random, wrong_words
from .clip_model import Trained, fingerprint, load_clip, make_clip
from .config import CLIP_GRID, PICTURE, SIZES, fast_arithmetic, prepare
from .data import Scenes, coverage, to_unit
from .diffusion import make_models
from .half import round_to_half
from .judge_data import JudgeScenes, judge_names, reconstructions, weather
from .stage import Stage, learning_parser

WRONG = 6
CARRIED_SCENES = 1000


def run_text_encoder(run, sizes):
    """The averaged text encoder of the diffusion stage, as the pack stores it."""
    state = torch.load(run / "diffusion" / "checkpoint.pt", map_location="cpu", weights_only=True)
    text = make_models(run, sizes)[1]
    text.load_state_dict(state["average"][1])
    return round_to_half(text).eval()


def text_of(weights: dict, like: CLIPTextModel) -> CLIPTextModel:
    """Another text encoder of the same configuration."""
    text = CLIPTextModel(like.config)
    text.load_state_dict(weights)
    return text.eval()


def pooled_text(text: torch.nn.Module, words, captions: list[str]) -> torch.Tensor:
    """What CLIP takes from the text encoder: its state at the end token, [n, width]."""
    ids = torch.tensor([words.encode(c).ids for c in captions], device=next(text.parameters()).device)
    # what follows the first end token changes nothing before it
    ids = ids[:, : int((ids != words.token_to_id(tokenizer.END)).sum(1).max()) + 1]
    with torch.no_grad():
        return text(input_ids=ids).pooler_output


def carried_over(projection: torch.Tensor, old: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
    """A projection of the `new` states [n, width] of some captions that gives, as nearly as least squares can,
    the embeddings that `projection` [embedding, width] gave of their `old` ones."""
    wanted = F.normalize(old @ projection.T, dim=1)
    gram = new.T @ new
    ridge = 1e-4 * gram.diagonal().mean() * torch.eye(len(gram), device=gram.device)
    return torch.linalg.solve(gram + ridge, new.T @ wanted).T


def embed_text(model: CLIPModel, words, captions: list[str]) -> torch.Tensor:
    """Normalised text embeddings [n, width]."""
    pooled = pooled_text(model.text_model, words, captions)
    return F.normalize(model.text_projection(pooled).float(), dim=1)


def patch_loss(hidden: torch.Tensor, head: torch.nn.Linear, places: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of what every patch shows; `places` [n, pairs, 8, 8] is a share of its area."""
    logits = head(hidden[:, 1:]).float().transpose(1, 2).unflatten(2, (CLIP_GRID, CLIP_GRID))
    each = F.binary_cross_entropy_with_logits(logits, (places > 0.3).float(), reduction="none")
    return 10 * each[places == 0].mean() + each[places > 0.3].mean()


class Pairs:
    """Batches of pictures, their captions, and captions that are wrong by one change."""

    def __init__(self, scenes: Scenes, indices: np.ndarray, again: np.ndarray):
        self.source = JudgeScenes(scenes, indices, again, judge_names(scenes))
        self.scenes, self.vocabulary = scenes, scenes.vocabulary()
        self.pairs = len(self.vocabulary["nouns"]) * len(self.source.names["colors"])

    def batch(self, count: int, random: np.random.Generator):
        """uint8 pictures, captions [n], wrong captions [n × WRONG], places [n, pairs, 8, 8], compatible [n, n]."""
        pictures, places = np.empty((count, PICTURE, PICTURE, 3), np.uint8), np.zeros((count, self.pairs, CLIP_GRID, CLIP_GRID), np.float32)
        chosen, captions, wrong = [], [], []
        for row in range(count):
            index, pictures[row] = self.source.picture(random)
            scene = self.scenes.scenes[index]
            chosen.append(scene)
            captions.append(str(random.choice(scene["captions"])))
            wrong += [str(w) for w in random.choice(wrong_words(captions[-1], scene, self.vocabulary), WRONG)]
            nouns, tints = self.source.truths(index)
            for share, noun, tint in zip(coverage(self.scenes.ids(index), len(nouns), CLIP_GRID), nouns, tints):
                places[row, noun * len(self.source.names["colors"]) + tint] = share
        same = np.array([[is_true(c, a, b) for c, a in zip(captions, chosen)] for b in chosen])
        return pictures, captions, wrong, places, same


def contrast(images: torch.Tensor, texts: torch.Tensor, wrong: torch.Tensor, same: torch.Tensor, scale: torch.Tensor):
    """Cross-entropy both ways. Captions that are true of a picture besides its own do not count against it."""
    n = len(images)
    twins = same & ~torch.eye(n, dtype=torch.bool, device=same.device)
    logits = (scale * images @ texts.T).masked_fill(twins, -torch.inf)
    hard = scale * torch.einsum("nd,nkd->nk", images, wrong.unflatten(0, (n, -1)))
    target = torch.arange(n, device=images.device)
    return F.cross_entropy(torch.cat([logits, hard], 1), target) + 0.5 * F.cross_entropy(logits.T, target)


@torch.no_grad()
def clip_figures(model: CLIPModel, words, scenes: Scenes, indices: np.ndarray, seed: int = 11) -> dict:
    """The share of scenes whose own caption is the nearest of sixteen, for both ways of choosing the others."""
    random, vocabulary = np.random.default_rng(seed), scenes.vocabulary()
    right = {"random_scenes": [], "one_change": []}
    for start in range(0, len(indices), 16):
        part = indices[start : start + 16]
        pictures = torch.from_numpy(to_unit(np.stack([scenes.picture(i) for i in part]))).to(model.device)
        images = F.normalize(model.visual_projection(model.vision_model(pictures).pooler_output), dim=1)
        for name in right:
            for index, image in zip(part, images):
                captions = (
                    sixteen_random(index, scenes.scenes, indices, random)
                    if name == "random_scenes"
                    else sixteen_hard(index, scenes.scenes, vocabulary, random)
                )
                right[name].append(int((embed_text(model, words, captions) @ image).argmax()) == 0)
    return {name: {"share": round(float(np.mean(v)), 4), "of": len(v)} for name, v in right.items()}


def main() -> None:
    arguments = learning_parser(__doc__, batch=48).parse_args()
    device, sizes = prepare(arguments), SIZES[arguments.size]
    scenes = Scenes(arguments.data)
    training, held = (scenes.filled(indices) for indices in scenes.split())
    text = run_text_encoder(arguments.run, sizes)
    print_of_text = fingerprint(text)
    extra = {"fingerprint": print_of_text, "text": text.state_dict()}
    model = make_clip(sizes, text).to(device)
    source = Pairs(scenes, training, reconstructions(arguments.run, sizes, scenes, training, device))
    trained = Trained(model, source.pairs).to(device).train()
    stage = Stage(arguments, [trained], "clip/checkpoint.pt", largest_norm=5.0)
    words = tokenizer.load(arguments.run / "tokenizer")
    if stage.resumed:
        saved = torch.load(stage.keeper.path, map_location="cpu", weights_only=True)
        if saved["fingerprint"] != print_of_text:
            captions = [c for i in training[:CARRIED_SCENES] for c in scenes.scenes[i]["captions"]]
            new = pooled_text(model.text_model, words, captions)
            old = pooled_text(text_of(saved["text"], text).to(device), words, captions)
            for weights in (trained.state_dict(), stage.average.weights[0]):
                projection = weights["text_projection.weight"]
                projection.copy_(carried_over(projection, old, new))
            print("the text encoder is another one: carried over to it", flush=True)
            stage.clock.step = stage.clock.pictures = 0
            stage.clock.seconds = 0.0
    for _ in stage.steps():
        pictures, captions, wrong, places, same = source.batch(arguments.batch, stage.random)
        with fast_arithmetic(device):
            seen = model.vision_model(weather(torch.from_numpy(to_unit(pictures)).to(device)))
            images = F.normalize(model.visual_projection(seen.pooler_output).float(), dim=1)
            texts = embed_text(model, words, captions + wrong)
            patches = patch_loss(seen.last_hidden_state, trained.patches, torch.from_numpy(places).to(device))
        scale = model.logit_scale.exp().clamp(max=100)
        loss = contrast(images, texts[: len(images)], texts[len(images) :], torch.from_numpy(same).to(device), scale)
        stage.learn(loss + patches, patches=patches.item(), scale=scale.item())
        stage.keeper.save_if_due(extra)
    stage.keeper.save(extra)
    model = load_clip(arguments.run, sizes, text)[0].to(device)
    print(json.dumps(clip_figures(model, words, scenes, held)), flush=True)


if __name__ == "__main__":
    main()
