"""The sweep view in a window: dots appear, their table is saved, a click shows a network, "now" leads back,
and the window closes while a step of the sweep goes on.
Usage: sweep.py leastaction slow_engine_app close_window"""

import json
import os
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive
from save import Menu


def dots(desktop, command, folder):
    with drive.Program(desktop, command) as app:
        app.wait_started()
        app.desktop.xdotool("key", "shift+v")
        app.wait(lambda s: "sweep.run" in s["controls"], 5, "the view before the plane")
        app.click("sweep.run")
        done = app.wait(lambda s: s["sweep"]["of"] > 0 and not s["sweep"]["running"], 60, "the end")
        assert done["sweep"]["runs"] == done["sweep"]["of"] == 50, done["sweep"]["runs"]
        print(f"{done['sweep']['runs']} runs while the training went on to step {done['step']}")
        table(app, command, folder)
        network(app)
        grid(app)


def table(app, command, folder):
    """A saved table can be made again, byte for byte, by the command that it names."""
    menu = Menu(app, folder)
    menu.open(6)
    menu.write("save.name", "sweep")
    app.click("save.go")
    path = os.path.join(folder, "sweep.csv")
    drive.wait_until(lambda: os.path.exists(path), 20, path)
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    config = lines[0].removeprefix("# leastaction.config ")
    assert json.loads(config)["network"]["layers"] == 9
    words = lines[1].removeprefix("# leastaction ").split()
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        file.write(config)
    again = os.path.join(folder, "again.csv")
    subprocess.run([command, *words, "--config", os.path.join(folder, "config.json"), "--out",
                    again], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(again, encoding="utf-8") as file:
        rows = file.read()
    assert "\n".join(lines[2:]) == rows, "the dots are not the rows of sweep"
    print("the same bytes by:", *words)


def network(app):
    app.wait_fresh()
    state = app.state()
    dot = next(d for d in state["sweep"]["dots"] if d["seed"] == 4 and d["lambda"] == 0.1)
    x, y = (at + corner for at, corner in zip(dot["at"], state["window"]))
    app.desktop.xdotool("mousemove", x, y)
    app.wait_fresh()
    app.press()
    app.release()
    shown = app.wait(lambda s: s["sweep"]["shown"] and len(s["members"]) == 2
                     and s["members"][1]["lambda"] == 0.1, 10, "its network")
    assert shown["sweep"]["shown"] == "λ = 0.1, seed 4", shown["sweep"]["shown"]
    assert "flow_b" in shown["controls"] and "sweep.back" in shown["controls"]
    for name in ("action", "test_accuracy"):
        assert abs(shown["members"][1][name] - dot[name]) <= 1e-9 * dot[name], (name, shown, dot)
    assert shown["members"][0]["lambda"] == 0
    on = app.wait(lambda s: s["step"] > shown["step"] + 20, 10, "the training going on")
    assert on["sweep"]["shown"] and on["lambda"] != 0.1
    app.key("End")
    back = app.wait(lambda s: not s["sweep"]["shown"] and len(s["members"]) == 2
                    and s["members"][1]["lambda"] == s["lambda"], 10, "the training")
    print(f"{shown['sweep']['shown']}: action {dot['action']:.4g}; back at step {back['step']}")


def choose(app, name, index):
    app.click(name)
    item = f"{name}.{index}"
    app.wait(lambda s: item in s["controls"], 5, item)
    app.click(item)
    app.wait(lambda s: item not in s["controls"], 5, "the list closed")


def grid(app):
    """Two other settings: a map with a cell for every pair, and the network of one."""
    app.desktop.xdotool("key", "shift+v")
    app.wait(lambda s: "sweep.path" in s["controls"], 5, "the sweep")
    choose(app, "sweep.path", 1)
    choose(app, "sweep.path_2", 3)
    for name in ("from", "to", "lambdas", "log", "from_2", "to_2", "values_2", "log_2", "seeds", "steps"):
        assert f"sweep.{name}" in app.state()["controls"], name
    app.click("sweep.run")
    done = app.wait(lambda s: s["sweep"]["of"] == 80 and not s["sweep"]["running"], 60, "the end")
    dots = done["sweep"]["dots"]
    assert len(dots) == 80 and len({tuple(d["at"]) for d in dots}) == 40, "two seeds a cell"
    dot = dots[-2]
    assert dot["layers"] == 16 and dot["learning_rate"] == 0.05, dot
    x, y = (at + corner for at, corner in zip(dot["at"], done["window"]))
    app.desktop.xdotool("mousemove", x, y)
    app.wait_fresh()
    app.press()
    app.release()
    shown = app.wait(lambda s: s["sweep"]["shown"] and len(s["members"]) == 2, 10, "its network")
    assert shown["sweep"]["shown"] == "layers = 16, learning rate = 0.05, seed 1", shown["sweep"]["shown"]
    assert abs(shown["members"][1]["action"] - dot["action"]) <= 1e-9 * dot["action"]
    app.key("End")
    print("a grid of layers and learning rate:", shown["sweep"]["shown"])


def closed(desktop, slow, close_window):
    """A step that takes a minute does not hold the window."""
    with drive.Program(desktop, slow, env={"LA_TEST_ENGINE": "stuck"}) as app:
        app.wait_started()
        app.key("s")
        app.wait(lambda s: s["sweep"]["running"] and s["sweep"]["of"] > 0, 10, "a sweep")
        app.key("s")  # stopped, and started again beside the step of the old one
        app.wait_fresh()
        app.close_by_window_manager(close_window)
        took = app.wait_ended(20)
        assert app.process.returncode == 0 and app.stderr() == "", app.stderr()
        print(f"closed in the middle of a step of the sweep: {took:.2f} s")


def main():
    command, slow, close_window = map(os.path.abspath, sys.argv[1:4])
    drive.require("Xvfb", "xdotool", close_window)
    with drive.Desktop() as desktop:
        with tempfile.TemporaryDirectory(prefix="la-sweep-") as folder:
            os.chdir(folder)
            dots(desktop, command, folder)
            os.chdir("/")
        closed(desktop, slow, close_window)


if __name__ == "__main__":
    main()
