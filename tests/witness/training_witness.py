"""Trainings of every engine against plain PyTorch with torch.optim, 50 steps: the double engine to twelve
digits, those in single precision to five; among them layers that learn L times as fast as the head,
which PyTorch has as two groups of parameters.

    training_witness.py PROGRAM
"""

import json
import math
import os
import subprocess
import sys
import tempfile

import torch

sys.path.append(os.path.dirname(__file__))
from torch_objective import objective

STEPS = 50


def split(flat, network):
    """The parameters in the order of the file: layers of W, b, V, c; then the head's."""
    m, q = network["hidden"], network["dimension"]
    shapes = [(m, q), (m,), (q, m), (q,)] * network["layers"]
    if network["head"]["kind"] == "learned":
        shapes += [(2, q), (2,)]
    out = []
    for shape in shapes:
        count = math.prod(shape)
        out.append(flat[:count].reshape(shape).clone().requires_grad_())
        flat = flat[count:]
    assert len(flat) == 0
    return out


def optimizer_for(parameters, config):
    settings, layers = config["optimizer"], config["network"]["layers"]
    rate, decay = settings["learning_rate"], settings.get("weight_decay", 0)
    if settings["kind"] == "adam":
        return torch.optim.Adam(parameters, lr=rate, betas=(0.9, 0.99), weight_decay=decay)
    factor = layers if settings.get("layer_rate", "one") == "L" else 1
    groups = [{"params": parameters[:4 * layers], "lr": factor * rate},
              {"params": parameters[4 * layers:], "lr": rate}]
    return torch.optim.SGD([g for g in groups if g["params"]], lr=rate, weight_decay=decay,
                           momentum=0.9 if settings["kind"] == "momentum" else 0)


def ours(program, engine, config):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(config, file)
        file.flush()
        lines = subprocess.run([program, engine, str(STEPS), file.name], check=True,
                               capture_output=True, text=True).stdout.splitlines()
    points, first, last = (torch.tensor([float(n) for n in line.split()], dtype=torch.float64)
                           for line in lines)
    return points.reshape(-1, 3), first, last


def theirs(config, points, first):
    """The last weights of PyTorch, in double precision."""
    parameters = split(first, config["network"])
    x, y = points[:, :2], points[:, 2].long()
    optimizer = optimizer_for(parameters, config)
    batches = []
    for _ in range(STEPS):
        if not batches:
            batches = list(zip(x.split(config["optimizer"]["batch"]),
                               y.split(config["optimizer"]["batch"])))
        points_now, labels = batches.pop(0)
        optimizer.zero_grad()
        objective(parameters, config, points_now, labels).backward()
        optimizer.step()
    return torch.cat([p.detach().flatten() for p in parameters])


def case(optimizer, activation="tanh", loss="cross_entropy", cost="energy", head="learned", scale="1/L",
         dimension=2):
    return {"dataset": {"kind": "moons", "points": 250, "noise": 0.3},
            "network": {"layers": 5, "hidden": 6, "dimension": dimension, "activation": activation,
                        "scale": scale, "init": {"kind": "normal", "std": 0.5},
                        "head": {"kind": head, "intercept": 1}},
            "objective": {"loss": loss, "cost": cost, "lambda": 0.02},
            "optimizer": {"batch": 64, "shuffle": False, **optimizer}}


SGD = {"kind": "sgd", "learning_rate": 0.05}
MOMENTUM = {"kind": "momentum", "learning_rate": 0.02}
ADAM = {"kind": "adam", "learning_rate": 0.01, "beta1": 0.9, "beta2": 0.99}
CASES = {
    "sgd": case(SGD),
    "sgd, layers L times": case({**SGD, "layer_rate": "L"}),
    "sgd, layers L times, decay": case({**SGD, "layer_rate": "L", "weight_decay": 0.01}, "softplus"),
    "momentum, decay": case({**MOMENTUM, "weight_decay": 0.01}, "gelu", "mse"),
    "momentum, layers L times": case({**MOMENTUM, "layer_rate": "L"}, dimension=3),
    "momentum, layers L times, far": case({**MOMENTUM, "layer_rate": "L"}, head="far"),
    "adam": case(ADAM, "relu", "hinge", head="far"),
    "adam, decay": case({**ADAM, "weight_decay": 0.01}, "gelu", "mse", "norm", scale="one"),
}

program = sys.argv[1]
for name, config in CASES.items():
    errors = []
    for engine in ("fused", "torch", "buffered", "double"):
        points, first, last = ours(program, engine, config)
        expected = theirs(config, points, first)
        assert (expected - first).norm() > 0.05 * first.norm(), name  # there was something to learn
        error = ((last - expected).norm() / expected.norm()).item()
        assert error < (1e-12 if engine == "double" else 1e-5), (name, engine, error)
        errors.append(f"{engine} {error:.1e}")
    print(f"{name:30s}", "  ".join(errors))
