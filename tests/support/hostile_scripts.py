"""TorchScript models of strangers who mean harm, or make mistakes: each does its deed when it is loaded, when
it first computes, or only later. hostile_models(folder, victim) writes them; `victim` is a file that they try
to read and to overwrite."""

import torch


class Plain(torch.nn.Module):
    """Three layers, forward and tail: what a model should be."""

    def __init__(self):
        super().__init__()
        self.turn = torch.nn.Parameter(torch.tensor([[0.7, -0.5], [0.5, 0.7]]))
        self.calls = 0

    @torch.jit.export
    def trajectory(self, x):
        states = [x]
        for _ in range(3):
            x = x @ self.turn
            states.append(x)
        return torch.stack(states)

    @torch.jit.export
    def tail(self, x, k: int):
        for _ in range(3 - k):
            x = x @ self.turn
        return x

    def forward(self, x):
        return self.tail(x, 0)


# Deeds: statements in TorchScript that may use x, and give a tensor named y.
DEEDS = {
    "save": 'torch.save(x, "VICTIM")\ny = x',
    "new_file": 'torch.save(x, "VICTIM.new")\ny = x',
    "overwrite": 'z = torch.from_file("VICTIM", True, 4, dtype=torch.float32)\nz.fill_(0)\ny = x + z.sum()',
    "read": 'y = x + torch.from_file("VICTIM", False, 1, dtype=torch.float32)',
    "loop": "y = x\nwhile bool(torch.isfinite(y).all()) or bool(torch.isnan(y).all()):\n    y = torch.cos(y)",
    "memory": "y = torch.zeros([100000, 1000000]) + x.sum()",
    "hoard": "hoard = [x]\nfor i in range(1000000):\n    hoard.append(torch.ones([1000, 1000]) * i)\ny = x + 0 * hoard[len(hoard) - 1].sum()",
    "print": 'for i in range(3):\n    print("\\x1b[31mOwned\\x1b[0m\\x07")\ny = x',
    "flood": 'for i in range(100000):\n    print("all work and no play makes a dull model")\ny = x',
    "raise": 'y = x\nif bool((x == x).any()):\n    raise ValueError("\\x1b[2J\\x07 two\\nlines and ' + "very " * 1000 + 'long")',
    "nan": 'y = x * float("nan")',
    "shape": "y = torch.cat([x, x], 0)",
    "empty": "y = x[:0]",
    "crash": "y = torch.as_strided(x, [2, 2], [1 << 40, 1 << 40]) + x.sum()",
    "fork": "futures = [torch.jit.fork(torch.cos, x)]\nfor i in range(20000):\n"
            "    futures.append(torch.jit.fork(torch.cos, x))\ny = x\n"
            "for future in futures:\n    y = torch.jit.wait(future)",
}
MOMENTS = ("load", "trajectory", "tail", "fifth")

CODE = '''
class {name}(Plain):
    def deed(self, x):
{deed}
        return y

    @torch.jit.export
    def trajectory(self, x):
        states = [x]
        for i in range(3):
            x = x @ self.turn
            states.append(x)
        self.calls = self.calls + 1
        if {in_trajectory}:
            states = [self.deed(s) for s in states]
        return torch.stack(states)

    @torch.jit.export
    def tail(self, x, k: int):
        for i in range(3 - k):
            x = x @ self.turn
        self.calls = self.calls + 1
        return self.deed(x) if {in_tail} else x

    def forward(self, x):
        return self.tail(x, 0)
'''
AT_LOAD = '''
    @torch.jit.export
    def __getstate__(self):
        return (self.turn, self.training)

    @torch.jit.export
    def __setstate__(self, state: Tuple[torch.Tensor, bool]):
        self.turn = self.deed(state[0])
        self.calls = 0
        self.training = state[1]
'''


def script(deed, moment, folder, victim):
    """The file of a model that does a deed at a moment."""
    name = f"{deed}_{moment}"
    lines = DEEDS[deed].replace("VICTIM", str(victim)).splitlines()
    code = CODE.format(name=name, deed="\n".join("        " + line for line in lines),
                       in_trajectory={"trajectory": "True", "fifth": "self.calls > 5"}.get(moment, "False"),
                       in_tail={"tail": "True", "fifth": "self.calls > 5"}.get(moment, "False"))
    if moment == "load":
        code = code.replace("self.calls = self.calls + 1", "pass") + AT_LOAD
    source = folder / f"{name}.py"
    source.write_text("from typing import Tuple\nimport torch\nfrom hostile_scripts import Plain\n" + code)
    space = {}
    exec(compile(source.read_text(), str(source), "exec"), space)
    net = space[name]()
    if moment == "load":
        net.turn = torch.nn.Parameter(net.turn.data, requires_grad=False)
        del net._parameters["turn"]
        net.turn = torch.tensor([[0.7, -0.5], [0.5, 0.7]])
    path = folder / f"{name}.pt"
    torch.jit.script(net).save(str(path))
    source.unlink()
    return path


def plain_model(folder):
    path = folder / "plain.pt"
    torch.jit.script(Plain()).save(str(path))
    return path
