"""A second trainer, in plain PyTorch, written from arXiv 2009.08372 and from nothing of ours: it starts from
the model.pt and data.csv of `train --steps 0` and after 25 steps must have the weights and measures
of `train --steps 25`.

    train_witness.py PROGRAM
"""

import sys
import os
import math

import torch
from torch import nn
from torch.nn import functional

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import config, table, train

STEPS = 25
ACTIVATIONS = {"relu": nn.ReLU(), "tanh": nn.Tanh(), "gelu": nn.GELU(), "softplus": nn.Softplus(),
               "identity": nn.Identity()}


class Block(nn.Module):
    """r(x) = h (V sigma(W x + b) + c)"""

    def __init__(self, dimension, hidden, activation, h):
        super().__init__()
        self.fc1 = nn.Linear(dimension, hidden)
        self.fc2 = nn.Linear(hidden, dimension)
        self.activation, self.h = activation, h

    def forward(self, x):
        return self.h * self.fc2(self.activation(self.fc1(x)))


class Network(nn.Module):
    def __init__(self, network):
        super().__init__()
        layers, self.dimension = network["layers"], network["dimension"]
        h = {"one": 1, "1/L": 1 / layers, "1/sqrt(L)": 1 / math.sqrt(layers)}[network["scale"]]
        self.blocks = nn.ModuleList(
            Block(self.dimension, network["hidden"], ACTIVATIONS[network["activation"]], h)
            for _ in range(layers))
        self.head = nn.Linear(self.dimension, 2)
        self.head.requires_grad_(network["head"]["kind"] == "learned")

    def forward(self, x):
        """Logits, the displacements r_k, and x_L."""
        x = functional.pad(x, (0, self.dimension - 2))
        moves = []
        for block in self.blocks:
            moves.append(block(x))
            x = x + moves[-1]
        return self.head(x), moves, x


LOSSES = {"cross_entropy": functional.cross_entropy,
          "hinge": functional.multi_margin_loss,
          "mse": lambda z, y: functional.mse_loss(z, functional.one_hot(y, 2).to(z.dtype))}
COSTS = {"energy": lambda moves: sum((r ** 2).sum(1).mean() for r in moves),
         "norm": lambda moves: sum(torch.linalg.norm(r) for r in moves)}


def optimizer_for(net, settings):
    common = dict(lr=settings["learning_rate"], weight_decay=settings["weight_decay"])
    weights = [p for p in net.parameters() if p.requires_grad]
    if settings["kind"] == "adam":
        return torch.optim.Adam(weights, betas=(settings["beta1"], settings["beta2"]), **common)
    momentum = settings["momentum"] if settings["kind"] == "momentum" else 0
    return torch.optim.SGD(weights, momentum=momentum, **common)


def learn(net, what, x, y):
    """Trains; returns lambda at the end."""
    objective, settings = what["objective"], what["optimizer"]
    loss_of, cost_of = LOSSES[objective["loss"]], COSTS[objective["cost"]]
    optimizer = optimizer_for(net, settings)
    nu = objective["uzawa"]["nu"]
    weight = {"none": 0, "weight": objective["lambda"], "uzawa": 1 / nu}[objective["mode"]]
    batches = []
    for step in range(1, STEPS + 1):
        if not batches:
            batches = list(zip(x.split(settings["batch"]), y.split(settings["batch"])))
        points, labels = batches.pop(0)
        optimizer.zero_grad()
        logits, moves, _ = net(points)
        (loss_of(logits, labels) + weight * cost_of(moves)).backward()
        optimizer.step()
        if objective["mode"] == "uzawa" and step % objective["uzawa"]["every"] == 0:
            with torch.no_grad():
                nu += objective["uzawa"]["tau"] * loss_of(net(points)[0], labels).item()
            weight = 1 / nu
    return weight


