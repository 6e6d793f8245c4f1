"""Writes a whole pack with random weights, at the sizes of Stable Diffusion 1.x, as the exporters of the wild write one.

    python packages/core/scripts/export_pack.py OUT [--size full|tiny] [--style diffusers|optimum|dynamo]
                                                [--half] [--weights inline|one|many] [--whole-timestep] [--lcm]

`--style diffusers` is the script of the diffusers repository: operator set 14, a timestep an entry of the batch, 32-bit
token ids, an encoder that draws a sample, weights.pb, no config beside any model. `optimum` has a scalar timestep,
64-bit ids, moments, model.onnx_data, and a config beside every model. `dynamo` is PyTorch's newer exporter with its
fixed sizes; it can export no encoder that draws a sample. All three ship vocab.json and merges.txt without a tokenizer.json.

`--lcm` is a latent consistency model: its UNet is told the guidance, and its scheduler makes a few steps.

OUT/pack is the pack; OUT/pipeline holds the same weights in float32 for reference/ (`mde_edit.py --pipeline`).
Full size writes 9 GB and takes 5 GB of memory, two to eight minutes.
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
from pathlib import Path

import onnx
import torch
from diffusers import AutoencoderKL, DDIMScheduler, LCMScheduler, UNet2DConditionModel
from onnx_parts import export_decoder, export_encoder, export_text, export_unet
from transformers import CLIPTextConfig, CLIPTextModel

TOKENIZER = Path(__file__).parents[1] / "src/text/__fixtures__/clip-tokenizer"
SEED = 7
# what the exporter is shown: sizes are free but for dynamo's
LATENT = {"full": 64, "tiny": 16}
TRACED = 16
GUIDANCE_WIDTH = 256

UNET = {
    "full": dict(block_out_channels=(320, 640, 1280, 1280), cross_attention_dim=768, attention_head_dim=8),
    "tiny": dict(
        block_out_channels=(8, 8),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        layers_per_block=1,
        cross_attention_dim=24,
        attention_head_dim=2,
        norm_num_groups=4,
    ),
}
TEXT = {
    "full": dict(vocab_size=49408, hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12),
    "tiny": dict(vocab_size=613, hidden_size=24, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2),
}
VAE = {
    "full": dict(block_out_channels=(128, 256, 512, 512), layers_per_block=2),
    "tiny": dict(block_out_channels=(8, 8, 8, 8), layers_per_block=1, norm_num_groups=4),
}


def make_unet(size: str, **more) -> UNet2DConditionModel:
    """Random weights, with attention that is not the same everywhere: PyTorch's initial one nearly is."""
    torch.manual_seed(SEED)
    unet = UNet2DConditionModel(sample_size=LATENT[size], in_channels=4, out_channels=4, **UNET[size], **more).eval()
    with torch.no_grad():
        for name, weight in unet.named_parameters():
            if name.endswith(("to_q.weight", "to_k.weight")):
                weight *= 3
    return unet.requires_grad_(False)


def make_text(size: str) -> CLIPTextModel:
    torch.manual_seed(SEED + 1)
    last = TEXT[size]["vocab_size"] - 1
    special = dict(bos_token_id=last - 1, eos_token_id=last, pad_token_id=last)
    config = CLIPTextConfig(max_position_embeddings=77, **special, **TEXT[size])
    return CLIPTextModel(config).eval().requires_grad_(False)


def make_vae(size: str) -> AutoencoderKL:
    torch.manual_seed(SEED + 2)
    blocks = dict(down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4)
    return AutoencoderKL(sample_size=8 * LATENT[size], **blocks, **VAE[size]).eval().requires_grad_(False)


def write_tokenizer(folder: Path, words: int) -> None:
    """A small vocabulary of CLIP's kind, filled up to `words` with tokens that no text has."""
    shutil.copytree(TOKENIZER, folder, ignore=shutil.ignore_patterns("ids.json"))
    vocab = json.loads((folder / "vocab.json").read_text())
    special = [vocab.pop("<|startoftext|>"), vocab.pop("<|endoftext|>")]
    for spare in range(min(special), words - 2):
        vocab[f"\u0120spare{spare}</w>"] = spare
    vocab |= {"<|startoftext|>": words - 2, "<|endoftext|>": words - 1}
    (folder / "vocab.json").write_text(json.dumps(vocab))


