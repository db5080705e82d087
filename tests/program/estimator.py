"""python/leastaction_estimator.py as a user of scikit-learn meets it: its rules, its tools, predictions equal to
PyTorch's, and one line for nonsense.

    estimator.py PROGRAM SOURCE
"""

import importlib
import json
import os
import pickle
import subprocess
import sys
import time
import warnings

import numpy as np
import torch
from sklearn.base import clone
from sklearn.datasets import make_blobs, make_moons
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import check_array, estimator_checks

sys.dont_write_bytecode = True
sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
sys.path.insert(0, os.path.join(sys.argv[2], "python"))
from pairwise import pairwise
from run_program import PROGRAM, SCRATCH, png_size, run

os.environ["LEASTACTION"] = PROGRAM
os.environ["PYTHONPATH"] = os.path.join(sys.argv[2], "python")  # of the processes of n_jobs=2
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
from leastaction import LeastAction, record, show, sweep
from leastaction_estimator import WIDER_CHECKS

X, Y = make_moons(300, noise=0.15, random_state=0)
FEW = {"layers": 3, "hidden": 8, "steps": 200, "random_state": 0}


class Untagged(LeastAction):
    """Names no check as one that needs another width."""

    def _more_tags(self):
        return {"_xfail_checks": {}}


class FirstTwo(Untagged):
    """Takes the first two features of more, so that the checks with other widths can be made, too."""

    def _checked(self, X, fitting=False):
        checked = check_array(X, dtype=np.float64)
        return super()._checked(checked[:, :2] if checked.shape[1] > 2 else X, fitting)


