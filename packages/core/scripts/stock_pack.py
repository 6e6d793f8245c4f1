"""Writes src/model/__fixtures__/stock-pack: the layout of diffusers' own ONNX conversion, tiny and random.

What sets it apart from the embedded pack: no config beside any model, every axis symbolic, a
tokenizer of the older files only, an autoencoder whose encoder draws a sample, and halves in the
decoder. golden.json holds what PyTorch makes of a fixed input.

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


def export(name: str, module, inputs: dict, outputs: list[str], axes: dict) -> None:
    path = FOLDER / name / "model.onnx"
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
shutil.rmtree(FOLDER, ignore_errors=True)
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

export(
    "text_encoder",
    Wrapped(text, lambda m, x: m(x)[:2]),
    {"input_ids": ids},
    ["last_hidden_state", "pooler_output"],
    {"input_ids": {0: "batch", 1: "sequence"}},
)
export(
    "unet",
    Wrapped(unet, lambda m, z, t, c: m(z, t, c).sample),
    {
        "sample": torch.randn(2, 4, 16, 16),
        "timestep": torch.tensor([1.0, 1.0]),
        "encoder_hidden_states": torch.randn(2, 77, STATE_SIZE),
    },
    ["out_sample"],
    {
        "sample": SPACE,
        "timestep": {0: "batch"},
        "encoder_hidden_states": {0: "batch", 1: "sequence", 2: "dim"},
    },
)
export(
    "vae_encoder",
    Wrapped(vae, lambda m, x: m.encode(x).latent_dist.sample()),
    {"sample": picture},
    ["latent_sample"],
    {"sample": SPACE},
)
export(
    "vae_decoder",
    Wrapped(vae.half(), lambda m, z: m.decode(z).sample),
    {"latent_sample": latent.half()},
    ["sample"],
    {"latent_sample": SPACE},
)

(FOLDER / "model_index.json").write_text('{ "_class_name": "OnnxStableDiffusionPipeline" }\n')
DDIMScheduler(
    beta_start=0.00085,
    beta_end=0.012,
    beta_schedule="scaled_linear",
    clip_sample=False,
    set_alpha_to_one=False,
    steps_offset=1,
).save_config(FOLDER / "scheduler")
shutil.copytree(TOKENIZER, FOLDER / "tokenizer", ignore=shutil.ignore_patterns("ids.json"))
(FOLDER / "golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
