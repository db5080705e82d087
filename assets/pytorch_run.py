"""A run of leastaction in plain PyTorch: the same points, first weights and batches, loss, penalty and optimiser.
@NOTE@
    python3 FILE [--member A|B] [--steps N] [--every N] [--save state.pt]

It prints the columns of metrics.csv with these names, measured over all training points. PyTorch adds its sums in
another order, so that single precision agrees to about 1e-6 at first and less after many steps. torch alone is needed.
"""

import argparse
import base64
import json
import math

import torch
from torch import nn
from torch.nn import functional


# --- the network: x_{k+1} = x_k + r_k(x_k), r_k(x) = h (V sigma(W x + b) + c), and a head -------------------

ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh, "gelu": functional.gelu, "softplus": functional.softplus,
               "identity": lambda z: z, "sigmoid": torch.sigmoid}


class Block(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.fc1 = nn.Linear(network["dimension"], network["hidden"])
        self.fc2 = nn.Linear(network["hidden"], network["dimension"])
        self.sigma = ACTIVATIONS[network["activation"]]
        self.h = {"one": 1.0, "1/L": 1 / network["layers"], "1/sqrt(L)": network["layers"] ** -0.5}[network["scale"]]

    def forward(self, x):
        return self.h * self.fc2(self.sigma(self.fc1(x)))


class Residual(nn.Module):
    def __init__(self, network, outputs):
        super().__init__()
        self.blocks = nn.ModuleList(Block(network) for _ in range(network["layers"]))
        self.dimension, self.intercept = network["dimension"], network["head"]["intercept"]
        learned = network["head"]["kind"] == "learned" or outputs != 2
        self.head = nn.Linear(self.dimension, outputs) if learned else None

    def forward(self, x):
        """Logits [n, outputs], and the moves r_k [n, dimension] of every layer."""
        x = functional.pad(x, (0, self.dimension - 2))
        moves = []
        for block in self.blocks:
            moves.append(block(x))
            x = x + moves[-1]
        if self.head is not None:
            return self.head(x), moves
        far = x[:, 0] + x[:, 1] + self.intercept  # a straight line that is not trained
        return torch.stack([far, torch.zeros_like(far)], 1), moves


class ThreeLayer(nn.Module):
    """V sigma(W x + b) + c, without a skip connection: its points do not move."""

    def __init__(self, network, outputs):
        super().__init__()
        self.inputs, self.sigma = network["dimension"], ACTIVATIONS[network["activation"]]
        self.hidden = nn.Linear(self.inputs, network["hidden"])
        self.output = nn.Linear(network["hidden"], outputs)

    def forward(self, x):
        return self.output(self.sigma(self.hidden(x[:, :self.inputs]))), []


# --- what is minimised: loss + lambda * penalty -------------------------------------------------------------

LOSSES = {"cross_entropy": functional.cross_entropy,
          "hinge": functional.multi_margin_loss,
          "mse": lambda z, y: functional.mse_loss(z, functional.one_hot(y, z.shape[1]).to(z.dtype)),
          "values": lambda z, y: functional.mse_loss(z[:, 0], y)}
COSTS = {"energy": lambda r: r.square().sum() / len(r), "norm": torch.linalg.norm}  # of a layer, over the batch


def first_lambda(objective):
    return {"none": 0, "weight": objective["lambda"], "uzawa": 1 / objective["uzawa"]["nu"]}[objective["mode"]]


def optimizer_for(net, network, settings):
    common = {"lr": settings["learning_rate"], "weight_decay": settings["weight_decay"]}
    if settings["kind"] == "adam":
        return torch.optim.Adam(net.parameters(), betas=(settings["beta1"], settings["beta2"]), **common)
    groups = [{"params": list(net.parameters())}]
    if settings["layer_rate"] == "L" and hasattr(net, "blocks"):  # layers learn L times as fast as the head
        groups = [{"params": list(net.blocks.parameters()), "lr": network["layers"] * settings["learning_rate"]}]
        groups += [{"params": list(net.head.parameters())}] if net.head is not None else []
    return torch.optim.SGD(groups, momentum=settings["momentum"] if settings["kind"] == "momentum" else 0, **common)


# --- the order of the points --------------------------------------------------------------------------------


class Random:
    """xoshiro256** seeded by splitmix64 (Blackman, Vigna 2018)."""

    ALL = 2 ** 64 - 1

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9e3779b97f4a7c15) & self.ALL
            z = ((seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9) & self.ALL
            z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & self.ALL
            self.state.append(z ^ (z >> 31))

    def rotated(self, x, k):
        return ((x << k) | (x >> (64 - k))) & self.ALL

    def next(self):
        a, b, c, d = self.state
        result = (self.rotated((b * 5) & self.ALL, 7) * 9) & self.ALL
        c, d = c ^ a, d ^ b
        self.state = [a ^ d, b ^ c, c ^ ((b << 17) & self.ALL), self.rotated(d, 45)]
        return result

    def below(self, n):
        value = self.next()
        while value < (2 ** 64 - n) % n:  # so that all are equally likely
            value = self.next()
        return value % n

    def shuffle(self, items):
        for i in range(len(items), 1, -1):
            j = self.below(i)
            items[i - 1], items[j] = items[j], items[i - 1]


def batches(points, settings):
    """Indices of the points of every step: an epoch goes once through all, its last batch may be smaller."""
    random, order = Random(settings["seed"]), list(range(points))
    size = min(settings["batch"], points)
    while True:
        if settings["shuffle"]:
            random.shuffle(order)
        for at in range(0, points, size):
            yield order[at:at + size]


# --- training -----------------------------------------------------------------------------------------------


def measured(net, x, y, loss_of, member, weight):
    """A row of metrics.csv, without step."""
    with torch.no_grad():
        logits, moves = net(x)
    energies = [r.square().sum().item() / len(x) for r in moves]
    if VALUES:
        missed, spread = (logits[:, 0] - y).square().sum().item(), (y - y.mean()).square().sum().item()
        score = 1 - missed / spread if spread > 0 else float(missed == 0)
    else:
        score = (logits.argmax(1) == y).double().mean().item()
    points = min(member["optimizer"]["batch"], len(x))
    penalty = sum(energies if member["objective"]["cost"] == "energy" else [math.sqrt(points * e) for e in energies])
    return loss_of(logits, y).item(), score, weight, penalty, sum(energies)


def train(member, flat, x, y, steps, every):
    network, objective, settings = member["network"], member["objective"], member["optimizer"]
    kind = ThreeLayer if network["kind"] == "three_layer" else Residual
    net = kind(network, OUTPUTS).to(x.dtype)
    nn.utils.vector_to_parameters(flat, net.parameters())
    loss_of, cost_of = LOSSES["values" if VALUES else objective["loss"]], COSTS[objective["cost"]]
    optimizer, order = optimizer_for(net, network, settings), batches(len(x), settings)
    weight, nu = first_lambda(objective), objective["uzawa"]["nu"]
    for step in range(steps + 1):
        if step % every == 0 or step == steps:
            row = measured(net, x, y, loss_of, member, weight)
            print(step, *(f"{value:.9g}" for value in row), sep=",", flush=True)
        if step == steps:
            return net
        chosen = next(order)
        optimizer.zero_grad()
        logits, moves = net(x[chosen])
        loss = loss_of(logits, y[chosen])
        (loss + weight * sum(cost_of(r) for r in moves)).backward()
        optimizer.step()
        if objective["mode"] == "uzawa" and (step + 1) % objective["uzawa"]["every"] == 0:
            with torch.no_grad():  # nu, the weight of the loss, grows with the loss; lambda is 1/nu
                nu += objective["uzawa"]["tau"] * loss_of(net(x[chosen])[0], y[chosen]).item()
            weight = 1 / nu


def numbers(text, kind):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=kind)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--member", choices=list(MEMBERS), default="B", help="the network to train; B")
    options.add_argument("--steps", type=int, default=STEPS, help=f"updates of the weights; {STEPS}")
    options.add_argument("--every", type=int, default=EVERY, help=f"steps between rows; {EVERY}")
    options.add_argument("--save", help="leave the state dict of the last weights in this file")
    options = options.parse_args()
    torch.set_num_threads(1)
    precision = torch.float64 if ENGINE == "double" else torch.float32
    x = numbers(POINTS, torch.float32).reshape(-1, 2).to(precision)
    y = numbers(TARGETS, torch.float32).to(precision) if VALUES else numbers(TARGETS, torch.uint8).long()
    print("step", "loss", "train_r2" if VALUES else "train_accuracy", "lambda", "penalty", "cost", sep=",")
    weights = numbers(WEIGHTS[options.member], torch.float32).to(precision)
    net = train(MEMBERS[options.member], weights, x, y, options.steps, max(1, options.every))
    if options.save:
        torch.save(net.state_dict(), options.save)


# --- the run ------------------------------------------------------------------------------------------------

@RUN@

main()
