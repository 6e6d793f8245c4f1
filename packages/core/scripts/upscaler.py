"""Writes src/upscale/__fixtures__: a tiny Swin2SR of random weights, and what transformers makes of a picture.

    python packages/core/scripts/upscaler.py
"""

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from transformers import Swin2SRConfig, Swin2SRForImageSuperResolution

FIXTURES = Path(__file__).parents[1] / "src/upscale/__fixtures__"
FOLDER = FIXTURES / "upscaler"
# Not a multiple of 8, so that the picture is padded.
WIDTH, HEIGHT = 20, 13
OPSET = 17
torch.set_num_threads(1)


class Reconstruction(torch.nn.Module):
    def __init__(self, model: Swin2SRForImageSuperResolution):
        super().__init__()
        self.model = model

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.model(pixel_values).reconstruction


def picture() -> np.ndarray:
    """Drawn the same, byte for byte, by the tests."""
    rows, columns, channels = np.indices((HEIGHT, WIDTH, 3))
    return ((columns * 11 + rows * 17 + channels * 50) % 256).astype(np.uint8)


def main() -> None:
    torch.manual_seed(3)
    config = Swin2SRConfig(
        image_size=16,
        embed_dim=8,
        depths=[2],
        num_heads=[2],
        window_size=4,
        upscale=2,
        upsampler="pixelshuffledirect",
    )
    model = Swin2SRForImageSuperResolution(config).eval()
    shutil.rmtree(FIXTURES, ignore_errors=True)
    (FOLDER / "onnx").mkdir(parents=True)
    axes = {2: "height", 3: "width"}
    torch.onnx.export(
        Reconstruction(model),
        (torch.zeros(1, 3, 16, 24),),
        str(FOLDER / "onnx/model.onnx"),
        input_names=["pixel_values"],
        output_names=["reconstruction"],
        dynamic_axes={"pixel_values": axes, "reconstruction": axes},
        opset_version=OPSET,
        dynamo=False,
    )
    (FOLDER / "config.json").write_text(json.dumps({"model_type": "swin2sr", "upscale": 2}) + "\n")
    processor = {"do_pad": True, "do_rescale": True, "pad_size": 8, "rescale_factor": 1 / 255}
    (FOLDER / "preprocessor_config.json").write_text(json.dumps(processor) + "\n")
    down, right = -HEIGHT % 8, -WIDTH % 8
    padded = np.pad(picture(), ((0, down), (0, right), (0, 0)), mode="symmetric") / 255
    pixels = torch.tensor(padded, dtype=torch.float32).permute(2, 0, 1)[None]
    with torch.no_grad():
        large = model(pixels).reconstruction[0, :, : 2 * HEIGHT, : 2 * WIDTH]
    rounded = large.permute(1, 2, 0).clamp(0, 1).mul(255).round().to(torch.uint8)
    (FIXTURES / "golden.json").write_text(json.dumps({"rgb": rounded.flatten().tolist()}) + "\n")
    print(sum(p.numel() for p in model.parameters()), rounded.float().std().item())


main()
