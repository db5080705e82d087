"""Weights as people save them, read without running anything: every form gives the same weights bit for bit, or
is refused by what it is.

    state_dicts.py PROGRAM
"""

import collections
import json
import os
import shutil
import struct
import subprocess
import sys

import numpy as np
import torch

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import PROGRAM, SCRATCH, error, run, train

torch.manual_seed(1)


class Block(torch.nn.Module):
    def __init__(self, q, m):
        super().__init__()
        self.fc1, self.fc2 = torch.nn.Linear(q, m), torch.nn.Linear(m, q)

    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))


class Net(torch.nn.Module):
    def __init__(self, layers=3, q=2, m=5):
        super().__init__()
        self.blocks = torch.nn.ModuleList(Block(q, m) for _ in range(layers))
        self.head = torch.nn.Linear(q, 2)

    def forward(self, x):
        for block in self.blocks:
            x = x + block(x)
        return self.head(x)


def weights(folder):
    raw = (folder / "model.safetensors").read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:8 + size])
    header.pop("__metadata__")
    return {name: np.frombuffer(raw, "<f4", count=int(np.prod(entry["shape"])),
                                offset=8 + size + entry["data_offsets"][0]).reshape(entry["shape"])
            for name, entry in header.items()}


def save_safetensors(path, tensors, tied=None):
    """As safetensors.torch.save_file does: sorted by type and name; save_model names tied tensors, too."""
    header, data = {"__metadata__": {"format": "pt"} | (tied or {})}, b""
    for name, value in sorted(tensors.items()):
        bits = value.contiguous()
        kind = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64"}[bits.dtype]
        raw = bits.view(torch.int16 if bits.element_size() == 2 else bits.dtype).numpy().tobytes()
        header[name] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def check_taken():
    net = Net()
    state = net.state_dict()
    plain = {name: value.clone() for name, value in state.items()}
    both = torch.cat([value.flatten() for value in plain.values()])
    sliced, at = {}, 0
    for name, value in plain.items():
        sliced[name] = both[at:at + value.numel()].view(value.shape)
        at += value.numel()
    turned = {name: value.t().contiguous().t() for name, value in plain.items()}
    optimizer = torch.optim.Adam(net.parameters())
    net(torch.randn(4, 2)).sum().backward()
    optimizer.step()
    state = net.state_dict()
    plain = {name: value.clone() for name, value in state.items()}
    buffered = Net()
    buffered.load_state_dict(state)
    parallel, compiled = ({prefix + name: value for name, value in plain.items()}
                          for prefix in ("module.", "_orig_mod.module."))
    forms = {
        "state": (state, None), "plain": (plain, None), "ordered": (collections.OrderedDict(plain), None),
        "parameters": (collections.OrderedDict(net.named_parameters()), None),
        "checkpoint": ({"epoch": 3, "state_dict": state, "optimizer": optimizer.state_dict(), "loss": 0.5}, None),
        "model_state": ({"model_state_dict": state, "best": None, "history": [1.5, 2]}, None),
        "model": ({"model": {"state_dict": state}, "args": {"lr": 1e-3, "big": 1 << 70, "name": "x" * 300}}, None),
        "parallel": (parallel, plain), "data_parallel": (torch.nn.DataParallel(net).state_dict(), plain),
        "compiled": (compiled, plain), "sliced": (sliced, sliced), "turned": (turned, turned),
        "double": ({n: v.double() for n, v in plain.items()}, plain),
        "half": ({n: v.half() for n, v in plain.items()}, {n: v.half().float() for n, v in plain.items()}),
        "bfloat": ({n: v.bfloat16() for n, v in plain.items()}, {n: v.bfloat16().float() for n, v in plain.items()}),
        "whole": ({n: (8 * v).to(torch.int32) for n, v in plain.items()},
                  {n: (8 * v).to(torch.int32).float() for n, v in plain.items()}),
        "bytes": ({n: (8 * v).to(torch.int8) for n, v in plain.items()},
                  {n: (8 * v).to(torch.int8).float() for n, v in plain.items()}),
        "expanded": (plain | {"blocks.0.fc1.bias": torch.tensor([0.25]).expand(5)},
                     plain | {"blocks.0.fc1.bias": torch.full((5,), 0.25)}),
    }
    # Other names of the same network, which its shapes alone tell apart.
    renamed = {name.replace("blocks", "encoder.layers").replace("fc1", "net.0").replace("fc2", "net.2")
               .replace("head", "classifier"): value for name, value in plain.items()}
    forms["foreign"] = (renamed, plain)
    averaged = torch.optim.swa_utils.AveragedModel(net)
    forms["averaged"] = (averaged.state_dict(), plain)
    forms["lightning"] = ({"state_dict": {"model.net." + name: value for name, value in plain.items()}}, plain)
    marked = {name: torch.nn.Parameter(value) for name, value in plain.items()}
    for parameter in marked.values():
        parameter.note = "of its own"
    forms["marked"] = (marked, plain)
    sets = ["network.head.kind=learned", "network.layers=3", "network.hidden=5", "network.dimension=2", "compare=null"]
    arguments = [word for one in sets for word in ("--set", one)]
    for name, (saved, wanted) in forms.items():
        wanted = plain if wanted is None else wanted
        torch.save(saved, SCRATCH / f"{name}.pt")
        for protocol in (4,) if name in ("state", "checkpoint", "sliced") else ():
            torch.save(saved, SCRATCH / f"{name}_{protocol}.pt", pickle_protocol=protocol)
        for file in sorted(SCRATCH.glob(f"{name}.pt")) + sorted(SCRATCH.glob(f"{name}_?.pt")):
            run("train", "--init", file, "--steps", 0, "--out", f"of-{file.stem}", *arguments)
            got = weights(SCRATCH / f"of-{file.stem}")
            assert got.keys() == wanted.keys(), (file, got.keys())
            for key, value in wanted.items():
                assert np.array_equal(got[key], value.detach().float().numpy()), (file, key)
    for name, tensors in (("ours", plain), ("foreign", renamed), ("half", {n: v.half() for n, v in plain.items()}),
                          ("bfloat", {n: v.bfloat16() for n, v in plain.items()}),
                          ("double", {n: v.double() for n, v in plain.items()})):
        save_safetensors(SCRATCH / f"{name}.safetensors", tensors)
        run("train", "--init", f"{name}.safetensors", "--steps", 0, "--out", f"safe-{name}", *arguments)
        got = weights(SCRATCH / f"safe-{name}")
        for key, value in plain.items():
            exact = forms[name][1] if name in ("half", "bfloat") else plain
            assert np.array_equal(got[key], exact[key].detach().float().numpy()), (name, key)
    # The sizes need not be named: the shapes say them.
    run("render", "--model", "state.pt", "--set", "network.activation=tanh", "--size", "400x300", "--out", "s.png")
    return len(forms) + 5


