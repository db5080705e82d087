"""model.pt in plain PyTorch: what it offers, its numbers against our own forward pass, and the way back.

    train_model.py PROGRAM LA_DUMP_FLOW
"""

import os
import itertools
import json
import subprocess
import sys

import numpy as np
import torch

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import SCRATCH, config, error, files, run, train

torch.manual_seed(1)
POINTS = 2 * torch.randn(40, 2)


def ours(model, layers):
    """States [L+1, n, q] and logits [n, 2] by la_dump_flow."""
    text = "".join(f"{x:.9g} {y:.9g}\n" for x, y in POINTS.tolist())
    done = subprocess.run([sys.argv[2], model], input=text, capture_output=True, text=True,
                          check=True)
    lines = [torch.tensor([float(v) for v in line.split()]) for line in done.stdout.splitlines()]
    assert len(lines) == layers + 2
    return (torch.stack([line.view(len(POINTS), -1) for line in lines[:-1]]),
            lines[-1].view(len(POINTS), 2))


def difference(a, b):
    """Largest difference, relative to values above 1."""
    assert a.shape == b.shape, (a.shape, b.shape)
    return ((a - b).abs().max() / max(1.0, b.abs().max())).item()


def check_values():
    """Networks that learn numbers, of three layers and residual: their loss is PyTorch's."""
    for name, sets in (("sine", ["dataset.kind=sine", "network.kind=three_layer",
                                 "network.activation=sigmoid"]),
                       ("bumps", ["dataset.kind=playground_bumps", "network.kind=three_layer"]),
                       ("residual", ["dataset.kind=playground_bumps", "network.layers=3"])):
        folder = train(name, steps=20, sets=[*sets, "network.hidden=5"])
        net = torch.jit.load(str(folder / "model.pt"))
        with open(folder / "data.csv") as file:
            rows = [line.split(",") for line in file.read().splitlines()[1:]]
        training = [[float(v) for v in row[:3]] for row in rows if row[3] == "train"]
        data = torch.tensor(training, dtype=torch.float32)
        with torch.no_grad():
            loss = torch.nn.functional.mse_loss(net(data[:, :2])[:, 0], data[:, 2]).item()
            assert (net.trajectory(data[:, :2])[0] == data[:, :2]).all()
        with open(folder / "metrics.csv") as file:
            lines = file.read().splitlines()
        names, last = lines[0].split(","), lines[-1].split(",")
        assert "train_r2" in names and last[0] == "20"
        ours_loss = float(last[names.index("loss")])
        assert abs(loss - ours_loss) < 1e-5 * max(1, loss), (name, loss, ours_loss)


