"""Fit CLIP to the run's text encoder: a vision tower and both projections, by contrast of captions.

The text encoder stays as the UNet needs it. Called again after the UNet learned further, it starts from
the weights that it has and fits them to the new text encoder; that takes a fraction of the first time.
"""

from __future__ import annotations

import json
import math

import numpy as np
import torch
from torch.nn import functional as F
from transformers import CLIPModel

from . import tokenizer
from .checkpoints import Average, Keeper, clock_from
from .clip_captions import is_true, sixteen_hard, sixteen_random, wrong_words
from .clip_model import Trained, fingerprint, load_clip, make_clip
from .config import SIZES, prepare, stage_parser
from .data import Scenes, coverage, to_unit
from .diffusion import make_models
from .judge_data import JudgeScenes, judge_names, reconstructions, weather
from .optimizer import learning_rate, make_optimizers, set_learning_rate

WRONG = 6


def run_text_encoder(run, sizes):
    """The averaged text encoder of the diffusion stage."""
    state = torch.load(run / "diffusion" / "checkpoint.pt", map_location="cpu", weights_only=True)
    text = make_models(run, sizes)[1]
    text.load_state_dict(state["average"][1])
    return text.eval()


def embed_text(model: CLIPModel, words, captions: list[str]) -> torch.Tensor:
    """Normalised text embeddings [n, width]."""
    ids = torch.tensor([words.encode(c).ids for c in captions], device=model.device)
    # what follows the first end token changes nothing before it
    ids = ids[:, : int((ids != words.token_to_id(tokenizer.END)).sum(1).max()) + 1]
    with torch.no_grad():
        pooled = model.text_model(input_ids=ids).pooler_output
    return F.normalize(model.text_projection(pooled).float(), dim=1)


def patch_loss(hidden: torch.Tensor, head: torch.nn.Linear, places: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of what every patch shows; `places` [n, pairs, 8, 8] is a share of its area."""
    logits = head(hidden[:, 1:]).float().transpose(1, 2).unflatten(2, (8, 8))
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
        pictures, places = np.empty((count, 128, 128, 3), np.uint8), np.zeros((count, self.pairs, 8, 8), np.float32)
        chosen, captions, wrong = [], [], []
        for row in range(count):
            index, pictures[row] = self.source.picture(random)
            scene = self.scenes.scenes[index]
            chosen.append(scene)
            captions.append(str(random.choice(scene["captions"])))
            wrong += [str(w) for w in random.choice(wrong_words(captions[-1], scene, self.vocabulary), WRONG)]
            nouns, tints = self.source.truths(index)
            for share, noun, tint in zip(coverage(self.scenes.ids(index), len(nouns), 8), nouns, tints):
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
    parser = stage_parser(__doc__)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--pictures", type=int)
    arguments = parser.parse_args()
    device, sizes = prepare(arguments), SIZES[arguments.size]
    scenes = Scenes(arguments.data)
    training, held = scenes.split()
    text = run_text_encoder(arguments.run, sizes)
    print_of_text = fingerprint(text)
    model = make_clip(sizes, text).to(device)
    source = Pairs(scenes, training, reconstructions(arguments.run, sizes, scenes, training, device))
    trained = Trained(model, source.pairs).to(device).train()
    average = Average([trained], decay=0.995)
    optimizers = make_optimizers([trained], "muon", arguments.lr)
    clock = clock_from(arguments)
    keeper = Keeper(arguments.run / "clip" / "checkpoint.pt", average, optimizers, clock)
    if keeper.resume():
        saved = torch.load(keeper.path, map_location="cpu", weights_only=True)["fingerprint"]
        if saved != print_of_text:
            print("the text encoder is another one: fitting to it anew from these weights", flush=True)
            clock.step = clock.pictures = 0
            clock.seconds = 0.0
    words = tokenizer.load(arguments.run / "tokenizer")
    random = np.random.default_rng([arguments.seed, clock.step])
    torch.manual_seed(arguments.seed + clock.step)
    running = math.nan
    clock.start()
    while clock.progress < 1:
        set_learning_rate(optimizers, learning_rate(arguments.lr, clock.step, clock.progress))
        pictures, captions, wrong, places, same = source.batch(arguments.batch, random)
        with torch.autocast(device.type, torch.bfloat16):
            seen = model.vision_model(weather(torch.from_numpy(to_unit(pictures)).to(device)))
            images = F.normalize(model.visual_projection(seen.pooler_output).float(), dim=1)
            texts = embed_text(model, words, captions + wrong)
            patches = patch_loss(seen.last_hidden_state, trained.patches, torch.from_numpy(places).to(device))
        scale = model.logit_scale.exp().clamp(max=100)
        loss = contrast(images, texts[: len(images)], texts[len(images) :], torch.from_numpy(same).to(device), scale)
        (loss + patches).backward()
        torch.nn.utils.clip_grad_norm_(trained.parameters(), 5.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        clock.tick(arguments.batch)
        average.update(clock.step)
        running = loss.item() if math.isnan(running) else 0.98 * running + 0.02 * loss.item()
        if clock.step % 50 == 0:
            print(f"step {clock.step} loss {running:.4f} patches {patches.item():.3f} scale {scale.item():.1f} "
                  f"{clock.pictures / clock.seconds:.1f}/s {clock.progress:.0%}", flush=True)  # fmt: skip
        keeper.save_if_due({"fingerprint": print_of_text})
    keeper.save({"fingerprint": print_of_text})
    model = load_clip(arguments.run, sizes, text)[0].to(device)
    print(json.dumps(clip_figures(model, words, scenes, held)), flush=True)


if __name__ == "__main__":
    main()
