"""Writes src/pack/__fixtures__/stock-pack and half-pack: the layout of diffusers' own ONNX conversion, tiny and random.

What sets it apart from the embedded pack: no config beside any model, every axis symbolic, a
tokenizer of the older files only, an autoencoder whose encoder draws a sample, and halves in the
decoder. golden.json holds what PyTorch makes of a fixed input. Beside it goes half-pack, the same models as the
conversion's --fp16 writes them: halves inside, at the inputs and at the outputs; and dynamo-unet, the float32 UNet by
PyTorch's newer exporter. unet-20 and unet-23 hold the UNet in float32 and in float16 at later operator sets, with Gelu,
GroupNormalization and Attention as single operators: by the older exporter at 20 and by the newer one at 23.

    python packages/core/scripts/stock_pack.py
"""

import json
import shutil
from copy import deepcopy
from pathlib import Path

import onnx
import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from onnx_parts import export_decoder, export_encoder, export_text, export_unet
from transformers import CLIPTextConfig, CLIPTextModel

ROOT = Path(__file__).parents[1] / "src"
FOLDER = ROOT / "pack/__fixtures__/stock-pack"
HALF = FOLDER.parent / "half-pack"
DYNAMO = FOLDER.parent / "dynamo-unet"
LATER = {opset: FOLDER.parent / f"unet-{opset}" for opset in (20, 23)}
TOKENIZER = ROOT / "text/__fixtures__/clip-tokenizer"
STATE_SIZE = 24


def numbers(tensor: torch.Tensor) -> list[float]:
    return [round(x, 5) for x in tensor.float().flatten().tolist()]


torch.manual_seed(7)
for old in (FOLDER, HALF, DYNAMO, *LATER.values()):
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



def unet_inputs(dtype: torch.dtype) -> list[torch.Tensor]:
    return [torch.randn(2, 4, 16, 16).to(dtype), torch.tensor([1.0, 1.0]).to(dtype), torch.randn(2, 77, STATE_SIZE).to(dtype)]


def without_notes(path: Path) -> None:
    """The newer exporter writes down where in the Python every node comes from."""
    model = onnx.load(path)
    for node in model.graph.node:
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    model.graph.ClearField("value_info")
    model.graph.ClearField("metadata_props")
    onnx.save(model, path)


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


export_text(FOLDER / "text_encoder/model.onnx", text, ids)
export_unet(FOLDER / "unet/model.onnx", unet, *unet_inputs(torch.float32))
export_encoder(FOLDER / "vae_encoder/model.onnx", vae, picture, sampled=True)
unet_again = deepcopy(unet)
for model in (text, unet, vae):
    model.half()
# In halves here too, so that the float32 pack has both.
export_decoder(FOLDER / "vae_decoder/model.onnx", vae, latent.half())
export_text(HALF / "text_encoder/model.onnx", text, ids)
export_unet(HALF / "unet/model.onnx", unet, *unet_inputs(torch.float16))
# The moments: a mean in halves, for the same reason as in float32.
export_encoder(HALF / "vae_encoder/model.onnx", vae, picture.half(), sampled=False)
export_decoder(HALF / "vae_decoder/model.onnx", vae, latent.half())
for folder in (FOLDER, HALF):
    write_configs(folder)
# A small UNet of a small latent, so that a whole edit in halves takes a moment.
sizes = {"in_channels": 4, "sample_size": 16, "cross_attention_dim": STATE_SIZE}
(HALF / "unet/config.json").write_text(json.dumps(sizes) + "\n")
(FOLDER / "golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
# The float32 UNet once more, by the newer exporter: one latent of one size, and other operators.
one = [x[:1] for x in unet_inputs(torch.float32)]
export_unet(DYNAMO / "model.onnx", unet_again, *one, opset=18, dynamo=True)
without_notes(DYNAMO / "model.onnx")
for model, dtype, name in ((unet_again, torch.float32, "float32"), (unet, torch.float16, "float16")):
    inputs = unet_inputs(dtype)
    export_unet(LATER[20] / name / "model.onnx", model, *inputs, opset=20)
    one = [x[:1] for x in inputs]
    export_unet(LATER[23] / name / "model.onnx", model, *one, opset=23, dynamo=True)
    without_notes(LATER[23] / name / "model.onnx")
for stale in (*DYNAMO.glob("*.data"), *LATER[23].glob("*/*.data")):
    stale.unlink()
