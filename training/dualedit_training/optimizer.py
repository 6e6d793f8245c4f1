"""Muon for matrices and convolutions, AdamW for the rest, under one learning-rate factor."""

from __future__ import annotations

import torch


def orthogonalize(matrix: torch.Tensor, steps: int = 5) -> torch.Tensor:
    """The nearest semi-orthogonal matrix, roughly: quintic Newton–Schulz in bfloat16 (Jordan et al. 2024)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (matrix / (matrix.norm() + 1e-7)).bfloat16()
    tall = x.shape[0] > x.shape[1]
    if tall:
        x = x.T
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.T if tall else x).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """Momentum, orthogonalised: every direction of a weight matrix learns at the same speed."""

    def __init__(self, params, lr: float, momentum: float = 0.95, weight_decay: float = 0.01):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                buffer = state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                update = p.grad.lerp(buffer, group["momentum"]).reshape(p.shape[0], -1)
                update = orthogonalize(update)
                # an update of the root mean square that AdamW's would have
                scale = 0.2 * max(update.shape) ** 0.5
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(update.reshape(p.shape), alpha=-group["lr"] * scale)


def make_optimizers(modules: list[torch.nn.Module], kind: str, lr: float) -> list[torch.optim.Optimizer]:
    """`kind` is "adamw" or "muon"; embeddings, norms, biases and thin ends always learn by AdamW."""
    matrices, rest = [], []
    for module in modules:
        for name, p in module.named_parameters():
            thin = p.ndim < 2 or min(p.shape[0], p[0].numel()) < 16 or "embedding." in name or "conv_out" in name
            (rest if kind == "adamw" or thin else matrices).append(p)
    adam = torch.optim.AdamW(rest, lr=lr, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    return [adam] if not matrices else [Muon(matrices, lr=lr), adam]


def set_learning_rate(optimizers: list[torch.optim.Optimizer], lr: float) -> None:
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = lr


def learning_rate(peak: float, step: int, progress: float, warmup: int = 100) -> float:
    """Linear warm-up, then level, then a straight line down to 2 % over the last 60 % of the run."""
    decay = 1.0 if progress < 0.4 else max(0.02, (1 - progress) / 0.6)
    return peak * min(1.0, (step + 1) / warmup) * decay
