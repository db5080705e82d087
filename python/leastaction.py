"""Records any PyTorch model for the program leastaction: the states of its points behind every block, what it
decides, a grid that goes through it, and the decision field of the layers ahead. One file, no dependency but torch
and numpy:

    import leastaction
    leastaction.record(model, x, y)                       # x [n, d] or [n, ...], y [n]: run.safetensors
    leastaction inspect run.safetensors                   # in a shell

    with leastaction.Recorder(model, x, y) as recorder:   # in a training loop of any kind
        for k in range(steps):
            if k % 100 == 0:
                recorder.step(k)
            ...

Blocks are found by themselves, as the longest chain of modules whose input and output have one shape, each of which
begins where the last ended: at its output ("state"), or at its input plus h times its output ("residual"). Others
are named: blocks="layers.*", or a list of names; kind="state" or "residual". What is recorded is data: no code of the
model goes into the file, and none of the file is ever run.

LeastAction, sweep and show, which train, are in leastaction_estimator.py beside this file, and are had from here, too.
"""

import fnmatch
import itertools
import json
import os
import struct

import numpy as np
import torch

FORMAT, VERSION = "leastaction-record", "1"
MOST_LAYERS, MOST_DIMENSIONS, MOST_CLASSES = 1024, 1024, 10
UNMOVING = (torch.nn.Identity, torch.nn.Dropout)  # modules that are no blocks
CHUNK = 4096  # points that go through the model at once
LATTICE_MARGIN, FIELD_MARGIN = 0.5, 0.5  # of the larger side of a box, on every side


