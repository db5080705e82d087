"""Sessions are saved, opened and refused by real keys, also on a full disk; unsaved work is offered again
after the program was killed. Usage: sessions.py leastaction [screenshot.png]"""

import os
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


def type_path(app, path):
    app.wait(lambda s: "session_path" in s["controls"], 5, "the dialog")
    app.key("ctrl+a")
    app.desktop.xdotool("type", "--delay", "25", path)
    time.sleep(0.2)
    app.key("Return")


def save_as(app, path):
    app.key("ctrl+shift+s")
    type_path(app, path)


def open_from(app, path):
    app.key("ctrl+o")
    type_path(app, path)


def says(app, words, seconds=10):
    return app.wait(lambda s: words in s["message"], seconds, f"{words!r}")


def pause(app):
    app.click("play")
    app.wait(lambda s: not s["running"], 3, "a pause")
    return app.wait_fresh()


def saved_and_opened(program, app, folder):
    path = os.path.join(folder, "first.session")
    app.wait(lambda s: s["step"] > 300, 20, "300 steps")
    app.drag("lambda", 0.6, 0.9)
    saved = pause(app)
    save_as(app, path)
    says(app, "saved first.session, ")
    app.click("play")
    app.wait(lambda s: s["step"] > saved["step"] + 200, 10, "more steps")
    app.key("ctrl+s")  # where it was saved last
    later = says(app, "saved first.session, ")
    open_from(app, path)
    says(app, "opened first.session, step ")
    app.wait(lambda s: s["run"] > later["run"] and s["running"], 5, "the session goes on")
    replay = os.path.join(folder, "replay")
    done = subprocess.run([program, "replay", path, "--out", replay], capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 0 and "the same weights as in" in done.stdout, (done.stdout, done.stderr)
    print(done.stdout.strip())


def refused(app, folder):
    path = os.path.join(folder, "bad.session")
    with open(path, "wb") as file:
        file.write(b"no session")
    before = app.wait_fresh()
    open_from(app, path)
    says(app, "it is not a session")
    app.wait(lambda s: s["run"] == before["run"] and s["step"] > before["step"] + 20, 5, "the work")


def full_disk(app, folder):
    """A tmpfs that a session does not fit into; where none can be mounted, this is not tried."""
    small = os.path.join(folder, "small")
    os.mkdir(small)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small],
                             capture_output=True)
    if mounted.returncode != 0:
        print("no tmpfs can be mounted here: the full disk is not tried")
        return
    try:
        path = os.path.join(small, "full.session")
        with open(path, "wb") as file:
            file.write(b"the old one")
        before = app.wait_fresh()
        save_as(app, path)
        state = says(app, "No space left on device; training goes on")
        print(state["message"])
        app.wait(lambda s: s["run"] == before["run"] and s["step"] > before["step"] + 100, 10, "steps")
        with open(path, "rb") as file:
            assert file.read() == b"the old one"
        assert os.listdir(small) == ["full.session"], os.listdir(small)
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        save_as(app, path)
        print(says(app, "Read-only file system; training goes on")["message"])
        assert os.listdir(small) == ["full.session"], os.listdir(small)
    finally:
        subprocess.run(["umount", small], check=True)


def kept_and_offered(program, desktop, folder, picture):
    kept = os.path.join(folder, "state", "leastaction")
    autosave = ["--autosave", "1"]
    with drive.Program(desktop, program, *autosave) as app:
        drive.wait_until(lambda: os.path.exists(os.path.join(kept, "unsaved-1.session")), 10, "a keeping")
        with drive.Program(desktop, program, *autosave) as other:  # at the same time
            drive.wait_until(lambda: os.path.exists(os.path.join(kept, "unsaved-2.session")), 10,
                             "a file of its own")
            assert "unsaved.restore" not in other.wait_fresh()["controls"], "offered while it lives"
            other.process.kill()
            other.process.wait()
        app.wait(lambda s: s["step"] > 800, 20, "800 steps")
        app.process.kill()
        app.process.wait()
    left = {name for name in os.listdir(kept) if name.endswith(".session")}
    assert left == {"unsaved-1.session", "unsaved-2.session"}, left
    with drive.Program(desktop, program, "--autosave", "60") as app:
        state = app.wait(lambda s: "unsaved.restore" in s["controls"], 5, "the offer")
        assert state["running"], "the opening demonstration waits"
        if picture:
            desktop.screenshot(picture)
        app.click("unsaved.restore")
        says(app, "unsaved work restored, step ")
        app.wait(lambda s: s["step"] > 600, 5, "the steps of the work that was killed")
        app.terminate()
        app.wait_ended(3)
        assert app.stderr() == "", app.stderr()
    with drive.Program(desktop, program, "--autosave", "60") as app:
        app.click("unsaved.discard")
        app.wait_fresh()
        app.wait(lambda s: "unsaved.discard" in s["controls"], 5, "the next offer")
        app.click("unsaved.discard")
        drive.wait_until(lambda: not [n for n in os.listdir(kept) if n.endswith(".session")], 5,
                         "nothing left")
        app.wait(lambda s: "unsaved.discard" not in s["controls"], 5, "no offer")
        app.terminate()
        app.wait_ended(3)


def main():
    drive.require("Xvfb", "xdotool")
    program = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="la-sessions-") as folder:
        os.environ["XDG_STATE_HOME"] = os.path.join(folder, "state")
        with drive.Desktop() as desktop:
            with drive.Program(desktop, program) as app:
                saved_and_opened(program, app, folder)
                refused(app, folder)
                full_disk(app, folder)
                assert not os.path.exists(os.environ["XDG_STATE_HOME"]), "kept although it is driven"
                app.terminate()
                app.wait_ended(2)
                assert app.stderr() == "", app.stderr()
            kept_and_offered(program, desktop, folder, sys.argv[2] if len(sys.argv) > 2 else None)


if __name__ == "__main__":
    main()
