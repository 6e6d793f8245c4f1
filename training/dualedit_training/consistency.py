"""Stage 4b: a UNet of few steps, which says at once where the trained one's guided path ends.

A consistency model (Song et al. 2023; of latents and with the guidance as an input: Luo et al. 2023) maps every point
of a path of sampling to the path's end. Published training compares neighbouring points of a path with each other, so
that what is right at the end moves towards the noise one point at a time, in thousands of steps. On two CPU cores there
are not that many. Here whole paths are solved by the teacher, and every point of one learns its end: a plain
regression, which is right at the first step. Points are kept and used several times, since solving is dear.

The student starts as the teacher, with one more input (`time_cond_proj_dim`) that begins at zero. Editing reads
cross-attention, so the student's maps are also held to the teacher's at the same point.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor

from .checkpoints import Average, Keeper, clock_from
from .config import CONSISTENCY_POINTS, SIZES, consistency_config, fast_arithmetic, prepare, scheduler_config, stage_parser
from .diffusion import CachedScenes, make_models
from .grounding import AttentionRecorder
from .optimizer import learning_rate, make_optimizers, set_learning_rate
from .replicas import Replicas
from .weights import read

# guidance of the paths, which the student is told
GUIDANCE = (1.5, 5.0)
# half of the paths begin at the noisiest point, the others anywhere
FROM_NOISE = 0.5
# pseudo-Huber: errors above it count as they are, those below by their square
HUBER = 0.05


def guidance_embedding(guidance: torch.Tensor, width: int) -> torch.Tensor:
    """[n] → [n, width]: sines and cosines of 1000 · (guidance − 1), as diffusers' pipeline makes them."""
    half = width // 2
    rates = torch.exp(torch.arange(half, device=guidance.device) * (-math.log(10000.0) / (half - 1)))
    angles = (guidance - 1)[:, None] * 1000 * rates
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def make_student(size: str, teacher: dict[str, torch.Tensor]) -> UNet2DConditionModel:
    """The teacher with an input for the guidance, which says nothing yet."""
    student = UNet2DConditionModel(**consistency_config(SIZES[size]))
    student.set_attn_processor(AttnProcessor())
    missing = student.load_state_dict(teacher, strict=False).missing_keys
    if missing != ["time_embedding.cond_proj.weight"]:
        raise RuntimeError(f"the student lacks {missing}")
    torch.nn.init.zeros_(student.time_embedding.cond_proj.weight)
    return student


@torch.no_grad()
def carry_over(student: UNet2DConditionModel, teacher: dict[str, torch.Tensor], learned: dict[str, torch.Tensor]) -> None:
    """Adds what another student had learned beside its own teacher, whose weights this one's teacher began with."""
    for name, value in student.state_dict().items():
        value.add_(learned[name] - teacher[name] if name in teacher else learned[name])


@dataclass
class Points:
    """Points of paths, one a row: what the student is told there, and what it should say."""

    latents: torch.Tensor
    levels: torch.Tensor
    guidance: torch.Tensor
    tokens: torch.Tensor
    ends: torch.Tensor
    maps: list[torch.Tensor]

    @staticmethod
    def together(parts: list[Points]) -> Points:
        def joined(name: str) -> torch.Tensor:
            return torch.cat([getattr(part, name) for part in parts])

        maps = [torch.cat(site) for site in zip(*(part.maps for part in parts))]
        return Points(*(joined(name) for name in ("latents", "levels", "guidance", "tokens", "ends")), maps)

    def rows(self, chosen: torch.Tensor) -> Points:
        return Points(
            *(getattr(self, name)[chosen] for name in ("latents", "levels", "guidance", "tokens", "ends")),
            [site[chosen] for site in self.maps],
        )

    def __len__(self) -> int:
        return len(self.latents)


class Paths:
    """The teacher's guided DDIM from pictures with noise."""

    def __init__(self, unet, text, alphas: torch.Tensor, device: torch.device):
        self.unet = unet.eval().requires_grad_(False)
        self.text = text.eval().requires_grad_(False)
        self.recorder = AttentionRecorder(unet)
        self.alphas = alphas
        self.device = device
        stride = len(alphas) // CONSISTENCY_POINTS
        # ascending: point k of a path is k + 1 steps from its end
        self.timesteps = torch.arange(1, CONSISTENCY_POINTS + 1, device=device) * stride - 1

    @torch.no_grad()
    def solve(self, latents: torch.Tensor, tokens: torch.Tensor, empty: torch.Tensor) -> Points:
        """Paths of one length, of scaled latents [b, channels, side, side] under token ids [b, t]: all of their points."""
        count = len(latents)
        from_noise = torch.rand(()) < FROM_NOISE
        start = CONSISTENCY_POINTS - 1 if from_noise else int(torch.randint(CONSISTENCY_POINTS, ()))
        low, high = GUIDANCE
        guidance = low + (high - low) * torch.rand(count, device=self.device)
        with fast_arithmetic(self.device):
            states = self.text(input_ids=torch.cat([tokens, empty.expand(count, -1)]).long()).last_hidden_state
        alpha = self.alphas[self.timesteps[start]]
        z = alpha.sqrt() * latents + (1 - alpha).sqrt() * torch.randn_like(latents)
        found: list[Points] = []
        for level in range(start, -1, -1):
            a = self.alphas[self.timesteps[level]]
            before = self.alphas[self.timesteps[level - 1]] if level > 0 else torch.ones_like(a)
            self.recorder.on = True
            with fast_arithmetic(self.device):
                told, free = self.unet(torch.cat([z, z]), self.timesteps[level], states).sample.float().chunk(2)
            self.recorder.on = False
            maps = [p[:count].mean(1).half() for p in self.recorder.take()]
            found.append(Points(z, torch.full((count,), level, device=self.device), guidance, tokens, z, maps))
            v = free + guidance[:, None, None, None] * (told - free)
            original, noise = a.sqrt() * z - (1 - a).sqrt() * v, (1 - a).sqrt() * z + a.sqrt() * v
            z = before.sqrt() * original + (1 - before).sqrt() * noise
        for point in found:
            point.ends = z
        return Points.together(found)


