"""A model is opened from the menu of a window that trains: its measures are those that PyTorch computes,
the run's B stands beside it, and the training goes on and comes back. A file that does not fit gives one
line and changes nothing. Usage: open_model.py leastaction"""

import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import time

try:
    import torch
except ImportError:
    print("not found: PyTorch")
    sys.exit(1 if os.environ.get("LA_REQUIRE_GL") == "1" else 77)

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


class Turning(torch.nn.Module):
    """Three layers that turn and shrink the plane."""

    def __init__(self):
        super().__init__()
        self.turn = torch.nn.Parameter(torch.tensor([[0.7, -0.5], [0.5, 0.7]]))
        self.head = torch.nn.Linear(2, 2)

    @torch.jit.export
    def trajectory(self, x):
        states = [x]
        for _ in range(3):
            x = x @ self.turn
            states.append(x)
        return torch.stack(states)

    def forward(self, x):
        return self.head(self.trajectory(x)[-1])


class Three(Turning):
    """The same with three classes."""

    def __init__(self):
        super().__init__()
        self.head = torch.nn.Linear(2, 3)


def choose(app, path):
    app.desktop.xdotool("key", "ctrl+shift+o")
    app.wait(lambda s: "session_path" in s["controls"], 5, "the dialog")
    app.wait_fresh()
    app.desktop.xdotool("key", "ctrl+a")
    app.desktop.xdotool("type", "--delay", "12", str(path))
    time.sleep(.2)
    app.key("Return")


def shown(state):
    return "leave_model" in state["controls"] and len(state["members"]) == 2 and \
        len(state["members"][1]["energy"]) == 3


def session(app, folder):
    app.wait(lambda s: s["step"] > 100, 20, "training")
    for name, words in (("three.pt", "classes"), ("linear.pt", "trajectory"), ("no.pt", "no.pt"),
                        ("missing.pt", "missing.pt")):
        before = app.state()
        choose(app, folder / name)
        said = app.wait(lambda s: words in s["message"], 20, f"why not {name}")
        assert "\n" not in said["message"] and "leave_model" not in said["controls"], said["message"]
        after = app.wait(lambda s: s["step"] > said["step"], 5, "training to go on")
        assert after["run"] == before["run"] and after["running"], after
        print(said["message"])
    run = app.state()
    app.click("session")
    app.wait(lambda s: "model.open" in s["controls"], 5, "the menu")
    app.key("Escape")
    choose(app, folder / "theirs.pt")
    state = app.wait(shown, 20, "the model")
    net = torch.jit.load(str(folder / "theirs.pt"))
    # The data of the opening preset, as the program leaves it beside a run.
    with open(folder / "run" / "data.csv") as file:
        x = torch.tensor([[float(r["x"]), float(r["y"])] for r in csv.DictReader(file)
                          if r["split"] == "train"]).double()
    with torch.no_grad():
        states = [x]
        for _ in range(3):
            states.append(states[-1] @ net.turn.double())
    for mine, (a, b) in zip(state["members"][1]["energy"], zip(states, states[1:])):
        wanted = (b - a).pow(2).sum(1).mean().item()
        assert abs(mine - wanted) < 1e-5 * wanted, (mine, wanted)
    assert len(state["members"][0]["energy"]) == 9, "the run's B stands beside it"
    for name in ("play", "history", "plot.loss.fit", "cues", "view.4"):
        assert name not in state["controls"], name
    assert "missing" not in state["message"], state["message"]
    for key in ("space", "n", "r", "0", "Up", "1", "ctrl+z", "s"):  # nothing for them to act on
        app.desktop.xdotool("key", key)
    time.sleep(1)
    if len(sys.argv) > 2:
        app.desktop.screenshot(sys.argv[2])
    app.desktop.xdotool("key", "Escape")
    back = app.wait(lambda s: "leave_model" not in s["controls"] and "play" in s["controls"], 5,
                    "the training")
    assert back["run"] == run["run"] and back["running"] and back["step"] > run["step"], back
    assert back["lambda"] == run["lambda"]
    app.wait(lambda s: len(s["members"]) == 2 and len(s["members"][1]["energy"]) == 9, 5, "its measures")
    app.key("0")
    app.wait(lambda s: s["lambda"] == 0, 5, "the keys to act again")
    print(f"shown beside the run, which went on from step {run['step']} to {back['step']}")


def main():
    drive.require("Xvfb", "xdotool", sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, drive.Desktop() as desktop:
        folder = pathlib.Path(folder)
        torch.manual_seed(1)
        torch.jit.script(Turning().eval()).save(str(folder / "theirs.pt"))
        torch.jit.script(Three().eval()).save(str(folder / "three.pt"))
        torch.jit.script(torch.nn.Linear(2, 2)).save(str(folder / "linear.pt"))
        (folder / "no.pt").write_text("this is no model")
        subprocess.run([sys.argv[1], "train", "--steps", "0", "--out", folder / "run"], check=True,
                       stdout=subprocess.DEVNULL)
        with drive.Program(desktop, sys.argv[1]) as app:
            session(app, folder)


if __name__ == "__main__":
    main()
