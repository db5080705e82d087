"""Runs the reader in README, exactly as printed, on the files that `train` and `sweep` leave.

    readme_reader.py PROGRAM README.md
"""

import os
import pathlib
import sys

import torch

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import SCRATCH, run


def block(readme):
    """The indented lines that begin with the reader's imports."""
    lines = pathlib.Path(readme).read_text().split("\n")
    begin = lines.index("    import csv, json, torch")
    end = next(i for i in range(begin, len(lines)) if lines[i] and not lines[i].startswith("    "))
    return "\n".join(line[4:] for line in lines[begin:end])


def read(code):
    os.chdir(SCRATCH)
    names = {}
    exec(compile(code, "README.md", "exec"), names)
    return names


def check_run(r):
    assert r["config"]["dataset"]["kind"] == "moons" and r["config"]["ran"]["steps"] == 120
    metrics, data = r["metrics"], r["data"]
    assert metrics["step"][0] == 0 and metrics["step"][-1] == 120
    layers = r["config"]["network"]["layers"]
    assert len(r["energy"]) == layers == 4 and len(r["energy"][0]) == len(metrics["step"])
    for row, cost in enumerate(metrics["cost"]):
        assert abs(sum(e[row] for e in r["energy"]) - cost) < 1e-6 * cost
    assert data["split"].count("train") == 480 and set(data["label"]) == {0, 1}

    # The measures of the last row follow from the states of the training points.
    states = r["states"].double()
    assert states.shape == (layers + 1, 600, 2)
    train = torch.tensor([split == "train" for split in data["split"]])
    moves = (states[1:, train] - states[:-1, train]).square().sum(2).mean(1)
    for k in range(layers):
        assert abs(moves[k] - r["energy"][k][-1]) < 1e-4 * r["energy"][k][-1], (k, moves)
    assert abs(layers * moves.sum() - metrics["action"][-1]) < 1e-4 * metrics["action"][-1]


def check_sweep(r):
    sweep, plan = r["sweep"], r["plan"]
    assert plan == {"lambda": [0, 0.05, 0.1], "train_sizes": [480], "seeds": 2}, plan
    assert sweep["lambda"] == [0, 0, 0.05, 0.05, 0.1, 0.1] and sweep["seed"] == [1, 2] * 3
    assert all(0 < s <= 1 for s in sweep["straightness"])
    # A diverged run has no values.
    assert r["diverged"]["loss"] == [None] and r["diverged"]["seed"] == [1]


few = ("--preset", "moons", "--set", "network.layers=4")
run("train", *few, "--steps", 120, "--out", "run")
run("sweep", *few, "--lambda", "0:0.1:3", "--seeds", 2, "--steps", 60, "--out", "sweep.csv")
run("sweep", *few, "--set", "optimizer.kind=sgd", "--set", "optimizer.learning_rate=10", "--set",
    "network.init.std=9", "--lambda", "10", "--seeds", 1, "--steps", 60, "--out", "diverged.csv")
code = block(sys.argv[2])
assert len([line for line in code.split("\n") if line.strip()]) <= 12, code
found = read(code + '\ndiverged = table("diverged.csv")\n')
check_run(found)
check_sweep(found)
print("the reader in README reads runs and sweeps")
