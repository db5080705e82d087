"""Models that somebody else trained, in the window: their energies and displacement are those that
PyTorch computes, and what does not fit is refused in one line.

    inspect_models.py PROGRAM
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import torch
except ImportError:
    print("not found: PyTorch")
    sys.exit(1 if os.environ.get("LA_REQUIRE_GL") == "1" else 77)

from drive import Desktop, wait_until

program = sys.argv[1]


class Block(torch.nn.Module):
    def __init__(self, wide: int):
        super().__init__()
        self.way = torch.nn.Sequential(torch.nn.Linear(2, wide), torch.nn.BatchNorm1d(wide),
                                       torch.nn.ReLU(), torch.nn.Linear(wide, 2))

    def forward(self, x):
        return x + 0.3 * self.way(x)


class Residual(torch.nn.Module):
    """Ten blocks with batch normalisation."""

    def __init__(self):
        super().__init__()
        self.blocks = torch.nn.ModuleList([Block(12) for _ in range(10)])
        self.head = torch.nn.Linear(2, 2)

    @torch.jit.export
    def trajectory(self, x):
        states = [x]
        for block in self.blocks:
            x = block(x)
            states.append(x)
        return torch.stack(states)

    def forward(self, x):
        return self.head(self.trajectory(x)[-1])


class Midpoint(torch.nn.Module):
    """An ordinary differential equation by the midpoint rule; no forward of use, no tail."""

    def __init__(self):
        super().__init__()
        self.field = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.Tanh(),
                                         torch.nn.Linear(16, 2))

    @torch.jit.export
    def trajectory(self, x):
        states = [x]
        for _ in range(8):
            x = x + 0.125 * self.field(x + 0.0625 * self.field(x))
            states.append(x)
        return torch.stack(states)

    def forward(self, x):
        return self.trajectory(x)[-1]


class Augmented(torch.nn.Module):
    """States of three dimensions."""

    def __init__(self):
        super().__init__()
        self.steps = torch.nn.ModuleList([torch.nn.Linear(3, 3) for _ in range(4)])
        self.head = torch.nn.Linear(3, 2)

    @torch.jit.export
    def trajectory(self, x):
        x = torch.cat([x, torch.zeros(x.shape[0], 1)], 1)
        states = [x]
        for step in self.steps:
            x = x + 0.5 * torch.tanh(step(x))
            states.append(x)
        return torch.stack(states)

    def forward(self, x):
        return self.head(self.trajectory(x)[-1])


def train(net, x, y):
    optimizer = torch.optim.Adam(net.parameters(), 0.01)
    for _ in range(60):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()


def observed(desktop, folder, *arguments):
    state = folder / "state.json"
    state.unlink(missing_ok=True)
    with subprocess.Popen([program, "inspect", *arguments, "--state", state], env=desktop.env,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as window:
        try:
            def member():
                if not state.exists():
                    return None
                members = json.loads(state.read_text()).get("members")
                return members[-1] if members and members[-1].get("energy") else None
            return wait_until(member, 30, "the measures of the model")
        finally:
            window.terminate()
            assert window.wait(20) in (0, 130, -15), window.stderr.read()


def refused(words, *arguments):
    done = subprocess.run([program, "inspect", *arguments, "--screenshot",
                           arguments[0].parent / "x.png"],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode in (1, 2) and done.stderr.count("\n") == 1, done
    assert words in done.stderr, (words, done.stderr)


with tempfile.TemporaryDirectory() as folder, Desktop() as desktop:
    folder = pathlib.Path(folder)
    subprocess.run([program, "train", "--preset", "moons", "--steps", "0", "--out", folder / "run"],
                   check=True, stdout=subprocess.DEVNULL)
    with open(folder / "run" / "data.csv") as file:
        rows = [row for row in csv.DictReader(file)]
    x = torch.tensor([[float(row["x"]), float(row["y"])] for row in rows])
    y = torch.tensor([int(row["label"]) for row in rows])
    training = torch.tensor([row["split"] == "train" for row in rows])
    torch.manual_seed(1)
    for net in (Residual(), Midpoint(), Augmented()):
        train(net, x[training], y[training])
        net.eval()
        path = folder / "theirs.pt"
        torch.jit.script(net).save(str(path))
        with torch.no_grad():
            states = net.double().trajectory(x[training].double()) \
                if not isinstance(net, Augmented) else net.trajectory(x[training])
        moves = (states[1:] - states[:-1]).double()
        energy = moves.pow(2).sum(2).mean(1)
        displacement = (states[-1] - states[0]).double().pow(2).sum(1).mean()
        seen = observed(desktop, folder, path, "--preset", "moons")
        errors = [abs(a - b) / b for a, b in zip(seen["energy"], energy.tolist())]
        errors.append(abs(seen["displacement"] - displacement.item()) / displacement.item())
        print(f"{type(net).__name__}: {len(energy)} layers, largest relative difference "
              f"{max(errors):.2e}")
        assert len(seen["energy"]) == len(energy) and max(errors) < 1e-5, (seen, energy)

    (folder / "no.pt").write_text("this is no model")
    refused("no.pt", folder / "no.pt", "--preset", "moons")
    torch.jit.script(torch.nn.Linear(2, 2)).save(str(folder / "linear.pt"))
    refused("trajectory", folder / "linear.pt", "--preset", "moons")
    print("what is no model, and a model without trajectory: refused")
