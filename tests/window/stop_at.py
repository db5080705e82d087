"""The window with --stop-at leaves the same bytes as `train`.

    stop_at.py PROGRAM
"""

import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from drive import Desktop

STEPS = 700

with tempfile.TemporaryDirectory() as folder, Desktop() as desktop:
    folder = pathlib.Path(folder)
    program = sys.argv[1]
    subprocess.run([program, "train", "--steps", str(STEPS), "--out", folder / "train"], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run([program, "--stop-at", str(STEPS), "--out", folder / "window"], check=True,
                   env=desktop.env, timeout=60)
    names = sorted(path.name for path in (folder / "train").iterdir())
    assert names == sorted(path.name for path in (folder / "window").iterdir()), names
    for name in names:
        one, other = ((folder / side / name).read_bytes() for side in ("train", "window"))
        print(f"{name}: {len(one)} bytes, {'the same' if one == other else 'DIFFERENT'}")
        assert one == other
