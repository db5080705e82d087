"""A window that trains opens models that never end or fail later: it goes on drawing and training, Esc leaves
the model at once, and closing waits for none. Usage: hostile_models.py leastaction"""

import os
import pathlib
import re
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
import hostile_scripts as hostile
from open_model import choose

SLOWER = float(os.environ.get("LA_SLOWER", "1"))


def readers():
    out = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True).stdout
    return [line for line in out.splitlines() if "--model-reader" in line]


def wait_left(app, begin, what, limit=0.5):
    """The time from a key to the state that shows its effect, less the period of the state file."""
    drive.wait_until(lambda: not readers(), 10, f"the process of {what} to end")
    took = time.monotonic() - begin
    assert took < limit * SLOWER, f"{what}: left after {took:.2f} s"
    return took


def read_forever(app, model):
    """While a model is read that never ends, frames and steps go on, and a line says for how long; Esc gives it
    up, though a control has the keyboard."""
    before = app.wait(lambda s: s["step"] > 100, 20, "training")
    choose(app, model)
    app.wait(lambda s: f"reading {model.name}" in s["message"], 10, "the line that it reads")
    app.key("Tab")
    time.sleep(2)
    during = app.wait_fresh()
    assert re.fullmatch(rf"reading {re.escape(model.name)}, [2-9] s: Esc gives it up", during["message"]), \
        during["message"]
    assert readers() and during["step"] > before["step"] and during["running"], during["step"]
    # A core is the model's now; where there are two, frames keep their pace.
    print(f"frames/s {before['fps']:.0f} before, {during['fps']:.0f} while {model.name} is read")
    assert during["fps"] > 0.5 * before["fps"], (before["fps"], during["fps"])
    begin = time.monotonic()
    app.desktop.xdotool("key", "Escape")
    print(f"left after {wait_left(app, begin, model.name):.2f} s")
    app.wait(lambda s: "given up" in s["message"] and s["step"] > during["step"], 5, "the training")


def shown_then_stuck(app, model):
    """A model that is shown and then never answers: Esc leaves it."""
    choose(app, model)
    app.wait(lambda s: "leave_model" in s["controls"], 20, "the model")
    time.sleep(2)  # more questions than it answers
    begin = time.monotonic()
    app.desktop.xdotool("key", "Escape")
    app.wait(lambda s: "play" in s["controls"], 5, "the training")
    print(f"{model.name}: back after {time.monotonic() - begin:.2f} s")


def fails_later(app, model, words):
    """One line, and the training is back, as it was."""
    choose(app, model)
    said = app.wait(lambda s: words in s["message"], 30, f"the line about {model.name}")
    assert "\n" not in said["message"], said["message"]
    back = app.wait(lambda s: "leave_model" not in s["controls"] and "play" in s["controls"], 5, "the training")
    assert back["running"]
    print(f"{model.name}: {said['message'][:160]}")


def another_meanwhile(app, endless, good):
    """A model that is opened while another is read takes its place."""
    choose(app, endless)
    app.wait(lambda s: "reading" in s["message"], 10, "the line that it reads")
    choose(app, good)
    app.wait(lambda s: "leave_model" in s["controls"], 20, "the good model")
    assert len(readers()) == 1, readers()
    app.desktop.xdotool("key", "Escape")
    app.wait(lambda s: "play" in s["controls"], 5, "the training")


def closes(app, model, shown=False):
    """Closing waits for no model."""
    choose(app, model)
    app.wait(lambda s: ("leave_model" in s["controls"]) if shown else ("reading" in s["message"]), 20, "the model")
    time.sleep(2)
    begin = time.monotonic()
    app.process.terminate()
    app.process.wait(20)
    took = time.monotonic() - begin
    assert took < 1.0 * SLOWER, f"closed after {took:.2f} s"
    assert not readers(), readers()
    print(f"closed after {took:.2f} s, {'shown' if shown else 'while it was read'}: {app.process.returncode}")


