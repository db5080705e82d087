"""Which part may see what: the includes of the sources and the symbols of the built libraries; and what
lies at the top of the project.
Usage: layering.py SOURCE BUILD [NM READELF]     checks the tree
       layering.py --self-test SOURCE            plants one violation of each kind into copies of the
                                                 sources and sees that it is found"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

TORCH = re.compile(r"^(torch|ATen|c10|caffe2|TH|THC)(/|\.h$)")
GL = re.compile(r"^(epoxy|GL|GLES\d?|EGL|KHR|OpenGL|glad|GLFW)/")
GUI = re.compile(r"(^|/)imgui|^GLFW/")
STANDARD = re.compile(r"^[a-z_]+$")  # <vector>, <cstdint>: no folder and no .h
OWN = re.compile(r"^(core|render|app|tests)/")
INCLUDE = re.compile(r'^\s*#\s*(?:include|import)\s*(?:<([^>]+)>|"([^"]+)"|(\S+))')


def sources(root):
    """(path from the root, its text) of every C++ file of the three modules."""
    for module in ("core", "render", "app"):
        for folder, _, names in os.walk(os.path.join(root, module)):
            for name in sorted(names):
                if name.endswith((".h", ".hpp", ".cpp", ".cc", ".inl")):
                    path = os.path.join(folder, name)
                    with open(path, encoding="utf-8") as file:
                        yield os.path.relpath(path, root), file.read()


def resolve(path, target):
    """An include as seen from the root: one of "canvas.h" in render/gl is render/gl/canvas.h."""
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
        if GL.search(target) and not path.endswith(".cpp"):
            return "OpenGL and GLFW headers only in render/*.cpp"
    if module == "app" and GL.search(target) and not target.startswith("GLFW/"):
        return "OpenGL headers only in render/*.cpp"
    if target.startswith("tests/"):
        return "nothing but tests includes tests"
    return None


def wrong_includes(root):
    found, seen = [], 0
    for path, text in sources(root):
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            seen += 1
            if match.group(3):
                found.append(f"{path}:{number}: {line.strip()}: an include must name its file")
                continue
            target = resolve(path, match.group(1) or match.group(2))
            reason = why_not(path, target)
            if reason:
                found.append(f"{path}:{number}: {line.strip()}: {reason}")
            elif match.group(2) and OWN.search(target) and not os.path.exists(os.path.join(root, target)):
                # Generated headers stand in the build folder and are named without a module.
                found.append(f"{path}:{number}: {line.strip()}: there is no such file")
    return found, seen


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


# Kinds of violations: the file it is planted into, and the line.
PLANTS = (
    ("app/laboratories/flow/curves.cpp", "#include <torch/torch.h>"),
    ("app/app.h", "#include <ATen/ATen.h>"),
    ("render/image.cpp", "#  include <c10/core/Device.h>"),
    ("app/app.cpp", '#include "core/engine/torch/torch_engine.h"'),
    ("core/train/training.cpp", "#include <torch/script.h>"),
    ("core/engine/engine.h", "#include <torch/types.h>"),
    ("core/engine/torch/module.h", "#include <torch/torch.h>"),
    ("core/engine/torch_module.cpp", '#include "core/engine/torch/torch_engine.h"'),
    ("core/observe/observer.cpp", "#include <epoxy/gl.h>"),
    ("core/observe/observer.cpp", "#include <imgui.h>"),
    ("core/train/trainer.cpp", "#include <GLFW/glfw3.h>"),
    ("core/train/trainer.cpp", "#include <GL/gl.h>"),
    ("core/base/files.cpp", '#include "render/image.h"'),
    ("core/base/files.cpp", '#include "app/experiment/experiment.h"'),
    ("core/model/config.h", "#include <nlohmann/json.hpp>"),
    ("core/model/config.h", "#include <immintrin.h>"),
    ("core/model/config.h", "#include <unistd.h>"),
    ("render/palette.cpp", '#include "core/model/config.h"'),
    ("render/palette.cpp", '#include "../core/model/config.h"'),
    ("render/palette.cpp", '#include "app/ui/layout.h"'),
    ("render/image.h", "#include <epoxy/gl.h>"),
    ("render/gl/window.h", "#include <GLFW/glfw3.h>"),
    ("app/app.cpp", "#include <epoxy/gl.h>"),
    ("app/experiment/experiment.cpp", '#include "tests/support/slow_engine.h"'),
    ("app/experiment/experiment.cpp", "#include LA_SOME_HEADER"),
    ("app/experiment/experiment.cpp", '#include "core/no_such_file.h"'),
)
SYMBOLS = (
    ("core", 'extern "C" void glClear(unsigned);', "glClear(1);"),
    ("core", "namespace ImGui { void Text(const char*, ...); }", 'ImGui::Text("");'),
    ("core", 'extern "C" int glfwInit();', "glfwInit();"),
    ("app", "namespace torch { void seed(); }", "torch::seed();"),
    ("render", "namespace at { struct Tensor { void add(); }; }", "at::Tensor().add();"),
    ("core", "namespace c10 { void warn(); }", "c10::warn();"),
)


def self_test(root):
    def check(name, hits):
        assert hits, f"planted and not found: {name}"
        print(f"found: {hits[0]}")

    for path, line in PLANTS:
        with tempfile.TemporaryDirectory(prefix="la-layering-") as copy:
            for module in ("core", "render", "app"):
                shutil.copytree(os.path.join(root, module), os.path.join(copy, module))
            with open(os.path.join(copy, path), "a", encoding="utf-8") as file:
                file.write(line + "\n")
            found = wrong_includes(copy)[0]
            check(f"{path}: {line}", [f for f in found if f.startswith(path) and line.split()[-1] in f])
    self_test_symbols(check)
    print(f"all {len(PLANTS)} includes, {len(SYMBOLS)} symbols and a linked LibTorch are found")


def self_test_symbols(check):
    check("a file at the top", wrong_places(["app/main.cpp", "run.csv"]))
    compiler = os.environ.get("CXX") or shutil.which("c++") or "g++"
    for module, declaration, use in SYMBOLS:
        with tempfile.TemporaryDirectory(prefix="la-layering-") as build:
            def archive(name, text, target):
                source = os.path.join(build, name + ".cpp")
                with open(source, "w", encoding="utf-8") as file:
                    file.write(text)
                subprocess.run([compiler, "-c", source, "-o", target], check=True)

            for m in ("core", "render", "app"):
                os.mkdir(os.path.join(build, m))
                text = f"{declaration}\nvoid planted() {{ {use} }}" if m == module else "void clean() {}"
                object_file = os.path.join(build, m, "a.o")
                archive(m, text, object_file)
                subprocess.run(["ar", "rc", os.path.join(build, m, f"libla_{m}.a"), object_file], check=True)
            with open(os.path.join(build, "main.cpp"), "w", encoding="utf-8") as file:
                file.write("int main() {}")
            subprocess.run([compiler, os.path.join(build, "main.cpp"), "-o",
                            os.path.join(build, "leastaction")], check=True)
            check(f"{module}: {use}", wrong_symbols(build, "nm", "readelf")[0])
    with tempfile.TemporaryDirectory(prefix="la-layering-") as build:
        library = os.path.join(build, "libtorch_cpu.so")
        for m in ("core", "render", "app"):
            os.mkdir(os.path.join(build, m))
            subprocess.run(["ar", "rc", os.path.join(build, m, f"libla_{m}.a")], check=True)
        with open(os.path.join(build, "main.cpp"), "w", encoding="utf-8") as file:
            file.write("int main() {}")
        subprocess.run([compiler, "-shared", "-x", "c++", "/dev/null", "-o", library], check=True)
        subprocess.run([compiler, file.name, "-Wl,--no-as-needed", library, "-o",
                        os.path.join(build, "leastaction")], check=True)
        check("the program linked with LibTorch", wrong_symbols(build, "nm", "readelf")[0])


TOP = {".ci", ".clang-format", ".gitignore", "CITATION.cff", "CMakeLists.txt", "CMakePresets.json",
       "LICENSE", "README.md", "app", "assets", "core", "render", "scripts", "shaders", "tests"}


def wrong_places(names):
    """What is kept at the top of the project and has no place there."""
    top = {name.split("/")[0] for name in names}
    return [f"{name!r} has no place at the top of the project" for name in sorted(top - TOP)]


def kept(source):
    """The files that git keeps; none where the sources came without git."""
    if not os.path.exists(os.path.join(source, ".git")) or not shutil.which("git"):
        return []
    out = subprocess.run(["git", "-c", "safe.directory=*", "-C", source, "ls-files", "-z"], check=True,
                         capture_output=True).stdout
    return [os.fsdecode(name) for name in out.split(b"\0") if name]


def main():
    if sys.argv[1] == "--self-test":
        self_test(sys.argv[2])
        return
    tools = sys.argv[3:5] if len(sys.argv) > 4 else ["nm", "readelf"]
    includes, lines_seen = wrong_includes(sys.argv[1])
    symbols, symbols_seen = wrong_symbols(sys.argv[2], *tools)
    places = wrong_places(kept(sys.argv[1]))
    for line in includes + symbols + places:
        print(line)
    print(f"{lines_seen} includes and {symbols_seen} symbols: {len(includes + symbols + places)} violations")
    assert lines_seen > 200 and symbols_seen > 2000, "too few to be true: not looked in the right place"
    sys.exit(1 if includes or symbols or places else 0)


if __name__ == "__main__":
    main()
