"""The save menu under a real mouse writes whole pictures, films and tables, of the size and with the
numbers that were asked for; a save that is cancelled or cut off leaves nothing. Usage: save.py leastaction"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive
from run_program import film, png_config, png_pixels, png_size


class Menu:
    """The save menu of a program that was started in `folder`."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def open(self, kind):
        self.program.click("save")
        self.program.wait_fresh()
        self.program.click(f"save.kind.{kind}")
        self.program.wait_fresh()

    def choose_size(self, index):
        self.program.choose("save.size", index)
        self.program.wait_fresh()

    def write(self, name, text):
        self.program.click(name)
        self.program.key("ctrl+a")
        self.program.desktop.xdotool("type", "--delay", "30", text)
        self.program.key("Return")
        time.sleep(0.2)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def names(folder):
    return sorted(os.listdir(folder))


def pictures(program, menu):
    program.key("ctrl+e")
    whole = lambda: [name for name in names(menu.folder) if name.endswith(".png")]
    (once,) = drive.wait_until(whole, 30, "the picture of Ctrl+E")
    at_once = os.path.join(menu.folder, once)
    views = program.state()["controls"]
    width = views["flow_b"][2] - views["flow_a"][0] + 20
    height = views["flow_b"][3] - views["flow_b"][1] + 54
    got = png_size(at_once)
    assert abs(got[0] - width) <= 12 and got[1] == height, (got, width, height)
    assert png_config(at_once)["network"]["layers"] == 9
    assert len(set(map(tuple, png_pixels(at_once)[::16, ::16].reshape(-1, 4).tolist()))) > 20, "an empty picture"

    menu.open(0)
    menu.choose_size(3)
    menu.write("save.width", "1001")
    menu.write("save.height", "703")
    menu.write("save.name", "mine")
    for number in ("", "-2"):
        if number:
            menu.open(0)
        program.click("save.go")
        path = os.path.join(menu.folder, f"mine{number}.png")
        drive.wait_until(lambda: os.path.exists(path), 30, path)
        assert png_size(path) == (1001, 703), png_size(path)
    print("pictures:", once, got, "and mine.png, mine-2.png of 1001 x 703")
    program.wait_fresh()


def saved(program, menu, kind, name):
    """The content of a file that the menu leaves."""
    menu.open(kind)
    menu.write("save.name", os.path.splitext(name)[0])
    program.click("save.go")
    path = os.path.join(menu.folder, name)
    drive.wait_until(lambda: os.path.exists(path), 30, path)
    return read(path)


def check_script(content, menu, metrics):
    """The run as a program: its losses are those of metrics.csv."""
    done = subprocess.run([sys.executable, "-I", "-", "--steps", "150", "--every", "50"], input=content,
                          cwd=menu.folder, capture_output=True)
    assert done.returncode == 0, done.stderr
    rows = [line.split(",") for line in done.stdout.decode().splitlines()[1:]]
    wanted = {row[0]: float(row[2]) for row in (line.split(",") for line in metrics[1:])}
    assert [row[0] for row in rows] == ["0", "50", "100", "150"], rows
    compared = [abs(float(row[1]) - wanted[row[0]]) for row in rows if row[0] in wanted]
    assert len(compared) > 1 and max(compared) < 1e-5, (rows, compared)


def tables(program, menu, command):
    """Paused, so that train can be asked for the same."""
    program.key("space")
    step = program.wait(lambda s: not s["running"], 10, "a pause")["step"]
    step = program.wait_fresh()["step"]
    menu.open(5)
    menu.write("save.name", "table")
    program.click("save.go")
    path = os.path.join(menu.folder, "table.csv")
    drive.wait_until(lambda: os.path.exists(path[:-4] + ".json"), 30, path)
    with tempfile.TemporaryDirectory(prefix="la-train-") as folder:
        out = os.path.join(folder, "run")
        subprocess.run([command, "train", "--steps", str(step), "--out", out], check=True,
                       stdout=subprocess.DEVNULL)
        assert read(path) == read(os.path.join(out, "metrics.csv")), "B's table is not metrics.csv"
        assert read(path[:-4] + "_a.csv") == read(os.path.join(out, "metrics_a.csv")), "nor is A's"
        metrics = read(path).decode().splitlines()
        layers = saved(program, menu, 9, "layers.csv")
        subprocess.run([command, "inspect", os.path.join(out, "model.pt"), "--against", os.path.join(out, "model_a.pt"),
                        "--table", os.path.join(folder, "layers.csv")], check=True, stdout=subprocess.DEVNULL)
        assert layers == read(os.path.join(folder, "layers.csv")), "the table of the layers is not that of inspect"
    check_script(saved(program, menu, 8, "script.py"), menu, metrics)
    with open(path[:-4] + ".json", encoding="utf-8") as file:
        assert json.load(file)["ran"]["steps"] == step

    menu.open(4)
    program.choose("save.plot", 1)
    program.wait_fresh()
    menu.write("save.name", "plot")
    program.click("save.go")
    path = os.path.join(menu.folder, "plot.csv")
    drive.wait_until(lambda: os.path.exists(path), 30, path)
    lines = read(path).decode().splitlines()
    assert json.loads(lines[0].removeprefix("# leastaction.config "))["ran"]["steps"] == step
    assert lines[1] == "step,train_accuracy_a,test_accuracy_a,train_accuracy,test_accuracy", lines[1]
    wanted = [line.split(",") for line in metrics[1:]]
    got = [line.split(",") for line in lines[2:]]
    shown = [row for row in wanted if row[0] in {r[0] for r in got}]
    assert len(got) == len(shown) > 100, (len(got), len(wanted))
    assert [[r[0], r[3], r[4]] for r in got] == [[r[0], r[3], r[4]] for r in shown]
    program.key("space")
    print(f"tables: at step {step} the bytes of train's metrics.csv; a plot's {len(got)} rows")


