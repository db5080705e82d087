"""The mean-field laboratory by mouse: presets to their statements, alpha dragged while it runs, another
alpha typed, looked back to the plateau. Usage: mean_field.py leastaction"""

import os
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive

AT_MOST = 20  # seconds to a preset's statement, at full speed


def network(state, i=0):
    return state["shallow"]["networks"][i]


def near_theory(state, i=0):
    n = network(state, i)
    assert abs(n["gamma"] - n["theory"]["gamma"]) < 0.15, n
    assert abs(n["phi"] - n["theory"]["phi"]) < 0.06, n


def type_into(app, name, text):
    app.move(name)
    for _ in range(2):  # a double click opens the field
        app.desktop.xdotool("click", 1)
    app.wait_fresh()
    app.desktop.xdotool("key", "ctrl+a")
    app.desktop.xdotool("type", text)
    app.key("Return")


def one_tail(app):
    state = app.wait(lambda s: s["shallow"]["t"] >= 199.9, AT_MOST, "t = 200")
    assert [n["alpha"] for n in state["shallow"]["networks"]] == [1, 0.1, 10]
    for i in range(3):
        near_theory(state, i)
    phi = [n["phi"] for n in state["shallow"]["networks"]]
    assert max(phi) - min(phi) < 0.03, phi
    assert network(state, 2)["correlation"] < 0.97 < 0.99 < network(state, 0)["correlation"]
    print(f"three alphas at t = 200: phi {phi}")


def same_bytes(app, program):
    """The table that the window saves of its run, at its stop, is the one that the command leaves."""
    state = app.wait(lambda s: not s["running"], AT_MOST, "its stop")
    t, preset = state["shallow"]["t"], state["preset"]
    with tempfile.TemporaryDirectory(prefix="la-mean-field-") as folder:
        app.click("save")
        app.wait_fresh()
        app.click("save.kind.5")
        app.wait_fresh()
        for name, text in (("save.name", "window"), ("save.folder", folder)):
            app.click(name)
            app.key("ctrl+a")
            app.desktop.xdotool("type", "--delay", "30", text)
            app.key("Return")
            app.wait_fresh()
        app.click("save.go")
        saved = os.path.join(folder, "window.csv")
        drive.wait_until(lambda: os.path.exists(saved), 10, saved)
        out = os.path.join(folder, "command")
        subprocess.run([program, "meanfield", "--preset", preset, "--time", str(t), "--out", out],
                       check=True, stdout=subprocess.DEVNULL, timeout=60)
        with open(saved, "rb") as mine, open(os.path.join(out, "shallow.csv"), "rb") as theirs:
            table = mine.read()
            assert table == theirs.read(), "the window and the command trained another run"
    print(f"t = {t}: window and command leave the same {len(table)} bytes")


def session_goes_on(app, program):
    """meanfield --session takes up the window's run, and leaves the table of a run that was never closed."""
    state = app.wait_fresh()
    t, preset = state["shallow"]["t"], state["preset"]
    with tempfile.TemporaryDirectory(prefix="la-mean-field-") as folder:
        session = os.path.join(folder, "kept.session")
        app.key("ctrl+shift+s")
        app.wait(lambda s: "session_path" in s["controls"], 5, "the dialog")
        app.key("ctrl+a")
        app.desktop.xdotool("type", "--delay", "25", session)
        app.key("Return")
        drive.wait_until(lambda: os.path.exists(session), 10, session)
        tables = []
        for name, words in (("on", ["--session", session]), ("whole", ["--preset", preset, "--set", "stop.steps=0"])):
            out = os.path.join(folder, name)
            subprocess.run([program, "meanfield", *words, "--time", str(t + 20), "--out", out], check=True,
                           stdout=subprocess.DEVNULL, timeout=60)
            with open(os.path.join(out, "shallow.csv"), "rb") as file:
                tables.append(file.read())
        assert tables[0] == tables[1], "a run kept in a session goes on in another way"
        early = subprocess.run([program, "meanfield", "--session", session, "--time", "1", "--out", out + "2"],
                               capture_output=True, text=True, timeout=60)
        assert early.returncode == 2 and "already; give more" in early.stderr, early.stderr
    print(f"a session of t = {t} goes on to {t + 20} as if never closed")


