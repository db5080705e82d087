"""Work is not lost, however the window ends: the display dies under it, the disk for unsaved work is
full, another window saves the same session, an undo leads back to another run. Where nothing can be
kept, the program says so. Usage: work_kept.py leastaction"""

import os
import stat
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive
from sessions import save_as, says


def change_lambda(app):
    """By the keyboard; returns what it is now."""
    before = app.wait_fresh()["lambda"]
    for _ in range(3):
        app.key("Up")
    now = app.wait(lambda s: s["lambda"] != before, 5, "another lambda")["lambda"]
    while (later := app.wait_fresh()["lambda"]) != now:
        now = later
    return now


def unsaved_files(state):
    folder = os.path.join(state, "leastaction")
    return [n for n in os.listdir(folder) if n.endswith(".session")] if os.path.isdir(folder) else []


def restored_lambda(desktop, program, env):
    with drive.Program(desktop, program, "--autosave", "3600", env=env) as app:
        app.wait(lambda s: "unsaved.restore" in s["controls"], 10, "the offer")
        app.click("unsaved.restore")
        says(app, "unsaved work restored")
        out = app.wait_fresh()["lambda"]
        app.process.kill()
        app.process.wait()
        return out


def display_dies(desktop, program):
    def kill_server(dying, app):
        dying.process.kill()

    def throw_out(dying, app):
        found = subprocess.run(["xdotool", "search", "--pid", str(app.pid)], env=dying.env,
                               capture_output=True, text=True).stdout.split()
        dying.xdotool("windowkill", found[-1])

    for way in (kill_server, throw_out):
        with tempfile.TemporaryDirectory() as state:
            env = {"XDG_STATE_HOME": state}
            dying = drive.Desktop()
            with drive.Program(dying, program, "--autosave", "3600", env=env) as app:
                app.wait(lambda s: s["step"] > 100, 20, "100 steps")
                wanted = change_lambda(app)
                assert not unsaved_files(state)
                way(dying, app)
                app.wait_ended(5)
                assert app.process.returncode == 1, app.process.returncode
                assert "the display is gone" in app.stderr(), app.stderr()
            dying.close()
            for name in unsaved_files(state):
                mode = os.stat(os.path.join(state, "leastaction", name)).st_mode
                assert stat.S_IMODE(mode) == 0o600, oct(mode)
            assert stat.S_IMODE(os.stat(os.path.join(state, "leastaction")).st_mode) == 0o700
            found = restored_lambda(desktop, program, env)
            assert abs(found - wanted) < 1e-9, (way.__name__, found, wanted)
            print(f"{way.__name__}: lambda {wanted:g} is there again")


def full_state_disk(desktop, program):
    with tempfile.TemporaryDirectory() as folder:
        state, spare = os.path.join(folder, "state"), os.path.join(folder, "spare")
        os.mkdir(state)
        os.mkdir(spare)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", state],
                                 capture_output=True)
        if mounted.returncode != 0:
            print("no tmpfs can be mounted here: the full disk is not tried")
            return
        try:
            env = {"XDG_STATE_HOME": state, "TMPDIR": spare}
            with drive.Program(desktop, program, "--autosave", "3600", env=env) as app:
                app.wait(lambda s: s["step"] > 100, 20, "100 steps")
                wanted = change_lambda(app)
                app.terminate()
                app.wait_ended(5)
                assert app.process.returncode == 1, app.process.returncode
                line = app.stderr()
                assert len(line.splitlines()) == 1 and "No space left" in line, line
            kept = line.split("the work is in ")[1].split(": open it")[0]
            assert kept.startswith(spare) and stat.S_IMODE(os.stat(kept).st_mode) == 0o600, line
            with drive.Program(desktop, program, "--session", kept, env=env) as app:
                found = app.wait_started()["lambda"]
                assert abs(found - wanted) < 1e-9, (found, wanted)
            print(line.strip())
        finally:
            subprocess.run(["umount", state], check=True)


