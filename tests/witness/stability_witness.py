"""Tangent vectors of a step of every optimiser against the Jacobian of the same step written in
PyTorch in double precision; their QR factors against NumPy's; the scaled Hessian's eigenvalues
against those of PyTorch's Hessian.

    stability_witness.py PROGRAM
"""

import json
import math
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch

sys.path.append(os.path.dirname(__file__))
from torch_objective import objective

STEPS, VECTORS, EPSILON = 20, 5, 1e-8


def outputs_of(config):
    return 1 if config["dataset"].get("task") == "values" else 2


def targets(config, points):
    return points[:, 2] if outputs_of(config) == 1 else points[:, 2].long()


def split(flat, config):
    """The parameters as views of `flat`, in the order of the file."""
    network, outputs = config["network"], outputs_of(config)
    m, q = network["hidden"], network["dimension"]
    if network.get("kind") == "three_layer":
        shapes = [(m, q), (m,), (outputs, m), (outputs,)]
    else:
        shapes = [(m, q), (m,), (q, m), (q,)] * network["layers"]
        if network["head"]["kind"] == "learned":
            shapes += [(outputs, q), (outputs,)]
    parts = flat.split([math.prod(shape) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(parts, shapes)]


def ours(program, config):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(config, file)
        file.flush()
        lines = subprocess.run([program, str(STEPS), str(VECTORS), file.name], check=True,
                               capture_output=True, text=True).stdout.splitlines()
    names = ["points", "weights", "moment1", "moment2", "updates", "batch", "units", "before",
             "after", "q", "r", "eigenvalues", "extremes"]
    assert len(lines) == len(names)
    return {name: torch.tensor([float(n) for n in line.split()], dtype=torch.float64)
            for name, line in zip(names, lines)}


def rates_of(config, size):
    optimizer, network = config["optimizer"], config["network"]
    rates = torch.full((size,), optimizer["learning_rate"], dtype=torch.float64)
    if optimizer.get("layer_rate") == "L":
        head = 6 if network["head"]["kind"] == "learned" else 0
        rates[:size - head] *= network["layers"]
    return rates


def step_of(config, rates, x, y, updates):
    """The map (theta, m, v) -> (theta', m', v'), as differentiable as PyTorch makes it."""
    o = config["optimizer"]

    def gradient(theta):
        loss = objective(split(theta, config), config, x, y)
        return torch.autograd.grad(loss, theta, create_graph=True)[0] + o["weight_decay"] * theta

    def sgd(theta):
        return theta - rates * gradient(theta)

    def momentum(theta, b):
        b = o["momentum"] * b + gradient(theta)
        return theta - rates * b, b

    def adam(theta, m, v):
        g = gradient(theta)
        m = o["beta1"] * m + (1 - o["beta1"]) * g
        v = o["beta2"] * v + (1 - o["beta2"]) * g * g
        c1, c2 = 1 - o["beta1"] ** (updates + 1), 1 - o["beta2"] ** (updates + 1)
        return theta - rates * (m / c1) / (torch.sqrt(v / c2) + EPSILON), m, v

    return {"sgd": sgd, "momentum": momentum, "adam": adam}[o["kind"]]


def relative(a, b):
    return float(torch.linalg.norm(a - b) / torch.linalg.norm(b))


def check_tangents(config, found):
    points = found["points"].reshape(-1, 3)
    batch = found["batch"].long()
    x, y = points[batch, :2], targets(config, points)[batch]
    theta = found["weights"].requires_grad_()
    size = len(theta)
    state = [theta, found["moment1"].requires_grad_(), found["moment2"].requires_grad_()]
    blocks = len(found["units"]) // size
    step = step_of(config, rates_of(config, size), x, y, int(found["updates"]))
    worst = 0
    for before, after in zip(found["before"].reshape(VECTORS, -1), found["after"].reshape(VECTORS, -1)):
        tangent = (before / found["units"]).split(size)
        _, mapped = torch.autograd.functional.jvp(step, tuple(state[:blocks]), tuple(tangent))
        mapped = torch.cat(mapped if blocks > 1 else [mapped]) * found["units"]
        worst = max(worst, relative(after, mapped))
    assert worst < 1e-12, (config, worst)
    return worst


def check_qr(found):
    """Q and R of NumPy, with the signs that make R's diagonal positive."""
    a = found["after"].reshape(VECTORS, -1).numpy().T
    q, r = np.linalg.qr(a)
    signs = np.sign(np.diag(r))
    ours_q, ours_r = (found[name].reshape(VECTORS, -1).numpy().T for name in "qr")
    assert np.allclose(ours_q, q * signs, atol=1e-12, rtol=0)
    assert np.allclose(ours_r, (r.T * signs).T, atol=1e-12 * np.abs(r).max(), rtol=0)


def check_eigenvalues(config, found):
    """One step of PyTorch on, where the Hessian is taken: D^1/2 H D^1/2 has the eigenvalues of D H."""
    o = config["optimizer"]
    points = found["points"].reshape(-1, 3)
    batch = found["batch"].long()
    rates = rates_of(config, len(found["weights"]))
    updates = int(found["updates"])
    state = [found[name].detach().requires_grad_() for name in ("weights", "moment1", "moment2")]
    blocks = len(found["units"]) // len(rates)
    step = step_of(config, rates, points[batch, :2], targets(config, points)[batch], updates)
    after = step(*state[:blocks])
    theta = (after[0] if blocks > 1 else after).detach()
    d = rates
    if o["kind"] == "adam":
        d = rates / (torch.sqrt(after[2].detach() / (1 - o["beta2"] ** (updates + 1))) + EPSILON)
    x, y = points[:, :2], targets(config, points)
    hessian = torch.autograd.functional.hessian(
        lambda flat: objective(split(flat, config), config, x, y), theta)
    hessian = hessian + o["weight_decay"] * torch.eye(len(theta), dtype=torch.float64)
    half = torch.sqrt(d)
    expected = np.linalg.eigvalsh((half[:, None] * hessian * half).numpy())
    scale = np.abs(expected).max()
    off = np.abs(found["eigenvalues"].numpy() - expected).max() / scale
    assert off < 1e-11, (config, off)
    largest, smallest = found["extremes"].tolist()
    assert abs(largest / expected[-1] - 1) < 1e-8, (config, largest, expected[-1])
    assert smallest >= expected[0] - 1e-9 * scale and smallest * expected[0] > 0
    return off


def three_layer_configs(shared):
    """Networks of three layers with classes and with values, and a residual one with values."""
    for activation in ("tanh", "sigmoid", "identity"):
        for task, data in (("values", "sine"), ("values", "moons"), ("classes", "moons")):
            for kind in ("sgd", "momentum", "adam"):
                network = {"kind": "three_layer", "hidden": 4, "layers": 1, "activation": activation,
                           "dimension": 1 if data == "sine" else 2,
                           "init": {"kind": "normal", "std": 0.5}}
                yield {"dataset": {"kind": data, "points": 50, "noise": 0.2, "task": task},
                       "network": network,
                       "objective": {"loss": "mse" if task == "values" else "cross_entropy",
                                     "mode": "none", "lambda": 0},
                       "optimizer": {**shared, "kind": kind,
                                     "learning_rate": 0.01 if kind == "adam" else 0.05}}
    yield {"dataset": {"kind": "playground_bumps", "points": 50},
           "network": {"layers": 3, "hidden": 4, "dimension": 2, "scale": "1/L",
                       "activation": "tanh", "head": {"kind": "learned"}},
           "objective": {"loss": "mse", "cost": "energy", "mode": "weight", "lambda": 0.05},
           "optimizer": {**shared, "kind": "momentum", "learning_rate": 0.02}}


def main():
    common = {"dataset": {"kind": "moons", "points": 50, "noise": 0.2}}
    network = {"layers": 3, "hidden": 4, "dimension": 2, "scale": "1/L"}
    shared = {"batch": 16, "shuffle": True, "weight_decay": 0.01, "momentum": 0.9, "beta1": 0.9,
              "beta2": 0.99}
    worst, off = 0, 0
    for activation in ("tanh", "gelu", "softplus"):
        for head in ("learned", "far"):
            for kind, cost in (("sgd", "energy"), ("momentum", "energy"), ("adam", "norm")):
                optimizer = {**shared, "kind": kind,
                             "learning_rate": 0.01 if kind == "adam" else 0.05}
                if kind != "adam":
                    optimizer["layer_rate"] = "L"
                config = {
                    **common,
                    "network": {**network, "activation": activation,
                                "head": {"kind": head, "intercept": 0.5}},
                    "objective": {"loss": "mse" if activation == "gelu" else "cross_entropy",
                                  "cost": cost, "mode": "weight", "lambda": 0.05},
                    "optimizer": optimizer}
                found = ours(sys.argv[1], config)
                worst = max(worst, check_tangents(config, found))
                check_qr(found)
                off = max(off, check_eigenvalues(config, found))
    for config in three_layer_configs(shared):
        config["dataset"].setdefault("task", "values")
        found = ours(sys.argv[1], config)
        worst = max(worst, check_tangents(config, found))
        check_qr(found)
        off = max(off, check_eigenvalues(config, found))
    print(f"tangents {worst:.1e}, eigenvalues {off:.1e} from PyTorch's")


if __name__ == "__main__":
    main()
