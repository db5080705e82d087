"""Files are dragged onto the window by a real source (XDND): each kind does what it is for, and what is of
no use gives one line and changes nothing. Usage: drop.py leastaction drop_files"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive

PROGRAM, DROP = (os.path.abspath(path) for path in sys.argv[1:3])
TABLE = "x,y,label\n" + "".join(f"{i % 7},{i % 5},{i % 3}\n" for i in range(60))


def drop(app, *files):
    subprocess.run([DROP, str(app.pid), *map(str, files)], env=app.desktop.env, check=True, timeout=20)


def batch(*arguments):
    subprocess.run([PROGRAM, *map(str, arguments)], check=True, timeout=60, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def settings(folder):
    """Everything that carries a setting: (what is dropped, the seed of the network that it names)."""
    own = folder / "with spaces, ümlaut & 100%"
    own.mkdir()
    carriers = []
    for seed, name in ((11, "config.json"), (12, "mine.json"), (13, "picture.png"), (14, "run"), (15, "hand-in.zip")):
        path = own / name
        setting = ("--preset", "moons", "--set", f"network.seed={seed}", "--set", "dataset.points=200")
        if name == "run":
            batch("train", *setting, "--steps", 20, "--out", path)
        elif name == "picture.png":
            batch("render", *setting, "--steps", 20, "--size", "320x200", "--out", path)
        elif name == "hand-in.zip":
            batch("train", *setting, "--steps", 20, "--out", own / "handed in")
            shutil.make_archive(str(path.with_suffix("")), "zip", own / "handed in")
        else:
            config = {"network": {"seed": seed}, "dataset": {"kind": "moons", "points": 200}}
            path.write_text(json.dumps({"title": "Mine", "config": config} if name == "mine.json" else config))
        carriers.append((path, seed))
    return carriers


def take_settings(app, folder):
    for path, seed in settings(folder):
        drop(app, path)
        state = app.wait(lambda s: s["seed"] == seed, 10, f"the setting of {path}")
        assert state["data"]["kind"] == "moons" and state["data"]["points"] == 200, (path, state["data"])
        print(f"{path.name}: seed {seed}")


def take_tables(app, folder):
    for name, text in (("table.csv", TABLE), ("table.tsv", TABLE.replace(",", "\t"))):
        (folder / name).write_text(text)
        drop(app, folder / name)
        app.wait(lambda s: s["data"]["kind"] == "csv" and s["data"]["classes"] == 3, 10, name)
        drop(app, folder / "with spaces, ümlaut & 100%" / "config.json")
        app.wait(lambda s: s["data"]["kind"] == "moons", 10, "back")


def take_models_and_sessions(app, folder):
    run = folder / "with spaces, ümlaut & 100%" / "run"
    drop(app, run / "model.safetensors")
    app.wait(lambda s: "leave_model" in s["controls"], 20, "the model")
    app.key("Escape")
    app.wait(lambda s: "leave_model" not in s["controls"], 10, "the run again")
    batch("train", "--preset", "circles", "--steps", 30, "--out", folder / "saved", "--save", folder / "a.session")
    drop(app, folder / "a.session")
    app.wait(lambda s: s["data"]["kind"] == "circles" and s["step"] >= 30, 20, "the session")


def refuse(app, folder):
    """One line each, and the run goes on as it was."""
    (folder / "empty").mkdir()
    drive.write_png(folder / "photo.png", 2, 2, bytes(12))
    for name, text, words in (("npm.json", '{"name": "npm"}', "unknown key"), ("list.json", "[1]", "object"),
                              ("photo.png", None, "no setting is in this picture"), ("empty", None, "config.json"),
                              ("words.csv", "a novel\nin two lines\n", "words.csv"), ("film.mp4", "0", "film.mp4"),
                              ("gone.json", None, "gone.json")):
        if text is not None:
            (folder / name).write_text(text)
        before = app.state()
        drop(app, folder / name)
        said = app.wait(lambda s: words in s["message"], 10, f"why not {name}")
        assert "\n" not in said["message"], said["message"]
        for what in ("run", "seed", "data"):
            assert said[what] == before[what], (name, what, before[what], said[what])
        print(f"{name}: {said['message'][:150]}")


def main():
    drive.require(PROGRAM, DROP, "Xvfb", "xdotool")
    with tempfile.TemporaryDirectory(prefix="la-drop-") as name, drive.Desktop() as desktop:
        folder = pathlib.Path(name)
        with drive.Program(desktop, PROGRAM, "--preset", "circles") as app:
            app.wait_started()
            take_settings(app, folder)
            take_tables(app, folder)
            take_models_and_sessions(app, folder)
            refuse(app, folder)
            # Of several files the last one counts.
            drop(app, folder / "table.csv", folder / "with spaces, ümlaut & 100%" / "mine.json")
            app.wait(lambda s: s["seed"] == 12 and s["data"]["kind"] == "moons", 10, "the last of two files")
            app.wait_fresh()
            assert app.state()["seed"] == 12 and not app.stderr(), app.stderr()


main()