def check_tied():
    """Layers that are one: PyTorch keeps a storage once, safetensors one tensor and the names of the others."""
    net = Net(layers=64, m=512)
    net.blocks = torch.nn.ModuleList([net.blocks[0]] * 64)
    state = net.state_dict()
    torch.save(state, SCRATCH / "tied.pt")
    kept = {name: value for name, value in state.items() if name.startswith(("blocks.0.", "head"))}
    tied = {name: "blocks.0." + name.split(".", 2)[2] for name in state if name not in kept}
    save_safetensors(SCRATCH / "tied.safetensors", kept, tied)
    for file in ("tied.pt", "tied.safetensors"):
        run("train", "--init", file, "--steps", 0, "--out", f"of-{file}", "--set", "network.head.kind=learned",
            "--set", "network.layers=64", "--set", "network.hidden=512", "--set", "compare=null")
        got = weights(SCRATCH / f"of-{file}")
        assert got.keys() == state.keys(), (file, len(got))
        assert all(np.array_equal(got[name], value.numpy()) for name, value in state.items()), file
    # Without the names a layer lacks a part, which is named.
    some = {name: value for name, value in Net().state_dict().items() if name != "blocks.2.fc1.weight"}
    save_safetensors(SCRATCH / "nameless.safetensors", some)
    line = error("train", "--init", "nameless.safetensors", "--steps", 0, "--out", "no", "--set", "compare=null")
    assert "there is no blocks.2.fc1.weight [5, 2]" in line and "save_model" in line, line
    # Tensors that share must not fill the memory.
    save_safetensors(SCRATCH / "many.safetensors", {"a": torch.ones(1 << 20)}, {f"b{i}": "a" for i in range(17)})
    assert "too large together" in error("train", "--init", "many.safetensors", "--steps", 0, "--out", "no")
    one = torch.ones(1 << 20)
    torch.save({f"b{i}": one for i in range(17)}, SCRATCH / "many.pt")
    assert "too large together" in error("train", "--init", "many.pt", "--steps", 0, "--out", "no")
    return 2, 3


