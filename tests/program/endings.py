"""How commands end: signals, full disks, folders and pipes where a file is meant, two runs into one
folder, encoders that hang. Nothing is half-written, weights are never what is missing, and every
failure is one line.
Usage: endings.py leastaction"""

import contextlib
import fcntl
import json
import os
import pathlib
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time

sys.argv[1] = os.path.abspath(sys.argv[1])
sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import PROGRAM, SCRATCH, config, error, files, run, train
from small_disk import on_small_disk

ENDLESS = ["train", "--steps", "1000000000"]


def start(*arguments, env=None, **keywords):
    return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=SCRATCH, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env={**os.environ, **(env or {})}, **keywords)


def training_in(name):
    """Waits until a run has taken this folder and begun."""
    end = time.monotonic() + 20
    while not (SCRATCH / name).exists():
        assert time.monotonic() < end, name
        time.sleep(0.01)
    time.sleep(1)


def one_line(text):
    lines = text.splitlines()
    assert len(lines) == 1 and lines[0].startswith("leastaction: "), text
    return lines[0]


# --- signals -------------------------------------------------------------------------------------

def ignored_signals_stay_ignored():
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        name = f"ignored{int(number)}"
        process = start(*ENDLESS, "--out", name, preexec_fn=lambda: signal.signal(number, signal.SIG_IGN))
        training_in(name)
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        ignored = int(status.split("SigIgn:")[1].split()[0], 16)
        assert ignored >> (number - 1) & 1, f"{number.name} is handled"
        process.send_signal(number)
        time.sleep(0.5)
        assert process.poll() is None, (number, process.communicate())
        process.send_signal(signal.SIGTERM if number != signal.SIGTERM else signal.SIGINT)
        process.communicate(timeout=20)
        assert process.returncode == 130 and len(files(SCRATCH / name)) == 8, number


def a_second_signal_ends_at_once():
    """Whatever the program is doing: here it waits for a pipe that nobody writes to, with the first
    signal blocked out by a model that never ends as well as by a disk that hangs."""
    read, write = os.pipe()
    for first, second in ((signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGINT),
                          (signal.SIGHUP, signal.SIGTERM)):
        hung = hanging_ffmpeg()
        process = start("render", "--steps", 5, "--seconds", 1, "--size", "640x480", "--out", "hung.mp4",
                        env={"PATH": str(hung)})
        time.sleep(2)
        process.send_signal(first)
        time.sleep(0.1)
        if process.poll() is None:
            process.send_signal(second)
        begin = time.monotonic()
        process.communicate(timeout=20)
        assert time.monotonic() - begin < 0.5 and process.returncode == 130, process.returncode
    os.close(read)
    os.close(write)


def the_same_signal_twice_at_once_is_one():
    """`timeout` sends it to the process and to its group."""
    process = start(*ENDLESS, "--out", "twice")
    training_in("twice")
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 130 and len(files(SCRATCH / "twice")) == 8


# --- encoders ------------------------------------------------------------------------------------

def hanging_ffmpeg():
    folder = SCRATCH / "hanging"
    folder.mkdir(exist_ok=True)
    (folder / "ffmpeg").write_text(f"#!/bin/sh\necho $$ > {folder}/pid\n/bin/sleep 1000\n")
    (folder / "ffmpeg").chmod(0o755)
    return folder


def running_in(group):
    """Zombies do not run: a container's first process may never wait for children it inherits."""
    running = []
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ends meanwhile
            state, _, its_group = (text := path.read_text()).rpartition(")")[2].split()[:3]
            running += [text] if int(its_group) == group and state not in "ZX" else []
    return running


def group_is_gone(leader):
    end = time.monotonic() + 2
    while running_in(leader) and time.monotonic() < end:
        time.sleep(0.02)
    return not running_in(leader)


