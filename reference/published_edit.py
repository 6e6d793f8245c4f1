"""Edits one picture as MDE-Edit is published (mde/published.py), and says when it did what.

    python published_edit.py job.json [--pack FOLDER | --pipeline FOLDER] -o edited.png --figures figures.json

Job, pack and pipeline are those of mde_edit.py. On a CPU at full size the whole of it takes hours: `--null-text-steps` and
`--gradient-steps` say how many of each to run at a timestep, so that a few are measured.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from mde_edit import REPOSITORY, prepare

from mde.diffusion import schedulers
from mde.models import from_folder, from_pack, write_picture
from mde.published import GRADIENT_STEPS, NULL_TEXT_STEPS, Meter, null_text, published_edit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", type=Path)
    parser.add_argument("--pack", type=Path, default=REPOSITORY / "models" / "diorama")
    parser.add_argument("--pipeline", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument("--null-text-steps", type=int, default=NULL_TEXT_STEPS)
    parser.add_argument("--gradient-steps", type=int, default=GRADIENT_STEPS)
    o = parser.parse_args()

    meter = Meter()
    models = from_folder(o.pipeline) if o.pipeline else from_pack(o.pack)
    with meter.measure("text and encoder"):
        p = prepare(models, json.loads(o.job.read_text()), o.job.parent, torch.float32)
    settings, states, unet = p.settings, p.states, models.unet
    forward, inverse = schedulers(models.scheduler_config, settings.steps)
    walk = [p.original]
    for t in inverse.timesteps:
        with torch.no_grad(), meter.measure("forward"):
            output = unet(walk[-1], t, states.source).sample
        walk.append(inverse.step(output, t, walk[-1]).prev_sample)
    nothing = null_text(unet, forward, walk, states, settings.guidance_scale, meter, o.null_text_steps)
    latent = published_edit(
        *(unet, forward, walk[-1], nothing, states, p.plan, p.aligned.common_tokens, p.mask, settings, meter),
        gradient_steps=o.gradient_steps,
    )
    with meter.measure("decoder"):
        picture = models.decode(latent)
    write_picture(picture, o.output)
    o.figures.write_text(json.dumps(meter.runs, indent=1) + "\n")


if __name__ == "__main__":
    main()
