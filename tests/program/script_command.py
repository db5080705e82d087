"""`train --script`: the program in plain PyTorch that a run leaves trains as the run did, over configurations such that
every two values of every two settings occur together; and what cannot be such a program is refused before step 0.

    script_command.py PROGRAM
"""

import os
import subprocess
import sys

import numpy as np
import torch

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from pairwise import pairwise
from run_program import SCRATCH, error, run, table, train

STEPS = 200
LEVELS = {
    "network.activation": ["relu", "tanh", "gelu", "softplus", "identity"],
    "network.scale": ["one", "1/L", "1/sqrt(L)"],
    "network.head.kind": ["far", "learned"],
    "network.dimension": [2, 3],
    "network.hidden": [2, 5],
    "network.layers": [1, 3, 5],
    "network.init.kind": ["normal", "kaiming", "orthogonal"],
    "objective.loss": ["cross_entropy", "hinge", "mse"],
    "objective.cost": ["energy", "norm"],
    "objective.mode": ["none", "weight", "uzawa"],
    "optimizer.kind": ["adam", "sgd", "momentum"],
    "optimizer.batch": [7, 64],
    "optimizer.shuffle": ["true", "false"],
    "optimizer.weight_decay": [0, 0.01],
    "dataset.kind": ["moons", "blobs"],
    "engine": ["fused", "double"],
}
USUAL = ["dataset.points=150", "network.init.std=0.4", "network.head.intercept=2", "optimizer.learning_rate=0.003",
         "objective.lambda=0.05", "objective.uzawa.nu=20"]


def printed(script, *arguments):
    """{column: array} of what the script prints, in a folder without anything of ours."""
    elsewhere = SCRATCH / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, "-I", script, *map(str, arguments)], cwd=elsewhere, capture_output=True,
                          text=True, timeout=120)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    head, *rows = [line.split(",") for line in done.stdout.splitlines()]
    return {name: np.array(values, float) for name, values in zip(head, zip(*rows))}


def same(script, metrics, rows=STEPS, *arguments):
    """The largest difference of a loss, in parts of it where it is above 1."""
    theirs = printed(script, *arguments)
    ours = {name: np.array([float(row[name]) for row in table(metrics)]) for name in theirs}
    assert len(ours["step"]) >= rows and np.array_equal(ours["step"], theirs["step"])
    assert np.ptp(ours["loss"]) > 1e-3, "nothing was learnt"
    worst = {name: (np.abs(ours[name] - theirs[name]) / np.maximum(1, np.abs(ours[name])))[:rows].max() for name in ours}
    assert max(worst["loss"], worst["lambda"]) < 1e-5 and max(worst["penalty"], worst["cost"]) < 1e-4, worst
    return worst["loss"]


def check_configurations():
    worst = {"fused": 0.0, "double": 0.0}
    cases = pairwise(LEVELS)
    for i, case in enumerate(cases):
        engine = case.pop("engine")
        sets = [*USUAL, *(f"{path}={value}" for path, value in case.items()), "compare=null"]
        folder = train(f"c{i}", "--engine", engine, "--script", f"c{i}/run.py", steps=STEPS, sets=sets)
        found = same(folder / "run.py", folder / "metrics.csv")
        print(f"{i:3d} {found:.1e} {engine}", *case.values(), flush=True)
        worst[engine] = max(worst[engine], found)
    assert worst["double"] < 1e-6, worst  # metrics.csv measures weights rounded to single precision
    return len(cases), worst


def check_kinds():
    """Both members, numbers to learn, three layers, rates of their own, a table, other first weights."""
    folder = train("pair", "--script", "pair.py", steps=STEPS, sets=["compare.objective.lambda=0", "network.layers=3"])
    same(SCRATCH / "pair.py", folder / "metrics.csv")
    same(SCRATCH / "pair.py", folder / "metrics_a.csv", STEPS, "--member", "A")
    for name, sets in (("sine", ["dataset.kind=sine", "network.kind=three_layer", "optimizer.learning_rate=0.003"]),
                       ("bumps", ["dataset.kind=playground_bumps", "network.layers=3"]),
                       ("rates", ["dataset.kind=moons", "optimizer.kind=momentum", "optimizer.layer_rate=L",
                                  "network.head.kind=learned", "network.scale=1/L", "network.activation=tanh"])):
        folder = train(name, "--script", f"{name}.py", steps=STEPS, sets=[*sets, "compare=null", "network.hidden=4",
                                                                           "optimizer.learning_rate=0.003"])
        same(SCRATCH / f"{name}.py", folder / "metrics.csv")
    again = train("given", "--data", folder / "data.csv", "--init", folder / "model.pt", "--script", "given.py",
                  steps=STEPS, sets=["optimizer.learning_rate=0.003"])
    same(SCRATCH / "given.py", again / "metrics.csv")
    # The weights at the end are those of the run, under our names.
    printed(SCRATCH / "rates.py", "--save", SCRATCH / "rates.pt", "--every", 100)
    ours, theirs = torch.jit.load(str(folder / "model.pt")).state_dict(), torch.load(SCRATCH / "rates.pt")
    assert list(ours) == list(theirs)
    assert max((ours[name] - theirs[name]).abs().max() for name in ours) < 1e-3


def check_sessions():
    run("train", "--preset", "moons", "--steps", 50, "--out", "half", "--save", "half.session")
    folder = SCRATCH / "whole"
    run("train", "--session", "half.session", "--steps", STEPS, "--out", "whole", "--script", "whole.py")
    same(SCRATCH / "whole.py", folder / "metrics.csv")


def check_refusals():
    """One line, and nothing of a run."""
    changed = os.path.join(os.path.dirname(__file__), "..", "sessions", "uzawa.session")
    lines = [error("train", "--session", changed, "--steps", 100000, "--out", "no", "--script", "no.py"),
             error("train", "--steps", 0, "--out", "no2", "--script", "nowhere/no.py")]
    assert "changed in its midst" in lines[0] and "uzawa.session" in lines[0], lines
    assert "nowhere/no.py" in lines[1], lines
    assert not (SCRATCH / "no").exists() and not list((SCRATCH / "no2").iterdir())
    return len(lines)


count, worst = check_configurations()
check_kinds()
check_sessions()
refused = check_refusals()
print(f"{count} configurations, the first {STEPS} losses within {worst['fused']:.1e} (fused) and {worst['double']:.1e} "
      f"(double); {refused} refused")