def check_refused():
    net = Net()
    state = net.state_dict()
    square = Net(m=2).state_dict()
    renamed = {"net." + name.replace("fc1", "a").replace("fc2", "b"): value for name, value in square.items()}
    numpy_number = {"state_dict": state, "best": np.float64(0.5)}
    cases = [("module.pt", net, "__main__.Net"), ("layer.pt", torch.nn.Linear(2, 2), "torch.nn.modules.linear.Linear"),
             ("numpy.pt", numpy_number, "numpy"), ("list.pt", list(state.values()), "a list"),
             ("tensor.pt", torch.ones(3, 4), "one tensor [3, 4]"), ("empty.pt", {}, "a dict"),
             ("numbers.pt", {"lr": 0.1, "epoch": 3}, "a dict of lr, epoch"),
             ("square.pt", renamed, "net.blocks.0.a.weight [2, 2]"),
             ("conv.pt", torch.nn.Conv2d(1, 6, 5).state_dict(), "weight [6, 1, 5, 5]"),
             ("function.pt", {"a": os.system}, "posix.system")]
    for name, saved, part in cases:
        torch.save(saved, SCRATCH / name)
        line = error("train", "--init", name, "--steps", 0, "--out", "no")
        assert name in line and part in line, line
    torch.save(state, SCRATCH / "old.pt", _use_new_zipfile_serialization=False)
    assert "before PyTorch 1.6" in error("train", "--init", "old.pt", "--steps", 0, "--out", "no")
    # A pickle that would call a program calls nothing.
    class Call:
        def __reduce__(self):
            return os.system, (f"touch {SCRATCH}/called",)
    torch.save({"a": Call()}, SCRATCH / "call.pt")
    assert "posix.system" in error("train", "--init", "call.pt", "--steps", 0, "--out", "no")
    assert not (SCRATCH / "called").exists()
    return len(cases) + 2


def check_nothing_is_executed():
    """No process is started, and no file but the model and those of the run is opened for reading."""
    if not shutil.which("strace"):
        print("no strace here")
        return
    for i, name in enumerate(("state.pt", "checkpoint.pt", "foreign.safetensors", "of-state/model.pt", "call.pt")):
        log = SCRATCH / "calls.txt"
        subprocess.run(["strace", "-f", "-o", log, "-e", "trace=execve,execveat,fork,vfork,clone,clone3,open,openat",
                        PROGRAM, "train", "--init", name, "--steps", "0", "--out", f"traced{i}"],
                       cwd=SCRATCH, capture_output=True)
        lines = log.read_text().splitlines()
        assert sum("execve(" in line for line in lines) == 1, name
        assert not any("fork(" in line or "clone" in line and "CLONE_THREAD" not in line for line in lines), name
        opened = [line.split('"')[1] for line in lines
                  if "open" in line and "O_RDONLY" in line and "ENOENT" not in line]
        assert name in opened
        others = [path for path in opened if path != name and not path.startswith(("/etc/", "/lib/", "/usr/lib/",
                  "/proc/", "/sys/", str(SCRATCH), "."))]
        assert not others and not any("torch" in path for path in opened if path.endswith(".so")), (name, others)


taken = check_taken()
tied, not_tied = check_tied()
refused = check_refused()
check_nothing_is_executed()
print(f"{taken + tied} forms taken, {refused + not_tied} refused")