def a_hanging_encoder_ends_with_the_program():
    folder = hanging_ffmpeg()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        (folder / "pid").unlink(missing_ok=True)
        process = start("render", "--steps", 5, "--seconds", 1, "--size", "640x480", "--out", "hung.mp4",
                        env={"PATH": str(folder)})
        end = time.monotonic() + 20
        while not (folder / "pid").exists() or not (folder / "pid").read_text().strip():
            assert time.monotonic() < end and process.poll() is None, process.communicate()
            time.sleep(0.02)
        time.sleep(0.5)
        begin = time.monotonic()
        process.send_signal(number)
        process.communicate(timeout=20)
        assert time.monotonic() - begin < 1 and process.returncode == 130, process.returncode
        group = int((folder / "pid").read_text())
        assert group_is_gone(group), running_in(group)
        assert not (SCRATCH / "hung.mp4").exists()


def an_encoder_that_cannot_encode_is_found_before_the_training():
    folder = SCRATCH / "broken"
    folder.mkdir()
    for script in ("echo no such codec >&2; exit 3", "exit 1", "kill -9 $$"):
        (folder / "ffmpeg").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "ffmpeg").chmod(0o755)
        begin = time.monotonic()
        process = start("render", "--film", "depth", "--steps", 1000000, "--out", "broken.mp4",
                        env={"PATH": f"{folder}:{os.environ['PATH']}"})
        _, err = process.communicate(timeout=20)
        assert process.returncode == 1 and "ffmpeg" in one_line(err), err
        assert time.monotonic() - begin < 5 and not (SCRATCH / "broken.mp4").exists()


def any_name_of_a_film():
    if not shutil.which("ffmpeg"):
        print("no ffmpeg here: names of films are not tested")
        return
    short = ["--steps", 2, "--seconds", 0.1, "--size", "64x64"]
    for name in ("12:30.mp4", "-x.mp4", "file:x.mp4", "x.MP4", "%03d.mp4"):
        run("render", *short, f"--out={name}")
        assert b"ftyp" in (SCRATCH / name).read_bytes()[:16], name
    run("render", *short[:2], "--size", "64x64", "--out", "x.PNG")


# --- disks ---------------------------------------------------------------------------------------

def a_full_disk_leaves_session_and_weights():
    whole = files(train("whole", "--every", 1, steps=3000))
    weights = ("model.safetensors", "model_a.safetensors")
    models = sum(len(whole[name]) for name in (*weights, "model.pt", "model_a.pt")) // 1024
    assert len(whole["metrics.csv"]) > 500000
    got = on_small_disk(models + 120, "train", "--steps", 3000, "--every", 1, "--out", "disk/run",
                        "--save", "elsewhere.session")
    if got is None:
        return
    code, line, found = got
    assert code == 1 and "metrics" in one_line(line) and "No space left" in line, line
    assert all(found[f"run/{name}"] == whole[name] for name in weights)
    assert (SCRATCH / "elsewhere.session").stat().st_size > 1000
    # Not even the weights find room: they are elsewhere, and the line says where.
    code, line, found = on_small_disk(8, "train", "--steps", 50, "--out", "disk/run")
    assert code == 1 and "the run is in " in one_line(line), line
    rescued = pathlib.Path(line.strip().split("the run is in ")[1])
    assert (rescued / "model.safetensors").exists() and rescued.parent == SCRATCH / "spare", line
    # What took long to compute is elsewhere, too.
    for over in ("--over", "network.seed=1:40:40"), ("--lambda", "0:1:40"):
        code, line, found = on_small_disk(8, "sweep", *over, "--seeds", 4, "--steps", 2, "--out", "disk/x.csv")
        assert code == 1 and "No space left" in line, line
    table = pathlib.Path(line.strip().split("the table is in ")[1])
    assert len(table.read_text().splitlines()) == 161 and table.parent.parent == SCRATCH / "spare", line