def films(program, menu):
    for kind, name in ((2, "depth"), (3, "training")):
        menu.open(kind)
        menu.choose_size(3)
        menu.write("save.width", "400")
        menu.write("save.height", "222")
        menu.write("save.seconds", "1.5")
        menu.write("save.name", name)
        program.click("save.go")
        path = os.path.join(menu.folder, name + ".mp4")
        drive.wait_until(lambda: os.path.exists(path), 100, path)
        width, height, frames, seconds, config = film(path)
        assert (width, height, frames) == (400, 222, 45), (width, height, frames)
        assert abs(seconds - 1.5) < 0.01, seconds
        assert config["network"]["layers"] == 9 and config["ran"]["steps"] > 0, config
        print(f"film {name}: {width} x {height}, {frames} frames, {seconds} s")
        program.wait_fresh()


def begun(state):
    """Some of what is being saved is drawn."""
    return re.fullmatch(r"saving .*  [1-9]\d?%", state["message"])


def given_up(program, menu):
    """In the middle of 64 million pixels, and of a film."""
    before = names(menu.folder)
    for kind in (0, 2):
        menu.open(kind)
        menu.choose_size(3)
        menu.write("save.width", "8192")
        menu.write("save.height", "8192")
        menu.write("save.name", "never")
        program.click("save.go")
        program.wait(lambda s: "save.cancel" in s["controls"], 20, "a button to cancel with")
        program.wait(begun, 20, "the first strips")
        assert names(menu.folder) == before, "a file has no name until it is whole"
        program.click("save.cancel")
        program.wait(lambda s: s["message"].startswith("given up"), 20, "giving up")
        assert names(menu.folder) == before, names(menu.folder)
    menu.open(2)
    program.click("save.go")
    program.wait(begun, 20, "the first strips")
    program.terminate()
    took = program.wait_ended(5)
    assert names(menu.folder) == before, names(menu.folder)
    print(f"given up twice, closed in the middle ({took:.2f} s): nothing is left")


def refused(desktop, command):
    """Without ffmpeg the frames are saved; without a folder it is said."""
    with tempfile.TemporaryDirectory(prefix="la-save-") as folder:
        os.chdir(folder)
        with drive.Program(desktop, command, env={"PATH": "/nonexistent"}) as program:
            program.wait(lambda s: s["step"] > 50, 20)
            menu = Menu(program, folder)
            menu.open(2)
            menu.choose_size(3)
            menu.write("save.width", "160")
            menu.write("save.height", "90")
            menu.write("save.seconds", "0.5")
            menu.write("save.name", "frames")
            program.click("save.go")
            said = program.wait(lambda s: s["message"].startswith("saved"), 60, "frames")["message"]
            assert said.endswith("frames-frames (numbered PNGs: there is no ffmpeg)"), said
            frames = names(os.path.join(folder, "frames-frames"))
            assert len(frames) == 15, frames
            assert png_size(os.path.join(folder, "frames-frames", frames[-1])) == (160, 90)
            menu.open(0)
            menu.write("save.folder", os.path.join(folder, "missing"))
            program.click("save.go")
            said = program.wait(lambda s: s["message"].startswith("cannot save"), 20, "a refusal")["message"]
            assert os.path.join(folder, "missing") in said, said
            assert names(folder) == ["frames-frames"], names(folder)
            print("without ffmpeg:", len(frames), "PNGs; missing folder:", said)
        os.chdir("/")


def main():
    command = os.path.abspath(sys.argv[1])
    drive.require("Xvfb", "xdotool", "ffmpeg", "ffprobe")
    with drive.Desktop() as desktop:
        with tempfile.TemporaryDirectory(prefix="la-save-") as folder:
            os.chdir(folder)
            with drive.Program(desktop, command) as program:
                menu = Menu(program, folder)
                program.wait(lambda s: s["step"] > 150, 20)
                tables(program, menu, command)
                for name in names(folder):
                    os.remove(os.path.join(folder, name))
                pictures(program, menu)
                films(program, menu)
                given_up(program, menu)
            os.chdir("/")
        refused(desktop, command)


if __name__ == "__main__":
    main()