def two_windows_one_session(desktop, program):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "shared.session")
        subprocess.run([program, "train", "--steps", "50", "--out", os.path.join(folder, "run"), "--save",
                        path], check=True, capture_output=True)
        one, other = (tempfile.mkdtemp(dir=folder) for _ in range(2))
        with drive.Program(desktop, program, "--session", path, env={"XDG_STATE_HOME": one}) as first:
            first.wait_started()
            first.key("ctrl+s")
            says(first, "saved shared.session")
            first.key("ctrl+s")  # its own saving is no change by somebody else
            time.sleep(0.5)
            says(first, "saved shared.session")
            with open(path, "rb") as file:
                before = file.read()
            subprocess.run([program, "train", "--steps", "60", "--out", os.path.join(folder, "run2"),
                            "--save", path], check=True, capture_output=True)
            with open(path, "rb") as file:
                theirs = file.read()
            assert theirs != before
            first.key("ctrl+s")
            says(first, "was changed by another program")
            with open(path, "rb") as file:
                assert file.read() == theirs
            first.wait(lambda s: "session_done" in s["controls"], 5, "the question")
            first.click("session_done")  # replace
            says(first, "saved shared.session")
            with open(path, "rb") as file:
                assert file.read() != theirs
            print("a session that was changed elsewhere is asked about")


def nothing_can_be_kept(desktop, program):
    env = {"XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "HOME": ""}
    with drive.Program(desktop, program, env=env) as app:
        state = app.wait(lambda s: "not kept" in s["message"], 10, "the warning")
        assert "HOME" in state["message"], state["message"]
        assert app.stderr().count("not kept") == 1, app.stderr()


def a_name_that_is_no_text(desktop, program):
    with tempfile.TemporaryDirectory() as state:
        points = os.fsencode(state) + b"/caf\xe9.csv"
        with open(points, "w", encoding="ascii") as out:
            out.write("x,y,label\n" + "".join(f"{i % 7},{i % 3},{i % 2}\n" for i in range(40)))
        with drive.Program(desktop, program, "--autosave", "0.5", "--data", points,
                           env={"XDG_STATE_HOME": state}) as app:
            app.wait(lambda s: s["step"] > 100, 20, "100 steps")
            drive.wait_until(lambda: unsaved_files(state), 10, "a keeping")
            app.terminate()
            app.wait_ended(5)
            assert app.process.returncode == 0 and app.stderr() == "", app.stderr()


def undo_brings_the_weights_back(desktop, program):
    with tempfile.TemporaryDirectory() as state, \
            drive.Program(desktop, program, env={"XDG_STATE_HOME": state}) as app:
        app.wait(lambda s: s["step"] > 300, 20, "300 steps")
        app.click("play")
        app.wait(lambda s: not s["running"], 3, "a pause")
        before = app.wait_fresh()
        for keys in (["ctrl+2"], ["ctrl+5", "ctrl+3"]):
            for key in keys:
                app.key(key)
                app.wait(lambda s: s["step"] < before["step"], 10, "a new run")
                time.sleep(0.5)
            for _ in keys:
                app.key("ctrl+z")
                time.sleep(0.5)
            now = app.wait(lambda s: s["step"] >= before["step"] and s["preset"] == before["preset"], 10,
                           "the run of before")
            assert "at step" in now["message"], now["message"]
        print(f"undone to step {before['step']}")


def main():
    program = os.path.abspath(sys.argv[1])
    drive.require("Xvfb", "xdotool")
    chosen = sys.argv[2:]
    with drive.Desktop() as desktop:
        for test in (display_dies, full_state_disk, two_windows_one_session, nothing_can_be_kept,
                     a_name_that_is_no_text, undo_brings_the_weights_back):
            if not chosen or test.__name__ in chosen:
                test(desktop, program)


if __name__ == "__main__":
    main()
