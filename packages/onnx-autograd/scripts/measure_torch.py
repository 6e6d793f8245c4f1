"""What the same latent gradient costs in PyTorch, beside its own forward pass.

    python measure_torch.py [--latent 64] [--runs 3]

Prints the figures that results/onnx-autograd.json keeps under "pytorch". The forward pass uses the fused
attention of PyTorch, the gradient the plain one, whose probabilities the loss needs.
"""

import argparse
import json
import os
import resource
import time

import torch
from diffusers import UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor, AttnProcessor2_0


def measure(kind, latent, runs):
    torch.manual_seed(7)
    unet = UNet2DConditionModel(
        sample_size=latent, block_out_channels=(320, 640, 1280, 1280), cross_attention_dim=768, attention_head_dim=8
    ).eval()
    unet.requires_grad_(False)
    sample, step, states = torch.randn(1, 4, latent, latent), torch.tensor([401]), torch.randn(1, 77, 768)
    kept = []

    class Recording(AttnProcessor):
        def __call__(self, attn, hidden_states, encoder_hidden_states=None, **rest):
            plain = attn.get_attention_scores

            def scores(*arguments):
                kept.append(plain(*arguments))
                return kept[-1]

            if encoder_hidden_states is not None and hidden_states.shape[1] <= (latent // 4) ** 2:
                attn.get_attention_scores = scores
            try:
                return super().__call__(attn, hidden_states, encoder_hidden_states, **rest)
            finally:
                attn.__dict__.pop("get_attention_scores", None)

    def forward():
        with torch.no_grad():
            unet(sample, step, states)

    def gradient():
        kept.clear()
        z = sample.clone().requires_grad_()
        unet(z, step, states)
        torch.autograd.grad(sum((p**2).mean() for p in kept), z)

    unet.set_attn_processor(AttnProcessor2_0() if kind == "forward" else Recording())
    times, work = [], []
    for _ in range(runs):
        started, used = time.perf_counter(), time.process_time()
        {"forward": forward, "gradient": gradient}[kind]()
        times.append(time.perf_counter() - started)
        work.append(time.process_time() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"runSeconds": round(min(times), 1), "coreSeconds": round(min(work), 1), "peakGiB": round(peak, 2)}


def in_own_process(kind, latent, runs):
    read, write = os.pipe()
    if os.fork() == 0:
        os.write(write, json.dumps(measure(kind, latent, runs)).encode())
        os._exit(0)
    os.wait()
    return json.loads(os.read(read, 4096))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latent", type=int, default=64)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    figures = {kind: in_own_process(kind, options.latent, options.runs) for kind in ("forward", "gradient")}
    figures["timeRatio"] = round(figures["gradient"]["runSeconds"] / figures["forward"]["runSeconds"], 2)
    figures["workRatio"] = round(figures["gradient"]["coreSeconds"] / figures["forward"]["coreSeconds"], 2)
    figures["memoryRatio"] = round(figures["gradient"]["peakGiB"] / figures["forward"]["peakGiB"], 2)
    print(json.dumps(figures, indent=1))


main()
