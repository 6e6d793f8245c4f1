"""The pack's manifest: size and sha256 of every file in it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from .config import PACK


def write_manifest(pack: Path) -> None:
    """Writes manifest.json: {"files": {path: {bytes, sha256}}}; golden files, itself and what npm adds are left out."""
    skip = ("manifest.json", "package.json", "CHANGELOG.md", "LICENSE")
    files = {}
    for path in sorted(p for p in pack.rglob("*") if p.is_file()):
        name = path.relative_to(pack).as_posix()
        if name in skip or name.split("/")[0] in ("golden", "node_modules"):
            continue
        content = path.read_bytes()
        files[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (pack / "manifest.json").write_text(json.dumps({"files": files}, indent=2) + "\n")


if __name__ == "__main__":
    write_manifest(PACK)
