"""Writes src/text/__fixtures__/clip-tokenizer: a small CLIP tokenizer, and what transformers makes of texts.

The vocabulary is that of the pack whose folder is given; only its size differs from Stable Diffusion's.

    python packages/core/scripts/tokenizer_golden.py models/diorama/tokenizer
"""

import json
import shutil
import sys
from pathlib import Path

from transformers import CLIPTokenizer

FOLDER = Path(__file__).parents[1] / "src/text/__fixtures__/clip-tokenizer"
TEXTS = [
    "",
    "a cat and a hat",
    "A Red CAT, wearing (a blue) hat!",
    "the cat's hat isn't 12 or 3.5 inches",
    "  spaces\tand\nlines  ",
    "straw-hat; dog/cat & 'quoted' \"double\"",
    "we've they'll I'd I'm you're",
    "zeppelin elephantine xylophone",
    "café naïve über",
    "cafe\u0301 with a combining accent",
    "ÉCOLE Straße ΣΟΦΟΣ İstanbul",
    "猫が帽子をかぶる",
    "emoji 🐱🎩 and — dashes… ½ ² ①",
    "кот в шляпе, קט, हिन्दी, ไทย",
    "a1b2c3 3d 4k",
    "!!! ... ?!? ,,",
    "new\u00a0space\u3000wide",
]

source = Path(sys.argv[1])
FOLDER.mkdir(parents=True, exist_ok=True)
for name in ("vocab.json", "merges.txt"):
    shutil.copy(source / name, FOLDER / name)
config = json.loads((source / "tokenizer_config.json").read_text()) | {"model_max_length": 77}
(FOLDER / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
tokenizer = CLIPTokenizer.from_pretrained(FOLDER)
ids = [
    {"text": text, "ids": tokenizer(text, add_special_tokens=True)["input_ids"]} for text in TEXTS
]
(FOLDER / "ids.json").write_text(json.dumps(ids, ensure_ascii=False, indent=1) + "\n")
