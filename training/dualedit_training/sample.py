"""Draw a sheet of pictures from words, with the averaged weights of a run."""

from __future__ import annotations

import numpy as np
import torch

from .config import prepare, stage_parser
from .data import Scenes, to_bytes
from .pipeline import load_pipeline
from .sheets import write_sheet


def held_out_captions(scenes: Scenes, count: int) -> list[str]:
    """One caption of each of the first held-out scenes, short and long ones in turn."""
    held = scenes.split()[1]
    if len(held) < count:
        raise ValueError(f"{count} held-out scenes asked for, {len(held)} there")
    return [scenes.scenes[i]["captions"][n % len(scenes.scenes[i]["captions"])] for n, i in enumerate(held[:count])]


def main() -> None:
    parser = stage_parser(__doc__)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--guidance", type=float, default=4.0)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--caption", action="append", help="draw this instead of held-out captions; may be repeated")
    arguments = parser.parse_args()
    device = prepare(arguments)
    pipeline = load_pipeline(arguments.run, device)
    captions = arguments.caption or held_out_captions(Scenes(arguments.data), arguments.count)
    pictures: list[np.ndarray] = []
    for start in range(0, len(captions), 12):
        latents = pipeline.sample(captions[start : start + 12], arguments.guidance, arguments.steps, arguments.seed + start)
        with torch.no_grad():
            pictures += list(to_bytes(pipeline.decode(latents).cpu().numpy()))
    step = pipeline.clock["step"]
    path = arguments.run / "diffusion" / "sheets" / f"{step:06d}-g{arguments.guidance:g}.png"
    write_sheet(path, pictures, captions, columns=6)
    print(path)


if __name__ == "__main__":
    main()
