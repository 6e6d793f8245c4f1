"""Golden values of SSIM and MS-SSIM, by scikit-image 0.26 and pytorch-msssim 1.0, for src/metrics/*.test.ts.

The pictures are grey and made by formula, here and in src/testing/pictures.ts alike; they differ only
farther than 16 pixels from the border, where implementations treat windows differently.
"""

import json
import sys
from pathlib import Path

import numpy as np
from skimage.metrics import structural_similarity

OUT = Path(__file__).parents[1] / "src" / "metrics" / "__fixtures__" / "similarity.json"


def pair(side: int) -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[0:side, 0:side].astype(np.float64)
    first = np.floor(128 + 90 * np.sin(x / 5) * np.cos(y / 7))
    second = np.floor(first + 25 * np.sin(x * y / 50))
    inner = (np.minimum(x, y) >= 16) & (np.maximum(x, y) < side - 16)
    return first, np.where(inner, np.clip(second, 0, 255), first)


def ssim(side: int) -> float:
    first, second = pair(side)
    _, full = structural_similarity(
        first, second, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255, full=True
    )
    return float(full.mean())


def ms_ssim(side: int, weights: list[float]) -> float:
    import torch
    from pytorch_msssim import ms_ssim as reference

    first, second = (torch.tensor(p)[None, None] for p in pair(side))
    total = sum(weights)
    return reference(first, second, data_range=255, weights=[w / total for w in weights]).item()


if __name__ == "__main__":
    weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    golden = json.loads(OUT.read_text()) if OUT.exists() else {}
    if "ssim" in sys.argv:
        golden["ssim"] = {side: ssim(side) for side in (64, 128)}
    if "ms-ssim" in sys.argv:
        # pytorch-msssim asks for more than 160 pixels, whatever the number of scales
        golden["msSsim"] = {176: ms_ssim(176, weights), 192: ms_ssim(192, weights)}
    OUT.write_text(json.dumps(golden, indent=2) + "\n")
