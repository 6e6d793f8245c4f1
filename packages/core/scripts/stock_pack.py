"""Writes src/model/__fixtures__/stock-pack and half-pack: the layout of diffusers' own ONNX conversion, tiny and random.

What sets it apart from the embedded pack: no config beside any model, every axis symbolic, a
tokenizer of the older files only, an autoencoder whose encoder draws a sample, and halves in the
decoder. golden.json holds what PyTorch makes of a fixed input. Beside it goes half-pack, the same models as the
conversion's --fp16 writes them: halves inside, at the inputs and at the outputs.

    python packages/core/scripts/stock_pack.py
"""

import json
import shutil
import warnings
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

ROOT = Path(__file__).parents[1] / "src"
FOLDER = ROOT / "model/__fixtures__/stock-pack"
HALF = FOLDER.parent / "half-pack"
TOKENIZER = ROOT / "text/__fixtures__/clip-tokenizer"
STATE_SIZE = 24
SPACE = {0: "batch", 1: "channels", 2: "height", 3: "width"}


class Wrapped(torch.nn.Module):
    """A function of a module's tensors as a module, which is what the exporter takes."""

    def __init__(self, module, call):
        super().__init__()
        self.module, self.call = module, call

    def forward(self, *inputs):
        return self.call(self.module, *inputs)


def export(name: str, module, inputs: dict, outputs: list[str], axes: dict, folder: Path = FOLDER) -> None:
    path = folder / name / "model.onnx"
    path.parent.mkdir(parents=True)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=14,
            do_constant_folding=True,
            dynamo=False,
        )


def numbers(tensor: torch.Tensor) -> list[float]:
    return [round(x, 5) for x in tensor.float().flatten().tolist()]


torch.manual_seed(7)
for old in (FOLDER, HALF):
    shutil.rmtree(old, ignore_errors=True)
text = CLIPTextModel(
    CLIPTextConfig(
        vocab_size=613,
        hidden_size=STATE_SIZE,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=77,
        bos_token_id=611,
        eos_token_id=612,
        pad_token_id=612,
    )
).eval()
vae = AutoencoderKL(
    block_out_channels=(8, 8, 8, 8),
    down_block_types=("DownEncoderBlock2D",) * 4,
    up_block_types=("UpDecoderBlock2D",) * 4,
    norm_num_groups=4,
    mid_block_add_attention=False,
    layers_per_block=1,
).eval()
unet = UNet2DConditionModel(
    sample_size=16,
    in_channels=4,
    out_channels=4,
    layers_per_block=1,
    block_out_channels=(8, 8),
    down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
    up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
    cross_attention_dim=STATE_SIZE,
    attention_head_dim=2,
    norm_num_groups=4,
).eval()

ids = torch.full((1, 77), 612, dtype=torch.int32)
ids[0, :3] = torch.tensor([611, 320, 534])
picture = torch.rand(1, 3, 16, 24) * 2 - 1
latent = torch.randn(1, 4, 2, 3)
with torch.no_grad():
    golden = {
        "ids": ids[0].tolist(),
        "states": numbers(text(ids).last_hidden_state[0, :4]),
        "picture": numbers(picture),
        "mean": numbers(vae.encode(picture).latent_dist.mean),
        "latent": numbers(latent),
        "decoded": numbers(vae.decode(latent).sample),
    }



def export_text(folder: Path) -> None:
    inputs, outputs = {"input_ids": ids}, ["last_hidden_state", "pooler_output"]
    axes = {"input_ids": {0: "batch", 1: "sequence"}}
    export("text_encoder", Wrapped(text, lambda m, x: m(x)[:2]), inputs, outputs, axes, folder)


def export_unet(folder: Path, dtype: torch.dtype) -> None:
    inputs = {
        "sample": torch.randn(2, 4, 16, 16).to(dtype),
        "timestep": torch.tensor([1.0, 1.0]).to(dtype),
        "encoder_hidden_states": torch.randn(2, 77, STATE_SIZE).to(dtype),
    }
    axes = {
        "sample": SPACE,
        "timestep": {0: "batch"},
        "encoder_hidden_states": {0: "batch", 1: "sequence", 2: "dim"},
    }
    export("unet", Wrapped(unet, lambda m, z, t, c: m(z, t, c).sample), inputs, ["out_sample"], axes, folder)


def export_encoder(folder: Path, encode, pixels: torch.Tensor, output: str) -> None:
    export("vae_encoder", Wrapped(vae, encode), {"sample": pixels}, [output], {"sample": SPACE}, folder)


def export_decoder(folder: Path) -> None:
    """Always in halves, so that the float32 pack has both."""
    decode = Wrapped(vae, lambda m, z: m.decode(z).sample)
    export("vae_decoder", decode, {"latent_sample": latent.half()}, ["sample"], {"latent_sample": SPACE}, folder)


def write_configs(folder: Path) -> None:
    (folder / "model_index.json").write_text('{ "_class_name": "OnnxStableDiffusionPipeline" }\n')
    DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=False,
        steps_offset=1,
    ).save_config(folder / "scheduler")
    shutil.copytree(TOKENIZER, folder / "tokenizer", ignore=shutil.ignore_patterns("ids.json"))


export_text(FOLDER)
export_unet(FOLDER, torch.float32)
export_encoder(FOLDER, lambda m, x: m.encode(x).latent_dist.sample(), picture, "latent_sample")
for model in (text, unet, vae):
    model.half()
export_decoder(FOLDER)
export_text(HALF)
export_unet(HALF, torch.float16)
# The moments: a mean in halves, for the same reason as in float32.
export_encoder(HALF, lambda m, x: m.encode(x).latent_dist.parameters, picture.half(), "latent_parameters")
export_decoder(HALF)
for folder in (FOLDER, HALF):
    write_configs(folder)
# A small UNet of a small latent, so that a whole edit in halves takes a moment.
sizes = {"in_channels": 4, "sample_size": 16, "cross_attention_dim": STATE_SIZE}
(HALF / "unet/config.json").write_text(json.dumps(sizes) + "\n")
(FOLDER / "golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
