"""Models of other people, recorded by leastaction.py and read by the program: states and logits are those of the
model, exactly; fields are those of PyTorch at places of their grid; energies and W2^2 as Python computes them.

    recording_witness.py LA_DUMP_RECORDING SOURCE
"""

import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import ot
import torch

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(sys.argv[2], "python"))
import leastaction

torch.manual_seed(1)
SCRATCH = tempfile.TemporaryDirectory()


class Body(torch.nn.Module):
    def __init__(self, q, m):
        super().__init__()
        self.a, self.b = torch.nn.Linear(q, m), torch.nn.Linear(m, q)

    def forward(self, x):
        return self.b(torch.tanh(self.a(x)))


class Residual(Body):
    """A block that gives the next state."""

    def forward(self, x):
        return x + super().forward(x)


class ResNet(torch.nn.Module):
    """What TorchScript refuses: keyword arguments, and an addition outside of the blocks."""

    def __init__(self, q=2, layers=5, stem=False):
        super().__init__()
        self.stem = torch.nn.Linear(2, q) if stem else torch.nn.Identity()
        self.blocks = torch.nn.ModuleList(Body(q, 8) for _ in range(layers))
        self.head = torch.nn.Linear(q, 2)

    def tail(self, x, k):
        for block in self.blocks[k:]:
            x = x + block(x)
        return self.head(x)

    def states(self, x):
        out = [self.stem(x)]
        for block in self.blocks:
            out.append(out[-1] + block(out[-1]))
        return torch.stack(out)

    def forward(self, x, **anything):
        return {"logits": self.tail(self.stem(x), 0)}


class Ode(torch.nn.Module):
    """Euler's method on one field that knows the time, as torchdyn and others write it."""

    def __init__(self, layers=10):
        super().__init__()
        self.field, self.head, self.layers = Body(3, 16), torch.nn.Linear(2, 3), layers

    def move(self, x, k):
        t = torch.full_like(x[:, :1], k / self.layers)
        return x + self.f(t, x) / self.layers

    def states(self, x):
        out = [x]
        for k in range(self.layers):
            out.append(self.move(out[-1], k))
        return torch.stack(out)

    def tail(self, x, k):
        for layer in range(k, self.layers):
            x = self.move(x, layer)
        return self.head(x)

    def forward(self, x):
        return self.tail(x, 0)


class Field(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.body = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.Tanh(), torch.nn.Linear(16, 2))

    def forward(self, t, x):
        return self.body(torch.cat([t, x], 1))


class EulerOde(Ode):
    def __init__(self):
        super().__init__()
        self.f, self.field = Field(), None


class Stages(torch.nn.Module):
    """Blocks of a Sequential, each of which gives the next state, behind a stem."""

    def __init__(self, stem, blocks, head, flatten=False):
        super().__init__()
        self.stem, self.flow, self.head = stem, torch.nn.Sequential(*blocks), head
        self.flatten = flatten

    def states(self, x):
        out = [self.stem(x)]
        for block in self.flow:
            out.append(block(out[-1]))
        return torch.stack(out)

    def tail(self, x, k):
        for block in self.flow[k:]:
            x = block(x)
        return self.head(x.flatten(1))

    def forward(self, x):
        return self.tail(self.stem(x), 0)


class ConvBlock(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.conv = torch.nn.BatchNorm2d(4), torch.nn.Conv2d(4, 4, 3, padding=1)

    def forward(self, x):
        return x + torch.relu(self.conv(self.norm(x)))


def read(path):
    raw = open(path, "rb").read()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:8 + size])
    header.pop("__metadata__")
    return {name: np.frombuffer(raw, "<i8" if entry["dtype"] == "I64" else "<f4", int(np.prod(entry["shape"])),
                                8 + size + entry["data_offsets"][0]).reshape(entry["shape"])
            for name, entry in header.items()}


