"""TorchScript that is not quite what docs/files.md asks for: other precisions, other shapes, other containers, times.
What can be taken is shown, with the model's own numbers, and a line says how; what cannot is named, and the rest is
shown; a file that cannot be shown at all is refused with one line.

    strange_scripts.py PROGRAM LA_DUMP_FLOW
"""

import os
import re
import subprocess
import sys
import zipfile
from typing import Dict, List, Tuple

try:
    import torch
except ImportError:
    print("not found: PyTorch")
    sys.exit(1 if os.environ.get("LA_REQUIRE_GL") == "1" else 77)

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import PROGRAM, SCRATCH, call, png_size

torch.manual_seed(2)
X = torch.randn(30, 2)
LAYERS = 4


class Base(torch.nn.Module):
    """x + r(x) in four blocks; those that derive from it give their states and logits in ways of their own."""

    def __init__(self, outputs: int = 2, width: int = 2):
        super().__init__()
        self.blocks = torch.nn.ModuleList([torch.nn.Sequential(torch.nn.Linear(width, 6), torch.nn.Tanh(),
                                                               torch.nn.Linear(6, width)) for _ in range(LAYERS)])
        self.head = torch.nn.Linear(width, outputs)

    def flow(self, x) -> torch.Tensor:
        states = [x]
        for block in self.blocks:
            x = x + block(x)
            states.append(x)
        return torch.stack(states)

    @torch.jit.export
    def trajectory(self, x):
        return self.flow(x)

    def forward(self, x):
        return self.head(self.flow(x)[-1])


class Argmax(Base):
    def forward(self, x):
        return self.head(self.flow(x)[-1]).argmax(1)


class Pair(Base):
    def forward(self, x) -> Tuple[torch.Tensor, torch.Tensor]:
        states = self.flow(x)
        return self.head(states[-1]), states


class Named(Base):
    def forward(self, x) -> Dict[str, torch.Tensor]:
        end = self.flow(x)[-1]
        return {"features": end, "logits": self.head(end)}


class Clouds(Base):
    @torch.jit.export
    def trajectory(self, x) -> List[torch.Tensor]:
        states = [x]
        for block in self.blocks:
            x = x + block(x)
            states.append(x)
        return states


class Timed(Base):
    @torch.jit.export
    def trajectory(self, x) -> Tuple[torch.Tensor, torch.Tensor]:
        return torch.linspace(0, 1, 5), self.flow(x)


class PointsFirst(Base):
    @torch.jit.export
    def trajectory(self, x):
        return self.flow(x).transpose(0, 1)


class Line(Base):
    @torch.jit.export
    def trajectory(self, x):
        return self.flow(x[:, :1])

    def forward(self, x):
        return self.head(self.flow(x[:, :1])[-1])

    @torch.jit.export
    def tail(self, x, k: int):
        for i, block in enumerate(self.blocks):
            if i >= k:
                x = x + block(x)
        return self.head(x)


class Bursts(Base):
    @torch.jit.export
    def trajectory(self, x):
        states = self.flow(x)
        states[3:] = float("inf")
        return states


class Constant(torch.nn.Module):
    """Without parameters; the numbers in its code are doubles."""

    @torch.jit.export
    def trajectory(self, x):
        turn = torch.tensor([[0.8, 0.6], [-0.6, 0.8]], dtype=torch.float64)
        return torch.stack([x, x @ turn, x @ turn @ turn])

    def forward(self, x):
        return self.trajectory(x)[-1]


class Field(torch.nn.Module):
    """As torchdyn's NeuralODE is called: (times, states) of points and times, by Euler's rule."""

    def __init__(self):
        super().__init__()
        self.vf = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))

    def solve(self, x, t_span) -> torch.Tensor:
        states = [x]
        for k in range(len(t_span) - 1):
            x = x + (t_span[k + 1] - t_span[k]) * self.vf(x)
            states.append(x)
        return torch.stack(states)

    def forward(self, x, t_span) -> Tuple[torch.Tensor, torch.Tensor]:
        return t_span, self.solve(x, t_span)


class FieldTrajectory(Field):
    @torch.jit.export
    def trajectory(self, x, t_span):
        return self.solve(x, t_span)