def check_numbers():
    worst = 0.0
    cases = list(itertools.product(("relu", "tanh", "gelu", "softplus", "identity"),
                                   ("one", "1/L", "1/sqrt(L)")))
    for i, (activation, scale) in enumerate(cases):
        dimension = (2, 3, 7)[i % 3]
        layers = (1, 4, 30)[(i // 3) % 3]
        head = ("far", "learned")[i % 2]
        folder = train(f"n{i}", steps=3, sets=[
            f"network.activation={activation}", f"network.scale={scale}",
            f"network.dimension={dimension}", f"network.layers={layers}",
            f"network.head.kind={head}", "network.init.kind=normal", "network.init.std=0.3"])
        net = torch.jit.load(str(folder / "model.pt"))
        states, logits = ours(folder / "model.pt", layers)
        with torch.no_grad():
            trajectory = net.trajectory(POINTS)
            assert trajectory.shape == (layers + 1, len(POINTS), dimension)
            assert (trajectory[0, :, :2] == POINTS).all() and (trajectory[0, :, 2:] == 0).all()
            worst = max(worst, difference(trajectory, states), difference(net(POINTS), logits))
            for k in range(layers + 1):
                worst = max(worst, difference(net.tail(trajectory[k], k), logits))
            for k in (-1, layers + 1):
                try:
                    net.tail(trajectory[0], k)
                    raise AssertionError(f"tail at layer {k} was not refused")
                except torch.jit.Error as refusal:
                    assert "k is a layer" in str(refusal)
    assert worst < 1e-5, worst
    return len(cases), worst


def check_contract():
    folder = train("contract", steps=5)
    net = torch.jit.load(str(folder / "model.pt"))
    names = {name: tuple(p.shape) for name, p in net.named_parameters()}
    expected = {}
    for k in range(9):
        expected |= {f"blocks.{k}.fc1.weight": (16, 2), f"blocks.{k}.fc1.bias": (16,),
                     f"blocks.{k}.fc2.weight": (2, 16), f"blocks.{k}.fc2.bias": (2,)}
    expected |= {"head.weight": (2, 2), "head.bias": (2,)}
    assert names == expected, names
    assert list(net.state_dict()) == list(expected)
    # The far head keeps its values: neither we nor an optimiser in Python train it.
    assert net.head.weight.tolist() == [[1, 1], [0, 0]] and net.head.bias.tolist() == [3, 0]
    assert not net.head.weight.requires_grad and net.blocks.state_dict()["0.fc1.weight"] is not None
    optimizer = torch.optim.Adam(net.parameters(), weight_decay=0.1)
    before = [p.detach().clone() for p in net.parameters()]
    net.train()
    net(POINTS).square().sum().backward()
    optimizer.step()
    net.eval()
    moved = [not torch.equal(a, b) for a, b in zip(before, net.parameters())]
    assert moved == [True] * 36 + [False] * 2, moved
    # Any batch size works, also in double precision.
    assert net(POINTS[:1]).shape == (1, 2) and net(POINTS[:0]).shape == (0, 2)
    assert net.double()(POINTS.double()).dtype == torch.float64
    # The file has the configuration of this one network.
    for name, weight in (("model.pt", 0.03), ("model_a.pt", 0)):
        extra = {"config.json": ""}
        torch.jit.load(str(folder / name), _extra_files=extra)
        inside = json.loads(extra["config.json"])
        assert inside["objective"]["lambda"] == weight and "compare" not in inside
        assert inside["dataset"] == config(folder)["dataset"]
    # The learned head is trained.
    folder = train("learned", steps=5, sets=["network.head.kind=learned"])
    assert torch.jit.load(str(folder / "model.pt")).head.bias.requires_grad


def safetensors(path):
    """Tensors and metadata of a safetensors file, by its description alone."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:8 + size])
    metadata = header.pop("__metadata__")
    assert size % 8 == 0 and all(entry["dtype"] == "F32" for entry in header.values())
    return {name: np.frombuffer(raw[8 + size + entry["data_offsets"][0]:8 + size + entry["data_offsets"][1]],
                                "<f4").reshape(entry["shape"]) for name, entry in header.items()}, metadata


def check_safetensors():
    for i, sets in enumerate([(), ("network.head.kind=learned", "network.dimension=5")]):
        folder = train(f"tensors{i}", steps=20, sets=sets)
        for name in ("model", "model_a"):
            tensors, metadata = safetensors(folder / f"{name}.safetensors")
            extra = {"config.json": ""}
            state = torch.jit.load(str(folder / f"{name}.pt"), _extra_files=extra).state_dict()
            assert tensors.keys() == state.keys()
            assert all(np.array_equal(tensors[key], state[key].numpy()) for key in state)
            assert metadata == {"format": "pt", "leastaction.config": extra["config.json"].decode()}
        # The way back: the same bytes, of both files.
        again = train(f"tensors{i}_again", "--init", folder / "model.safetensors", steps=0)
        for name in ("model.safetensors", "model.pt"):
            assert (again / name).read_bytes() == (folder / name).read_bytes()
        run("render", "--model", folder / "model.safetensors", "--size", "400x300", "--out", f"tensors{i}.png")
    # Cut off, or another size than its header says.
    whole = (folder / "model.safetensors").read_bytes()
    for cut in (7, 300, len(whole) - 4):
        (SCRATCH / "cut.safetensors").write_bytes(whole[:cut])
        line = error("train", "--init", "cut.safetensors", "--steps", 0, "--out", "no")
        assert "cut.safetensors" in line and "\n" not in line.strip(), line


def check_way_back():
    for i, sets in enumerate([(), ("network.head.kind=learned", "network.dimension=4",
                                   "network.activation=tanh")]):
        folder = train(f"way{i}", steps=20, sets=(*sets, "compare=null"))
        model = folder / "model.pt"
        # Without a preset our file gives its own configuration.
        again = train(f"again{i}", "--init", model, steps=0)
        assert (again / "model.pt").read_bytes() == model.read_bytes()
        assert config(again)["ran"]["init"] == str(model)
        # A state dict.
        net = torch.jit.load(str(model))
        state = {name: value.clone() for name, value in net.state_dict().items()}
        state["blocks.0.fc1.bias"] += 0.125
        torch.save(state, SCRATCH / "state.pt")
        back = train(f"back{i}", "--init", "state.pt", "--config", folder / "config.json", steps=0)
        loaded = torch.jit.load(str(back / "model.pt")).state_dict()
        assert list(loaded) == list(state)
        assert all(torch.equal(loaded[name], state[name]) for name in state)
        # Double precision is rounded; the far head may be missing.
        half = {name: value.double() for name, value in state.items()
                if i == 1 or not name.startswith("head")}
        torch.save(half, SCRATCH / "double.pt")
        back = train(f"double{i}", "--init", "double.pt", "--config", folder / "config.json",
                     steps=0)
        loaded = torch.jit.load(str(back / "model.pt")).state_dict()
        assert all(torch.equal(loaded[name], state[name]) for name in state)
    # Both networks of a comparison start from it.
    both = train("both", "--preset", "circles", "--init", "way0/model.pt", steps=0)
    a, b = (torch.jit.load(str(both / name)).state_dict() for name in ("model_a.pt", "model.pt"))
    assert all(torch.equal(a[name], b[name]) for name in a)


def check_refusals():
    net = torch.jit.load(str(SCRATCH / "way0/model.pt"))
    state = dict(net.state_dict())
    first = state["blocks.0.fc1.weight"]

    def refused(name, saved, *parts, **keywords):
        torch.save(saved, SCRATCH / name, **keywords)
        check(name, *parts)

    count = 0

    def check(name, *parts, extra=()):
        nonlocal count
        count += 1
        line = error("train", "--steps", 0, "--out", "no", "--init", name, *extra)
        for part in (name, *parts):
            assert part in line, (part, line)
        assert not (SCRATCH / "no").exists(), line

    plain = "torch.save(net.state_dict(), f)"
    refused("old.pt", state, "PyTorch 1.6", plain, _use_new_zipfile_serialization=False)
    refused("object.pt", torch.nn.Linear(2, 2), "torch.nn.modules.linear.Linear", plain)
    refused("list.pt", [first], plain)
    refused("numbers.pt", {"lr": 0.1}, plain)
    refused("keys.pt", {1: first}, "blocks.0.fc1.weight")
    refused("missing.pt", {n: v for n, v in state.items() if n != "blocks.4.fc2.bias"},
            "blocks.4.fc2.bias [2]")
    refused("more.pt", state | {"blocks.9.fc1.weight": first}, "blocks.9.fc1.bias [16]")
    refused("shape.pt", state | {"blocks.0.fc1.weight": first.t()},
            "blocks.0.fc1.weight is [2, 16]", "[16, 2]")
    refused("nan.pt", state | {"blocks.0.fc1.weight": first * float("nan")}, "not finite")
    # Sizes and head are those of the file, unless a configuration names others.
    for name, part, changed in (
            ("head.pt", "network.head.intercept=4", {"head.bias": torch.tensor([4.0, 0.0])}),
            ("turned.pt", "network.head.kind=learned", {"head.weight": torch.tensor([[1.0, 0.0], [0.0, 1.0]])})):
        torch.save(state | changed, SCRATCH / name)
        check(name, "--set " + part, extra=["--preset", "circles"])
        train(f"free_{name}", "--init", name, steps=0)
    refused("complex.pt", {"a": torch.ones(2, dtype=torch.complex64)}, "torch.ComplexFloatStorage")
    torch.jit.script(torch.nn.Linear(2, 2)).save(SCRATCH / "foreign.pt")
    check("foreign.pt", "no blocks.0.fc1.weight", "blocks.{k}.fc1.weight")
    for name, size in (("empty.pt", 0), ("short.pt", 30), ("cut.pt", 5000)):
        (SCRATCH / name).write_bytes((SCRATCH / "way0/model.pt").read_bytes()[:size])
        check(name, "empty" if size == 0 else "cut off")
    (SCRATCH / "text.pt").write_text("weights\n")
    check("text.pt", "PyTorch 1.6")
    check("way0", "is a folder")
    check("nothing.pt", "No such file")
    check("way0/model.pt", "--set network.activation=relu",
          extra=["--preset", "circles", "--set", "network.activation=tanh"])
    check("way0/model.pt", "[16, 2]", "[2, 2]", extra=["--preset", "far-circles"])
    check("way0/model.pt", "blocks.8.fc1.bias", extra=["--set", "network.layers=8"])
    return count


count, worst = check_numbers()
check_values()
check_contract()
check_safetensors()
check_way_back()
refusals = check_refusals()
print(f"{count} networks, largest difference {worst:.3g}; {refusals} files refused")
