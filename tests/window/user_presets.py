"""User presets are saved in the window with a real mouse and keyboard, then used wherever built-in
ones are. Usage: user_presets.py leastaction [folder for pictures]"""

import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive
from settings import Home


def saved(program, desktop, home, pictures):
    with drive.Program(desktop, program, env=home.env) as app:
        app.wait_started()
        for name, theme in (("my circles", "dark"), ("plain, fix", "light")):
            app.click("preset")
            app.wait_fresh()
            if pictures:
                desktop.screenshot(os.path.join(pictures, f"chooser-{theme}.png"))
            app.click("preset.save_as")
            app.wait(lambda s: "preset_name" in s["controls"], 5, "the question")
            desktop.xdotool("type", "--delay", "25", name)
            time.sleep(0.2)
            if pictures:
                desktop.screenshot(os.path.join(pictures, f"dialog-{theme}.png"))
            app.key("Return")
            state = app.wait(lambda s: s["message"] == f"saved preset {name}", 5, "a preset")
            assert state["preset"] == name, state["preset"]
            app.key("t")
        app.click("preset")
        state = app.wait_fresh()
        first, second = sorted((name for name in state["controls"]
                                if name.startswith("preset.") and name.endswith(".remove")),
                               key=lambda name: int(name.split(".")[1]))
        app.click(first)
        app.wait_fresh()
        if pictures:
            desktop.screenshot(os.path.join(pictures, "remove.png"))
        app.click(second)  # the other one is not asked about yet
        app.wait_fresh()
        app.click(second)
        app.wait(lambda s: s["message"] == "removed preset plain, fix", 5, "one less")
        app.terminate()
        app.wait_ended(5)
    folder = os.path.join(home.folder, "presets")
    assert os.listdir(folder) == ["my circles.json"], os.listdir(folder)
    return os.path.join(folder, "my circles.json")


def used(program, home, path, folder):
    def run(*arguments, code=0):
        done = subprocess.run([program, *arguments], cwd=folder, env={**os.environ, **home.env}, timeout=60,
                              capture_output=True, text=True)
        assert done.returncode == code, (arguments, done)
        return done

    with open(path, encoding="utf-8") as file:
        preset = json.load(file)
    preset["config"]["network"]["layers"] = 3
    with open(path, "w", encoding="utf-8") as file:
        json.dump(preset, file)
    mine = ["--preset", "my circles"]
    run("train", *mine, "--steps", "5", "--out", "run")
    with open(os.path.join(folder, "run", "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    assert config.pop("ran")["steps"] == 5
    assert config == preset["config"], (config, preset["config"])
    run("render", *mine, "--steps", "2", "--size", "200x150", "--out", "render.png")
    run(*mine, "--screenshot", "shot.png", "--after-steps", "2", "--size", "800x500")
    run("sweep", *mine, "--lambda", "0", "--seeds", "1", "--steps", "2", "--out", "s.csv")
    assert "my circles" in run("presets").stdout
    with open(os.path.join(os.path.dirname(path), "broken.json"), "w", encoding="utf-8") as file:
        file.write('{"config": {"network": {"layers": 0}}}')
    listed = run("presets")
    assert "my circles" in listed.stdout and "broken" not in listed.stdout, listed.stdout
    assert listed.stderr.count("\n") == 1 and "broken.json is left out: network.layers" in listed.stderr, listed
    run("train", *mine, "--steps", "0", "--out", "again")
    for name, says in (("broken", "broken.json: network.layers"), ("nobody", "your own: my circles")):
        line = run("train", "--preset", name, "--steps", "0", "--out", "no", code=2).stderr
        assert says in line and line.count("\n") == 1, line
    run("--reset-settings")
    assert os.path.exists(path), "presets are no settings"


def main():
    drive.require("Xvfb", "xdotool")
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="la-presets-") as folder:
        home = Home(folder)
        with drive.Desktop() as desktop:
            path = saved(program, desktop, home, sys.argv[2] if len(sys.argv) > 2 else None)
            used(program, home, path, folder)
            with drive.Program(desktop, program, "--preset", "my circles", env=home.env) as app:
                state = app.wait(lambda s: "broken.json is left out" in s["message"], 5, "a line")
                assert state["preset"] == "my circles" and state["theme"] == "dark", state
                app.wait(lambda s: s["members"] and len(s["members"][0]["energy"]) == 3, 5, "its layers")
    print("own presets: saved, removed, used by train, render, screenshot, sweep and the window")


if __name__ == "__main__":
    main()
