"""What the tests of `train` and `sweep` share: running the program, reading what it leaves."""

import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
SCRATCH = pathlib.Path(tempfile.mkdtemp(prefix="la-train-"))


def run(*arguments, code=0):
    """The finished process; fails the test if the exit code is another."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True,
                          timeout=100, cwd=SCRATCH)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done


def error(*arguments, code=1, trained=False):
    """The one line that a failing command says; one that got as far as training has said with what."""
    done = run(*arguments, code=code)
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("leastaction: "), (arguments, done.stderr)
    said = done.stdout.splitlines()
    assert [line.startswith("engine: ") for line in said] == [True] * trained, done.stdout
    return lines[0]


def train(out, *arguments, steps, sets=(), **keywords):
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


def finish(text):
    shutil.rmtree(SCRATCH)
    print(text)
