"""A disk with little room, for a program that is to fill it."""

import os
import shutil
import subprocess

from run_program import PROGRAM, SCRATCH


def on_small_disk(kilobytes, *arguments, old=None):
    """(exit code, standard error, {name: bytes} of the disk): the program with a disk of its own at `disk`. With
    `old`, a file or a folder, that is on it from the start, and no more room. None where this system gives none."""
    disk, copy, spare = (SCRATCH / name for name in ("disk", "copy", "spare"))
    disk.mkdir(exist_ok=True)
    spare.mkdir(exist_ok=True)
    shutil.rmtree(copy, ignore_errors=True)
    script = ('mount -t tmpfs -o size=$3k none "$1" || exit 77; disk=$1; copy=$2; old=$4; shift 4; '
              'if [ "$old" ]; then cp -a "$old" "$disk"; cat /dev/zero >"$disk/filler" 2>/dev/null; fi; '
              '"$@"; code=$?; rm -f "$disk/filler"; cp -a "$disk" "$copy"; exit $code')
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script, "sh", disk, copy, str(kilobytes), old or "", PROGRAM,
                           *map(str, arguments)], capture_output=True, text=True, cwd=SCRATCH,
                          env={**os.environ, "TMPDIR": str(spare)}, timeout=100)
    if done.returncode in (77, 1) and not copy.exists():
        print("no small disk here:", done.stderr.strip())
        return None
    found = {str(p.relative_to(copy)): p.read_bytes() for p in copy.rglob("*") if p.is_file()}
    return done.returncode, done.stderr, found
