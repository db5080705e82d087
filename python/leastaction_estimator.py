"""Trains networks of the program leastaction from Python, as scikit-learn does. No dependency but numpy and the
program itself, a process of its own; scikit-learn is used where it is there:

    from leastaction_estimator import LeastAction, sweep, show        # or from leastaction, the file beside it
    net = LeastAction(layers=9, hidden=16, lam=0.03, steps=3000, random_state=0).fit(X, y)      # X [n, 2]
    net.predict(X), net.predict_proba(X), net.score(X, y), net.trajectory(X)                    # states [L+1, n, q]
    net.metrics_["energy"], net.config_, net.show()
    table = sweep(X, y, lam=[0, 0.01, 0.1], seeds=20, steps=2000)     # {column: array}, a row a network

The program is LEASTACTION where that is set, else the `leastaction` beside this file, in PATH, or in build/release of the
sources. What it refuses is a ValueError with its one line.
"""

import atexit
import csv
import json
import math
import os
import shutil
import struct
import subprocess
import tempfile
import threading

import numpy as np

try:
    from sklearn.base import BaseEstimator, ClassifierMixin
    from sklearn.exceptions import NotFittedError
except ImportError:  # the same by hand, as far as this file needs it

    class NotFittedError(ValueError, AttributeError):
        pass

    class ClassifierMixin:
        _estimator_type = "classifier"

        def score(self, X, y, sample_weight=None):
            return float(np.average(self.predict(X) == np.asarray(y), weights=sample_weight))

    class BaseEstimator:
        def get_params(self, deep=True):
            return {name: getattr(self, name) for name in self.__init__.__code__.co_varnames[1:]}

        def set_params(self, **params):
            for name, value in params.items():
                if name not in self.get_params():
                    raise ValueError(f"{type(self).__name__} has no parameter {name!r}")
                setattr(self, name, value)
            return self


# What a parameter is called in config.json.
PATHS = {"kind": "network.kind", "layers": "network.layers", "hidden": "network.hidden",
         "dimension": "network.dimension", "activation": "network.activation", "scale": "network.scale",
         "init": "network.init.kind", "init_std": "network.init.std", "head": "network.head.kind",
         "intercept": "network.head.intercept", "loss": "objective.loss", "cost": "objective.cost",
         "mode": "objective.mode", "lam": "objective.lambda", "optimizer": "optimizer.kind",
         "learning_rate": "optimizer.learning_rate", "batch": "optimizer.batch",
         "weight_decay": "optimizer.weight_decay"}
SEEDS = ("network.seed", "optimizer.seed", "dataset.seed")

# --- the program -------------------------------------------------------------------------------------------


def program():
    """The path of the program."""
    named = os.environ.get("LEASTACTION")
    here = os.path.dirname(os.path.abspath(__file__))
    beside = [os.path.join(here, "leastaction"), os.path.join(here, "..", "build", "release", "leastaction")]
    places = [named] if named else [beside[0], shutil.which("leastaction"), beside[1]]
    for path in places:
        if path and os.path.isfile(path) and os.access(path, os.X_OK):
            return os.path.abspath(path)
    raise FileNotFoundError(f"LEASTACTION={named} is no program; name the file leastaction of a build" if named else
                            f"the program leastaction is not in {here} nor in PATH; build it by scripts/run, and set "
                            "LEASTACTION=path/to/leastaction")


