"""Compares determinants, stretch and alignment with PyTorch's autograd in double precision."""

import itertools
import json
import subprocess
import sys

import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
SIGMA = {"relu": torch.relu, "tanh": torch.tanh, "gelu": functional.gelu,
         "softplus": functional.softplus, "identity": lambda a: a}
LOSS = {"cross_entropy": lambda z, y: functional.cross_entropy(z, y, reduction="none"),
        "hinge": lambda z, y: functional.multi_margin_loss(z, y, reduction="none"),
        "mse": lambda z, y: ((z - functional.one_hot(y, 2)) ** 2).mean(1)}


def compare(config):
    text = subprocess.run([sys.argv[1], json.dumps(config)], check=True, capture_output=True).stdout
    rows = [torch.tensor([float(v) for v in line.split()]) for line in text.decode().splitlines()]
    weights, x, labels, determinants, stretch, descent, cosine, counting = rows
    net = config["network"]
    layers, hidden, q = net["layers"], net["hidden"], net["dimension"]
    h = {"one": 1, "1/L": 1 / layers, "1/sqrt(L)": layers ** -0.5}[net["scale"]]
    x, labels = x.reshape(-1, q), labels.long()

    def take(*shape):
        nonlocal weights
        size = int(torch.tensor(shape).prod())
        out, weights = weights[:size].reshape(shape), weights[size:]
        return out

    blocks = [(take(hidden, q), take(hidden), take(q, hidden), take(q)) for _ in range(layers)]
    if net["head"]["kind"] == "learned":
        head = (take(2, q), take(2))
    else:
        far = torch.zeros(2, q)
        far[0, :2] = 1
        head = (far, torch.tensor([net["head"]["intercept"], 0.0]))
    assert len(weights) == 0

    def layer(k, a):
        w, b, v, c = blocks[k]
        return a + h * functional.linear(SIGMA[net["activation"]](functional.linear(a, w, b)), v, c)

    states = [x.requires_grad_()]
    for k in range(layers):
        states.append(layer(k, states[-1]))
        states[-1].retain_grad()
    LOSS[config["objective"]["loss"]](functional.linear(states[-1], *head), labels).sum().backward()

    jacobians = torch.zeros(layers, len(x), q, q)
    for k in range(layers):
        a = states[k].detach().requires_grad_()
        out = layer(k, a)
        for i in range(q):
            jacobians[k, :, i] = torch.autograd.grad(out[:, i].sum(), a, retain_graph=True)[0]
    prefix = [torch.eye(q)[:, :2].expand(len(x), q, 2)]
    for k in range(layers):
        prefix.append(jacobians[k] @ prefix[-1])

    errors = {}

    def check(name, mine, theirs):
        # Norm-wise: our states are in single precision.
        errors[name] = float((mine - theirs).norm() / theirs.norm().clamp_min(1e-30))

    check("determinants", determinants.reshape(layers, -1), torch.linalg.det(jacobians))
    check("stretch", stretch.reshape(layers + 1, -1),
          torch.stack([torch.linalg.svdvals(p)[:, 0] for p in prefix]))
    gradients = torch.stack([s.grad for s in states])
    check("descent", descent.reshape(layers + 1, len(x), q), -gradients)
    moved = torch.stack([b - a for a, b in zip(states, states[1:])]).detach()
    g = gradients[:-1]
    counts = (moved.norm(dim=2) > 0) & (g.norm(dim=2) > 0)
    each = -(moved * g).sum(2) / (moved.norm(dim=2) * g.norm(dim=2)).clamp_min(1e-300)
    check("cosine", cosine, torch.where(counts, each, torch.zeros(())).sum(1) / counts.sum(1))
    check("counting", counting, counts.double().mean(1))
    for name, error in errors.items():
        assert error < 2e-5, (name, error, config)
    return max(errors.values()), float((determinants < 0).double().mean())


worst, folded, cases = 0.0, 0.0, 0
shapes = itertools.cycle([(2, 2, 9), (2, 16, 5), (3, 5, 4), (16, 20, 3), (5, 7, 1)])
scales = itertools.cycle(["one", "1/L", "1/sqrt(L)"])
heads = itertools.cycle([{"kind": "far", "intercept": 3}, {"kind": "learned"}])
inits = itertools.cycle([("kaiming", 0.8), ("normal", 0.5), ("orthogonal", 1.0), ("normal", 1.0)])
for activation, loss in itertools.product(SIGMA, LOSS):
    for _ in range(2):
        cases += 1
        (q, hidden, layers), (kind, std) = next(shapes), next(inits)
        error, folds = compare({
            "dataset": {"points": 150, "seed": cases},
            "network": {"layers": layers, "hidden": hidden, "dimension": q, "activation": activation,
                        "scale": next(scales), "head": next(heads), "seed": cases,
                        "init": {"kind": kind, "std": std}},
            "objective": {"loss": loss}})
        worst, folded = max(worst, error), max(folded, folds)
print(f"{cases} networks, largest relative difference {worst:.3g}, up to {folded:.0%} folds")
assert folded > 0.1
