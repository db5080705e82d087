"""Every reader of files under libFuzzer, with the address and undefined-behaviour sanitizers: what it is given
is read or refused with a line. Builds the readers in BUILD/fuzz.

    coverage.py SOURCE BUILD SECONDS [READER...]

What a reader dies of stays in BUILD/fuzz/found-READER-..., and is printed. Seeds are in tests/fuzz/corpus."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

source, build, seconds = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) / "fuzz", int(sys.argv[3])
READERS = sys.argv[4:] or ("config", "table", "session", "preset", "cues", "model_answer", "tensor_file", "settings",
                           "app_state", "lesson", "setting_line", "picture")
# Files of the tree that are seeds, too.
SEEDS = {"config": "assets/presets/*.json", "preset": "assets/presets/*.json", "session": "tests/sessions/*",
         "lesson": "assets/lessons/*.json"}


def needs(*programs):
    for program in programs:
        if shutil.which(program) is None:
            print("not found:", program)
            sys.exit(1 if os.environ.get("LA_REQUIRE_GL") == "1" else 77)


def fuzzer():
    """The library of libFuzzer, which comes with Clang."""
    found = sorted(pathlib.Path("/usr/lib").glob(f"llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-{os.uname().machine}.a"))
    if not found:
        print("not found: libFuzzer (libclang-rt-dev)")
        sys.exit(1 if os.environ.get("LA_REQUIRE_GL") == "1" else 77)
    return found[-1]


def make():
    needs("cmake", "ninja")
    run = lambda *words: subprocess.run([*map(str, words)], check=True, stdout=subprocess.DEVNULL)
    run("cmake", "-S", source, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=RelWithDebInfo",
        "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1 -g1", f"-DLEASTACTION_FUZZ={fuzzer()}",
        "-DLEASTACTION_GUI=OFF", "-DLEASTACTION_TESTS=OFF", "-DLEASTACTION_SANITIZE=address,undefined")
    run("ninja", "-C", build, *(f"fuzz_{reader}" for reader in READERS))


def corpus(reader):
    """A folder for what the fuzzer finds, beside those of the seeds."""
    folder = build / f"corpus-{reader}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for seed in source.glob(SEEDS.get(reader, "nothing")):
        shutil.copy(seed, folder)
    kept = source / "tests" / "fuzz" / "corpus" / reader
    return [folder, kept] if kept.is_dir() else [folder]


def main():
    make()
    runs, failed = [], []
    for reader in READERS:  # as many at once as there are processors
        log = open(build / f"{reader}.log", "w")
        runs.append((reader, subprocess.Popen(
            [build / f"fuzz_{reader}", *corpus(reader), f"-max_total_time={seconds}", "-max_len=65536", "-timeout=10",
             "-rss_limit_mb=2048", "-seed=1", "-print_final_stats=1", f"-artifact_prefix={build}/found-{reader}-"],
            stdout=log, stderr=subprocess.STDOUT, env={**os.environ, "ASAN_OPTIONS": "allocator_may_return_null=1",
                                                       "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1"})))
        while sum(run.poll() is None for _, run in runs) >= (os.cpu_count() or 1):
            next(run for _, run in runs if run.poll() is None).wait()
    for reader, run in runs:
        code = run.wait()
        text = (build / f"{reader}.log").read_text(errors="replace")
        stats = dict(re.findall(r"stat::(\w+):\s+(\d+)", text))
        edges = re.findall(r"ft: (\d+)", text)
        print(f"{reader}: {stats.get('number_of_executed_units', '?')} inputs, {edges[-1] if edges else '?'} features, "
              f"{stats.get('peak_rss_mb', '?')} MiB, exit code {code}")
        if code != 0:
            failed.append(reader)
            print(text[-4000:])
    assert not failed, failed


if __name__ == "__main__":
    main()