def spill(path: Path, weights: str, location: str) -> None:
    """Puts the weights of a model where the style has them, and nothing else beside it."""
    model = onnx.load(path)
    for stale in path.parent.iterdir():
        if stale.name != "config.json":
            stale.unlink()
    if weights == "inline":
        onnx.save_model(model, path)
    else:
        onnx.save_model(
            model, path, save_as_external_data=True, all_tensors_to_one_file=weights == "one", location=location, size_threshold=1024
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", choices=tuple(UNET), default="full")
    parser.add_argument("--style", choices=("diffusers", "optimum", "dynamo"), default="diffusers")
    parser.add_argument("--half", action="store_true", help="float16 models, as --fp16 and --dtype fp16 write them")
    parser.add_argument("--weights", choices=("inline", "one", "many"), help="of the UNet: in the file, one beside it, one a tensor")
    parser.add_argument("--whole-timestep", action="store_true", help="an int64 timestep, as early exports have it")
    parser.add_argument("--lcm", action="store_true", help="a latent consistency model")
    parser.add_argument("--no-pipeline", action="store_true", help="leave OUT/pipeline out")
    o = parser.parse_args()

    size, optimum = o.size, o.style == "optimum"
    pack, pipeline = o.out / "pack", o.out / "pipeline"
    shutil.rmtree(pack, ignore_errors=True)
    form = dict(opset=14 if o.style == "diffusers" else 18, dynamo=o.style == "dynamo")
    dtype = torch.float16 if o.half else torch.float32
    side = LATENT[size] if form["dynamo"] else TRACED
    batch = 1 if form["dynamo"] else 2

    def done(module, folder: str, *parts: str) -> None:
        if not o.no_pipeline:
            module.float().save_pretrained(pipeline / folder)
        for part in parts if optimum else ():
            described = module.config if folder == "text_encoder" else module
            (pack / part / "config.json").write_text(described.to_json_string())
        gc.collect()

    unet = make_unet(size, **({"time_cond_proj_dim": GUIDANCE_WIDTH} if o.lcm else {})).to(dtype)
    timestep = torch.tensor(401 if o.whole_timestep else 401.0, dtype=torch.int64 if o.whole_timestep else dtype)
    states = torch.randn(batch, 77, UNET[size]["cross_attention_dim"], dtype=dtype)
    sample = torch.randn(batch, 4, side, side, dtype=dtype)
    path = pack / "unet" / "model.onnx"
    told = torch.randn(batch, GUIDANCE_WIDTH, dtype=dtype) if o.lcm else None
    export_unet(path, unet, sample, timestep if optimum else timestep.expand(batch).clone(), states, told, **form)
    weights = o.weights or ("inline" if o.half or size == "tiny" else "one")
    done(unet, "unet", "unet")
    del unet
    spill(path, weights, "model.onnx_data" if optimum else "weights.pb")

    text = make_text(size).to(dtype)
    words = TEXT[size]["vocab_size"]
    ids = torch.full((1, 77), words - 1, dtype=torch.int64 if optimum else torch.int32)
    ids[0, :3] = torch.tensor([words - 2, 320, 534])
    export_text(pack / "text_encoder" / "model.onnx", text, ids, **form)
    done(text, "text_encoder", "text_encoder")

    vae = make_vae(size).to(dtype)
    pixels, latent = torch.rand(1, 3, 8 * side, 8 * side).to(dtype) * 2 - 1, torch.randn(1, 4, side, side).to(dtype)
    export_encoder(pack / "vae_encoder" / "model.onnx", vae, pixels, sampled=o.style == "diffusers", **form)
    export_decoder(pack / "vae_decoder" / "model.onnx", vae, latent, **form)
    done(vae, "vae", "vae_encoder", "vae_decoder")

    pipeline_class = "LatentConsistencyModelPipeline" if o.lcm else "OnnxStableDiffusionPipeline"
    (pack / "model_index.json").write_text(json.dumps({"_class_name": pipeline_class}) + "\n")
    process = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False)
    scheduler = LCMScheduler(**process) if o.lcm else DDIMScheduler(**process, set_alpha_to_one=False, steps_offset=1)
    scheduler.save_config(pack / "scheduler")
    write_tokenizer(pack / "tokenizer", words)
    if not o.no_pipeline:
        for part in ("scheduler", "tokenizer"):
            shutil.copytree(pack / part, pipeline / part, dirs_exist_ok=True)
    total = sum(file.stat().st_size for file in pack.rglob("*") if file.is_file())
    print(f"{pack}: {total / 2**30:.2f} GiB")


main()
