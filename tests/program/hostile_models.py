"""Models that mean harm are looked at, drawn and trained from: whatever they try, nothing outside is read or
written, the program says one line, and Ctrl+C ends it. Usage: hostile_models.py leastaction"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import time

try:
    import torch
except ImportError:
    print("not found: PyTorch")
    sys.exit(1 if os.environ.get("LA_REQUIRE_GL") == "1" else 77)

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import hostile_scripts as hostile
from run_program import PROGRAM, SCRATCH, call, contents, run

STATE = SCRATCH / "state"
ENV = {"XDG_STATE_HOME": str(STATE)}
SECRET = 1234.5

def check_line(deed, moment, done):
    assert done.code in (0, 1), (deed, moment, done.code, done.err)
    assert done.out == "", (deed, moment, done.out)
    lines = done.err.splitlines()
    for line in lines:
        assert line.startswith("leastaction: ") and len(line) < 700, (deed, moment, line)
        assert not re.search(r"[\x00-\x1f\x7f]|0x[0-9a-f]{6}|frame #", line), (deed, moment, line)
    assert done.code == 0 or len(lines) >= 1, (deed, moment)
    assert done.code == 1 or all(": left out" in line for line in lines), (deed, moment, lines)


def looked_at(path, deed, moment):
    """inspect draws the model or says why not; nothing else happens."""
    before = contents(SCRATCH / "home")
    done = call(PROGRAM, ["inspect", path, "--preset", "circles", "--screenshot",
                          SCRATCH / "x.png", "--size", "800x600"], SCRATCH / "home", ENV, 600)
    assert contents(SCRATCH / "home") == before, (deed, moment, "wrote into its folder")
    check_line(deed, moment, done)
    return done


def given_up(path, deed, moment):
    """An endless one is left by a signal at once."""
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen([PROGRAM, "inspect", path, "--preset", "circles", "--screenshot", "x.png"],
                                   cwd=SCRATCH / "home", env={**os.environ, **ENV}, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(2)
        assert process.poll() is None, (deed, moment, process.communicate())
        begin = time.monotonic()
        process.send_signal(signal_number)
        out, err = process.communicate(timeout=20)
        print(f"{deed} {moment}: given up in {time.monotonic() - begin:.2f} s: {err.strip()[:160]}")
        assert process.returncode == 130 and "given up" in err and err.count("\n") == 1, (deed, moment, err)


def without_isolation(plain):
    """Where the system cannot isolate a model, batch commands run it only when it is trusted."""
    launcher = os.path.join(os.path.dirname(__file__), "..", "support", "without_seccomp.py")
    commands = (["inspect", plain, "--preset", "circles", "--screenshot", SCRATCH / "x.png"],
                ["render", "--model", plain, "--preset", "circles", "--out", SCRATCH / "x.png"])
    run("train", "--steps", "0", "--out", SCRATCH / "ours")
    # A model of ours is read as data: there is nothing to isolate.
    own = call(sys.executable, [launcher, PROGRAM, "train", "--init", SCRATCH / "ours/model.pt", "--steps", "0",
                                "--out", SCRATCH / "from"], SCRATCH / "home", ENV)
    assert own.code == 0, own.err
    for command in commands:
        done = call(sys.executable, [launcher, PROGRAM, *command], SCRATCH / "home", ENV)
        assert done.code == 1 and "cannot isolate" in done.err and "--trust" in done.err, (command, done.err)
        assert done.err.count("\n") == 1, done.err
        done = call(sys.executable, [launcher, PROGRAM, *command, "--trust"], SCRATCH / "home", ENV)
        assert done.code == 0, (command, done.err)
    print("without isolation: refused, and run when trusted")


def a_film_of_one_that_fails(path):
    """A film whose model fails in the middle is not written as if it were whole."""
    film = SCRATCH / "film.mp4"
    done = call(PROGRAM, ["render", "--model", path, "--preset", "circles", "--out", film, "--seconds", "0.2",
                          "--size", "160x96"], SCRATCH / "home", ENV, 300)
    assert done.code == 1 and "more than to compute" in done.err and not film.exists(), (done.code, done.err)
    for command in (["train", "--steps", "0", "--out", "x"], ["render", "--out", "x.png"]):
        done = call(PROGRAM, [*command, "--trust"], SCRATCH / "home", ENV)
        assert done.code == 2 and "--trust" in done.err, (command, done.err)  # there is nothing to trust


def processes():
    out = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    return [line for line in out.splitlines() if "--model-reader" in line]


def main():
    (SCRATCH / "home").mkdir()
    models = SCRATCH / "models"
    models.mkdir()
    victim = SCRATCH / "home" / "victim.bin"
    victim.write_bytes(torch.full((16,), SECRET).numpy().tobytes())
    kept = victim.read_bytes()
    plain = hostile.plain_model(models)
    assert looked_at(plain, "plain", "never").code == 0
    without_isolation(plain)
    count, ended = 0, {}
    for deed in hostile.DEEDS:
        for moment in hostile.MOMENTS:
            if deed in ("loop", "hoard") and moment != "trajectory":
                path = hostile.script(deed, moment, models, victim)
                if deed == "loop":
                    given_up(path, deed, moment)
                    count += 1
                continue
            path = hostile.script(deed, moment, models, victim)
            done = looked_at(path, deed, moment)
            assert victim.read_bytes() == kept, (deed, moment)
            ended[deed, moment] = done
            count += 1
            print(f"{deed} {moment}: {done.code} in {done.seconds:.1f} s: {done.err.strip()[:200]}")
    for moment in hostile.MOMENTS:
        for deed in ("overwrite", "read"):
            assert "more than to compute" in ended[deed, moment].err, (deed, moment)
        # LibTorch itself does not say that it could not save.
        assert ended["print", moment].code == 0
    assert "finite" in ended["nan", "trajectory"].err and "not finite any more" in ended["nan", "fifth"].err
    assert "processor time" in ended["loop", "trajectory"].err
    assert "memory" in ended["memory", "load"].err and "memory" in ended["memory", "trajectory"].err
    # train --init loads the model, which is a moment, too; render draws it.
    for deed in ("overwrite", "read"):
        done = call(PROGRAM, ["train", "--init", models / f"{deed}_load.pt", "--preset", "circles", "--steps",
                              "0", "--out", SCRATCH / "run"], SCRATCH / "home", ENV)
        assert done.code == 1 and "more than to compute" in done.err, done.err
        done = call(PROGRAM, ["render", "--model", models / f"{deed}_trajectory.pt", "--preset", "circles",
                              "--out", SCRATCH / "x.png"], SCRATCH / "home", ENV)
        assert done.code == 1 and "more than to compute" in done.err, done.err
    a_film_of_one_that_fails(models / "read_fifth.pt")
    assert victim.read_bytes() == kept
    log = (STATE / "leastaction" / "model.log").stat()
    assert (STATE / "leastaction").stat().st_mode & 0o777 == 0o700
    assert log.st_mode & 0o777 == 0o600 and log.st_size <= 1 << 20, log
    assert not processes(), processes()
    print(f"{count} hostile models did no harm")


if __name__ == "__main__":
    main()
