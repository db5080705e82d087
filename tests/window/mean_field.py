"""The mean-field laboratory by mouse: presets to their statements, alpha dragged while it runs, another
alpha typed, looked back to the plateau. Usage: mean_field.py leastaction"""

import os
import sys

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
