"""The window shows models that another program trained: states, energies and displacement are those
that PyTorch computes, W2^2 is POT's, and a model that does not fit is refused in one line.

    inspect_models.py PROGRAM DUMP_FLOW
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    import ot
    import torch
except ImportError as error:
    print("not found:", error.name)
    sys.exit(1 if os.environ.get("LA_REQUIRE_GL") == "1" else 77)

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from drive import Desktop, wait_until

program, dump_flow = sys.argv[1:3]


class Block(torch.nn.Module):
    def __init__(self, wide: int):
        super().__init__()
        self.residual = torch.nn.Sequential(torch.nn.Linear(2, wide), torch.nn.BatchNorm1d(wide),
                                       torch.nn.ReLU(), torch.nn.Linear(wide, 2))

    def forward(self, x):
        return x + 0.3 * self.residual(x)


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
    """An ordinary differential equation by the midpoint rule; it has no usable forward and no tail."""

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
        x = torch.cat([x, torch.zeros_like(x[:, :1])], 1)
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
                there = members and members[-1].get("energy") and members[-1].get("gauges")
                return json.loads(state.read_text()) if there else None
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


def states_of(path, x):
    """As the program computes them, [L+1, n, q]."""
    text = "\n".join(f"{a:.9g} {b:.9g}" for a, b in x.tolist())
    done = subprocess.run([dump_flow, path, "imported"], input=text, check=True, text=True,
                          capture_output=True)
    rows = torch.tensor([[float(v) for v in line.split()] for line in done.stdout.splitlines()])
    return rows.reshape(len(rows), len(x), -1)


def theirs(net, x):
    """The states of the network in double precision, as PyTorch computes them."""
    with torch.no_grad():
        try:
            return net.double().trajectory(x.double())
        finally:
            net.float()


def nothing_to_train(state):
    """Controls that only a training has are not on screen."""
    shown = set(state["controls"])
    for name in ("play", "reset", "speed", "history", "cues", "preset", "plot.loss", "energy_map"):
        assert not any(s == name or s.startswith(name + ".") for s in shown), (name, sorted(shown))
    assert {"depth", "flow_b", "save", "theme"} <= shown, sorted(shown)


def compare(desktop, folder, net, x, y, training):
    name = type(net).__name__
    train(net, x[training], y[training])
    net.eval()
    path = folder / "theirs.pt"
    torch.jit.script(net).save(str(path))
    every = theirs(net, x)
    ours = states_of(path, x).double()
    assert ours.shape == every.shape, (ours.shape, every.shape)
    off = ((ours - every).abs().amax((1, 2)) / every.abs().amax((1, 2))).max().item()
    assert off < 1e-5, (name, off)
    states = every[:, training]
    moves = states[1:] - states[:-1]
    energy = moves.pow(2).sum(2).mean(1)
    displacement = (states[-1] - states[0]).pow(2).sum(1).mean().item()
    w2 = ot.emd2([], [], ot.dist(states[0].numpy(), states[-1].numpy()), numItermax=10_000_000)
    state = observed(desktop, folder, path)
    nothing_to_train(state)
    seen = state["members"][-1]
    gauges = seen["gauges"]
    assert gauges["points"] == gauges["of"] == int(training.sum()), gauges
    pairs = [*zip(seen["energy"], energy.tolist()), (seen["displacement"], displacement),
             (gauges["w2_squared"], w2), (gauges["optimality"], w2 / displacement),
             (seen["action"], len(energy) * energy.sum().item())]
    errors = [abs(a - b) / b for a, b in pairs]
    print(f"{name}: {len(energy)} layers, states {off:.1e}, energies, D and W2^2 "
          f"{max(errors):.1e} from Python's; W2^2/D {w2 / displacement:.3f}")
    assert len(seen["energy"]) == len(energy) and max(errors) < 1e-5, (seen, energy, w2)


def data_of_a_model(desktop, folder):
    """--data, the data.csv beside the model, and of one of ours with a preset of another shape."""
    run, alone = folder / "run", folder / "alone"
    alone.mkdir()
    path = alone / "theirs.pt"
    shutil.copy(folder / "theirs.pt", path)
    refused("there is no data.csv beside it", path)
    few = folder / "few.csv"
    few.write_text("".join((run / "data.csv").read_text().splitlines(True)[:61]))
    data = observed(desktop, folder, path, "--data", few)["data"]
    assert data["points"] == 60, data
    ours = folder / "ours" / "model.pt"
    subprocess.run([program, "train", "--preset", "circles", "--set", "network.layers=3", "--set",
                    "network.hidden=5", "--set", "network.activation=tanh", "--steps", "5", "--out",
                    ours.parent], check=True, stdout=subprocess.DEVNULL)
    for preset in ("moons", "circles"):
        state = observed(desktop, folder, ours, "--preset", preset, "--set", "dataset.points=90")
        assert state["data"]["kind"] == preset and state["data"]["points"] == 90, state["data"]
        assert len(state["members"][-1]["energy"]) == 3, state["members"]
    print("data named, found beside the model, or of a preset of another shape")


with tempfile.TemporaryDirectory() as folder, Desktop() as desktop:
    folder = pathlib.Path(folder)
    subprocess.run([program, "train", "--preset", "moons", "--set", "dataset.points=150", "--steps",
                    "0", "--out", folder / "run"], check=True, stdout=subprocess.DEVNULL)
    shutil.copy(folder / "run" / "data.csv", folder / "data.csv")  # beside the models
    with open(folder / "data.csv") as file:
        rows = [row for row in csv.DictReader(file)]
    x = torch.tensor([[float(row["x"]), float(row["y"])] for row in rows])
    y = torch.tensor([int(row["label"]) for row in rows])
    training = torch.tensor([row["split"] == "train" for row in rows])
    torch.manual_seed(1)
    for net in (Residual(), Midpoint(), Augmented()):
        compare(desktop, folder, net, x, y, training)
    data_of_a_model(desktop, folder)

    (folder / "no.pt").write_text("this is no model")
    refused("no.pt", folder / "no.pt")
    torch.jit.script(torch.nn.Linear(2, 2)).save(str(folder / "linear.pt"))
    refused("trajectory", folder / "linear.pt")
    print("what is no model, and a model without trajectory: refused")
