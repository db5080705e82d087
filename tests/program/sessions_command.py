"""Sessions on the command line: `train --save`, `train --session` and `replay` leave the same bytes as
a run that was never closed; what is no session is refused.

    sessions_command.py PROGRAM
"""

import sys
import os

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import PROGRAM, SCRATCH, config, error, files, run, train

CASES = {
    "adam": ["--preset", "circles"],
    "sgd": ["--set", "optimizer.kind=sgd", "--set", "optimizer.learning_rate=0.02"],
    "momentum": ["--set", "optimizer.kind=momentum", "--set", "optimizer.learning_rate=0.02"],
    "uzawa": ["--preset", "far-circles-uzawa"],
    "shapes": ["--set", "compare.network.layers=4", "--set", 'compare.network.activation="tanh"'],
    "alone": ["--set", "compare=null"],
}


def check_same_bytes(name, arguments):
    """n steps, saved, opened and continued to 2n, against 2n steps at once with the same spacing of rows."""
    whole = files(train(f"{name}-whole", "--every", 7, *arguments, steps=600))
    train(f"{name}-half", "--every", 7, "--save", f"{name}.session", *arguments, steps=300)
    again = files(train(f"{name}-again", "--session", f"{name}.session", "--save",
                        f"{name}-end.session", "--threads", 2, steps=600))
    assert again == whole, [n for n in whole if whole[n] != again.get(n)]
    done = run("replay", f"{name}-end.session", "--out", f"{name}-replay")
    assert f"600 steps and 0 changes, the same weights as in {name}-end.session" in done.stdout
    replayed = files(SCRATCH / f"{name}-replay")
    assert replayed == whole, [n for n in whole if whole[n] != replayed.get(n)]
    print(f"{name}: {len(whole)} files the same, session of "
          f"{os.path.getsize(SCRATCH / (name + '.session'))} bytes")


def check_refusals():
    good = (SCRATCH / "adam.session").read_bytes()
    before = sorted(p.name for p in SCRATCH.iterdir())
    for name, content, says in (("cut", good[:5000], "cut off"),
                                ("foreign", b"PK\3\4 and so on", "it is not a session"),
                                ("empty", b"", "it is not a session"),
                                ("future", good[:8] + b"\2" + good[9:], "of version 2"),
                                ("damaged", good[:-9] + b"!" + good[-8:], "checksum")):
        path = SCRATCH / f"{name}.session"
        path.write_bytes(content)
        for command in (["train", "--steps", 400, "--session"], ["replay"]):
            said = error(*command, path.name, "--out", "refused")
            assert says in said and path.name in said, said
        path.unlink()
    assert "no such file" in error("replay", "nowhere.session", "--out", "refused")
    assert "is at step 300 already" in error("train", "--session", "adam.session", "--steps", 299,
                                             "--out", "refused", code=2)
    for also in (["--preset", "moons"], ["--set", "network.layers=3"], ["--every", 3]):
        error("train", "--session", "adam.session", *also, "--steps", 400, "--out", "refused", code=2)
    assert "no folder" in error("train", "--steps", 4, "--save", "no/a.session", "--out", "refused")
    assert sorted(p.name for p in SCRATCH.iterdir()) == before, "something was left behind"


def check_diverged():
    said = error("train", "--set", "optimizer.kind=sgd", "--set", "optimizer.learning_rate=1000",
                 "--steps", 50, "--save", "lost.session", "--out", "lost", trained=True)
    assert "diverged at step" in said, said
    assert "the same weights" in run("replay", "lost.session", "--out", "lost-replay").stdout
    assert config(SCRATCH / "lost-replay") == config(SCRATCH / "lost")


def main():
    for name, arguments in CASES.items():
        check_same_bytes(name, arguments)
    check_refusals()
    check_diverged()
    print(f"{PROGRAM}: sessions go on as if they had never been closed")


if __name__ == "__main__":
    main()