def two_runs_into_one_folder():
    process = start(*ENDLESS, "--out", "two")
    training_in("two")
    for force in ([], ["--force"]):
        line = error("train", "--steps", 1, "--out", "two", *force)
        assert "another run is being written" in line, line
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert len(files(SCRATCH / "two")) == 8


def force_leaves_one_run_or_the_other():
    old = files(train("forced", steps=3))
    new = files(train("forced-new", "--set", "compare=null", steps=5))
    for wait in range(6):
        process = start("train", "--steps", 5, "--set", "compare=null", "--out", "forced", "--force")
        time.sleep(0.2 + 0.15 * wait)
        process.kill()
        process.communicate()
        now = files(SCRATCH / "forced")
        assert now in (old, new), sorted(now)
        shutil.rmtree(SCRATCH / "forced")
        train("forced", steps=3)
    assert not list(SCRATCH.glob("forced.new-*")) or files(SCRATCH / "forced") == old


# --- where a file is meant -----------------------------------------------------------------------

def force_leaves_the_old_table_until_there_is_a_new_one():
    sweep = ["sweep", "--lambda", "0,1", "--seeds", 1, "--out", "swept.csv"]
    run(*sweep, "--steps", 3)
    old = [(SCRATCH / name).read_bytes() for name in ("swept.csv", "swept.json")]
    process = start(*sweep, "--steps", 1000000000, "--force")
    time.sleep(2)
    process.kill()
    process.communicate()
    assert [(SCRATCH / name).read_bytes() for name in ("swept.csv", "swept.json")] == old


def devices():
    error("train", "--steps", 1, "--out", "w2", "--save", "/dev/full", trained=True)
    assert len(files(SCRATCH / "w2")) == 8  # the run itself is whole
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)
    run("--screenshot", "/dev/null", "--after-steps", 0, "--size", "64x64")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def endless_and_blocking_inputs():
    os.mkfifo(SCRATCH / "silent")
    for path in ("/dev/zero", "silent", "/dev/null", "."):
        for arguments in (["--config", path], ["--data", path], ["--init", path],
                          ["--session", path]):
            line = error("train", "--steps", 1, "--out", "w3", *arguments)
            assert path in line or "folder" in line, line
        error("inspect", path, "--screenshot", "x.png")
        error("replay", path, "--out", "w3")
    with open(SCRATCH / "large.json", "wb") as large:
        large.truncate(2 << 30)
    assert "at most" in error("train", "--steps", 1, "--out", "w3", "--config", "large.json")
    assert not (SCRATCH / "w3").exists()
    # A pipe that is meant is read.
    points = "x,y,label\n" + "".join(f"{i % 7},{i % 3},{i % 2}\n" for i in range(40))
    for name in ("-", "/dev/stdin", "/dev/fd/0"):
        done = subprocess.run([PROGRAM, "train", "--steps", "2", "--data", name, "--out", "piped"
                               + str(len(name))], input=points, capture_output=True, text=True,
                              cwd=SCRATCH, timeout=60)
        assert done.returncode == 0, (name, done.stderr)
    done = subprocess.run([PROGRAM, "train", "--steps", "2", "--config", "-", "--out", "piped"],
                          input='{"network": {"layers": 3}}', capture_output=True, text=True,
                          cwd=SCRATCH, timeout=60)
    assert done.returncode == 0 and config(SCRATCH / "piped")["network"]["layers"] == 3, done.stderr
    # And a signal ends the wait for one.
    read, write = os.pipe()
    process = subprocess.Popen([PROGRAM, "train", "--steps", "2", "--data", "-", "--out", "w4"],
                               stdin=read, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               cwd=SCRATCH)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=5)
    assert process.returncode == 130, err
    os.close(read)
    os.close(write)


