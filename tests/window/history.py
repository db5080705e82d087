"""A real mouse looks back while the networks train on: the window shows an earlier step, which is the
same as a fresh run that stops there, until "now" leads back. Usage: history.py leastaction"""

import csv
import math
import os
import subprocess
import sys
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


def hashes(state):
    return [m["weights_hash"] for m in state["members"]]


def looked_at(app, what, step=None):
    """A state in which an earlier step is shown, members and all."""
    app.wait(lambda s: s["history_step"] < s["step"] and step in (None, s["history_step"]), 3, what)
    return app.wait_fresh()


def stays_while_training_goes_on(app):
    begin = app.wait(lambda s: s["step"] > 700 and len(s["members"]) == 2, 20, "700 steps")
    app.drag("history", 0.9, 0.5, 0.25)
    past = looked_at(app, "an earlier step")
    step = past["history_step"]
    assert 0.1 * begin["step"] < step < 0.35 * past["step"], (step, past["step"])
    assert hashes(past)[0] != hashes(past)[1] and hashes(past) != hashes(begin)
    last = past["step"]
    for _ in range(5):
        time.sleep(0.4)
        state = app.state()
        assert state["running"] and state["run"] == past["run"]
        assert state["step"] > last, "training stands still"
        assert state["history_step"] == step, state["history_step"]
        assert hashes(state) == hashes(past), "what is shown changes"
        last = state["step"]
    print(f"step {step} shown, B {hashes(past)[1]}, while training went on from {past['step']} to {last}")
    return past


def as_a_fresh_run(program, folder, past):
    """The measures shown are those of a `train` that ends at that step."""
    out = os.path.join(folder, "fresh")
    subprocess.run([program, "train", "--steps", str(past["history_step"]), "--out", out], check=True,
                   stdout=subprocess.DEVNULL, timeout=60)
    for member, name in zip(past["members"], ("metrics_a.csv", "metrics.csv")):
        with open(os.path.join(out, name), encoding="utf-8") as file:
            row = list(csv.DictReader(file))[-1]
        assert int(row["step"]) == past["history_step"]
        for key in ("loss", "train_accuracy", "test_accuracy", "cost", "action", "displacement"):
            assert math.isclose(float(row[key]), member[key], rel_tol=1e-6), (name, key, row[key])
    print(f"a fresh run of {past['history_step']} steps has the same measures")


def now_returns(app, past):
    app.click("now")
    app.wait(lambda s: s["history_step"] == s["step"] and hashes(s) != hashes(past), 3, "now")
    first = app.wait_fresh()
    app.wait(lambda s: hashes(s) != hashes(first), 3, "networks that train on")


def keys(app):
    app.move("flow_b")
    app.desktop.xdotool("key", "Home")
    start = looked_at(app, "step 0", 0)
    assert hashes(start)[0] == hashes(start)[1], "A and B do not start from the same weights"
    app.desktop.xdotool("key", "shift+Right")
    second = app.wait(lambda s: s["history_step"] > 0, 3, "the next kept step")
    assert second["history_step"] < second["step"]
    app.desktop.xdotool("key", "shift+Left")
    looked_at(app, "step 0 again", 0)
    app.desktop.xdotool("key", "End")
    app.wait(lambda s: s["history_step"] == s["step"], 3, "now")


def goes_on(app):
    """From the step that is shown, with the training as it runs; undo leads back."""
    app.drag("history", 0.9, 0.4)
    past = looked_at(app, "an earlier step")
    app.desktop.xdotool("key", "g")
    on = app.wait(lambda s: s["run"] > past["run"] and s["step"] < past["step"], 5, "the run goes on from there")
    assert on["running"] and past["history_step"] <= on["step"], (on["step"], past["history_step"])
    assert on["history_step"] == on["step"], "the views show what is trained"
    app.desktop.xdotool("key", "ctrl+z")
    app.wait(lambda s: s["run"] > on["run"] and s["step"] >= past["step"], 5, "the weights of before")


def edits_return(app):
    app.drag("history", 0.9, 0.3)
    looked_at(app, "an earlier step")
    app.click("play")
    paused = app.wait(lambda s: not s["running"], 3, "a pause")
    assert paused["history_step"] < paused["step"], "a pause leads back to now"
    app.click("step_batch")
    app.wait(lambda s: s["history_step"] == s["step"], 3, "a step leads back to now")
    app.drag("history", 0.9, 0.3)
    looked_at(app, "an earlier step of a pause")
    app.drag("lambda", 0.6, 0.4)
    app.wait(lambda s: s["history_step"] == s["step"], 3, "lambda leads back to now")
    app.drag("history", 0.9, 0.3)
    run = looked_at(app, "an earlier step of a pause")["run"]
    app.click("reset")
    state = app.wait(lambda s: s["run"] > run, 3, "a reset")
    assert state["history_step"] == state["step"] == 0, state["history_step"]


def main():
    drive.require("Xvfb", "xdotool")
    program = sys.argv[1]
    with drive.Desktop() as desktop, drive.Program(desktop, program) as app:
        past = stays_while_training_goes_on(app)
        if len(sys.argv) > 2:
            desktop.screenshot(sys.argv[2])
        as_a_fresh_run(program, app.folder, past)
        now_returns(app, past)
        keys(app)
        goes_on(app)
        edits_return(app)
        assert app.stderr() == "", app.stderr()
        app.terminate()
        app.wait_ended(2)
        assert app.process.returncode == 0, app.process.returncode


if __name__ == "__main__":
    main()
