"""A window remembers theme, views, sections, its place and folders for the next one. A broken settings file
harms nothing, and commands without a window leave settings alone. Usage: settings.py leastaction"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


class Home:
    """A folder for settings and presets, as a user has one."""

    def __init__(self, folder):
        self.root = os.path.join(folder, "config")
        self.folder = os.path.join(self.root, "leastaction")
        self.file = os.path.join(self.folder, "settings.json")
        self.env = {"XDG_CONFIG_HOME": self.root}

    def settings(self):
        with open(self.file, encoding="utf-8") as file:
            return json.load(file)

    def write(self, text):
        os.makedirs(self.folder, exist_ok=True)
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(text)


def end(app, says=""):
    app.terminate()
    app.wait_ended(5)
    assert says in app.stderr() and bool(says) == bool(app.stderr()), app.stderr()


def remembered(program, desktop, home, folder):
    with drive.Program(desktop, program, env=home.env) as app:
        state = app.wait_started()
        usual = state["window"]
        assert state["theme"] == "dark" and "layers" not in state["controls"], state["theme"]
        end(app)
    assert not os.path.exists(home.root), "written although nothing had changed"

    with drive.Program(desktop, program, env=home.env) as app:
        app.wait_started()
        app.key("t")
        app.click("section.network")  # opens this section
        app.key("b")
        window = subprocess.run(["xdotool", "search", "--name", "Least Action"], env=desktop.env,
                                check=True, capture_output=True, text=True).stdout.split()[0]
        desktop.xdotool("windowsize", window, 1300, 760)
        desktop.xdotool("windowmove", window, 120, 70)
        app.wait(lambda s: s["window"] == [120, 70, 1300, 760] and s["theme"] == "light", 5, "its place")
        app.key("ctrl+shift+s")
        app.wait(lambda s: "session_path" in s["controls"], 5, "the dialog")
        app.key("ctrl+a")
        desktop.xdotool("type", "--delay", "25", os.path.join(folder, "first.session"))
        time.sleep(0.2)
        app.key("Return")
        app.wait(lambda s: "saved first.session" in s["message"], 10, "a session")
        drive.wait_until(lambda: os.path.exists(home.file) and
                         home.settings()["sessions"]["folder"] == folder, 5, "what was changed, on the disk")
        app.process.kill()  # a crash loses nothing of it
        app.process.wait()
    assert os.listdir(home.folder) == ["settings.json"], os.listdir(home.folder)
    settings = home.settings()
    assert settings["view"]["dark"] == 0 and settings["view"]["views"] == 1, settings
    assert settings["window"] == {"x": 120, "y": 70, "width": 1300, "height": 760,
                                  "maximised": False}, settings

    with drive.Program(desktop, program, env=home.env) as app:
        state = app.wait_started()
        assert state["window"] == [120, 70, 1300, 760], state["window"]
        assert state["theme"] == "light" and state["views"] == "a+b", (state["theme"], state["views"])
        app.wait(lambda s: "layers" in s["controls"], 2, "the section")
        app.key("ctrl+shift+s")
        app.wait(lambda s: "session_path" in s["controls"], 5, "the dialog")
        app.key("Return")  # the usual name, in the folder of the last time
        app.wait(lambda s: "saved circles.session" in s["message"], 10, "a session")
        assert os.path.exists(os.path.join(folder, "circles.session")), os.listdir(folder)
        app.key("F11")  # is not where the next window is to stand
        app.wait(lambda s: s["window"][2] > 1300, 5, "the full screen")
        end(app)
    assert home.settings()["window"]["width"] == 1300, home.settings()["window"]

    with drive.Program(desktop, program, "--size", "900x600", env=home.env) as app:
        state = app.wait_started()
        assert state["window"][2:] == [900, 600] and state["theme"] == "light", state["window"]
        app.key("t")
        end(app)
    settings = home.settings()
    assert settings["view"]["dark"] == 1, "written at the end"
    assert settings["window"]["width"] == 1300, "a size for once is not remembered"

    settings["window"].update(x=90000, y=200)  # on a monitor that is no longer there
    home.write(json.dumps(settings))
    with drive.Program(desktop, program, env=home.env) as app:
        state = app.wait_started()
        assert state["window"][2:] == usual[2:] and state["window"][0] < 1500, state["window"]
        end(app)
    print("remembered: theme, views, sections, place, folder")


def of_the_person(program, desktop, home):
    """Less motion as the desktop asks until it is chosen; the type size: kept for the next window."""
    gtk = os.path.join(home.root, "gtk-3.0", "settings.ini")
    os.makedirs(os.path.dirname(gtk))
    with open(gtk, "w", encoding="utf-8") as file:
        file.write("[Settings]\ngtk-enable-animations=0\n")
    with drive.Program(desktop, program, "--size", "1600x900", env=home.env) as app:
        state = app.wait_started()
        assert state["moves_less"] and state["type_size"] == 100, state["type_size"]
        app.click("reduced_motion")
        app.wait(lambda s: not s["moves_less"], 5, "motion is chosen")
        app.key("ctrl+plus")
        app.wait(lambda s: s["type_size"] == 110, 5, "larger type")
        end(app)
    with drive.Program(desktop, program, env=home.env) as app:
        state = app.wait_started()
        assert not state["moves_less"] and state["type_size"] == 110, state["type_size"]
        end(app)
    os.remove(home.file)
    with drive.Program(desktop, program, env=home.env) as app:
        assert app.wait_started()["moves_less"], "not chosen any more"
        end(app)
    print("less motion as GTK says until it is chosen, and a type size are kept")


def refused(program, desktop, home):
    """A settings file broken in any way gives one line and the default settings, and is kept."""
    cases = {"half": ('{"format": "leastaction set', "it is damaged"),
             "binary": ("\x00\x01\x7f" * 50, "it is damaged"),
             "empty": ("", "it is damaged"),
             "foreign": ('{"theme": "light"}', "no settings of this program"),
             "future": ('{"format": "leastaction settings", "version": 7}', "a newer leastaction")}
    for number, (name, (text, says)) in enumerate(cases.items(), 1):
        home.write(text)
        kept = os.path.join(home.folder, "settings.kept" + ("" if number == 1 else f"-{number}") + ".json")
        with drive.Program(desktop, program, env=home.env) as app:
            state = app.wait(lambda s: says in s["message"], 10, f"a line about a {name} file")
            assert kept in state["message"] and "\n" not in state["message"], state["message"]
            assert state["theme"] == "dark" and state["window"][2:] == [1600, 900]
            app.wait(lambda s: s["step"] > 20, 10, "training")
            if number == 1:
                desktop.screenshot("settings-refused.png")
            with open(kept, encoding="utf-8") as file:
                assert file.read() == text
            app.key("t")
            end(app)
        assert home.settings()["view"]["dark"] == 0
        os.remove(home.file)
    print(f"refused: {len(cases)} kinds of file, each kept:", state["message"])


def unwritable(program, desktop, folder):
    blocked = os.path.join(folder, "blocked")
    with open(blocked, "w", encoding="utf-8") as file:
        file.write("a file, where a folder is to be")
    with drive.Program(desktop, program, env={"XDG_CONFIG_HOME": blocked}) as app:
        before = app.wait_started()
        app.key("t")
        state = app.wait(lambda s: "settings are not remembered: cannot make" in s["message"], 5, "a line")
        app.wait(lambda s: s["step"] > before["step"] + 50, 10, "training")
        end(app, "leastaction: settings are not remembered: cannot make")
    print("unwritable:", state["message"])
    small = os.path.join(folder, "small")
    os.makedirs(small)
    home = Home(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", small],
                      capture_output=True).returncode != 0:
        print("no tmpfs can be mounted here: the full disk is not tried")
        return
    try:
        home.write(json.dumps({"format": "leastaction settings", "version": 1, "view": {"grid": 1}}))
        with open(home.file, encoding="utf-8") as file:
            before = file.read()
        filler = os.open(os.path.join(small, "filler"), os.O_CREAT | os.O_WRONLY)
        try:
            while True:
                os.write(filler, b"x" * 512)
        except OSError:
            os.close(filler)
        with drive.Program(desktop, program, env=home.env) as app:
            app.wait_started()
            app.key("t")
            print(app.wait(lambda s: "No space left" in s["message"], 5, "a line")["message"])
            end(app, "No space left")
        with open(home.file, encoding="utf-8") as file:
            assert file.read() == before, "the old settings are no longer whole"
    finally:
        subprocess.run(["umount", small], check=True)


def left_alone(program, home, folder):
    """Commands without a window write the same bytes whatever is remembered, and change nothing of it."""
    def run(env, *arguments):
        done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, timeout=60,
                              env={**os.environ, **env})
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    def picture(env):
        run(env, "--screenshot", "one.png", "--after-steps", "20", "--size", "800x500")
        with open(os.path.join(folder, "one.png"), "rb") as file:
            return file.read()

    def told():
        return {name: os.stat(os.path.join(home.folder, name)).st_mtime_ns for name in os.listdir(home.folder)}

    without = {"XDG_CONFIG_HOME": os.path.join(folder, "nothing")}
    settings = {"format": "leastaction settings", "version": 1,
                "view": {"dark": 0, "views": 2, "grid": 1, "closed": [True] * 7}}
    plain = picture(without)
    for text in (json.dumps(settings), "no settings at all"):
        home.write(text)
        before = told()
        assert picture(home.env) == plain, "a screenshot that depends on what is remembered"
        run(home.env, "train", "--steps", "5", "--force", "--out", "run")
        run(home.env, "render", "--steps", "5", "--size", "200x150", "--out", "render.png")
        run(home.env, "sweep", "--lambda", "0.1", "--seeds", "1", "--steps", "2", "--force", "--out", "s.csv")
        assert told() == before, (before, told())
    run(home.env, "bench", "--seconds", "1", "--json")
    assert told() == before, (before, told())
    assert not os.path.exists(without["XDG_CONFIG_HOME"])
    assert run(home.env, "--reset-settings") == f"removed {home.file}\n"
    assert "no settings to remove" in run(home.env, "--reset-settings")
    both = subprocess.run([program, "--reset-settings", "--preset", "moons"], capture_output=True, text=True,
                          env={**os.environ, **home.env}, timeout=20)
    assert both.returncode == 2 and "--reset-settings" in both.stderr, both
    print("left alone by screenshot, train, render, bench, sweep")


def main():
    drive.require("Xvfb", "xdotool")
    program = os.path.abspath(sys.argv[1])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def fresh():
        return tempfile.TemporaryDirectory(prefix="la-settings-")

    with drive.Desktop(1700, 1000) as desktop:
        with fresh() as folder:
            remembered(program, desktop, Home(folder), folder)
        with fresh() as folder:
            of_the_person(program, desktop, Home(folder))
        with fresh() as folder:
            refused(program, desktop, Home(folder))
        with fresh() as folder:
            unwritable(program, desktop, folder)
    with fresh() as folder:
        left_alone(program, Home(folder), folder)


if __name__ == "__main__":
    main()
