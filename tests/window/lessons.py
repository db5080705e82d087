"""The first lesson in the window, by keys alone, with a wrong and a right answer; then the answers are handed in.
Usage: lessons.py leastaction"""

import json
import os
import sys
import tempfile
import zipfile

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import drive


def card(app, number, seconds=20):
    return app.wait(lambda s: s["lesson"].get("card") == number, seconds, f"card {number + 1}")


def done(app, what, seconds=30):
    return app.wait(lambda s: s["lesson"].get("checks_met"), seconds, what)


def main():
    drive.require("Xvfb", "xdotool", sys.argv[1])
    program = os.path.abspath(sys.argv[1])
    work = tempfile.mkdtemp(prefix="la-lessons-")
    os.chdir(work)  # what is handed in lies where the program was started
    with drive.Desktop() as desktop, drive.Program(desktop, program) as app:
        app.wait(lambda s: s["step"] > 0, 15, "a step")
        strike = lambda *keys: desktop.xdotool("key", "--delay", "80", *keys)
        strike("l")
        app.wait(lambda s: "lesson.0" in s["controls"], 5, "the list of lessons")
        strike("1")
        state = card(app, 0)
        assert "spotlight" in app.wait_fresh()["controls"], "no ring around the control"
        strike("Page_Down")
        assert app.wait_fresh()["lesson"]["card"] == 0, "left before it is done"
        strike(*["Right"] * 9)
        done(app, "nine layers")
        strike("Page_Down")
        card(app, 1)
        strike("space")
        done(app, "an accuracy of 0.95", 40)
        strike("Return")
        card(app, 2)
        strike(*["Left"] * 9, *["Right"] * 9)
        done(app, "to the input and back")
        strike("2")
        assert not app.wait_fresh()["lesson"]["right"], "a wrong answer"
        strike("1")
        app.wait(lambda s: s["lesson"]["right"], 5, "the right answer")
        strike("Return")
        state = card(app, 3)
        energy = state["members"][-1]["energy"]
        strike(str(energy.index(max(energy)) + 1), "Return")
        app.wait(lambda s: s["lesson"]["right"], 5, "the right number")
        strike("Return")
        state = app.wait(lambda s: "hand_in" in s["controls"], 5, "the end")
        strike("h")
        app.wait(lambda s: "saved" in s["message"], 30, "what is handed in")
        with zipfile.ZipFile(os.path.join(work, "hand-in.zip")) as archive:
            assert archive.testzip() is None
            names = set(archive.namelist())
            assert {"answers.json", "picture.png", "config.json", "model.safetensors", "metrics.csv"} <= names, names
            answers = json.loads(archive.read("answers.json"))
        assert [c.get("tries") for c in answers["cards"]] == [None, None, 2, 1], answers
        print(f"the first lesson by keys: {answers['title']}, {len(answers['cards'])} cards, handed in")
    with drive.Desktop() as desktop, drive.Program(desktop, program, os.path.join(work, "hand-in.zip")) as app:
        app.wait(lambda s: "handed_in.weights" in s["controls"], 20, "the answers again")
        app.key("Return")
        app.wait(lambda s: "lesson.0" in s["controls"], 5, "the lessons")


if __name__ == "__main__":
    main()
