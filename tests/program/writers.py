"""Every command that writes, where nothing can be written: a full disk, a folder of somebody else, a folder or a
pipe where a file is meant, a link that leads nowhere. The old file stays whole, nothing is left beside it, and
one line says why, with exit code 1. Links stay links. Usage: writers.py leastaction [WRITER...]"""

import os
import pathlib
import shutil
import stat
import subprocess
import sys

sys.argv[1] = os.path.abspath(sys.argv[1])
sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import PROGRAM, SCRATCH, contents, files, run, train
from small_disk import on_small_disk

SMALL = ["--size", "64x64"]
RUN = ["train", "--steps", 1, "--force", "--out", "open/run"]  # a run whose folder can be written
FILES = {
    "session": (".session", [*RUN, "--save"]),
    "script": (".py", [*RUN, "--script"]),
    "sweep": (".csv", ["sweep", "--lambda", 0, "--seeds", 1, "--steps", 1, "--force", "--out"]),
    "picture": (".png", ["render", "--steps", 1, *SMALL, "--out"]),
    "storyboard": (".png", ["render", "--view", "storyboard", "--steps", 1, *SMALL, "--out"]),
    "energy": (".png", ["render", "--view", "energy", "--steps", 1, *SMALL, "--out"]),
    "film": (".mp4", ["render", "--film", "depth", "--seconds", 0.1, "--steps", 1, *SMALL, "--out"]),
    "screenshot": (".png", ["--after-steps", 0, *SMALL, "--screenshot"]),
    "model picture": (".png", ["inspect", "made/model.safetensors", *SMALL, "--screenshot"]),
    "layers": (".csv", ["inspect", "made/model.safetensors", "--table"]),
}
FOLDERS = {
    "run": ["train", "--steps", 1],
    "replay": ["replay", "made.session"],
    "weights": ["weights", "--steps", 1],
    "mean field": ["meanfield", "--time", 0.1],
    "stability": ["stability", "--steps", 1],
}
OLD = b"the old one"