class Classifier(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.net = torch.nn.Linear(2, 2)

    def forward(self, x):
        return self.net(x)


class Fails(Base):
    def forward(self, x):
        if x.shape[0] > 0:
            raise ValueError("no weights were loaded")
        return x


def mixed():
    net = Base()
    net.head.double()
    return net


TIMES = torch.linspace(0, 1, 11)
# name, module, the lines that it is shown with, its states, its logits (None: none)
TAKEN = [
    ("double", Base().double(), [], lambda m, x: m.flow(x.double()), lambda m, x: m(x.double())),
    ("half", Base().half(), ["half precision"], lambda m, x: m.float().flow(x), lambda m, x: m(x)),
    ("bfloat16", Base().bfloat16(), ["half precision"], lambda m, x: m.float().flow(x), lambda m, x: m(x)),
    ("mixed", mixed(), ["several precisions"], lambda m, x: m.float().flow(x), lambda m, x: m(x)),
    ("one-logit", Base(1), ["one logit"], lambda m, x: m.flow(x),
     lambda m, x: torch.cat([torch.zeros(len(x), 1), m(x)], 1)),
    ("argmax", Argmax(), ["a class for every point"], lambda m, x: m.flow(x),
     lambda m, x: torch.nn.functional.one_hot(m(x), 2)),
    ("pair", Pair(), [], lambda m, x: m.flow(x), lambda m, x: m(x)[0]),
    ("named", Named(), [], lambda m, x: m.flow(x), lambda m, x: m(x)["logits"]),
    ("clouds", Clouds(), [], lambda m, x: m.flow(x), lambda m, x: m(x)),
    ("timed", Timed(), [], lambda m, x: m.flow(x), lambda m, x: m(x)),
    ("points-first", PointsFirst(), ["points before layers"], lambda m, x: m.flow(x), lambda m, x: m(x)),
    ("line", Line(2, 1), ["one dimension"],
     lambda m, x: torch.nn.functional.pad(m.flow(x[:, :1]), (0, 1)), lambda m, x: m(x)),
    ("bursts", Bursts(), ["not finite from layer 3 on: left out"], lambda m, x: m.flow(x)[:3],
     lambda m, x: m(x)),
    ("constant", Constant(), [], lambda m, x: m.trajectory(x.double()), lambda m, x: m(x.double())),
    ("torchdyn", Field(), ["has no trajectory", "takes times: asked for 11"], lambda m, x: m.solve(x, TIMES), None),
    ("torchdyn-trajectory", FieldTrajectory(), ["trajectory takes times", "forward gives Tuple.*: left out"],
     lambda m, x: m.solve(x, TIMES), None),
    ("many-classes", Base(11), ["forward gives .*, 11., no logits .*: left out"], lambda m, x: m.flow(x), None),
    ("fails", Fails(), ["forward failed: .*no weights were loaded: left out"], lambda m, x: m.flow(x), None),
]


def opened(name):
    """(exit code, lines) of inspect."""
    picture = SCRATCH / f"{name}.png"
    done = call(PROGRAM, ["inspect", f"{name}.pt", "--preset", "circles", "--screenshot", picture, "--size", "800x600"],
                SCRATCH, limit=120)
    lines = done.err.splitlines()
    assert all(line.startswith("leastaction: ") and len(line) < 500 for line in lines), (name, done.err)
    assert (done.code == 0) == picture.exists(), (name, done.err)
    return done.code, lines


def close(ours, theirs):
    theirs = theirs.detach().double()
    assert ours.shape == theirs.shape, (ours.shape, theirs.shape)
    return (ours - theirs).abs().max().item() < 1e-5 * max(1, theirs.abs().max().item())


def check_taken():
    points = "".join(f"{x:.9g} {y:.9g}\n" for x, y in X.tolist())
    for name, module, words, states, logits in TAKEN:
        torch.jit.script(module.eval()).save(str(SCRATCH / f"{name}.pt"))
        code, lines = opened(name)
        assert code == 0, (name, lines)
        assert len(lines) == len(words) and all(re.search(*pair) for pair in zip(words, lines)), (name, lines)
        done = subprocess.run([sys.argv[2], SCRATCH / f"{name}.pt", "decides"], input=points, capture_output=True,
                              text=True, check=True)
        rows = [torch.tensor([float(v) for v in line.split()], dtype=torch.float64) for line in done.stdout.splitlines()]
        decided = rows.pop() if logits else None
        found = torch.stack(rows).reshape(len(rows), len(X), -1)
        with torch.no_grad():
            assert close(found, states(module, X)), name
            assert logits is None or close(decided.reshape(len(X), -1), logits(module, X)), name
    return len(TAKEN)


def edited(name, change, of="double"):
    """A model whose files are changed: {file's ending: (from, to)}."""
    with zipfile.ZipFile(SCRATCH / f"{of}.pt") as old, zipfile.ZipFile(SCRATCH / f"{name}.pt", "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            for ending, (a, b) in change.items():
                if entry.endswith(ending):
                    assert a in content, (name, entry, content)
                    content = content.replace(a, b)
            new.writestr(entry, content)


def check_refused():
    torch.jit.script(Classifier()).save(str(SCRATCH / "classifier.pt"))
    torch.jit.script(Bursts(2, 3)).save(str(SCRATCH / "wide.pt"))
    code = "code/__torch__.py" if any(n.endswith("code/__torch__.py") for n in
                                      zipfile.ZipFile(SCRATCH / "double.pt").namelist()) else ".py"
    edited("newer-operator", {code: (b"torch.stack", b"torch.stack_of_2031")})
    edited("newer-version", {"/version": (zipfile.ZipFile(SCRATCH / "double.pt").read("double/version"), b"99\n")})
    edited("newer-type", {code: (b"x: Tensor) -> Tensor", b"x: RaggedTensor) -> Tensor")})
    cases = {"classifier": ["no method trajectory"], "wide": ["trajectory failed"],
             "newer-operator": ["stack_of_2031", "LibTorch 1.13"], "newer-version": ["99", "LibTorch 1.13"],
             "newer-type": ["RaggedTensor", "LibTorch 1.13"]}
    for name, words in cases.items():
        status, lines = opened(name)
        assert status == 1 and len(lines) == 1 and all(word in lines[0] for word in words), (name, lines)
    return len(cases)


taken, refused = check_taken(), check_refused()
print(f"{taken} strange models shown, {refused} refused")