def ours(path, places):
    """What the program makes of every step."""
    text = "".join(f"{k} {x:.9g} {y:.9g}\n" for k, x, y in places)
    done = subprocess.run([sys.argv[1], path], input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = [np.array(line.split(), np.float64) for line in done.stdout.split("\n")]
    out = []
    for step in range(0, len(lines) - 1, 6):
        number, layers, n, q, c = lines[step].astype(int)
        out.append({"step": number, "states": lines[step + 1].reshape(layers + 1, n, q),
                    "logits": lines[step + 2].reshape(n, c), "energy": lines[step + 3],
                    "w2": lines[step + 4][0], "accuracy": lines[step + 4][1],
                    "fields": lines[step + 5].reshape(-1, c)})
    return out


def check(name, net, x, y, **options):
    path = os.path.join(SCRATCH.name, f"{name}.safetensors")
    leastaction.record(net, x, y, path, **options)
    net.eval()
    stored = read(path)
    shape = stored["states"].shape
    random = np.random.default_rng(1)
    side = round(len(stored["fields"][0]) ** 0.5)
    lo, hi = stored["fields_box"]
    nodes = random.integers(0, side, (100 * shape[0], 2))
    layers = np.repeat(np.arange(shape[0]), 100)
    at = lo + (hi - lo) * nodes / (side - 1)
    got, = ours(path, [(k, *p) for k, p in zip(layers, at)])
    with torch.no_grad():
        states = net.states(x)
        logits = net(x)
        logits = logits["logits"] if isinstance(logits, dict) else logits
        flat = states.flatten(2).numpy()
        assert np.allclose(got["states"][0], flat[0], atol=0) and shape == flat.shape, (name, shape)
        difference = np.abs(got["states"] - flat).max() / max(1, np.abs(flat).max())
        assert difference < 2e-7, (name, difference)  # h times a block is rounded in another order
        assert np.abs(got["logits"] - logits.numpy()).max() < 2e-6 * max(1, logits.abs().max().item()), name
        # Fields, at states of the recorded plane.
        mean, axes = stored["plane_mean"].astype(np.float64), stored["plane_axes"].astype(np.float64)
        worst = 0.0
        for k in range(shape[0]):
            mine = layers == k
            lifted = torch.from_numpy((mean + at[mine] @ axes).astype(np.float32)).reshape(-1, *states.shape[2:])
            true = net.tail(lifted, k).numpy()
            worst = max(worst, np.abs(got["fields"][mine] - true).max() / max(1, np.abs(true).max()))
        assert worst < 1e-5, (name, worst)
    exact = flat.astype(np.float64)
    energy = ((exact[1:] - exact[:-1]) ** 2).sum(2).mean(1)
    assert np.abs(got["energy"] - energy).max() < 1e-5 * max(energy.max(), 1e-12), (name, got["energy"], energy)
    a, b = exact[0][:200], exact[-1][:200]
    w2 = ot.emd2([], [], ot.dist(a, b), numItermax=1_000_000)
    assert abs(got["w2"] - w2) < 1e-5 * max(w2, 1e-12), (name, got["w2"], w2)
    if y is not None:
        assert abs(got["accuracy"] - (logits.argmax(1) == y).double().mean().item()) < 1e-8, name
    return worst


def check_history():
    net, x = ResNet(), torch.randn(60, 2)
    y = (x[:, 0] > 0).long()
    path = os.path.join(SCRATCH.name, "history.safetensors")
    optimizer = torch.optim.Adam(net.parameters(), 0.01)
    wanted = []
    with leastaction.Recorder(net, x, y, path, lattice=11) as recorder:
        for k in range(31):
            if k % 10 == 0:
                recorder.step(k)
                with torch.no_grad():
                    wanted.append(net.states(x).numpy())
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(x)["logits"], y).backward()
            optimizer.step()
    assert net.training and not recorder.notes, recorder.notes
    got = ours(path, [])
    assert [one["step"] for one in got] == [0, 10, 20, 30]
    for one, states in zip(got, wanted):
        assert np.abs(one["states"] - states).max() < 1e-6


def check_refusals():
    def refused(part, call):
        try:
            call()
        except ValueError as error:
            assert part in str(error), error
            return
        raise AssertionError(f"{part} was not refused")

    x = torch.randn(20, 2)
    mlp = torch.nn.Sequential(torch.nn.Linear(2, 7), torch.nn.Linear(7, 3))
    path = os.path.join(SCRATCH.name, "no.safetensors")
    refused("0 [2] -> [7], 1 [7] -> [3]", lambda: leastaction.record(mlp, x, None, path))
    refused("'x.*' names no modules", lambda: leastaction.record(ResNet(), x, None, path, blocks="x.*"))
    refused("y has 3 values for 20 points", lambda: leastaction.record(ResNet(), x, [0, 1, 1], path))
    refused("x is [20]", lambda: leastaction.record(ResNet(), x[:, 0], None, path))
    assert not os.path.exists(path)


x = torch.randn(300, 2)
y = (x.norm(dim=1) > 1.1).long()
images = torch.randn(80, 1, 6, 6)
plain = ResNet()
before = {name: id(module.forward.__func__) for name, module in plain.named_modules()}
worst = {
    "resnet": check("resnet", plain, x, y),
    "named": check("named", ResNet(), x, y, blocks="blocks.*"),
    "ode": check("ode", EulerOde(), x, torch.randint(0, 3, (300,))),
    "sixteen": check("sixteen", ResNet(16, 6, stem=True), x, y, lattice=41),
    "stages": check("stages", Stages(torch.nn.Identity(), [Residual(2, 6) for _ in range(4)], torch.nn.Linear(2, 2)),
                    x, None),
    "conv": check("conv", Stages(torch.nn.Conv2d(1, 4, 3, padding=1), [ConvBlock() for _ in range(3)],
                                 torch.nn.Linear(144, 4)), images, None, lattice=21),
}
assert before == {name: id(module.forward.__func__) for name, module in plain.named_modules()}  # left as it was
check_history()
check_refusals()
print("largest relative difference of fields:", {name: f"{value:.2g}" for name, value in worst.items()})
