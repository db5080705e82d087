"""`weights` from outside: its tables, against NumPy; what it refuses.

    weights_command.py PROGRAM
"""

import math
import os
import sys

import numpy as np

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import SCRATCH, error, png_pixels, run, table, train

SHAPES = {"fc1.weight": (8, 2), "fc1.bias": (8,), "fc2.weight": (2, 8), "fc2.bias": (2,)}


def layers_of(path, member):
    """[layer] all parameters of it, in the order of the table, and those of [W b] alone."""
    rows = [row for row in table(path) if row["member"] == member]
    count = 1 + max(int(row["layer"]) for row in rows)
    values = [[] for _ in range(count)]
    first = [[] for _ in range(count)]
    for row in rows:
        values[int(row["layer"])].append(float(row["value"]))
        if row["entry"].startswith("fc1"):
            first[int(row["layer"])].append(float(row["value"]))
    per_layer = sum(math.prod(shape) for shape in SHAPES.values())
    assert all(len(v) == per_layer for v in values)
    return np.array(values), np.array(first)


def check_tables():
    done = run("weights", "--preset", "weights-refine", "--steps", 300, "--out", "w")
    for member in "AB":
        z, first = layers_of(SCRATCH / "w/depth.csv", member)
        jumps = np.diff(z, axis=0)
        vn = (jumps ** 2).sum() / ((z - z.mean(axis=0)) ** 2).sum()
        rows = [row for row in table(SCRATCH / "w/smoothness.csv") if row["member"] == member]
        assert [int(row["step"]) for row in rows] == list(range(301))
        last = {name: float(value) for name, value in rows[-1].items() if name != "member"}
        assert math.isclose(last["vn"], vn, rel_tol=1e-5), (last["vn"], vn)
        waves = 2 * len(z) / math.pi * math.asin(math.sqrt(vn) / 2)
        assert math.isclose(last["half_waves"], waves, rel_tol=1e-5)
        both = [np.linalg.norm(np.diff(part, axis=0), axis=1)
                for part in (first, z[:, first.shape[1]:])]
        assert math.isclose(last["max_dz"], sum(both).max(), rel_tol=1e-5)
        largest = max(float(row["max_dz"]) for row in rows)
        assert math.isclose(last["l_max_dz"], len(z) * largest, rel_tol=1e-9)
        assert last["rho"] > 0 and last["loss"] > 0 and last["flow_loss"] > 0
    refined = table(SCRATCH / "w/refine.csv")
    assert [(row["member"], row["layers"]) for row in refined] == [
        ("A", "64"), ("A", "128"), ("B", "64"), ("B", "128")]
    assert all(row["points"] == "1000" for row in refined)
    assert "half-waves of 32" in done.stdout and "32 ->  128 layers" in done.stdout, done.stdout


def check_models_and_sessions():
    """A model and a session are measured as they are: the same weights, the same tables."""
    folder = train("run", "--preset", "weights-bump", "--save", "s.session", steps=50)
    run("weights", "--model", folder / "model.pt", "--out", "of_model")
    run("weights", "--session", "s.session", "--out", "of_session")
    values = [[row["value"] for row in table(SCRATCH / name / "depth.csv")]
              for name in ("of_model", "of_session")]
    assert values[0] == values[1]


def check_refusals():
    said = error("weights", "--session", "s.session", "--steps", "20", "--out", "x", code=2)
    assert "is at step 50 already" in said, said
    said = error("weights", "--preset", "weights-refine", "--out", "w")
    assert "is there already" in said and "--force" in said, said
    said = error("weights", "--preset", "weights-refine", "--refine", "64", "--out", "x", code=2)
    assert "2048, more than 1024" in said, said
    assert not (SCRATCH / "x").exists()
    for bad in ("0", "2,x"):
        error("weights", "--preset", "weights-refine", "--refine", bad, "--out", "x", code=2)
    said = error("weights", "--preset", "weights-gp", "--set", "network.init.length=0", "--out", "x",
                 code=2)
    assert "network.init.length" in said, said
    said = error("weights", "--preset", "weights-bump", "--set", "optimizer.kind=adam", "--out", "x",
                 code=2)
    assert "layer_rate" in said and "adam" in said, said


def check_picture():
    """A picture of the page after some steps shows what was measured at each of them."""
    run("--screenshot", "page.png", "--preset", "weights-refine", "--after-steps", 300, "--size", "1600x900")
    plots = png_pixels(SCRATCH / "page.png")[180:310, 1250:1580, :3].astype(int)
    of_b = np.abs(plots - (0x7F, 0xE0, 0xC0)).sum(axis=2) < 40
    columns = int(of_b.any(axis=0).sum())
    print(f"the Lipschitz estimate of B in {columns} of 330 columns of the picture")
    assert columns > 200, columns


def medians(path, column, layers):
    rows = table(path)
    return [np.median([float(row[column]) for row in rows if row["layers"] == str(count)])
            for count in layers]


def check_sweep():
    """Five seeds: the largest jump falls as 1/L where all layers begin alike, the l2 aggregate as its
    root, and a run of half-waves stays; where each layer is drawn, nothing falls."""
    layers = (16, 32, 64, 128)
    for kind in ("tied", "iid"):
        run("sweep", "--preset", "weights-bump", "--set", f"network.init.kind={kind}", "--over",
            "network.layers=16,32,64,128", "--seeds", 5, "--steps", 400, "--measure", "weights",
            "--out", f"{kind}.csv")
        jump, aggregate, vn, waves = (medians(SCRATCH / f"{kind}.csv", column, layers)
                                      for column in ("max_dz", "aggregate", "vn", "half_waves"))
        slope, slower = math.log2(jump[3] / jump[2]), math.log2(aggregate[3] / aggregate[2])
        print(f"{kind}: largest jumps {np.round(jump, 3)}, slopes {slope:.2f} and {slower:.2f}, "
              f"VN {np.round(vn, 4)}, half-waves {np.round(waves, 2)}")
        if kind == "tied":
            assert -1.1 < slope < -0.8 and -0.6 < slower < -0.4
            assert vn[2] < 0.03 and max(waves) < 4
        else:
            assert slope > -0.3 and all(1.7 < value < 2.2 for value in vn)
            assert all(abs(value / (count / 2) - 1) < 0.1 for value, count in zip(waves, layers))


def check_refinement():
    """What four times the layers change is of first order in 1/L for a flow, and stays for noise."""
    for kind in ("tied", "iid"):
        changes = []
        for layers in (16, 32, 64):
            out = f"refine.{kind}.{layers}"
            run("weights", "--preset", "weights-bump", "--set", f"network.init.kind={kind}", "--set",
                f"network.layers={layers}", "--steps", 400, "--refine", 4, "--out", out)
            changes.append(float(table(SCRATCH / out / "refine.csv")[0]["relative_change"]))
        print(f"{kind}: relative change under four times the layers {changes}")
        if kind == "tied":
            assert changes[0] < 0.08 and 1.5 < changes[0] / changes[1] < 2.7, changes
            assert 1.5 < changes[1] / changes[2] < 2.7, changes
        else:
            assert min(changes) > 0.15, changes


if __name__ == "__main__":
    check_tables()
    check_models_and_sessions()
    check_refusals()
    check_picture()
    check_sweep()
    check_refinement()
