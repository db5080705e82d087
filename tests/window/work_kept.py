"""Work is not lost, however the window ends: the display dies under it, the disk for unsaved work is
full, another window saves the same session, an undo leads back to another run. Where nothing can be
kept, the program says so. Usage: work_kept.py leastaction [ROUNDS [WAY...]]; 40 rounds by hand"""

import contextlib
import os
import random
import re
import signal
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


# How a window ends, and how many seconds of work may be gone then: SIGKILL leaves what was kept by the clock.
AUTOSAVE = 10
WAYS = {"SIGTERM": 1, "SIGKILL": AUTOSAVE, "SIGHUP": 1, "SIGINT twice": 1, "display killed": 1, "windowkill": 1}
WRITING = 0.5  # seconds of WAYS["SIGKILL"] that keeping itself may take


def end(app, way, chance):
    """When the end was asked for, in one of WAYS."""
    if way == "windowkill":
        window = subprocess.run(["xdotool", "search", "--pid", str(app.pid)], env=app.desktop.env,
                                capture_output=True, text=True).stdout.split()[-1]
    begin = time.monotonic()
    if way == "display killed":
        app.desktop.process.kill()
    elif way == "windowkill":
        app.desktop.xdotool("windowkill", window)
    else:
        app.process.send_signal(getattr(signal, way.split()[0]))
    if way == "SIGINT twice":
        time.sleep(chance.uniform(0, 0.4))
        app.process.send_signal(signal.SIGINT)
    app.wait_ended(5)
    code, line = app.process.returncode, app.stderr()
    if way in ("display killed", "windowkill"):
        assert code == 1 and "the display is gone" in line, (way, code, line)
    else:
        assert code == (-signal.SIGKILL if way == "SIGKILL" else 0) and line == "", (way, code, line)
    return begin


def restored(app):
    """(step, lambda) of the work that was offered."""
    app.wait(lambda s: "unsaved.restore" in s["controls"], 10, "the offer")
    app.click("unsaved.restore")
    words = says(app, "unsaved work restored, step ")["message"]
    return int(re.sub(r"\D", "", words)), app.wait_fresh()["lambda"]


def change_and_watch(app, seconds):
    """Presses a key of lambda; [(time, step, lambda)] as the state file told them from then on."""
    app.key("Up" if app.state()["lambda"] < 0.5 else "0")
    last, seen = time.monotonic() + seconds, []
    while time.monotonic() < last:
        state = app.state()
        seen.append((time.monotonic(), state["step"], state["lambda"]))
        time.sleep(0.02)
    return seen


def age_of(found, seen, ended, way):
    """By how many seconds the work that was found is older than the end; fails where that is too much."""
    step, value = found
    limit = ended - WAYS[way] - (WRITING if way == "SIGKILL" else 0)
    sure = seen[:1] + [row for row in seen[1:] if row[0] <= limit]
    assert step >= sure[-1][1], (way, found, sure[-1], seen[-1])
    later = [row[2] for row in seen[len(sure):]]
    if step > seen[-1][1] and len({row[2] for row in seen}) == 1:  # the key acted after the last look
        later += [0, 1e-5, sure[-1][2] * 10 ** 0.25]
    assert min(abs(value - known) for known in [sure[-1][2], *later]) < 1e-9, (way, found, sure[-1], later)
    return ended - max(t for t, at, _ in seen if at <= step)


def ends_at_any_moment(desktop, program, ways=tuple(WAYS), rounds=1):
    """Every window restores the work of the one before, changes lambda and ends a moment later."""
    chance, ages = random.Random(1), {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as state:
        way, seen, ended = "", [], 0
        for following in [*ways] * rounds + [""]:
            own = drive.Desktop() if following == "display killed" else contextlib.nullcontext(desktop)
            with own as display, drive.Program(display, program, "--autosave", str(AUTOSAVE),
                                               env={"XDG_STATE_HOME": state}) as app:
                if way:
                    found = restored(app)
                    ages[way].append(age_of(found, seen, ended, way))
                else:
                    found = 0, app.wait(lambda s: s["step"] > 100, 20, "100 steps")["lambda"]
                    assert not unsaved_files(state)
                if not following:
                    break
                least = AUTOSAVE + 1 if following == "SIGKILL" and not way else 0
                way = following
                seen = [(app.started, *found), *change_and_watch(app, chance.uniform(least, WAYS[way] + 1.5))]
                ended = end(app, way, chance)
            for name in unsaved_files(state):
                mode = os.stat(os.path.join(state, "leastaction", name)).st_mode
                assert stat.S_IMODE(mode) == 0o600, oct(mode)
            assert stat.S_IMODE(os.stat(os.path.join(state, "leastaction")).st_mode) == 0o700
    for way, times in ages.items():
        print(f"{way:15}{len(times):3} times: offered again, {max(times):.2f} s older at most, "
              f"{sorted(times)[len(times) // 2]:.2f} s in the median")


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
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    ways = sys.argv[3:]
    with drive.Desktop() as desktop:
        ends_at_any_moment(desktop, program, ways or tuple(WAYS), rounds)
        for test in () if ways else (full_state_disk, two_windows_one_session, nothing_can_be_kept,
                                     a_name_that_is_no_text, undo_brings_the_weights_back):
            test(desktop, program)


if __name__ == "__main__":
    main()
