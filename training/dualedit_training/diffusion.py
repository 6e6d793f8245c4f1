"""Stage 4: train the UNet and its text encoder together on cached latents."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import torch
from diffusers import DDIMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from transformers import CLIPTextConfig, CLIPTextModel

from . import tokenizer
from .checkpoints import Average, Keeper, clock_from
from .config import GROUNDED_RESOLUTIONS, SIZES, Sizes, fast_arithmetic, prepare, scheduler_config, stage_parser, text_config, unet_config
from .grounding import AttentionRecorder, grounding_loss
from .optimizer import learning_rate, make_optimizers, set_learning_rate
from .replicas import Replicas

CAPTION_DROPOUT = 0.1
MIN_SNR_GAMMA = 5.0


def make_models(run: Path, sizes: Sizes) -> tuple[UNet2DConditionModel, CLIPTextModel]:
    """New models for the run's tokenizer, with the plain attention that the export needs."""
    words = tokenizer.load(run / "tokenizer")
    ids = (words.token_to_id(tokenizer.START), words.token_to_id(tokenizer.END))
    settings = CLIPTextConfig(**text_config(sizes, words.get_vocab_size(), *ids), attn_implementation="eager")
    unet = UNet2DConditionModel(**unet_config(sizes))
    unet.set_attn_processor(AttnProcessor())
    return unet, CLIPTextModel(settings)


class CachedScenes:
    """The arrays of the latents stage, resident on the device."""

    def __init__(self, run: Path, device: torch.device):
        folder = run / "latents"
        scale = latents_facts(run)["scaling_factor"]
        self.latents = torch.from_numpy(np.load(folder / "latents.npy").astype(np.float32) * scale).half().to(device)
        self.masks, self.tokens, self.owners, self.counts = (
            torch.from_numpy(np.load(folder / f"{name}.npy")).to(device) for name in ("masks", "tokens", "owners", "counts")
        )
        words = tokenizer.load(run / "tokenizer")
        self.empty = torch.tensor(words.encode("").ids, dtype=torch.int32, device=device)

    def batch(self, size: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Latents [b, channels, side, side], token ids [b, t], owners [b, t], masks [b, objects, 16, 16]."""
        device = self.latents.device
        rows = torch.randint(len(self.latents), (size,), device=device)
        pick = (torch.rand(size, device=device) * self.counts[rows]).long()
        tokens, owners = self.tokens[rows, pick], self.owners[rows, pick]
        dropped = (torch.rand(size, device=device) < CAPTION_DROPOUT)[:, None]
        tokens = torch.where(dropped, self.empty, tokens)
        return self.latents[rows].float(), tokens, owners.masked_fill(dropped, 0), self.masks[rows].float() / 255


def latents_facts(run: Path) -> dict:
    return json.loads((run / "latents" / "facts.json").read_text())


def losses(unet, text, recorder: AttentionRecorder | None, batch, alphas: torch.Tensor, device: torch.device):
    """v-prediction with min-SNR weights, and the grounding loss, which counts less where noise hides the layout.

    Without a recorder, attention is not supervised and the grounding loss is 0.
    """
    latents, tokens, owners, masks = batch
    # one timestep from each of b equal parts of the schedule
    count = len(latents)
    t = ((torch.arange(count, device=device) + torch.rand(count, device=device)) / count * len(alphas)).long()
    noise = torch.randn_like(latents)
    alpha = alphas[t]
    a, s = alpha.sqrt()[:, None, None, None], (1 - alpha).sqrt()[:, None, None, None]
    if recorder:
        recorder.on = True
    with fast_arithmetic(device):
        states = text(input_ids=tokens.long()).last_hidden_state
        output = unet(a * latents + s * noise, t, states).sample
    snr = alpha / (1 - alpha)
    error = (output.float() - (a * noise - s * latents)).square().mean((1, 2, 3))
    weighted = error * snr.clamp(max=MIN_SNR_GAMMA) / (snr + 1) / _mean_weight(alphas)
    grounding = weighted.new_zeros(())
    if recorder:
        recorder.on = False
        grounding = grounding_loss(recorder.take(), masks, owners, alpha.sqrt(), GROUNDED_RESOLUTIONS)
    return weighted.mean(), error.mean(), grounding


def _mean_weight(alphas: torch.Tensor) -> torch.Tensor:
    snr = alphas / (1 - alphas)
    return (snr.clamp(max=MIN_SNR_GAMMA) / (snr + 1)).mean()


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--grounding", type=float, default=0.03, help="weight of the attention's supervision; 0: none")
    parser.add_argument("--optimizer", choices=["adamw", "muon"], default="muon")
    parser.add_argument("--ema", type=float, default=0.999)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--pictures", type=int)
    arguments = parser.parse_args()
    device = prepare(arguments)
    unet, text = (m.to(device).train() for m in make_models(arguments.run, SIZES[arguments.size]))
    recorder = AttentionRecorder(unet) if arguments.grounding > 0 else None
    average = Average([unet, text], decay=arguments.ema)
    optimizers = make_optimizers([unet, text], arguments.optimizer, arguments.lr)
    clock = clock_from(arguments)
    keeper = Keeper(arguments.run / "diffusion" / "checkpoint.pt", average, optimizers, clock)
    print("resumed" if keeper.resume() else "new run", clock.state(), flush=True)
    if clock.progress >= 1:
        keeper.save({"size": arguments.size})
        return
    data = CachedScenes(arguments.run, device)
    alphas = DDIMScheduler(**scheduler_config()).alphas_cumprod.to(device)
    parameters = [p for m in (unet, text) for p in m.parameters()]
    replicas = Replicas(parameters, clock)
    torch.manual_seed((arguments.seed + clock.step) * replicas.count + replicas.rank)
    print(f"{sum(p.numel() for p in parameters) / 1e6:.2f} M parameters, {len(data.latents)} scenes, {device}", flush=True)
    running = torch.full((3,), math.nan)
    clock.start()
    while replicas.learning():
        rate = learning_rate(arguments.lr, clock.step, clock.progress)
        set_learning_rate(optimizers, rate)
        weighted, error, grounding = losses(unet, text, recorder, data.batch(arguments.batch), alphas, device)
        (weighted + arguments.grounding * grounding).backward()
        norm = torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        clock.tick(arguments.batch * replicas.count)
        average.update(clock.step)
        now = torch.stack([weighted, error, grounding]).detach().cpu()
        running = torch.where(running.isnan(), now, 0.98 * running + 0.02 * now)
        if replicas.rank > 0:
            continue
        if clock.step % 50 == 0:
            w, e, g = running.tolist()
            print(f"step {clock.step} pictures {clock.pictures} loss {w:.4f} v-error {e:.4f} grounding {g:.3f} "
                  f"norm {norm:.2f} lr {rate:.1e} {clock.pictures / clock.seconds:.1f}/s {clock.progress:.1%}", flush=True)
        keeper.save_if_due({"size": arguments.size})
    if replicas.rank == 0:
        keeper.save({"size": arguments.size})


if __name__ == "__main__":
    main()
