"""`inspect` without a window: the table of the layers against NumPy and SciPy, what the score is called, and the two ways
that are offered for a network of somebody else's, which are followed as they are printed.

    inspect_command.py PROGRAM SOURCE
"""

import csv
import os
import sys
import textwrap

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment

sys.dont_write_bytecode = True
sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
sys.path.insert(0, os.path.join(sys.argv[2], "python"))
from run_program import PROGRAM, SCRATCH, call, run, table, train

torch.manual_seed(1)
HEAD = ["member", "layer", "points", "energy", "w2_squared", "rank", "largest_move"]


def expected(states):
    """[L] rows of energy, W2^2, rank and largest move of states [L+1, n, q]."""
    for a, b in zip(states, states[1:]):
        moves = b - a
        squares = np.square(a[:, None] - b[None]).sum(2)
        values = np.linalg.svd(moves, compute_uv=False)
        yield (np.square(moves).sum(1).mean(), squares[linear_sum_assignment(squares)].mean(),
               int((values > 1e-3 * values[0]).sum()) if values[0] > 0 else 0, np.linalg.norm(moves, axis=1).max())


def compare(rows, member, states):
    rows = [row for row in rows if row["member"] == member]
    wanted = list(expected(states))
    assert len(rows) == len(wanted), (len(rows), len(wanted))
    for k, (row, (energy, w2, rank, largest)) in enumerate(zip(rows, wanted)):
        found = [float(row[name]) for name in ("energy", "w2_squared", "largest_move")]
        assert np.allclose(found, [energy, w2, largest], rtol=1e-4, atol=1e-9), (k, found, energy, w2, largest)
        assert (int(row["layer"]), int(row["rank"]), int(row["points"])) == (k, rank, states.shape[1]), (k, row, rank)


def points_of(path, split=None):
    return np.array([[float(row["x"]), float(row["y"])] for row in table(path) if split in (None, row.get("split"))])


class Turning(torch.nn.Module):
    """Three dimensions; the first layer moves along one line, the second rests, the third in a plane."""

    @torch.jit.export
    def trajectory(self, x):
        x = torch.cat([x, torch.zeros_like(x[:, :1])], 1)
        one = x + x[:, :1] * torch.tensor([0.5, 0.25, 1.0])
        two = one.clone()
        return torch.stack([x, one, two, two + torch.stack([two[:, 1], -two[:, 0], torch.zeros_like(two[:, 0])], 1)])

    def forward(self, x):
        return self.trajectory(x)[-1][:, :2]


def check_tables():
    folder = train("pair", steps=60, sets=["dataset.points=300", "network.layers=4", "network.dimension=3"])
    said = run("inspect", folder / "model.pt", "--against", folder / "model_a.pt", "--table", "pair.csv").stdout
    assert said.startswith("model.pt: test accuracy "), said
    rows = table(SCRATCH / "pair.csv")
    assert list(rows[0]) == HEAD
    x = torch.tensor(points_of(folder / "data.csv", "train"), dtype=torch.float32)
    for member, name in (("B", "model.pt"), ("A", "model_a.pt")):
        states = torch.jit.load(str(folder / name)).trajectory(x).detach().double().numpy()
        compare(rows, member, states)
    # Of another's network all points, which nobody split.
    x = torch.randn(200, 2)
    with open(SCRATCH / "own.csv", "w", newline="") as file:
        csv.writer(file).writerows([["x", "y", "label"], *([*p, int(p[0] < 0.3)] for p in x.tolist())])
    torch.jit.script(Turning()).save(str(SCRATCH / "turning.pt"))
    said = run("inspect", "turning.pt", "--data", "own.csv", "--table", "turning.csv").stdout
    assert said.startswith("turning.pt: accuracy 0.") and said.endswith(" on 200 points\n"), said
    rows = table(SCRATCH / "turning.csv")
    assert [row["rank"] for row in rows] == ["1", "0", "2"], rows
    compare(rows, "B", Turning().trajectory(torch.tensor(points_of(SCRATCH / "own.csv"), dtype=torch.float32)).double().numpy())
    # One of ours on points that nobody split, and as a table to be read.
    said = run("inspect", folder / "model.pt", "--data", "own.csv", "--table", "-").stdout.splitlines()
    assert said[0].startswith("model.pt: accuracy 0.") and said[0].endswith(" on 200 points") and said[2].split()[:2] == ["layer", "E_k"], said
    assert said[1] == "B: 4 layers of 3 dimensions, of all 200 points" and len(said) == 3 + 4, said
    said = run("inspect", folder / "model.pt", "--data", "own.csv", "--set", "dataset.test_fraction=0.5", "--table", "-").stdout
    assert said.startswith("model.pt: test accuracy "), said


def offered(path, *arguments, ways=True):
    """The two blocks of code that are printed for a network of somebody else's; stderr is one line."""
    done = call(PROGRAM, ["inspect", path, "--preset", "circles", "--screenshot", "no.png", *arguments], SCRATCH)
    assert done.code == 1 and done.err.count("\n") == 1 and not (SCRATCH / "no.png").exists(), done.err
    assert (done.out != "") == ways, (path, done.out)
    blocks, lines = [[]], done.out.splitlines()
    for line in lines:
        if line.startswith("    "):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    assert not ways or 10 <= len(lines) <= 20, lines
    return [textwrap.dedent("\n".join(block)) for block in blocks if block]


class Block(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = torch.nn.Linear(2, 6), torch.nn.Linear(6, 2)

    def forward(self, x):
        return self.b(torch.tanh(self.a(x)))


class Theirs(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.parts, self.head = torch.nn.ModuleList(Block() for _ in range(3)), torch.nn.Linear(2, 2)

    def forward(self, x):
        for part in self.parts:
            x = x + part(x)
        return self.head(x)


def check_ways():
    model = Theirs().eval()
    torch.save(model, SCRATCH / "module.pt")
    torch.save({"conv." + n: v for n, v in torch.nn.Conv2d(1, 6, 5).state_dict().items()}, SCRATCH / "state.pt")
    torch.jit.script(model).save(str(SCRATCH / "script.pt"))
    ways = [offered(name) for name in ("module.pt", "script.pt", "state.pt")]
    assert ways[0] == ways[1] == ways[2] and len(ways[0]) == 2, ways
    # They work as they are printed.
    os.chdir(SCRATCH)
    x = torch.tensor(points_of("own.csv"), dtype=torch.float32)
    names = {"torch": torch, "model": model, "x": x, "y": (x[:, 0] > 0).long(), "blocks": list(model.parts), "head": model.head}
    for i, block in enumerate(ways[0]):
        path = SCRATCH / f"way{i}.py"  # TorchScript reads the source
        path.write_text(block)
        exec(compile(block, str(path), "exec"), names)
    states = [x.double().numpy()]
    with torch.no_grad():
        for part in model.parts:
            x = x + part(x)
            states.append(x.double().numpy())
    for arguments in (["run.safetensors"], ["model.pt", "--data", "own.csv"]):
        run("inspect", *arguments, "--table", "shown.csv")
        compare(table("shown.csv"), "B", np.stack(states))
    # What is broken is no network of others.
    (SCRATCH / "cut.pt").write_bytes((SCRATCH / "script.pt").read_bytes()[:700])
    offered("cut.pt", ways=False)
    offered("nothing.pt", ways=False)


check_tables()
check_ways()
print("tables, scores and ways")