def names_that_are_no_text():
    name = os.fsencode(SCRATCH) + b"/caf\xe9.csv"
    rows = "x,y,label\n" + "".join(f"{i % 7},{i % 3},{i % 2}\n" for i in range(40))
    with open(name, "w") as out:
        out.write(rows)
    for i, arguments in enumerate(([b"--data", name], [b"--set", b"dataset.kind=csv", b"--set",
                                                        b"dataset.file=" + name])):
        folder = f"bytes{i}"
        done = subprocess.run([os.fsencode(PROGRAM), b"train", b"--steps", b"2", b"--out",
                               folder.encode(), b"--save", folder.encode() + b".session", *arguments],
                              capture_output=True, cwd=SCRATCH, timeout=60)
        assert done.returncode == 0, done.stderr
        assert config(SCRATCH / folder)["ran"]["data"].endswith("/caf\\xE9.csv")
        run("train", "--steps", 3, "--session", folder + ".session", "--out", folder + "on")
    out = subprocess.run([os.fsencode(PROGRAM), b"train", b"--steps", b"1", b"--out", b"o\xff",
                          b"--init", b"none\xff.pt"], capture_output=True, cwd=SCRATCH)
    assert out.returncode == 1 and b"none\xff.pt" in out.stderr, out.stderr


# --- output and modules --------------------------------------------------------------------------

