"""Steps per second of processor time of the same training in eager PyTorch, on one thread: the
residual network as anyone would write it, torch.optim.Adam, cross-entropy plus lambda times the energy.

    python3 bench_eager.py [layers,hidden,batch[,dimension,activation] ...] [--seconds S]

One line per size: layers hidden batch steps_per_second."""

import sys
import time

import torch
from torch import nn

LAMBDA = 0.03
INTERCEPT = 3.0


ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh, "gelu": nn.functional.gelu,
               "softplus": nn.functional.softplus}


class Block(nn.Module):
    def __init__(self, dimension, hidden, activation):
        super().__init__()
        self.fc1 = nn.Linear(dimension, hidden)
        self.fc2 = nn.Linear(hidden, dimension)
        self.activation = ACTIVATIONS[activation]

    def forward(self, x):
        return self.fc2(self.activation(self.fc1(x)))


class Net(nn.Module):
    def __init__(self, layers, hidden, dimension, activation):
        super().__init__()
        self.blocks = nn.ModuleList(Block(dimension, hidden, activation) for _ in range(layers))

    def forward(self, x):
        energy = 0.0
        for block in self.blocks:
            r = block(x)
            energy = energy + r.square().sum() / len(x)
            x = x + r
        far = x[:, 0] + x[:, 1] + INTERCEPT
        return torch.stack([far, torch.zeros_like(far)], 1), energy


def circles(n):
    angle = torch.rand(n) * 2 * torch.pi
    label = torch.arange(n) % 2
    radius = torch.where(label == 0, 1.0, 0.45).unsqueeze(1)
    return radius * torch.stack([angle.cos(), angle.sin()], 1) + 0.06 * torch.randn(n, 2), label


def steps_per_second(layers, hidden, batch, dimension, activation, seconds):
    torch.manual_seed(1)
    x, label = circles(max(480, batch))
    x = nn.functional.pad(x, (0, dimension - 2))
    net = Net(layers, hidden, dimension, activation)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.005, betas=(0.9, 0.99))
    loss_of = nn.CrossEntropyLoss()
    order, at = torch.randperm(len(x)), 0

    def step():
        nonlocal order, at
        if at >= len(x):
            order, at = torch.randperm(len(x)), 0
        index = order[at:at + batch]
        at += batch
        logits, energy = net(x[index])
        optimizer.zero_grad()
        (loss_of(logits, label[index]) + LAMBDA * energy).backward()
        optimizer.step()

    for _ in range(10):
        step()
    count, begin = 0, time.process_time()
    while time.process_time() - begin < seconds:
        for _ in range(5):
            step()
        count += 5
    return count / (time.process_time() - begin)


def main():
    arguments = sys.argv[1:]
    seconds = 3.0
    if "--seconds" in arguments:
        at = arguments.index("--seconds")
        seconds = float(arguments[at + 1])
        del arguments[at:at + 2]
    torch.set_num_threads(1)
    for size in arguments or ["9,2,10", "9,16,64", "9,16,256", "20,32,256", "9,64,1024"]:
        layers, hidden, batch, *rest = size.split(",")
        dimension, activation = rest or (2, "relu")
        rate = steps_per_second(int(layers), int(hidden), int(batch), int(dimension), activation,
                                seconds)
        print(layers, hidden, batch, f"{rate:.2f}", flush=True)


if __name__ == "__main__":
    main()
