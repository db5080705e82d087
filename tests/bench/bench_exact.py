"""Seconds of a gradient and of a Hessian-vector product by double backward in eager PyTorch, in double
precision on one thread: the residual network as anyone would write it.

    python3 bench_exact.py layers,hidden,batch [--seconds S]

One line: seconds per gradient, seconds per product (with its gradient)."""

import sys
import time

import torch
from torch import nn

LAMBDA = 0.01


class Block(nn.Module):
    def __init__(self, hidden, scale):
        super().__init__()
        self.fc1 = nn.Linear(2, hidden)
        self.fc2 = nn.Linear(hidden, 2)
        self.scale = scale

    def forward(self, x):
        return self.scale * self.fc2(torch.tanh(self.fc1(x)))


class Net(nn.Module):
    def __init__(self, layers, hidden):
        super().__init__()
        self.blocks = nn.ModuleList(Block(hidden, 1 / layers) for _ in range(layers))
        self.head = nn.Linear(2, 2)

    def forward(self, x):
        energy = 0.0
        for block in self.blocks:
            r = block(x)
            energy = energy + r.square().sum() / len(x)
            x = x + r
        return self.head(x), energy


def seconds_per_call(call, seconds):
    for _ in range(5):
        call()
    best = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        for _ in range(5):
            call()
        best = min(best, (time.perf_counter() - begin) / 5)
    return best


def main():
    layers, hidden, batch = map(int, sys.argv[1].split(","))
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 0.5
    torch.set_num_threads(1)
    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    x, label = torch.randn(batch, 2), torch.arange(batch) % 2
    net = Net(layers, hidden)
    parameters = list(net.parameters())
    along = [torch.randn_like(p) for p in parameters]
    loss_of = nn.CrossEntropyLoss()

    def objective():
        logits, energy = net(x)
        return loss_of(logits, label) + LAMBDA * energy

    def gradient():
        for p in parameters:
            p.grad = None
        objective().backward()

    def product():
        first = torch.autograd.grad(objective(), parameters, create_graph=True)
        torch.autograd.grad(sum((g * v).sum() for g, v in zip(first, along)), parameters)

    print(seconds_per_call(gradient, seconds), seconds_per_call(product, seconds))


if __name__ == "__main__":
    main()