def output_that_cannot_be_written():
    commands = (["presets"], ["--help"], ["--version"], ["train", "--help"],
                ["bench", "--json", "--part", "training", "--seconds", "1"],
                ["sweep", "--lambda", "0", "--seeds", "1", "--steps", "1", "--force", "--out", "o.csv"],
                ["train", "--steps", "1", "--out", "o", "--force"])
    for arguments in commands:
        with open("/dev/full", "w") as full:
            done = subprocess.run([PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True,
                                  cwd=SCRATCH, timeout=60)
        assert done.returncode == 1, (arguments, done.returncode, done.stderr)
        assert "standard output" in done.stderr.splitlines()[-1], done.stderr
    done = subprocess.run(["sh", "-c", 'exec "$0" presets >&-', PROGRAM], stderr=subprocess.PIPE,
                          text=True)
    assert done.returncode == 1 and "standard output" in one_line(done.stderr), done.stderr
    # What a closed stream would have been is no file of the run.
    done = subprocess.run(["sh", "-c", 'exec "$0" train --steps 1 --out closed >&- 2>&- <&-', PROGRAM],
                          cwd=SCRATCH)
    assert done.returncode == 1 and json.loads((SCRATCH / "closed/config.json").read_text())


def modules():
    """Without its module, or with another one, the program says so before the first step."""
    alone = SCRATCH / "alone"
    alone.mkdir()
    shutil.copy(PROGRAM, alone / "leastaction")
    source = SCRATCH / "foreign.c"
    source.write_text('const char leastaction_torch_interface[] = "another";\n'
                      "const void* leastaction_torch(void) { *(volatile int*)0 = 1; return 0; }\n")
    cases = {"missing": None, "empty": b"", "text": b"no library at all" * 20}
    ours = pathlib.Path(PROGRAM).parent / "libleastaction_torch.so"
    if ours.exists():
        cases["cut off"] = ours.read_bytes()[:300000]
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler:
        for name, text in (("foreign", source.read_text()), ("other", "int x;\n"),
                           ("old", "const void* leastaction_torch(void) { return 0; }\n")):
            source.write_text(text)
            subprocess.run([compiler, "-shared", "-fPIC", "-o", SCRATCH / "foreign.so", source], check=True)
            cases[name] = (SCRATCH / "foreign.so").read_bytes()
    for name, content in cases.items():
        module = alone / "libleastaction_torch.so"
        module.unlink(missing_ok=True)
        if content is not None:
            module.write_bytes(content)
        for env in ({}, {"LD_LIBRARY_PATH": str(alone)}):
            begin = time.monotonic()
            done = subprocess.run([alone / "leastaction", "train", "--engine", "torch", "--steps", "1000000000",
                                   "--out", "m"],
                                  capture_output=True, text=True, cwd=SCRATCH, timeout=20,
                                  env={**os.environ, **env})
            assert done.returncode == 1 and "LibTorch" in one_line(done.stderr), (name, done)
            assert not (SCRATCH / "m").exists() and time.monotonic() - begin < 10, name
    # What needs no LibTorch works without it.
    (alone / "libleastaction_torch.so").unlink()
    for arguments in (["train", "--steps", "20", "--out", "bare", "--save", "bare.session"],
                      ["train", "--session", "bare.session", "--steps", "30", "--out", "further"],
                      ["train", "--init", "bare/model.pt", "--steps", "0", "--out", "from_bare"],
                      ["sweep", "--lambda", "0,0.1", "--seeds", "1", "--steps", "5", "--out", "bare.csv"],
                      ["render", "--model", "bare/model.safetensors", "--size", "400x300", "--out", "bare.png"],
                      ["inspect", "bare/model.safetensors", "--against", "further/model.safetensors",
                       "--screenshot", "inspected.png"]):
        done = subprocess.run([alone / "leastaction", *arguments], capture_output=True, text=True, cwd=SCRATCH)
        assert done.returncode == 0, (arguments, done.stderr)
    # A foreign one in LD_LIBRARY_PATH is not taken for the one beside the program.
    done = subprocess.run([PROGRAM, "train", "--steps", "1", "--out", "ours"], capture_output=True,
                          text=True, cwd=SCRATCH, env={**os.environ, "LD_LIBRARY_PATH": str(alone)})
    assert done.returncode == 0, done.stderr


def little_memory():
    """A driver that finds no memory ends the process; what is allowed is known before."""
    def allow(kilobytes):
        return lambda: resource.setrlimit(resource.RLIMIT_AS, (1024 * kilobytes,) * 2)

    for kilobytes in (300000, 450000, 700000):
        for arguments in (["render", "--steps", "2", "--size", "64x64", "--out", "little.png"],
                          ["render", "--steps", "2", "--seconds", "0.1", "--size", "64x64", "--out", "little.mp4"],
                          ["--screenshot", "little.png", "--after-steps", "1", "--size", "64x64"]):
            process = start(*arguments, preexec_fn=allow(kilobytes))
            _, err = process.communicate(timeout=60)
            assert process.returncode == 1, (process.returncode, err)
            assert "memory" in one_line(err) or "ffmpeg" in err, err  # which has no more
            assert not list(SCRATCH.glob("little*"))


def instruction_sets():
    for name in ("plain", None):
        env = {**os.environ, **({"LEASTACTION_ISA": name} if name else {})}
        out = f"isa-{name}"
        subprocess.run([PROGRAM, "train", "--steps", "1", "--out", out], check=True, cwd=SCRATCH, env=env,
                       capture_output=True)
        ran = config(SCRATCH / out)["ran"]["instruction_set"]
        assert ran == name if name else ran in ("plain", "avx2", "avx512"), ran


def main():
    tests = [ignored_signals_stay_ignored, a_second_signal_ends_at_once,
             the_same_signal_twice_at_once_is_one, a_hanging_encoder_ends_with_the_program,
             an_encoder_that_cannot_encode_is_found_before_the_training, any_name_of_a_film,
             a_full_disk_leaves_session_and_weights, two_runs_into_one_folder,
             force_leaves_one_run_or_the_other, force_leaves_the_old_table_until_there_is_a_new_one,
             devices, endless_and_blocking_inputs, names_that_are_no_text,
             output_that_cannot_be_written, modules, little_memory, instruction_sets]
    chosen = sys.argv[2:]
    for test in tests:
        if not chosen or test.__name__ in chosen:
            begin = time.monotonic()
            test()
            print(f"{test.__name__}: {time.monotonic() - begin:.1f} s", flush=True)


if __name__ == "__main__":
    main()
