"""Follows what README and docs/files.md say about models to the letter: their blocks of code are run as printed, in a
folder with nothing but a run in it, and what they leave is opened as they say.

    readme_models.py PROGRAM SOURCE
"""

import os
import pathlib
import re
import sys
import textwrap

import numpy as np
import torch
from sklearn.datasets import make_moons

sys.dont_write_bytecode = True
sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
SOURCE = pathlib.Path(sys.argv[2])
sys.path.insert(0, str(SOURCE / "python"))
from run_program import PROGRAM, SCRATCH, run

os.environ["LEASTACTION"] = PROGRAM
README = (SOURCE / "README.md").read_text()


def blocks(text):
    """What is indented in a text, from a blank line or words to the next, without its indent."""
    return [textwrap.dedent(found) for found in re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)]


def one(blocks_of, words):
    found = [block for block in blocks_of if words in block]
    assert len(found) == 1, (words, found)
    return found[0]


torch.manual_seed(1)
os.chdir(SCRATCH)
run("train", "--preset", "moons", "--set", "network.layers=3", "--steps", 100, "--out", "run", "--script", "run.py")
for name in ("model.pt", "data.csv", "model.safetensors"):
    (SCRATCH / name).write_bytes((SCRATCH / "run" / name).read_bytes())
code = blocks(README)

# model.pt in plain Python, and what --init takes, "to start from".
names = {"torch": torch, "x": torch.randn(5, 2), "k": 1}
exec(one(code, 'torch.jit.load("model.pt")'), names)
net, x = names["net"], names["x"]
assert net(x).shape == (5, 2) and net.trajectory(x).shape == (4, 5, 2) and net.tail(x, 1).shape == (5, 2)
(saved,) = re.findall(r"`(torch\.save\(net\.state_dict\(\), \"model\.pt\"\))`", README)
ours = (SCRATCH / "model.pt").read_bytes()
exec(saved, names)
assert (SCRATCH / "model.pt").read_bytes() != ours
for start in ("model.pt", "model.safetensors", "run/model.pt"):
    run("train", "--preset", "moons", "--set", "network.layers=3", "--init", start, "--steps", 0, "--out", f"from-{start[:5]}-{len(start)}")

# Any other network: recorded by itself and in a training loop, shown as the comment says.
recording = one(code, "leastaction.record(")
assert recording.endswith("recorder.step(k)\n"), recording
inputs, labels = make_moons(200, noise=0.1, random_state=0)


class Step(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))

    def forward(self, x):
        return x + self.inner(x)


model = torch.nn.Sequential(*(Step() for _ in range(3)), torch.nn.Linear(2, 2))
import leastaction
names = {"leastaction": leastaction, "model": model, "x": inputs.astype(np.float32), "y": labels, "steps": 301}
first, loop = recording.split("\n", 1)
(command,) = re.findall(r"# then: leastaction (.*)", first)
for lines in (first, loop):
    (SCRATCH / "run.safetensors").unlink(missing_ok=True)
    exec(lines, names)
    run(*command.split(), "--screenshot", "shown.png", "--size", "800x600")

# Training from Python.
names = {"X": inputs, "y": labels}
exec(one(code, "from leastaction import LeastAction"), names)
assert names["net"].score(inputs, labels) > 0.9 and len(names["table"]["lambda"]) == 60

# A network as TorchScript, of docs/files.md, on the data.csv beside it.
wrapper = one(blocks((SOURCE / "docs/files.md").read_text()), "class Wrapped")
names = {"torch": torch, "blocks": [step.inner for step in list(model)[:3]], "head": model[3]}
path = SCRATCH / "wrapper.py"  # TorchScript reads the source
path.write_text(wrapper)
exec(compile(wrapper, str(path), "exec"), names)
run("inspect", "model.pt", "--screenshot", "wrapped.png", "--size", "800x600")
print("followed README")
