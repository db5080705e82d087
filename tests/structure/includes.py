"""Which file may include what: the walls between the modules, and LibTorch behind its own."""

import os
import re

from sources import cpp_files

TORCH = re.compile(r"^(torch|ATen|c10|caffe2|TH|THC)(/|\.h$)")
GL = re.compile(r"^(epoxy|GL|GLES\d?|EGL|KHR|OpenGL|glad|GLFW)/")
GUI = re.compile(r"(^|/)imgui|^GLFW/")
STANDARD = re.compile(r"^[a-z_]+$")  # <vector>, <cstdint>: no folder and no .h
OWN = re.compile(r"^(core|render|app|tests)/")
INCLUDE = re.compile(r'^\s*#\s*(?:include|import)\s*(?:<([^>]+)>|"([^"]+)"|(\S+))')


def resolve(path, target):
    """An include as seen from the root: "../image.h" in render/gl is render/image.h."""
    if target.startswith(".") or "/../" in target:
        return os.path.normpath(os.path.join(os.path.dirname(path), target))
    return target


def why_not(path, target):
    """What is wrong with this include in this file; None if nothing is."""
    module = path.split("/")[0]
    # One header of that folder is for the file that loads the module, and knows no LibTorch.
    in_torch = path.startswith("core/engine/torch/") and path != "core/engine/torch/module.h"
    if TORCH.search(target) and not in_torch:
        return "LibTorch outside core/engine/torch"
    if target.startswith("core/engine/torch/") and not in_torch:
        # What the module offers is plain C++; the sources of core that load it may see that.
        sees_module = path.startswith("core/") and path.endswith(".cpp")
        if not (sees_module and target == "core/engine/torch/module.h"):
            return "the LibTorch engine is reached through core/engine/engine.h"
    if module == "core":
        if target.startswith(("render/", "app/")):
            return "core knows neither render nor app"
        if GL.search(target) or GUI.search(target):
            return "core knows no OpenGL and no GUI"
        # Vector instructions are the compiler's own, and stay with the kernels.
        kernels = path.startswith("core/kernels/") and target == "immintrin.h"
        if path.endswith(".h") and not in_torch and not kernels and not (
                STANDARD.search(target) or target.startswith(("glm/", "core/"))):
            return "core's headers use the standard library, GLM and core only"
    if module == "render":
        if target.startswith(("core/", "app/")):
            return "render knows neither core nor app"
        if GL.search(target) and not path.endswith(".cpp") and path != "render/gl/api.h":
            return "OpenGL and GLFW headers only in render/*.cpp"
    if module == "app" and GL.search(target):
        return "OpenGL and GLFW headers only in render/*.cpp"
    if target.startswith("tests/"):
        return "only tests include tests"
    return None


def wrong_includes(root, rules=(why_not,)):
    """(violations, number of includes seen). A rule takes a file and what it includes, both from
    the root, and returns what is wrong with that, or None."""
    found, seen = [], 0
    for path, text in cpp_files(root):
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            seen += 1
            where = f"{path}:{number}: {line.strip()}"
            if match.group(3):
                found.append(f"{where}: an include must name its file")
                continue
            target = resolve(path, match.group(1) or match.group(2))
            reasons = [reason for reason in (rule(path, target) for rule in rules) if reason]
            found += [f"{where}: {reason}" for reason in reasons]
            if not reasons and match.group(2) and OWN.search(target) and not os.path.exists(
                    os.path.join(root, target)):
                # Generated headers stand in the build folder and are named without a module.
                found.append(f"{where}: there is no such file")
    return found, seen
