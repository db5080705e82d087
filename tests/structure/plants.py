"""The self test: plants one violation of each kind into a copy of the sources, and into libraries made
for it, and sees that each is found."""

import contextlib
import os
import shutil
import subprocess
import tempfile

from floors import why_upward
from includes import why_not, wrong_includes
from places import wrong_places
from sizes import wrong_sizes
from sources import MODULES
from symbols import wrong_symbols

# Includes: the file it is planted into, and the line.
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
# Includes of a folder that is not below: an upper floor, the same floor, the module's own files.
UPWARD = (
    ("core/base/files.cpp", "core/model/weights.h"),
    ("core/model/config.h", "core/data/dataset.h"),
    ("core/kernels/shape.cpp", "core/engine/engine.h"),
    ("core/measure/metrics.h", "core/engine/engine.h"),
    ("core/train/training.cpp", "core/observe/observer.h"),
    ("core/sweep/sweep.cpp", "core/io/run_folder.h"),
    ("app/ui/layout.h", "app/motion/cue_player.h"),
    ("app/readouts/live_sentence.cpp", "app/state/ui_state.h"),
    ("app/experiment/experiment.h", "app/session/sessions.h"),
    ("app/views/probes.cpp", "app/app.h"),
    ("app/panels/toolbar.cpp", "app/commands/commands.h"),
    ("app/export/saver.cpp", "app/main.cpp"),
    ("app/no_such_room/new.cpp", "app/ui/layout.h"),
)
# Sizes: the file it is planted into, lines to be added, and what is said of it.
FUNCTION = "void planted() {\n" + "    planted();\n" * 79 + "}\n"
SIZES = (
    ("core/base/files.cpp", "// a line\n" * 450, "core/base/files.cpp: "),
    ("render/image.h", "// a line\n" * 160, "render/image.h: "),
    ("app/commands/program.cpp", "// a line\n" * 120, "app/commands/program.cpp: "),
    ("tests/support/baseline.cpp", "// a line\n" * 450, "tests/support/baseline.cpp: "),
    ("render/palette.cpp", FUNCTION, "81 lines in one function"),
    ("render/palette.cpp", FUNCTION.replace("()", "(int a,\n             int b)", 1), "82 lines in one"),
    ("render/palette.h", "class Planted {\n    Planted() : a(1) {\n" + "        a();\n" * 80
     + "    }\n};\n", "82 lines in one function"),
)


@contextlib.contextmanager
def planted(copy, path, text):
    """The copy with the text at the end of a file, which need not be there, inside the `with` block."""
    full = os.path.join(copy, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    before = None
    if os.path.exists(full):
        with open(full, encoding="utf-8") as file:
            before = file.read()
    with open(full, "a", encoding="utf-8") as file:
        file.write(text)
    yield
    if before is None:
        os.remove(full)
    else:
        with open(full, "w", encoding="utf-8") as file:
            file.write(before)


def check(name, hits):
    assert hits, f"planted and not found: {name}"
    print(f"found: {hits[0]}")


def self_test(root):
    with tempfile.TemporaryDirectory(prefix="la-layering-") as copy:
        for folder in (*MODULES, "tests"):
            shutil.copytree(os.path.join(root, folder), os.path.join(copy, folder))
        for path, line in PLANTS:
            with planted(copy, path, line + "\n"):
                found = wrong_includes(copy, (why_not,))[0]
            check(f"{path}: {line}", [f for f in found if f.startswith(path) and line.split()[-1] in f])
        for path, target in UPWARD:
            with planted(copy, path, f'#include "{target}"\n'):
                found = wrong_includes(copy, (why_upward,))[0]
            check(f"{path}: {target}", [f for f in found if f.startswith(path) and target in f])
        self_test_sizes(copy)
    check("a file at the top", wrong_places(["app/main.cpp", "run.csv"]))
    self_test_symbols()
    print(f"all {len(PLANTS)} walls, {len(UPWARD)} floors, {len(SIZES) + 2} sizes, {len(SYMBOLS)} symbols "
          "and a linked LibTorch are found")


def self_test_sizes(copy):
    def new(after, before):
        return sorted(set(after) - set(before))

    clean = wrong_sizes(copy)
    for path, text, said in SIZES:
        with planted(copy, path, text):
            check(f"{path}: size", [f for f in new(wrong_sizes(copy), clean) if said in f])
    for folder, count in (("render/flow", 25), ("app", 15)):
        with contextlib.ExitStack() as files:
            for i in range(count):
                files.enter_context(planted(copy, f"{folder}/planted_{i}.cpp", "\n"))
            check(f"{count} files in {folder}", [f for f in new(wrong_sizes(copy), clean)
                                                 if f.startswith(folder + ": ")])


def self_test_symbols():
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
