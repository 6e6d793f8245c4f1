"""Every size of the embedded model, and where a run keeps its files."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch

TRAINING = Path(__file__).resolve().parent.parent
REPOSITORY = TRAINING.parent
PACK = REPOSITORY / "models" / "diorama"

# pixels of a picture, side of its latents and their channels: the autoencoder halves the picture three times
PICTURE = 256
LATENT = 32
LATENT_CHANNELS = 8
MAX_TOKENS = 32
# sides of the patch grids of detector and SAM, and of CLIP
SEGMENTER_GRID = 16
CLIP_GRID = 8
# classifier-free guidance that edits with this pack start from; above it, colours saturate
GUIDANCE_SCALE = 3.5
# an edit of 50 steps is no better (results/bench-steps.json)
EDIT_STEPS = 20
# inside a thing whose shape changes no self-attention is taken from the original: it would keep its ears and tails
EDIT_INJECTION = {"cross": 0.8, "self": 0.5, "selfInsideObjects": 0}
GROUNDED_RESOLUTIONS = (16, 8)
# points of the paths that the UNet of few steps learns, and the width of its guidance embedding, as LCM has it
CONSISTENCY_POINTS = 20
GUIDANCE_WIDTH = 256
# an edit by it: as many steps, and the original's attention for as long, as come out best (results/few-steps-sweep.json)
FEW_STEPS = {"steps": 6, "guidanceScale": GUIDANCE_SCALE, "injection": EDIT_INJECTION, "redraw": 1}


@dataclass(frozen=True)
class Sizes:
    """Channel counts of one preset; everything else is shared."""

    autoencoder: tuple[int, int, int, int]
    unet: tuple[int, int, int]
    unet_layers: int
    text_width: int


SIZES = {
    "small": Sizes(autoencoder=(16, 32, 64, 96), unet=(48, 128, 160), unet_layers=1, text_width=128),
    "base": Sizes(autoencoder=(32, 64, 96, 128), unet=(96, 192, 256), unet_layers=1, text_width=128),
}


def autoencoder_config(sizes: Sizes) -> dict:
    """AutoencoderKL: 256 px → 32×32×8 (four blocks, so a factor of 8), purely convolutional."""
    return {
        "in_channels": 3,
        "out_channels": 3,
        "latent_channels": LATENT_CHANNELS,
        "down_block_types": ("DownEncoderBlock2D",) * 4,
        "up_block_types": ("UpDecoderBlock2D",) * 4,
        "block_out_channels": sizes.autoencoder,
        "layers_per_block": 1,
        "norm_num_groups": 8,
        "sample_size": PICTURE,
        "mid_block_add_attention": False,
    }


def unet_config(sizes: Sizes) -> dict:
    """UNet2DConditionModel: plain at 32×32, cross-attention at 16×16 and 8×8, down, middle and up."""
    return {
        "sample_size": LATENT,
        "in_channels": LATENT_CHANNELS,
        "out_channels": LATENT_CHANNELS,
        "layers_per_block": sizes.unet_layers,
        "block_out_channels": sizes.unet,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        "cross_attention_dim": sizes.text_width,
        # diffusers reads this number as the count of heads
        "attention_head_dim": 4,
        "norm_num_groups": 16,
    }


def consistency_config(sizes: Sizes) -> dict:
    """The UNet of few steps: the same, and told the guidance."""
    return {**unet_config(sizes), "time_cond_proj_dim": GUIDANCE_WIDTH}


def text_config(sizes: Sizes, vocabulary: int, start: int, end: int) -> dict:
    """CLIPTextModel of two layers; `start` and `end` are the ids of the special tokens."""
    return {
        "vocab_size": vocabulary,
        "hidden_size": sizes.text_width,
        "intermediate_size": 4 * sizes.text_width,
        "projection_dim": sizes.text_width,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": MAX_TOKENS,
        "bos_token_id": start,
        "eos_token_id": end,
        "pad_token_id": end,
    }


def vision_config() -> dict:
    """CLIP's vision tower: four layers, CLIP_GRID² patches."""
    return {
        "image_size": PICTURE,
        "patch_size": PICTURE // CLIP_GRID,
        "hidden_size": 128,
        "intermediate_size": 512,
        "num_hidden_layers": 4,
        "num_attention_heads": 4,
    }


def scheduler_config() -> dict:
    """DDIM exactly as Stable Diffusion 1.x ships it, with v-prediction."""
    return {
        "num_train_timesteps": 1000,
        "beta_start": 0.00085,
        "beta_end": 0.012,
        "beta_schedule": "scaled_linear",
        "steps_offset": 1,
        "set_alpha_to_one": False,
        "clip_sample": False,
        "prediction_type": "v_prediction",
    }


def stage_parser(description: str) -> argparse.ArgumentParser:
    """The options that every stage shares."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=TRAINING / ".data" / "full")
    parser.add_argument("--run", "--folder", dest="run", type=Path, default=TRAINING / ".runs" / "full")
    parser.add_argument("--size", choices=sorted(SIZES), default="small")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0, help="torch threads on the CPU (0: torch's choice)")
    return parser


def fast_arithmetic(device: torch.device) -> torch.autocast:
    """bfloat16 where the device computes in it; a processor that only imitates it takes ten times as long."""
    fast = device.type != "cpu" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=fast)


def prepare(arguments: argparse.Namespace) -> torch.device:
    """Seeds torch, sets the threads and picks CUDA where there is one."""
    torch.manual_seed(arguments.seed)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
