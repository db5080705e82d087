"""What belongs to a platform says so by its file's name: libraries are named in one file each, and the
preprocessor decides nothing elsewhere."""

import re

from includes import INCLUDE
from sources import cpp_files

# What may be named, even in a comment, in one file of the modules only.
HOMES = (
    ("the OpenGL loader", re.compile(r"epoxy", re.IGNORECASE), "render/gl/api.h"),
    ("GLFW", re.compile(r"glfw", re.IGNORECASE), "render/gl/window_glfw.cpp"),
    ("EGL", re.compile(r"EGL|\b[Ee]gl(?![a-z])"), "render/gl/headless_egl.cpp"),
    ("ffmpeg", re.compile(r"ffmpeg", re.IGNORECASE), "render/video_ffmpeg.cpp"),
)
# Headers of OpenGL and of windows, for tests, which may name everything.
HEADERS = re.compile(r"^(epoxy|GL|GLES\d?|EGL|KHR|OpenGL|GLFW)/")
API = "render/gl/api.h"

CONDITION = re.compile(r"^\s*#\s*(if|ifdef|ifndef|elif)\b")
# Where the preprocessor may choose, and why.
CONDITIONS = {
    "render/gl/": "the windows of operating systems",
    "core/kernels/": "instruction sets, by the compiler's flags for each file",
    "core/engine/exact/": "instruction sets, as the kernels",
    "core/shallow/": "instruction sets, as the kernels",
    "core/engine/fused/pool.cpp": "the instruction that waits",
    "core/engine/gpu.cpp": "LibTorch with or without CUDA",
    "core/engine/torch/torch_engine.cpp": "LibTorch with or without CUDA",
    "core/engine/torch_module.cpp": "the header of a library's file, of Linux",
    "core/base/file_draft.cpp": "files without a name, of Linux",
    "core/base/thread_name.cpp": "names of threads, of Linux",
    "core/base/thread_priority.cpp": "priorities of threads, of Linux",
    "core/io/run_writer.cpp": "folders that change places, of Linux",
    "render/video_ffmpeg.cpp": "processes that end with the one that started them, of Linux",
}


def why_not_here(path, line):
    """What is wrong with this line in this file of a module; None if nothing is."""
    for name, pattern, home in HOMES:
        if path != home and pattern.search(line):
            return f"{name} is named in {home} only"
    if CONDITION.match(line) and not path.startswith(tuple(CONDITIONS)):
        return "the preprocessor chooses only where tests/structure/platforms.py says so"
    include = INCLUDE.match(line)
    if include and include.group(2) == API and not (path.startswith("render/") and path.endswith(".cpp")):
        return f"{API} is for the sources of render"
    return None


def wrong_platforms(root):
    found = []
    for path, text in cpp_files(root):
        for number, line in enumerate(text.splitlines(), 1):
            reason = why_not_here(path, line)
            if reason:
                found.append(f"{path}:{number}: {line.strip()}: {reason}")
    for path, text in cpp_files(root, ("tests",)):
        for number, line in enumerate(text.splitlines(), 1):
            include = INCLUDE.match(line)
            if include and HEADERS.search(include.group(1) or ""):
                found.append(f"{path}:{number}: {line.strip()}: tests include {API}")
    return found