def check_scikit():
    """Every check but those with another width, which fail for that reason, and pass where two features are taken."""
    passed, wider = [], []
    for kind in (Untagged, FirstTwo):
        net = kind(steps=300, layers=3, random_state=0)
        for estimator, check in estimator_checks.check_estimator(net, generate_only=True):
            name = check.func.__name__
            if kind is FirstTwo and name not in WIDER_CHECKS:
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if kind is Untagged and name in WIDER_CHECKS:
                    refused("points of the plane", lambda: check.func(name, clone(net)), (ValueError, AssertionError))
                    wider.append(name)
                else:
                    check.func(name, clone(net))
                    passed.append(name)
    assert set(wider) == set(WIDER_CHECKS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        estimator_checks.check_estimator(LeastAction(steps=300, layers=3, random_state=0))
    return len(passed), len(wider)


def check_tools():
    net = LeastAction(**FEW)
    assert clone(net).get_params() == net.get_params() and net.get_params()["lam"] == 0.01
    begin = time.monotonic()
    fitted = LeastAction(hidden=16, steps=1000, random_state=0).fit(X, Y)
    print(f"fit of 1,000 steps on {len(X)} points: {time.monotonic() - begin:.2f} s")
    assert fitted.score(X, Y) > 0.9
    assert fitted.classes_.tolist() == [0, 1] and fitted.n_features_in_ == 2
    assert fitted.metrics_["energy"].shape == (len(fitted.metrics_["step"]), 9)
    assert abs(fitted.metrics_["energy"][-1].sum() - fitted.metrics_["cost"][-1]) < 1e-6
    assert abs(fitted.metrics_["train_accuracy"][-1] - fitted.score(X, Y)) < 1e-9  # all points are for training
    assert fitted.config_["ran"]["steps"] == 1000
    path = fitted.trajectory(X)
    assert path.shape == (10, 300, 2) and np.allclose(path[0], X)
    moved = np.square(np.diff(path, axis=0)).sum(2).mean(1)
    assert np.allclose(moved, fitted.metrics_["energy"][-1], rtol=1e-4)
    assert np.array_equal(fitted.decision_function(X) > 0, fitted.predict(X) == 1)
    assert np.allclose(fitted.predict_proba(X).sum(1), 1)
    back = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(back.predict_proba(X), fitted.predict_proba(X))
    again = LeastAction(hidden=16, steps=1000, random_state=0).fit(X, Y)
    assert np.array_equal(again.logits(X), fitted.logits(X))  # the seed decides

    search = GridSearchCV(LeastAction(**FEW), {"lam": [0, 0.01, 0.1]}, n_jobs=2, cv=2).fit(X, Y)
    assert len(search.cv_results_["params"]) == 3 and search.best_score_ > 0.8
    pipe = make_pipeline(StandardScaler(), LeastAction(**FEW)).fit(100 * X + 1000, Y)
    assert pipe.score(100 * X + 1000, Y) > 0.85
    assert cross_val_score(LeastAction(**FEW), X, Y, cv=3).min() > 0.75
    words = np.array(["up", "down", "in the middle, \"here\""], object)
    spots, which = make_blobs(200, centers=3, random_state=1)
    named = LeastAction(**FEW | {"steps": 500}).fit(spots, words[which])
    assert named.classes_.tolist() == sorted(words) and named.score(spots, words[which]) > 0.95
    assert named.decision_function(spots).shape == (200, 3)
    flags = LeastAction(**FEW).fit(X, Y == 1)
    assert flags.predict(X).dtype == bool and flags.score(X, Y == 1) > 0.8
    numbers = LeastAction(**FEW).fit(X, np.where(Y == 1, -7, 12.0))
    assert set(numbers.predict(X)) == {-7, 12}
    return fitted


def check_window(fitted):
    show(fitted, SCRATCH / "shown.png")
    assert png_size(SCRATCH / "shown.png")[0] > 600


def check_sweep():
    found = sweep(X, Y, lam=[0, 0.1], seeds=3, steps=150, layers=3, hidden=8)
    assert found["lambda"].tolist() == [0, 0, 0, 0.1, 0.1, 0.1] and found["seed"].dtype == np.int64
    assert found["action"][:3].mean() > found["action"][3:].mean()
    over = sweep(X, Y, over={"layers": [1, 4], "optimizer.learning_rate": [0.01, 0.001]}, seeds=2, steps=100)
    assert over["layers"].tolist() == [1] * 4 + [4] * 4 and len(over["test_accuracy"]) == 8
    diverging = sweep(X, Y, lam=[10], seeds=1, steps=60, optimizer="sgd", learning_rate=10, init_std=9)
    assert np.isnan(diverging["loss"]).all()


def check_predictions():
    """Over all pairs of settings: the same weights as the command line, and PyTorch's logits and states."""
    levels = {"activation": ["relu", "tanh", "gelu", "softplus", "identity"], "scale": ["one", "1/L", "1/sqrt(L)"],
              "head": ["far", "learned"], "dimension": [2, 3, 7], "hidden": [1, 5], "layers": [1, 4, 30],
              "init": ["normal", "kaiming", "orthogonal"], "classes": [2, 3], "loss": ["cross_entropy", "hinge", "mse"]}
    cases = pairwise(levels) + [
        {"kind": "three_layer", "layers": 1, "dimension": d, "activation": a, "classes": c, "init": "normal",
         "config": {"optimizer": {"shuffle": False}}}
        for d, a, c in ((1, "sigmoid", 2), (2, "tanh", 3), (2, "gelu", 2))]
    worst = 0.0
    for i, case in enumerate(cases):
        points, labels = make_blobs(60, centers=case.pop("classes"), random_state=3)
        net = LeastAction(**case, init_std=0.3, intercept=2, steps=5, batch=20, random_state=i).fit(points, labels)
        (SCRATCH / f"p{i}").mkdir()
        for name, content in net._files.items():
            (SCRATCH / f"p{i}" / name).write_bytes(content)
        run("train", "--config", f"p{i}/config.json", "--steps", 5, "--out", f"q{i}")
        assert (SCRATCH / f"q{i}/model.safetensors").read_bytes() == net._files["model.safetensors"], case
        model = torch.jit.load(str(SCRATCH / f"q{i}/model.pt")).double()
        with torch.no_grad():
            x = torch.tensor(points)
            for ours, theirs in ((net.logits(points), model(x)), (net.trajectory(points), model.trajectory(x))):
                assert ours.shape == theirs.shape, (case, ours.shape, theirs.shape)
                worst = max(worst, np.abs(ours - theirs.numpy()).max() / max(1, theirs.abs().max().item()))
    assert worst < 1e-6, worst
    return len(cases), worst


def refused(words, call, kind=ValueError):
    try:
        call()
    except kind as failure:
        said = " | ".join(str(part) for part in (failure, failure.__cause__, failure.__context__))
        assert words in said and (kind is not ValueError or "\n" not in str(failure)), said
        return
    raise AssertionError(f"not refused: {words}")


def check_nonsense():
    fit = lambda **settings: lambda: LeastAction(**FEW | settings).fit(X, Y)
    cases = [("X has 3 feature(s)", lambda: LeastAction().fit(np.ones((4, 3)), [0, 1, 0, 1])),
             ("1 class", lambda: LeastAction().fit(X, np.zeros(300))),
             ("11 classes", lambda: LeastAction().fit(X, np.arange(300) % 11)),
             ("inconsistent", lambda: LeastAction().fit(X, Y[:5])),
             ("NaN", lambda: LeastAction().fit(np.where(X > 1, np.nan, X), Y)),
             ("1e+35", lambda: LeastAction().fit(1e35 * np.sign(X), Y)),
             ("y is None", lambda: LeastAction().fit(X, None)),
             ("network.activation", fit(activation="swish")),
             ("network.layers", fit(layers=0)),
             ("network.layers", fit(layers="many")),
             ("objective.lambda", fit(lam=-1)),
             ("objective.lambda", fit(lam=float("nan"))),
             ("steps", fit(steps=-3)),
             ("random_state", fit(random_state="seed")),
             ("dataset.colour", fit(config={"dataset.colour": 1})),
             ("optimizer.kind", fit(config={"optimizer.kind.name": 1})),
             ("config", fit(config=[1])),
             ("no JSON", fit(lam=object())),
             ("diverged", fit(optimizer="sgd", learning_rate=100, init_std=9, steps=500)),
             ("Invalid parameter", lambda: LeastAction().set_params(depth=3)),
             ("either lam", lambda: sweep(X, Y)),
             ("lam is", lambda: sweep(X, Y, lam=["much"])),
             ("no.such", lambda: sweep(X, Y, over={"no.such": [1]}))]
    for words, call in cases:
        refused(words, call)
    refused("not fitted", lambda: LeastAction().predict(X), NotFittedError)
    refused("depth", lambda: sweep(X, Y, lam=[0], depth=3), TypeError)
    os.environ["LEASTACTION"] = "/nonexistent"
    refused("LEASTACTION=/nonexistent", fit(), FileNotFoundError)
    os.environ["LEASTACTION"] = PROGRAM
    assert not [name for name in os.listdir("/tmp") if name.startswith("leastaction-") and
                os.stat(f"/tmp/{name}").st_mtime > BEGIN and os.path.isdir(f"/tmp/{name}") and
                "points.csv" in os.listdir(f"/tmp/{name}")]
    return len(cases) + 3


def check_alone():
    """Either file does its part without the other, and the estimator without scikit-learn, SciPy and torch."""
    code = """if True:
        import sys
        for name in ("sklearn", "scipy", "torch"):
            sys.modules[name] = None
        import numpy as np
        from leastaction_estimator import LeastAction
        random = np.random.default_rng(0)
        X = random.normal(size=(80, 2)); y = np.where(X[:, 0] > 0, "r", "l")
        net = LeastAction(layers=2, activation="gelu", steps=200, random_state=0).fit(X, y)
        assert net.score(X, y) > 0.9 and net.get_params()["steps"] == 200
        for bad in (lambda: net.predict(X[:, :1]), lambda: LeastAction().fit(X, None), lambda: LeastAction().predict(X),
                    lambda: net.set_params(depth=1)):
            try: bad()
            except ValueError as failure: assert "\\n" not in str(failure)
            else: raise AssertionError
    """
    for name, text in (("leastaction_estimator.py", code),
                       ("leastaction.py", "import leastaction\nleastaction.record\ntry: leastaction.LeastAction\n"
                                          "except ImportError as e: assert 'leastaction_estimator.py' in str(e)\n"
                                          "else: raise AssertionError\n")):
        folder = SCRATCH / f"alone-{name}"
        folder.mkdir()
        with open(os.path.join(sys.argv[2], "python", name)) as file:
            (folder / name).write_text(file.read())
        done = subprocess.run([sys.executable, "-c", text], cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)},
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


BEGIN = time.time()
fitted = check_tools()
check_window(fitted)
check_sweep()
count, worst = check_predictions()
passed, wider = check_scikit()
lines = check_nonsense()
check_alone()
print(f"{count} networks as PyTorch within {worst:.1e}; {passed} checks of scikit-learn pass, {wider} need other widths; "
      f"{lines} refusals")