def named_at_the_start(desktop, program, model):
    """A model that is named on the command line is read in a window, which Esc and SIGTERM close with it."""
    for end in ("Escape", "SIGTERM"):
        with drive.Program(desktop, program, str(model)) as app:
            shown = ["xdotool", "search", "--onlyvisible", "--pid", str(app.pid)]
            drive.wait_until(lambda: readers() and subprocess.run(shown, env=desktop.env, capture_output=True).stdout,
                             10, "a window while it is read")
            time.sleep(1.5)
            if len(sys.argv) > 2:
                desktop.screenshot(f"{sys.argv[2]}-named-{end}.png")
            begin = time.monotonic()
            app.desktop.xdotool("key", "Escape") if end == "Escape" else app.terminate()
            app.wait_ended(5)
            took = time.monotonic() - begin
            assert took < 0.5 * SLOWER and app.process.returncode == 0, (end, took, app.process.returncode)
            assert app.stderr() == "" and not readers(), app.stderr()
        print(f"{end}: closed after {took:.2f} s, while the model that it was started with was read")


def asks_for_trust(desktop, program, folder, plain):
    """Where the system cannot isolate a model, the window asks, and says how it runs."""
    support = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support")
    launcher = folder / "program"
    launcher.write_text(f'#!/bin/sh\nexec {sys.executable} {support}/without_seccomp.py {program} "$@"\n')
    launcher.chmod(0o700)
    with drive.Program(desktop, str(launcher)) as app:
        app.wait(lambda s: s["step"] > 50, 20, "training")
        choose(app, plain)
        asked = app.wait(lambda s: "model.trust" in s["controls"], 20, "the question")
        assert "leave_model" not in asked["controls"] and asked["running"]
        app.click("model.distrust")
        app.wait(lambda s: "model.trust" not in s["controls"], 5, "the question to go")
        choose(app, plain)
        app.wait(lambda s: "model.trust" in s["controls"], 20, "the question")
        if len(sys.argv) > 2:
            desktop.screenshot(sys.argv[2] + "-trust.png")
        app.click("model.trust")
        app.wait(lambda s: "leave_model" in s["controls"], 20, "the model")
        if len(sys.argv) > 2:
            desktop.screenshot(sys.argv[2] + "-shown.png")
    launcher.unlink()
    print("asked before a model is run without isolation")


def main():
    drive.require("Xvfb", "xdotool", sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, drive.Desktop() as desktop:
        folder = pathlib.Path(folder)
        victim = folder / "victim.bin"
        victim.write_bytes(b"x" * 64)
        model = {(deed, moment): hostile.script(deed, moment, folder, victim)
                 for deed, moment in (("loop", "load"), ("loop", "trajectory"), ("loop", "fifth"),
                                      ("read", "fifth"), ("shape", "fifth"), ("memory", "fifth"))}
        plain = hostile.plain_model(folder)
        before = sorted(os.listdir(folder))
        with drive.Program(desktop, sys.argv[1]) as app:
            read_forever(app, model["loop", "load"])
            read_forever(app, model["loop", "trajectory"])
            shown_then_stuck(app, model["loop", "fifth"])
            fails_later(app, model["read", "fifth"], "more than to compute")
            fails_later(app, model["shape", "fifth"], "for points")
            fails_later(app, model["memory", "fifth"], "more memory")
            another_meanwhile(app, model["loop", "load"], plain)
            closes(app, model["loop", "trajectory"])
        with drive.Program(desktop, sys.argv[1]) as app:
            app.wait(lambda s: s["step"] > 50, 20, "training")
            closes(app, model["loop", "fifth"], shown=True)
        named_at_the_start(desktop, sys.argv[1], model["loop", "load"])
        asks_for_trust(desktop, sys.argv[1], folder, plain)
        assert victim.read_bytes() == b"x" * 64 and sorted(os.listdir(folder)) == before


if __name__ == "__main__":
    main()
