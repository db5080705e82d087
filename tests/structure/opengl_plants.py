"""The self test of the rules for platforms and for OpenGL: one violation of each kind is planted into a
copy of the sources and found."""

import os
import shutil
import tempfile

from opengl import wrong_opengl
from platforms import wrong_platforms
from plants import check, planted
from sources import MODULES

PLATFORMS = (
    ("render/gl/canvas.cpp", "#include <epoxy/gl.h>"),
    ("render/gl/window_glfw.cpp", "static int version = epoxy_gl_version();"),
    ("app/commands/window.cpp", "#include <GLFW/glfw3.h>"),
    ("app/screen/gui_context.h", "struct GLFWwindow;"),
    ("render/gl/window.h", "// A GLFW window."),
    ("render/gl/headless.h", "void* display;  // EGLDisplay"),
    ("render/gl/screen.cpp", "static void* context = eglGetCurrentContext();"),
    ("render/video.h", "// Frames go to ffmpeg."),
    ("app/export/saver.cpp", 'static const char* encoder = "ffmpeg";'),
    ("app/app.cpp", '#include "render/gl/api.h"'),
    ("render/gl/canvas.h", '#include "render/gl/api.h"'),
    ("tests/support/gl_test.h", "#include <epoxy/gl.h>"),
    ("app/app.cpp", "#ifdef __linux__"),
    ("render/image.cpp", "#  if defined(__APPLE__)"),
    ("core/train/trainer.cpp", "#ifndef _WIN32"),
)
OPENGL = (
    ("render/gl/canvas.cpp", "void planted() { glPolygonMode(GL_FRONT, GL_FILL); }", "glPolygonMode"),
    ("render/flow/trail_pass.cpp", "void planted() { glTexBuffer(1, 2, 3); }", "glTexBuffer"),
    ("render/flow/stroke_pass.cpp", "void planted() { glMapBuffer (1, 2); }", "glMapBuffer"),
    ("render/flow/particle_pass.cpp", "void planted() { glEnable(GL_PROGRAM_POINT_SIZE); }",
     "GL_PROGRAM_POINT_SIZE"),
    ("render/gl/desktop.cpp", "void planted() { glDebugMessageCallback(a, b); }", "glDebugMessageCallback"),
    ("shaders/trail.vert", "uniform samplerBuffer u_planted;", "samplerBuffer"),
    ("shaders/trail.frag", "#version 330 core", "#version"),
)


def self_test_opengl(root):
    with tempfile.TemporaryDirectory(prefix="la-layering-") as copy:
        for folder in (*MODULES, "tests", "shaders"):
            shutil.copytree(os.path.join(root, folder), os.path.join(copy, folder))
        for path, line in PLATFORMS:
            with planted(copy, path, line + "\n"):
                found = wrong_platforms(copy)
            check(f"{path}: {line}", [f for f in found if f.startswith(path) and line.strip() in f])
        for path, line, name in OPENGL:
            with planted(copy, path, line + "\n"):
                found = wrong_opengl(copy)[0]
            check(f"{path}: {line}", [f for f in found if f.startswith(path) and f": {name} " in f])
    print(f"all {len(PLATFORMS)} lines of a platform and {len(OPENGL)} uses of OpenGL are found")