def _run(arguments, folder):
    """Runs the program in a folder. ValueError with its line if it fails."""
    done = subprocess.run([program(), *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, errors="replace")
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        line = said[-1] if said else f"it ended with code {done.returncode} and said nothing"
        raise ValueError(line.removeprefix("leastaction: ").replace(folder + os.sep, ""))


def _write_problem(folder, x, labels, config):
    """The table and the configuration that a training begins with."""
    rows = "".join(f"{a!r},{b!r},{label}\n" for (a, b), label in zip(x.tolist(), labels.tolist()))
    with open(os.path.join(folder, "points.csv"), "w") as file:
        file.write("x,y,label\n" + rows)
    try:
        text = json.dumps(config, default=_plain)
    except TypeError as error:
        raise ValueError(f"the settings are no JSON: {error}; give numbers and words") from None
    with open(os.path.join(folder, "settings.json"), "w") as file:
        file.write(text)
    return ["--config", "settings.json", "--data", "points.csv"]


def _plain(value):
    """A number of numpy as one of Python."""
    if isinstance(value, (np.generic, np.ndarray)) and np.ndim(value) == 0:
        return value.item()
    raise TypeError(f"{value!r} is a {type(value).__name__}")


def _table(path):
    """{column: array}: a number for every row, nan where a cell is empty; words where there are any."""
    with open(path, newline="") as file:
        head, *rows = csv.reader(file)
    out = {}
    for name, cells in zip(head, zip(*rows) if rows else [[]] * len(head)):
        try:
            values = np.array([float(cell) if cell else math.nan for cell in cells])
            whole = len(values) > 0 and all(cell.lstrip("-").isdigit() for cell in cells)
            out[name] = values.astype(np.int64) if whole else values
        except ValueError:
            out[name] = np.array(cells)
    return out


def _tensors(content):
    """{name: array} of a safetensors file."""
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__", None)
    data = content[8 + length:]
    return {name: np.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
            for name, entry in header.items()}


# --- what a network computes ------------------------------------------------------------------------------


def _erf(z):
    try:
        from scipy.special import erf
        return erf(z)
    except ImportError:
        return np.frompyfunc(math.erf, 1, 1)(z).astype(np.float64)


ACTIVATIONS = {"relu": lambda z: np.maximum(z, 0), "tanh": np.tanh, "identity": lambda z: z,
               "gelu": lambda z: 0.5 * z * (1 + _erf(z / math.sqrt(2))), "softplus": lambda z: np.logaddexp(0, z),
               "sigmoid": lambda z: 0.5 * (1 + np.tanh(0.5 * z))}
SCALES = {"one": lambda layers: 1.0, "1/L": lambda layers: 1 / layers, "1/sqrt(L)": lambda layers: layers ** -0.5}


def states(weights, network, x):
    """The points behind every layer [L+1, n, q], in double precision."""
    weights = {name: value.astype(np.float64) for name, value in weights.items()}
    if network["kind"] == "three_layer":  # its points do not move
        return np.stack([x, x])
    out = [np.pad(x, ((0, 0), (0, network["dimension"] - 2)))]
    h, sigma = SCALES[network["scale"]](network["layers"]), ACTIVATIONS[network["activation"]]
    for k in range(network["layers"]):
        w, b, v, c = (weights[f"blocks.{k}.{name}"] for name in ("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"))
        out.append(out[-1] + h * (sigma(out[-1] @ w.T + b) @ v.T + c))
    return np.stack(out)


def logits(weights, network, x):
    """[n, classes], in double precision."""
    weights = {name: value.astype(np.float64) for name, value in weights.items()}
    if network["kind"] == "three_layer":
        z = x[:, :network["dimension"]] @ weights["hidden.weight"].T + weights["hidden.bias"]
        return ACTIVATIONS[network["activation"]](z) @ weights["output.weight"].T + weights["output.bias"]
    return states(weights, network, x)[-1] @ weights["head.weight"].T + weights["head.bias"]


# --- what is given ----------------------------------------------------------------------------------------


def _points(x):
    """[n, 2] in double precision. ValueError where it is nothing of that kind."""
    try:
        from sklearn.utils import check_array
        return _of_two(check_array(x, dtype=np.float64))
    except ImportError:
        x = np.asarray(x, np.float64)
    if x.ndim != 2 or len(x) == 0 or not np.isfinite(x).all():
        raise ValueError(f"X is {list(x.shape)}; give finite points [n, 2]")
    return _of_two(x)


def _of_two(x):
    if x.shape[1] != 2:
        raise ValueError(f"X has {x.shape[1]} feature(s), and the networks take points of the plane; give X [n, 2], such "
                         "as PCA(2).fit_transform(X)")
    most = np.abs(x).max()
    if most > 1e30:
        raise ValueError(f"X has the number {most:g}, which single precision cannot square; scale it")
    return x


def _labels(y, n):
    """Classes, and the class of every point as a number from 0 on."""
    if y is None:
        raise ValueError("requires y to be passed, but the target y is None; give the class of every point")
    try:
        from sklearn.utils import column_or_1d
        from sklearn.utils.multiclass import check_classification_targets
        y = column_or_1d(y, warn=True)
        check_classification_targets(y)
    except ImportError:
        y = np.asarray(y).reshape(-1)
    if len(y) != n:
        raise ValueError(f"X has {n} points and y {len(y)} classes; give a class for every point (inconsistent numbers "
                         "of samples)")
    try:
        classes, labels = np.unique(y, return_inverse=True)
    except TypeError:
        raise ValueError("y has values of several kinds, which have no order; give words or numbers") from None
    if not 2 <= len(classes) <= 10:
        raise ValueError(f"y has {len(classes)} class{'es' * (len(classes) != 1)}; the networks tell 2 to 10 classes apart")
    return classes, labels


def _flat(config, above=""):
    """(path, value) of every field of a nested dict, or of one of paths."""
    for name, value in config.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _put(config, path, value):
    if isinstance(value, (float, np.floating)) and not np.isfinite(value):
        raise ValueError(f"{path}: {value} is no number of a configuration; give a finite one")
    *groups, name = path.split(".")
    for group in groups:
        config = config.setdefault(group, {})
        if not isinstance(config, dict):
            raise ValueError(f"config: {path} is named in two ways; give it once")
    config[name] = value


def _seed(random_state):
    if random_state is None or random_state is np.random:
        return int(np.random.randint(1, 2 ** 31))
    if isinstance(random_state, np.random.RandomState):
        return int(random_state.randint(1, 2 ** 31))
    if isinstance(random_state, np.random.Generator):
        return int(random_state.integers(1, 2 ** 31))
    if isinstance(random_state, (int, np.integer)) and not isinstance(random_state, bool) and random_state >= 0:
        return int(random_state)
    raise ValueError(f"random_state is {random_state!r}; give None, a whole number from 0, or a RandomState")


class LeastAction(ClassifierMixin, BaseEstimator):
    """A residual network that moves points of the plane little on their way to a straight head.

    lam           weight of the action: 0 leaves the loss alone
    steps         updates of the weights
    random_state  seed of weights, order and batches; None: another every time
    config        what else config.json knows: {"objective.uzawa.nu": 0.5}, or nested as in the file
    threads       of the program; 1 leaves processors to n_jobs
    The others are those of config.json (docs/controls.md).

    Learnt: classes_, n_features_in_, weights_ {name: array}, config_, metrics_ {column: array, "energy": [row, layer]}.
    """

    def __init__(self, layers=9, hidden=16, dimension=2, activation="relu", scale="one", kind="residual",
                 init="kaiming", init_std=1.0, head="learned", intercept=20.0, loss="cross_entropy", cost="energy",
                 mode="weight", lam=0.01, optimizer="adam", learning_rate=0.01, batch=10, weight_decay=0.0, steps=2000,
                 random_state=None, config=None, threads=1):
        self.layers, self.hidden, self.dimension, self.activation = layers, hidden, dimension, activation
        self.scale, self.kind, self.init, self.init_std = scale, kind, init, init_std
        self.head, self.intercept, self.loss, self.cost = head, intercept, loss, cost
        self.mode, self.lam, self.optimizer, self.learning_rate = mode, lam, optimizer, learning_rate
        self.batch, self.weight_decay, self.steps, self.random_state = batch, weight_decay, steps, random_state
        self.config, self.threads = config, threads

    def _settings(self, **more):
        """config.json of a training, without its points."""
        out = {}
        for name, path in PATHS.items():
            _put(out, path, getattr(self, name))
        seed = _seed(self.random_state)
        if self.config is not None and not isinstance(self.config, dict):
            raise ValueError(f'config is {self.config!r}; give a dict, {{"objective.uzawa.nu": 0.5}}')
        for path, value in [*((path, seed) for path in SEEDS), *more.items(), *_flat(self.config or {})]:
            _put(out, path, value)
        return out

    def fit(self, X, y):
        X = self._checked(X, fitting=True)
        classes, labels = _labels(y, len(X))
        config = self._settings(**{"dataset.test_fraction": 0})
        with tempfile.TemporaryDirectory(prefix="leastaction-") as folder:
            problem = _write_problem(folder, X, labels, config)
            _run(["train", *problem, "--threads", self.threads, "--steps", self.steps, "--out", "run"], folder)
            files = {}
            for name in ("model.safetensors", "config.json", "data.csv"):
                with open(os.path.join(folder, "run", name), "rb") as file:
                    files[name] = file.read()
            metrics = _table(os.path.join(folder, "run", "metrics.csv"))
        self.classes_, self.n_features_in_, self._files = classes, 2, files
        self.config_ = json.loads(files["config.json"])
        self.weights_ = _tensors(files["model.safetensors"])
        layers = self.config_["network"]["layers"]
        self.metrics_ = {**metrics, "energy": np.stack([metrics[f"energy_{k}"] for k in range(layers)], 1)}
        return self

    def _checked(self, X, fitting=False):
        if not fitting and not hasattr(self, "weights_"):
            raise NotFittedError("this LeastAction instance is not fitted yet; call fit(X, y) first")
        if hasattr(self, "_check_feature_names"):  # scikit-learn up to 1.5
            self._check_feature_names(X, reset=fitting)
        return _points(X)

    def trajectory(self, X):
        """The points behind every layer, [layers + 1, n, dimension]."""
        X = self._checked(X)
        return states(self.weights_, self.config_["network"], X)

    def logits(self, X):
        """[n, classes], what the head makes of the last states."""
        X = self._checked(X)
        return logits(self.weights_, self.config_["network"], X)

    def decision_function(self, X):
        """[n], positive for the second of two classes; of more classes [n, classes]."""
        z = self.logits(X)
        return z[:, 1] - z[:, 0] if len(self.classes_) == 2 else z

    def predict_proba(self, X):
        """The softmax of the logits; probabilities in earnest with the loss cross_entropy alone."""
        z = self.logits(X)
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    def predict(self, X):
        z = self.logits(X)
        return self.classes_[z.argmax(1)]

    def show(self, screenshot=None):
        """Opens the window on the network and the points it learnt from, and returns its process; with `screenshot`
        leaves a picture of it instead."""
        self._checked(np.zeros((1, 2)))
        return show(self, screenshot)

    def _more_tags(self):
        return {"_xfail_checks": WIDER_CHECKS}


# Checks of scikit-learn that give X another number of features than 2: for check_estimator, which up to scikit-learn
# 1.5 asks the estimator for them, and after that takes them as expected_failed_checks.
WIDER_CHECKS = dict.fromkeys((
    "check_classifiers_one_label", "check_classifiers_regression_target", "check_dict_unchanged",
    "check_dont_overwrite_parameters", "check_dtype_object", "check_estimators_dtypes", "check_estimators_nan_inf",
    "check_estimators_pickle", "check_fit2d_1sample", "check_fit2d_predict1d", "check_fit_score_takes_y",
    "check_methods_sample_order_invariance", "check_methods_subset_invariance", "check_pipeline_consistency",
    "check_supervised_y_2d"), "it gives X another width, and the networks take points of the plane")


def show(net, screenshot=None):
    """Opens the window on a fitted LeastAction. Returns its process; with `screenshot` leaves a picture instead."""
    folder = tempfile.mkdtemp(prefix="leastaction-")
    for name in ("model.safetensors", "data.csv"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(net._files[name])
    arguments = ["inspect", "model.safetensors", "--data", "data.csv"]
    if screenshot is not None:
        try:
            _run([*arguments, "--screenshot", os.path.abspath(screenshot)], folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return None
    window = subprocess.Popen([program(), *arguments], cwd=folder, stdin=subprocess.DEVNULL)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    threading.Thread(target=lambda: (window.wait(), shutil.rmtree(folder, ignore_errors=True)), daemon=True).start()
    return window


def sweep(X, y, lam=None, seeds=5, steps=2000, over=None, train_sizes=None, test_fraction=0.2, **settings):
    """Trains a network for every lam and every one of `seeds` seeds. Returns {column: array}, a row a network.

    over         in the place of lam: {"network.layers": [3, 9]}, one number of config.json or two (every pair)
    train_sizes  only with lam: numbers of training points, each of them
    settings     those of LeastAction
    """
    net = LeastAction(**{"random_state": 1, "threads": "auto", **settings})
    X = _points(X)
    _, labels = _labels(y, len(X))
    if (lam is None) == (over is None):
        raise ValueError("give either lam=[...] or over={path: [...]}")
    swept = [("--lambda", _listed("lam", lam))] if over is None else [
        ("--over", f"{PATHS.get(path, path)}={_listed(path, values)}") for path, values in dict(over).items()]
    if train_sizes is not None:
        swept.append(("--train-sizes", _listed("train_sizes", train_sizes)))
    with tempfile.TemporaryDirectory(prefix="leastaction-") as folder:
        problem = _write_problem(folder, X, labels, net._settings(**{"dataset.test_fraction": test_fraction}))
        _run(["sweep", *problem, "--threads", net.threads, *(word for pair in swept for word in pair), "--seeds", seeds,
              "--steps", steps, "--out", "table.csv"], folder)
        return _table(os.path.join(folder, "table.csv"))


def _listed(name, values):
    values = np.atleast_1d(values).tolist()
    if not values or not all(isinstance(value, (int, float)) for value in values):
        raise ValueError(f"{name} is {values!r}; give numbers")
    return ",".join(repr(value) for value in values)
