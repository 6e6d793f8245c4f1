"""Writes src/family/stable-diffusion/__fixtures__/schedulers.json: scheduler_config.json of every scheduler class of diffusers.

Each is Stable Diffusion 1's, taken over by `from_config` as a user does to change the sampler, and kept as the text that
diffusers writes: Python's JSON has `-Infinity`.

    python packages/core/scripts/scheduler_configs.py
"""

import json
import warnings
from pathlib import Path

import diffusers
from diffusers.schedulers.scheduling_utils import SchedulerMixin

warnings.filterwarnings("ignore")
FILE = Path(__file__).parents[1] / "src/family/stable-diffusion/__fixtures__/schedulers.json"

BASE = diffusers.DDIMScheduler(
    beta_start=0.00085,
    beta_end=0.012,
    beta_schedule="scaled_linear",
    clip_sample=False,
    set_alpha_to_one=False,
    steps_offset=1,
)

configs = {}
for name in sorted(dir(diffusers)):
    if not name.endswith("Scheduler"):
        continue
    try:
        kind = getattr(diffusers, name)
        if not issubclass(kind, SchedulerMixin):
            continue
        scheduler = kind.from_config(BASE.config)
    except Exception as error:
        print(name, type(error).__name__, str(error).splitlines()[0])
        continue
    configs[name] = scheduler.to_json_string()
FILE.write_text(json.dumps(configs, indent=1) + "\n")
print(len(configs), "schedulers")