def another_stop(app):
    """Typing another stop goes on with the run; undo sets it back."""
    before = app.wait_fresh()["shallow"]
    type_into(app, "stop_steps", "2300")
    app.key("space")
    state = app.wait(lambda s: s["shallow"]["step"] >= 2300 and not s["running"], AT_MOST, "step 2300")
    assert state["shallow"]["run"] == before["run"], "a new run began"


def drag_alpha(app):
    before = app.wait_fresh()["shallow"]
    app.click("reset")
    app.key("space")
    app.wait(lambda s: s["running"], 5, "it runs again")
    app.drag("alpha_track", 0.6, 0.4, 0.25)
    state = app.wait(lambda s: s["shallow"]["run"] > before["run"] + 1 and network(s)["alpha"] < 0.1
                     and s["shallow"]["step"] > 0, 5, "another alpha, from the beginning")
    assert state["running"] and state["shallow"]["seed"] == before["seed"]
    return network(state)["alpha"]


def look_back(app):
    """The plateau: nothing is satisfied yet."""
    app.wait(lambda s: s["shallow"]["t"] > 100, AT_MOST, "t = 100")
    app.drag("history", 0.98, 0.5, 0.02)
    state = app.wait(lambda s: s["shallow"]["shown_step"] < s["shallow"]["step"] / 10, 5,
                     "an early step")
    assert network(state)["phi"] > 0.9, network(state)
    app.key("End")
    app.wait(lambda s: s["shallow"]["shown_step"] == s["shallow"]["step"], 5, "now")


def load(app, key, title):
    app.key(f"ctrl+{key}")
    app.wait(lambda s: s["preset"] == title and s["shallow"]["step"] >= 0, 5, title)
    if not app.wait_fresh()["running"]:
        app.key("space")


def statements(app):
    load(app, 4, "mean-field-silence")
    state = app.wait(lambda s: s["preset"] == "mean-field-silence" and s["shallow"]["t"] > 13, AT_MOST,
                     "t = 13")
    app.wait(lambda s: s["shallow"]["t"] > 16 and network(s)["phi"] < 0.6, AT_MOST, "the end of the silence")
    load(app, 5, "mean-field-noise")
    state = app.wait(lambda s: s["shallow"]["t"] > 150, AT_MOST, "t = 150")
    assert 0.2 < network(state)["phi_fresh"] < 0.33, network(state)
    load(app, 6, "mean-field-heart")
    state = app.wait(lambda s: s["shallow"]["t"] > 290, AT_MOST, "t = 290")
    assert network(state)["train_error"] < 0.02 and network(state)["fresh_error"] > 0.15, network(state)
    load(app, 7, "mean-field-gap")
    state = app.wait(lambda s: s["shallow"]["t"] > 55, AT_MOST, "t = 55")
    assert abs(network(state)["gamma"] - 1.47) < 0.1, network(state)


def main():
    drive.require("Xvfb", "xdotool", sys.argv[1])
    with drive.Desktop() as desktop:
        with drive.Program(desktop, sys.argv[1], "--preset", "mean-field-tail") as app:
            app.wait_started()
            app.choose("speed", 4)
            one_tail(app)
            same_bytes(app, sys.argv[1])
            session_goes_on(app, sys.argv[1])
            another_stop(app)
            alpha = drag_alpha(app)
            look_back(app)
            type_into(app, "alpha_2", "3")
            state = app.wait(lambda s: network(s, 1)["alpha"] == 3, 5, "the typed alpha")
            assert network(state)["alpha"] == alpha
            app.key("F6")
            app.wait(lambda s: s["laboratory"] == "flow" and "plot.loss" in s["controls"], 5, "the flow")
            app.key("F8")
            app.wait(lambda s: s["laboratory"] == "mean_field", 5, "the mean field again")
            statements(app)
            state = app.wait_fresh()
            print(f"frames: median {state['frame_ms_p50']:.1f} ms, p99 {state['frame_ms_p99']:.0f}, "
                  f"longest {state['frame_ms_max']:.0f}")


if __name__ == "__main__":
    main()