def __getattr__(name):
    if name not in ("LeastAction", "sweep", "show"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        import leastaction_estimator
    except ModuleNotFoundError:
        raise ImportError(f"{name} is in leastaction_estimator.py; put that file beside {__file__}") from None
    return getattr(leastaction_estimator, name)


def record(model, x, y=None, path="run.safetensors", **options):
    """Records the model as it is now; the options are those of Recorder. Returns the path."""
    recorder = Recorder(model, x, y, path, **options)
    recorder.step(0)
    return recorder.save()


class Recorder:
    """Records a model at several steps of its training: step(k) at each, save() at the end, or `with`.

    x         [n, ...], the inputs; points [n, 2] are shown as they are, others by their two leading components
    y         [n], classes 0 to 9; none: the classes are those that the model decides
    blocks    a pattern of names as of named_modules(), or a list of them; none: found
    kind      "auto", "residual" or "state"
    lattice   points on a side of the grid and of the fields; 0: neither
    head      makes [n, classes] of what the model returns, where that is no such tensor
    """

    def __init__(self, model, x, y=None, path="run.safetensors", blocks=None, kind="auto", lattice=81, head=None):
        if kind not in ("auto", "residual", "state"):
            raise ValueError(f'kind is {kind!r}; it is "auto", "residual" or "state"')
        self.model, self.path, self.names, self.kind = model, os.fspath(path), blocks, kind
        self.side, self.head = int(lattice), head
        first = next((p for p in model.parameters()), torch.zeros(()))
        self.device, self.type = first.device, first.dtype if first.is_floating_point() else torch.float32
        self.x = torch.as_tensor(np.asarray(x) if not torch.is_tensor(x) else x).detach().to(self.device)
        self.x = self.x.to(self.type) if self.x.is_floating_point() else self.x
        if self.x.dim() < 2 or len(self.x) == 0:
            raise ValueError(f"x is {list(self.x.shape)}; give points [n, ...], n at least 1")
        self.y = None if y is None else _labels(y, len(self.x))
        self.plane_inputs = self.x.dim() == 2 and self.x.shape[1] == 2
        self.steps, self.kept, self.notes = [], [], []

    def __enter__(self):
        return self

    def __exit__(self, *failed):
        if self.steps:
            self.save()

    def step(self, k):
        """Records the model as it is after k steps; at most 1024 of them can be shown."""
        if self.steps and k <= self.steps[-1]:
            raise ValueError(f"step {k} comes after step {self.steps[-1]}; give growing numbers")
        training = [module for module in self.model.modules() if module.training]
        self.model.eval()
        try:
            with torch.no_grad():
                kept = self._record()
        finally:
            for module in training:
                module.training = True
        if self.kept and {n: v.shape for n, v in kept.items()} != {n: v.shape for n, v in self.kept[0].items()}:
            raise ValueError(f"step {k} has other blocks than step {self.steps[0]}: name them by blocks=...")
        self.steps.append(int(k))
        self.kept.append(kept)

    def save(self):
        """Writes the file, whole or not at all. Returns its path."""
        if not self.steps:
            raise ValueError("nothing is recorded: call step(k) first")
        history = len(self.steps) > 1 or self.steps[0] != 0
        tensors = {name: np.stack([kept[name] for kept in self.kept]) if history else value
                   for name, value in self.kept[0].items()}
        points, box = self._points()
        tensors = {"points": points, **tensors}
        if box is not None and "lattice" in tensors:
            tensors["lattice_box"] = box
        labels = self.y
        if labels is None:
            logits = self.kept[-1].get("logits")
            labels = np.zeros(len(points), np.int64) if logits is None else logits.argmax(1).astype(np.int64)
            self._note("it has no labels" + ("" if logits is None else ": the classes are those that it decides"))
        tensors["labels"] = labels
        if history:
            tensors["steps"] = np.asarray(self.steps, np.int64)
        metadata = {"format": FORMAT, "version": VERSION, "blocks": json.dumps(self.found), "kind": self.found_kind,
                    "inputs": json.dumps(list(self.x.shape[1:])), "torch": torch.__version__,
                    "notes": "\n".join(self.notes)}
        _write(self.path, tensors, metadata)
        return self.path

    # --- what a model does ---------------------------------------------------------------------------

    def _note(self, text):
        if text not in self.notes:
            self.notes.append(text)

    def _logits(self, given):
        """[n, classes] of what the model returned; none: it is nothing of that kind."""
        if self.head is not None:
            given = self.head(given)
        given = _tensor_in(given)
        if given is None or not given.is_floating_point():
            return None
        given = given.detach().float()
        given = given[:, None] if given.dim() == 1 else given
        if given.dim() == 2 and given.shape[1] == 1:  # one logit a point, of class 1
            return torch.cat([torch.zeros_like(given), given], 1)
        return given if given.dim() == 2 and given.shape[1] <= MOST_CLASSES else None

    def _record(self):
        calls, returned = _calls(self.model, self.x)
        chain, kind, scale = self._chain(calls, returned)
        self.found, self.found_kind = [call.name for call in chain], kind
        states = [call.input for call in chain]
        states.append(chain[-1].input + scale * chain[-1].output if kind == "residual" else chain[-1].output)
        shape = states[0].shape[1:]
        states = torch.stack([state.flatten(1) for state in states]).float().cpu().numpy()
        if states.shape[2] == 1:  # a line is shown in the plane
            states = np.concatenate([states, np.zeros_like(states)], 2)
        if states.shape[2] > MOST_DIMENSIONS or len(states) > MOST_LAYERS + 1:
            raise ValueError(f"{len(states) - 1} blocks of {states.shape[2]} dimensions; at most {MOST_LAYERS} of "
                             f"{MOST_DIMENSIONS} can be shown: name fewer by blocks=..., or a smaller model")
        kept = {"states": states}
        logits = self._logits(returned)
        if logits is None or len(logits) != len(self.x):
            self._note("it returns no logits of 2 to 10 classes, so no decisions are shown")
            return kept
        kept["logits"] = logits.cpu().numpy()
        if self.side > 1:
            ahead = _Ahead(self, chain, kind, scale, shape)
            kept |= self._fields(states, ahead)
            if self.plane_inputs:
                kept |= self._lattice(chain, kind, scale)
            else:
                self._note("its inputs have more than two dimensions, so no grid goes through it")
        return kept

    def _chain(self, calls, returned):
        if self.names is not None:
            patterns = [self.names] if isinstance(self.names, str) else list(self.names)
            named = [call for call in calls if any(fnmatch.fnmatchcase(call.name, p) for p in patterns)]
            named = [call for call in named if not any(other.holds(call) for other in named)]
            if not named or any(call.input is None for call in named):
                raise ValueError(f"blocks={self.names!r} names no modules that keep a shape; " + _candidates(calls))
            kind, scale = self.kind, 1.0
            if len(named) > 1 and kind != "state":
                found = [_relation(a, b) for a, b in zip(named, named[1:])]
                if kind == "auto" and None in found:
                    raise ValueError(f"blocks={self.names!r} do not begin where the last ends; give kind=...")
                kind, scale = (kind, 1.0) if None in found else found[0]
            return named, "residual" if kind == "auto" else kind, scale
        # What gives the model's answer is its head, though it may keep the shape of the states.
        answer = _tensor_in(returned)
        chain, kind, scale = _longest([call for call in calls if not _same(call.output, answer)
                                       and not isinstance(call.module, UNMOVING)])
        if len(chain) < 2:
            raise ValueError("no chain of blocks is found; name them by blocks=... and kind=...; " + _candidates(calls))
        return chain, kind, scale

    def _points(self):
        if self.plane_inputs:
            points = self.x.float().cpu().numpy()
            return points, _box(points, LATTICE_MARGIN)
        flat = self.x.reshape(len(self.x), -1).float().cpu().numpy()
        mean, axes = _plane(flat)
        return ((flat - mean) @ axes.T).astype(np.float32), None

    def _lattice(self, chain, kind, scale):
        """The states of a grid over the inputs [L+1, side * side, q], and what the model decides there."""
        grid = _grid(_box(self.x.float().cpu().numpy(), LATTICE_MARGIN), self.side)
        grid = torch.from_numpy(grid).to(self.device, self.type)
        states, logits = [], []
        for part in grid.split(CHUNK):
            calls, returned = _calls(self.model, part)
            by_name = {(call.name, call.turn): call for call in calls}
            these = [by_name[call.name, call.turn] for call in chain]
            part = [call.input for call in these]
            part.append(these[-1].input + scale * these[-1].output if kind == "residual" else these[-1].output)
            states.append(torch.stack([state.flatten(1) for state in part]).float().cpu().numpy())
            logits.append(self._logits(returned).cpu().numpy())
        states = np.concatenate(states, 1)
        if states.shape[2] == 1:
            states = np.concatenate([states, np.zeros_like(states)], 2)
        return {"lattice": states, "decisions": np.concatenate(logits)}

    def _fields(self, states, ahead):
        """Logits of the layers from k on, over a rectangle of the plane of the states [L+1, side * side, c]."""
        q = states.shape[2]
        flat = states.reshape(-1, q)
        mean, axes = (np.zeros(2), np.eye(2)) if q == 2 else _plane(flat)
        box = _box((flat - mean) @ axes.T, FIELD_MARGIN)
        places = mean + _grid(box, self.side).astype(np.float64) @ axes
        places = torch.from_numpy(places.astype(np.float32)).to(self.device, self.type)
        fields = np.stack([np.concatenate([ahead(k, part) for part in places.split(CHUNK)])
                           for k in range(len(states))])
        return {"fields": fields, "fields_box": box, "plane_mean": mean.astype(np.float32),
                "plane_axes": axes.astype(np.float32)}


# --- calls of modules ------------------------------------------------------------------------------------


class _Call:
    """One call of a module: its place in the order of all, the input that its output has the shape of."""

    def __init__(self, name, module, turn, begin, parent):
        self.name, self.module, self.turn, self.begin, self.parent = name, module, turn, begin, parent
        self.end, self.input, self.output, self.shapes = None, None, None, ""

    def holds(self, other):
        return other is not self and self.begin < other.begin and other.end < self.end

    def finish(self, args, output, end):
        self.end = end
        given = [a for a in args if torch.is_tensor(a)]
        if torch.is_tensor(output):
            same = [a for a in given if a.shape == output.shape and a.is_floating_point()]
            if same and output.dim() > 1:
                self.input, self.output = same[-1].detach().clone(), output.detach().clone()
            shapes = [list(a.shape[1:]) for a in given if a.dim() > 0]
            self.shapes = f"{self.name} {' '.join(map(str, shapes))} -> {list(output.shape[1:])}"


def _calls(model, x, handle=None):
    """All calls of modules while the model takes x, and what it returns. `handle(call, args, kwargs, output)`, if
    given, may replace an output."""
    calls, open_calls, turns, original, clock = [], [], {}, {}, itertools.count(1)

    def wrap(name, module):
        forward = module.forward

        def called(*args, **kwargs):
            turn = turns.get(name, 0)
            turns[name] = turn + 1
            call = _Call(name, module, turn, next(clock), open_calls[-1] if open_calls else None)
            open_calls.append(call)
            try:
                output = forward(*args, **kwargs)
            finally:
                open_calls.pop()
            call.finish([*args, *kwargs.values()], output, next(clock))
            calls.append(call)
            if handle is not None:
                output = handle(call, forward, args, kwargs, output)
            return output

        original[module] = {key: own for key, own in vars(module).items() if key == "forward"}
        module.forward = called

    seen = set()
    for name, module in model.named_modules():
        if module is not model and module not in seen and not isinstance(module, torch.jit.ScriptModule):
            seen.add(module)
            wrap(name, module)
    try:
        returned = model(x)
    finally:
        for module, own in original.items():
            del module.forward
            vars(module).update(own)
    return sorted(calls, key=lambda call: call.begin), returned


def _tensor_in(given):
    """A tensor, or the first in a dict, tuple or list; none: there is none."""
    if isinstance(given, dict):
        given = list(given.values())
    if isinstance(given, (tuple, list)):
        given = next((v for v in given if torch.is_tensor(v)), None)
    return given if torch.is_tensor(given) else None


def _same(a, b):
    return a is not None and b is not None and a.shape == b.shape and torch.equal(a, b)


def _relation(a, b):
    """How block b begins where block a ends: ("state", 1), ("residual", h); none: it does not."""
    if a.input is None or b.input is None or a.output.shape != b.input.shape:
        return None
    size = max(1e-30, b.input.abs().max().item())
    if torch.allclose(a.output, b.input, rtol=1e-6, atol=1e-6 * size):
        return "state", 1.0
    moved, output = (b.input - a.input).double(), a.output.double()
    square = (output * output).sum().item()
    scale = (moved * output).sum().item() / square if square > 0 else 0.0
    scale = 1.0 if abs(scale - 1) < 1e-5 else scale
    if scale != 0 and (moved - scale * output).abs().max().item() <= 1e-5 * max(size, a.input.abs().max().item()):
        return "residual", scale
    return None


def _longest(calls):
    """The longest chain among the calls of one parent, the outermost first; those within its blocks do not count."""
    best = ([], "state", 1.0)
    inside = set()
    groups = {}
    for call in calls:
        groups.setdefault(id(call.parent), []).append(call)
    for group in sorted(groups.values(), key=lambda group: len(list(_parents(group[0])))):
        if any(id(parent) in inside for parent in _parents(group[0])):
            continue
        group = [call for call in group if call.input is not None]
        for first in range(len(group)):
            chain, kind = [group[first]], None
            for call in group[first + 1:]:
                found = _relation(chain[-1], call)
                if found and (kind is None or found[0] == kind[0] and abs(found[1] - kind[1]) < 1e-3 * abs(kind[1])):
                    kind = kind or found
                    chain.append(call)
            if kind and len(chain) > len(best[0]):
                best = (chain, *kind)
            if kind:
                inside.update(id(call) for call in chain)
    return best


def _parents(call):
    while call.parent is not None:
        call = call.parent
        yield call


def _candidates(calls):
    shapes = list(dict.fromkeys(call.shapes for call in calls if call.shapes))
    return "its modules are " + ", ".join(shapes[:12]) + (f" and {len(shapes) - 12} more" if len(shapes) > 12 else "")


class _Ahead:
    """The layers from k on and the head, for states of one's own: the output of a block is replaced by what it
    would be, had the model come to these states."""

    def __init__(self, recorder, chain, kind, scale, shape):
        self.recorder, self.kind, self.scale, self.shape = recorder, kind, scale, tuple(shape)
        self.keys = [(call.name, call.turn) for call in chain]

    def __call__(self, k, states):
        last = k == len(self.keys)
        key = self.keys[min(k, len(self.keys) - 1)]
        states = states[:, :int(np.prod(self.shape))].reshape(-1, *self.shape)

        def handle(call, forward, args, kwargs, output):
            if (call.name, call.turn) != key:
                return output
            given = call.input
            swap = lambda a: states if torch.is_tensor(a) and a.shape == output.shape else a
            # `given` is the last argument of the output's shape; all such are the state.
            mine = None if last else forward(*map(swap, args), **{n: swap(v) for n, v in kwargs.items()})
            if self.kind == "state":
                return states if last else mine
            return (states - given) / self.scale + (0 if last else mine)

        x = self.recorder.x[:1].expand(len(states), *self.recorder.x.shape[1:])
        return self.recorder._logits(_calls(self.recorder.model, x, handle)[1]).cpu().numpy()


# --- numbers and files -----------------------------------------------------------------------------------


def _labels(y, n):
    y = (y.detach().cpu().numpy() if torch.is_tensor(y) else np.asarray(y)).reshape(-1)
    if len(y) != n or np.any(y != np.round(y)) or y.min() < 0 or y.max() >= MOST_CLASSES:
        raise ValueError(f"y has {len(y)} values for {n} points; give a class 0 to {MOST_CLASSES - 1} for every point")
    return y.astype(np.int64)


def _plane(flat):
    """Mean [q] and the two leading principal components [2, q], the largest entry of each positive."""
    mean = flat.astype(np.float64).mean(0)
    _, _, axes = np.linalg.svd(flat - mean, full_matrices=False)
    axes = np.concatenate([axes, np.zeros((2, axes.shape[1]))])[:2]
    turned = [axis[np.abs(axis).argmax()] < 0 for axis in axes]
    return mean, np.where(np.array(turned)[:, None], -axes, axes)


def _box(points, margin):
    """[2, 2]: the lower and the upper corner of a square around the points."""
    lo, hi = np.min(points, 0).astype(np.float64), np.max(points, 0).astype(np.float64)
    half = (0.5 + margin) * max((hi - lo).max(), 1e-3)
    middle = (lo + hi) / 2
    return np.stack([middle - half, middle + half]).astype(np.float32)


def _grid(box, side):
    """[side * side, 2]: row by row, the first at the lower corner, the last at the upper."""
    x, y = (np.linspace(box[0, i], box[1, i], side, dtype=np.float32) for i in (0, 1))
    return np.stack([np.tile(x, side), np.repeat(y, side)], 1)


def _write(path, tensors, metadata):
    """A safetensors file: the length of a JSON header, the header, the bytes of the tensors."""
    header, at = {"__metadata__": metadata}, 0
    arrays = {name: np.ascontiguousarray(value, "<i8" if value.dtype.kind == "i" else "<f4")
              for name, value in tensors.items()}
    for name, value in arrays.items():
        header[name] = {"dtype": "I64" if value.dtype.kind == "i" else "F32", "shape": list(value.shape),
                        "data_offsets": [at, at + value.nbytes]}
        at += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    draft = f"{path}.{os.getpid()}.draft"
    try:
        with open(draft, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for value in arrays.values():
                file.write(value.tobytes())
        os.replace(draft, path)
    finally:
        if os.path.exists(draft):
            os.remove(draft)
