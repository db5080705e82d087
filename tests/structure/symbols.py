"""What the built libraries ask of others: no LibTorch outside its module, no OpenGL in core."""

import os
import re
import subprocess

TORCH_SYMBOL = re.compile(r"\b(torch|at|c10|caffe2)::")
GL_SYMBOL = re.compile(r"^(epoxy_\w+|(gl|egl|glX)[A-Z]\w*|glfw\w+|ImGui.*|Im[A-Z]\w*::.*)(\(.*)?$")


def lines(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def wrong_symbols(build, nm, readelf):
    found, seen = [], 0
    libraries = {m: os.path.join(build, m, f"libla_{m}.a") for m in ("core", "render", "app")}
    libraries["the program"] = os.path.join(build, "leastaction")
    for module, path in libraries.items():
        symbols = lines(nm, "-C", path)
        for line in symbols:
            parts = line.split(None, 1) if line.startswith(" ") else line.split(None, 2)[1:]
            if len(parts) != 2 or len(parts[0]) != 1:
                continue
            seen += 1
            kind, name = parts
            if TORCH_SYMBOL.search(name):
                found.append(f"{path}: {name}: LibTorch in {module}")
            if module == "core" and kind == "U" and GL_SYMBOL.search(name):
                found.append(f"{path}: {name}: OpenGL or GUI in core")
            if module == "render" and kind == "U" and re.search(r"\bla::(Trainer|Training|Observ|Snapshot|Config|App)", name):
                found.append(f"{path}: {name}: core or app in render")
    for line in lines(readelf, "-d", libraries["the program"]):
        if "(NEEDED)" in line and re.search(r"\[(.*/)?lib(torch|c10|caffe2|leastaction_torch)", line):
            found.append(f"{libraries['the program']}: {line.split(')')[-1].strip()}: the program links LibTorch")
    return found, seen