def batches(paths: Paths, data: CachedScenes, size: int, kept: int, uses: int) -> Iterator[Points]:
    """Batches of points drawn from the `kept` newest ones, each point used `uses` times on average."""
    pool = paths.solve(*_scenes(data, size))
    while len(pool) < kept // 4:
        pool = Points.together([pool, paths.solve(*_scenes(data, size))])
    while True:
        new = paths.solve(*_scenes(data, size))
        pool = Points.together([pool, new])
        pool = pool.rows(torch.arange(max(0, len(pool) - kept), len(pool)))
        for _ in range(max(1, round(len(new) * uses / size))):
            yield pool.rows(torch.randint(len(pool), (size,)))


def _scenes(data: CachedScenes, size: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    latents, tokens, _, _ = data.batch(size)
    return latents, tokens, data.empty


def losses(student, recorder, points: Points, paths: Paths) -> tuple[torch.Tensor, torch.Tensor]:
    """How far the student's pictures are from the paths' ends, and its maps from the teacher's (Kullback–Leibler)."""
    device = points.latents.device
    timesteps = paths.timesteps[points.levels]
    alpha = paths.alphas[timesteps]
    a, s = alpha.sqrt()[:, None, None, None], (1 - alpha).sqrt()[:, None, None, None]
    told = guidance_embedding(points.guidance, student.config.time_cond_proj_dim)
    recorder.on = True
    with fast_arithmetic(device):
        with torch.no_grad():
            states = paths.text(input_ids=points.tokens.long()).last_hidden_state
        v = student(points.latents, timesteps, states, timestep_cond=told).sample
    recorder.on = False
    # c_skip and c_out of LCM are 0 and 1 at these timesteps, to six digits
    error = (a * points.latents - s * v.float()) - points.ends
    apart = ((error.square() + HUBER**2).sqrt() - HUBER).mean()
    divergence = torch.zeros((), device=device)
    maps = recorder.take()
    for mine, teachers in zip(maps, points.maps):
        p, q = teachers.float().clamp(min=1e-5), mine.float().mean(1).clamp(min=1e-5)
        divergence = divergence + (p * (p / q).log()).sum(-1).mean()
    return apart, divergence / len(maps)


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument("--maps", type=float, default=0.2, help="weight of the maps")
    parser.add_argument("--kept", type=int, default=4096, help="points that batches are drawn from")
    parser.add_argument("--uses", type=int, default=3, help="how often a point is used")
    parser.add_argument("--ema", type=float, default=0.99)
    parser.add_argument("--earlier", type=Path, help="folder of weights: begin with what its student had learned")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--pictures", type=int)
    arguments = parser.parse_args()
    device = prepare(arguments)
    taught = torch.load(arguments.run / "diffusion" / "checkpoint.pt", map_location="cpu", weights_only=True)
    unet, text = make_models(arguments.run, SIZES[taught["size"]])
    unet.load_state_dict(taught["average"][0])
    text.load_state_dict(taught["average"][1])
    student = make_student(taught["size"], taught["average"][0])
    if arguments.earlier:
        carry_over(student, read(arguments.earlier, "unet"), read(arguments.earlier, "consistency"))
    student.to(device).train()
    recorder = AttentionRecorder(student)
    average = Average([student], decay=arguments.ema)
    optimizers = make_optimizers([student], "muon", arguments.lr)
    clock = clock_from(arguments)
    keeper = Keeper(checkpoint_of(arguments.run), average, optimizers, clock)
    print("resumed" if keeper.resume() else "new run", clock.state(), flush=True)
    extra = {"size": taught["size"], "teacher": taught["clock"]}
    alphas = DDIMScheduler(**scheduler_config()).alphas_cumprod.to(device)
    paths = Paths(unet.to(device), text.to(device), alphas, device)
    parameters = list(student.parameters())
    replicas = Replicas(parameters, clock)
    torch.manual_seed((arguments.seed + clock.step) * replicas.count + replicas.rank)
    drawn = batches(paths, CachedScenes(arguments.run, device), arguments.batch, arguments.kept, arguments.uses)
    running = torch.full((2,), math.nan)
    clock.start()
    while replicas.learning():
        rate = learning_rate(arguments.lr, clock.step, clock.progress)
        set_learning_rate(optimizers, rate)
        apart, divergence = losses(student, recorder, next(drawn), paths)
        (apart + arguments.maps * divergence).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        clock.tick(arguments.batch * replicas.count)
        average.update(clock.step)
        now = torch.stack([apart, divergence]).detach().cpu()
        running = torch.where(running.isnan(), now, 0.98 * running + 0.02 * now)
        if replicas.rank > 0:
            continue
        if clock.step % 50 == 0:
            e, m = running.tolist()
            print(f"step {clock.step} points {clock.pictures} apart {e:.4f} maps {m:.4f} lr {rate:.1e} "
                  f"{clock.pictures / clock.seconds:.1f}/s {clock.progress:.1%}", flush=True)  # fmt: skip
        keeper.save_if_due(extra)
    if replicas.rank == 0:
        keeper.save(extra)


def checkpoint_of(run: Path) -> Path:
    return run / "consistency" / "checkpoint.pt"


if __name__ == "__main__":
    main()