def refused(path, arguments, user=None, env=None):
    """The line of a command that fails and names this path."""
    as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    done = subprocess.run([*as_user, PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60,
                          cwd=SCRATCH, stdin=subprocess.DEVNULL,
                          env={**os.environ, "TMPDIR": str(SCRATCH / "spare"), **(env or {})})
    lines = done.stderr.splitlines()
    assert done.returncode == 1 and len(lines) == 1 and lines[0].startswith("leastaction: "), (arguments, done)
    assert pathlib.Path(path).name in lines[0], (path, lines)
    return lines[0]


def file_on_full_disk(name, suffix, arguments):
    old = SCRATCH / ("old" + suffix)
    old.write_bytes(OLD)
    got = on_small_disk(2048, *arguments, "disk/" + old.name, old=old)
    if got:
        code, err, found = got
        assert code == 1 and len(err.splitlines()) == 1, (name, err)
        assert "No space left" in err or "ffmpeg failed" in err, (name, err)
        assert found == {old.name: OLD}, (name, found.keys())


def folder_on_full_disk(name, arguments):
    run(*arguments, "--out", "old")
    whole = files(SCRATCH / "old")
    got = on_small_disk(4096, *arguments, "--force", "--out", "disk/old", old=SCRATCH / "old")
    if got:
        code, err, found = got
        assert code == 1 and len(err.splitlines()) == 1 and "No space left" in err, (name, err)
        assert found == {f"old/{file}": content for file, content in whole.items()}, (name, found.keys())
    shutil.rmtree(SCRATCH / "old")


def file_places(suffix):
    """What is no file, or cannot be one: (its path, what it is)."""
    folder = SCRATCH / ("folder" + suffix)
    folder.mkdir()
    (folder / "inside").write_bytes(OLD)
    pipe = SCRATCH / ("pipe" + suffix)
    os.mkfifo(pipe)
    nowhere = SCRATCH / ("nowhere" + suffix)
    nowhere.symlink_to("gone/new" + suffix)
    full = SCRATCH / ("full" + suffix)
    full.symlink_to("/dev/full")
    return folder, pipe, nowhere, full


def cannot_be_written(name, suffix, arguments):
    places = file_places(suffix)
    def rest():
        """But a run that could be written, and what is rescued."""
        return {key: value for key, value in contents(SCRATCH).items() if not key.startswith(("open", "spare"))}

    before = rest()
    for place in places:
        refused(place, [*arguments, place.name])
    assert rest() == before, name
    for place in places:
        shutil.rmtree(place) if place.is_dir() else place.unlink()


def folder_of_somebody_else(suffix, arguments):
    """As a user who may not write there; also by a link from where that user may."""
    locked, link = SCRATCH / "locked", SCRATCH / "open" / ("link" + suffix)
    locked.mkdir()
    shutil.rmtree(SCRATCH / "open" / "run", ignore_errors=True)  # it belongs to root
    old = locked / ("old" + suffix)
    old.write_bytes(OLD)
    link.symlink_to(old)
    for mode in (0o644, 0o666):  # the second could be written, but not replaced
        old.chmod(mode)
        locked.chmod(0o555)
        for path in (old, link, locked / ("new" + suffix)):
            refused(path, [*arguments, path], 65534, {"HOME": "/nonexistent", "XDG_STATE_HOME": "", "TMPDIR": ""})
        assert files(locked) == {old.name: OLD} and link.is_symlink()
    shutil.rmtree(locked)
    link.unlink()


def links_stay(suffix, arguments):
    """To a file, whose mode stays, too; and to one that is still to be."""
    real = SCRATCH / "real"
    real.mkdir()
    old = real / ("old" + suffix)
    old.write_bytes(OLD)
    old.chmod(0o600)
    for name in ("old", "new"):
        link = SCRATCH / ("link" + suffix)
        link.symlink_to(f"real/{name}{suffix}")
        run(*arguments, link.name)
        assert link.is_symlink() and len((real / (name + suffix)).read_bytes()) > 20, name
        link.unlink()
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert {path.stem for path in real.iterdir()} == {"old", "new"}, list(real.iterdir())
    shutil.rmtree(real)
    for path in SCRATCH.glob("link*"):
        path.unlink()  # what a sweep leaves beside its table


def no_folder(name, arguments):
    places = [SCRATCH / "place"]
    places[0].write_bytes(OLD)
    os.mkfifo(SCRATCH / "fifo")
    (SCRATCH / "nowhere").symlink_to("gone/away")
    places += [SCRATCH / "fifo", SCRATCH / "nowhere"]
    for place in places:
        refused(place, [*arguments, "--out", place.name])
    assert places[0].read_bytes() == OLD and stat.S_ISFIFO(places[1].lstat().st_mode), name
    assert places[2].is_symlink() and not (SCRATCH / "gone").exists(), name
    for place in places:
        place.unlink()
    locked = SCRATCH / "locked"
    run(*arguments, "--out", "locked/old")
    whole = files(locked / "old")
    (locked / "old").chmod(0o555)
    locked.chmod(0o555)
    for path in (locked / "old", locked / "new"):
        refused(path, [*arguments, "--force", "--out", path], 65534, {"HOME": "/nonexistent", "TMPDIR": ""})
    assert files(locked / "old") == whole and len(list(locked.iterdir())) == 1, name
    shutil.rmtree(locked)


def main():
    SCRATCH.chmod(0o755)
    (SCRATCH / "open").mkdir()
    (SCRATCH / "open").chmod(0o777)
    train("made", "--save", "made.session", steps=1)
    chosen = sys.argv[2:]
    for name, (suffix, arguments) in FILES.items():
        if chosen and name not in chosen:
            continue
        file_on_full_disk(name, suffix, arguments)
        cannot_be_written(name, suffix, arguments)
        if os.geteuid() == 0:
            folder_of_somebody_else(suffix, arguments)
        links_stay(suffix, arguments)
        print(name, flush=True)
    for name, arguments in FOLDERS.items():
        if chosen and name not in chosen:
            continue
        folder_on_full_disk(name, arguments)
        if os.geteuid() == 0:
            no_folder(name, arguments)
        print(name, flush=True)


if __name__ == "__main__":
    main()