def measures(net, what, x, y, test_x, test_y):
    """The columns of metrics.csv, by their definitions."""
    with torch.no_grad():
        logits, moves, end = net(x)
        start = functional.pad(x, (0, net.dimension - 2))
        moved = ((end - start) ** 2).sum(1)
        energy = [(r ** 2).sum(1).mean().item() for r in moves]
        accuracy = (logits.argmax(1) == y).double().mean().item()
        test = (net(test_x)[0].argmax(1) == test_y).double().mean().item()
        out = {"loss": LOSSES[what["objective"]["loss"]](logits, y).item(),
               "train_accuracy": accuracy, "test_accuracy": test, "cost": sum(energy),
               "action": len(energy) * sum(energy), "displacement": moved.mean().item()}
        out |= {f"displacement_class_{c}": moved[y == c].mean().item() for c in (0, 1)}
        out |= {f"energy_{k}": value for k, value in enumerate(energy)}
        return out


def compare(name, sets):
    """Largest difference of weights, largest relative difference of measures."""
    sets = [*sets, "optimizer.shuffle=false", "compare=null"]
    first = train(f"{name}-0", steps=0, sets=sets)
    last = train(f"{name}-25", steps=STEPS, sets=sets)
    what = config(first)
    net = Network(what["network"])
    net.load_state_dict(torch.jit.load(str(first / "model.pt")).state_dict())

    def points(split):
        rows = [row for row in table(first / "data.csv") if row["split"] == split]
        return (torch.tensor([[float(row["x"]), float(row["y"])] for row in rows]),
                torch.tensor([int(row["label"]) for row in rows]))

    x, y = points("train")
    weight = learn(net, what, x, y)
    ours = torch.jit.load(str(last / "model.pt")).state_dict()
    theirs = net.state_dict()
    assert list(ours) == list(theirs)
    weights = max((ours[n] - theirs[n]).abs().max().item() for n in ours)
    moved = max((theirs[n] - p).abs().max().item() for n, p in
                torch.jit.load(str(first / "model.pt")).state_dict().items())
    assert moved > 1e-3, (name, moved)  # there was something to agree on
    row = {key: float(value) for key, value in table(last / "metrics.csv")[-1].items()}
    assert row["step"] == STEPS
    expected = measures(net, what, x, y, *points("test")) | {"lambda": weight}
    relative = max(abs(row[key] - value) / max(abs(value), 1e-2)
                   for key, value in expected.items())
    return weights, relative


FAR = ["dataset.points=1000", "dataset.noise=0.05", "dataset.factor=0.3", "network.hidden=2",
       "network.init.std=1", "network.head.intercept=20", "optimizer.learning_rate=0.01",
       "optimizer.batch=10"]
cases = {}
for mode in ("none", "weight", "uzawa"):
    for cost in ("energy", "norm"):
        for place, sets in (("near", []), ("far", FAR)):
            cases[f"{mode}-{cost}-{place}"] = [*sets, f"objective.mode={mode}",
                                               f"objective.cost={cost}"]
cases["tanh"] = ["network.activation=tanh", "network.scale=1/L", "network.dimension=4",
                 "network.head.kind=learned", "objective.loss=mse", "optimizer.kind=momentum"]
cases["gelu"] = ["network.activation=gelu", "network.scale=1/sqrt(L)", "objective.loss=hinge",
                 "optimizer.kind=sgd", "optimizer.weight_decay=0.01"]
cases["softplus"] = ["network.activation=softplus", "network.init.kind=orthogonal",
                     "dataset.kind=moons", "optimizer.weight_decay=0.01"]

worst_weights = worst_measure = 0.0
for name, sets in cases.items():
    weights, measure = compare(name, sets)
    print(f"{name:24s} weights {weights:.2e}  measures {measure:.2e}")
    assert weights < 1e-4 and measure < 1e-3, name
    worst_weights, worst_measure = max(worst_weights, weights), max(worst_measure, measure)
print(f"{len(cases)} runs of {STEPS} steps: weights within {worst_weights:.2e}, "
      f"measures within {worst_measure:.2e}")
