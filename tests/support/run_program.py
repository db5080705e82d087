"""What the tests of the command line share: running the program (argument 1 of every test), and
reading the pictures, films, tables and run folders that it writes."""

import atexit
import csv
import json
import os
import pathlib
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import numpy as np

# A test that runs in the background of a script ignores SIGINT, and so would the programs it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

PROGRAM = sys.argv[1]
SCRATCH = pathlib.Path(tempfile.mkdtemp(prefix="la-program-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
NO_GL = {"LIBGL_DRIVERS_PATH": "/nonexistent", "GBM_BACKENDS_PATH": "/nonexistent",
         "__EGL_VENDOR_LIBRARY_FILENAMES": "/nonexistent", "EGL_PLATFORM": "surfaceless"}


class Outcome:
    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds


def contents(folder):
    """Every name below a folder, with what a change would show in."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(place, name)
            status = os.lstat(path)
            found[os.path.relpath(path, folder)] = (status.st_mode, status.st_size, status.st_mtime_ns)
    return found


def no_core_dumps():
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def call(program, arguments, folder, env=None, limit=60):
    clean = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    begin = time.monotonic()
    done = subprocess.run([program, *map(str, arguments)], cwd=folder, env={**clean, **(env or {})},
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=limit,
                          preexec_fn=no_core_dumps)
    return Outcome(done.returncode, done.stdout.decode(errors="replace"),
                   done.stderr.decode(errors="replace"), time.monotonic() - begin)


def png_size(path):
    with open(path, "rb") as file:
        data = file.read()
    assert data.startswith(b"\x89PNG\r\n\x1a\n") and data.endswith(b"IEND\xaeB`\x82"), path
    return struct.unpack(">II", data[16:24])


def png_config(path):
    """The configuration inside a picture."""
    with open(path, "rb") as file:
        data = file.read()
    at = 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        if kind == b"tEXt":
            keyword, text = body.split(b"\0")
            assert keyword == b"leastaction.config", keyword
            return json.loads(text.decode("ascii"))
        at += 12 + length
    raise AssertionError(f"{path} has no configuration inside")


def png_pixels(path):
    """[height, width, 4], of a picture that the program wrote: rows as differences from the left or
    the upper neighbour."""
    with open(path, "rb") as file:
        data = file.read()
    width, height = struct.unpack(">II", data[16:24])
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        packed += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + 4 * width)
    out = np.zeros((height, width, 4), np.uint8)
    for y, row in enumerate(rows):
        pixels = row[1:].reshape(width, 4)
        if row[0] == 2:
            out[y] = pixels + (out[y - 1] if y > 0 else 0)
        else:
            assert row[0] == 1, row[0]
            out[y] = np.cumsum(pixels, axis=0, dtype=np.uint8)
    return out


def film(path):
    """(width, height, frames, seconds, configuration) of an MP4, by ffprobe."""
    probe = json.loads(subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json",
         path], check=True, capture_output=True).stdout)
    stream = probe["streams"][0]
    return (stream["width"], stream["height"], int(stream["nb_read_frames"]),
            float(probe["format"]["duration"]), json.loads(probe["format"]["tags"]["comment"]))


def run(*arguments, code=0):
    """The process that ended in SCRATCH; fails the test if its exit code is another."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True,
                          timeout=100, cwd=SCRATCH)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done


def error(*arguments, code=1, trained=False):
    """The one line that a failing command writes to stderr. One that had begun to train has named its
    engine on stdout before."""
    done = run(*arguments, code=code)
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("leastaction: "), (arguments, done.stderr)
    said = done.stdout.splitlines()
    assert [line.startswith("engine: ") for line in said] == [True] * trained, done.stdout
    return lines[0]


def train(out, *arguments, steps, sets=(), **keywords):
    """The run folder that `train` leaves."""
    settings = [part for item in sets for part in ("--set", item)]
    run("train", "--steps", steps, "--out", out, *arguments, *settings, **keywords)
    return SCRATCH / out


def table(path):
    """The rows of a CSV file as dicts; every row must have every column."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(None not in row and None not in row.values() for row in rows), path
    return rows


def config(folder):
    return json.loads((folder / "config.json").read_text())


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
