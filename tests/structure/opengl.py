"""The renderer calls only what OpenGL ES 3.0 has, too; what desktop OpenGL needs beyond that stands in
one file."""

import os
import re

from sources import cpp_files

# Every function of OpenGL ES 3.0, without "gl" (GLES3/gl3.h of Khronos).
FUNCTIONS = set("""
    ActiveTexture AttachShader BeginQuery BeginTransformFeedback BindAttribLocation BindBuffer
    BindBufferBase BindBufferRange BindFramebuffer BindRenderbuffer BindSampler BindTexture
    BindTransformFeedback BindVertexArray BlendColor BlendEquation BlendEquationSeparate BlendFunc
    BlendFuncSeparate BlitFramebuffer BufferData BufferSubData CheckFramebufferStatus Clear
    ClearBufferfi ClearBufferfv ClearBufferiv ClearBufferuiv ClearColor ClearDepthf ClearStencil
    ClientWaitSync ColorMask CompileShader CompressedTexImage2D CompressedTexImage3D
    CompressedTexSubImage2D CompressedTexSubImage3D CopyBufferSubData CopyTexImage2D
    CopyTexSubImage2D CopyTexSubImage3D CreateProgram CreateShader CullFace DeleteBuffers
    DeleteFramebuffers DeleteProgram DeleteQueries DeleteRenderbuffers DeleteSamplers DeleteShader
    DeleteSync DeleteTextures DeleteTransformFeedbacks DeleteVertexArrays DepthFunc DepthMask
    DepthRangef DetachShader Disable DisableVertexAttribArray DrawArrays DrawArraysInstanced
    DrawBuffers DrawElements DrawElementsInstanced DrawRangeElements Enable EnableVertexAttribArray
    EndQuery EndTransformFeedback FenceSync Finish Flush FlushMappedBufferRange
    FramebufferRenderbuffer FramebufferTexture2D FramebufferTextureLayer FrontFace GenBuffers
    GenFramebuffers GenQueries GenRenderbuffers GenSamplers GenTextures GenTransformFeedbacks
    GenVertexArrays GenerateMipmap GetActiveAttrib GetActiveUniform GetActiveUniformBlockName
    GetActiveUniformBlockiv GetActiveUniformsiv GetAttachedShaders GetAttribLocation GetBooleanv
    GetBufferParameteri64v GetBufferParameteriv GetBufferPointerv GetError GetFloatv
    GetFragDataLocation GetFramebufferAttachmentParameteriv GetInteger64i_v GetInteger64v
    GetIntegeri_v GetIntegerv GetInternalformativ GetProgramBinary GetProgramInfoLog GetProgramiv
    GetQueryObjectuiv GetQueryiv GetRenderbufferParameteriv GetSamplerParameterfv
    GetSamplerParameteriv GetShaderInfoLog GetShaderPrecisionFormat GetShaderSource GetShaderiv
    GetString GetStringi GetSynciv GetTexParameterfv GetTexParameteriv GetTransformFeedbackVarying
    GetUniformBlockIndex GetUniformIndices GetUniformLocation GetUniformfv GetUniformiv
    GetUniformuiv GetVertexAttribIiv GetVertexAttribIuiv GetVertexAttribPointerv GetVertexAttribfv
    GetVertexAttribiv Hint InvalidateFramebuffer InvalidateSubFramebuffer IsBuffer IsEnabled
    IsFramebuffer IsProgram IsQuery IsRenderbuffer IsSampler IsShader IsSync IsTexture
    IsTransformFeedback IsVertexArray LineWidth LinkProgram MapBufferRange PauseTransformFeedback
    PixelStorei PolygonOffset ProgramBinary ProgramParameteri ReadBuffer ReadPixels
    ReleaseShaderCompiler RenderbufferStorage RenderbufferStorageMultisample ResumeTransformFeedback
    SampleCoverage SamplerParameterf SamplerParameterfv SamplerParameteri SamplerParameteriv Scissor
    ShaderBinary ShaderSource StencilFunc StencilFuncSeparate StencilMask StencilMaskSeparate
    StencilOp StencilOpSeparate TexImage2D TexImage3D TexParameterf TexParameterfv TexParameteri
    TexParameteriv TexStorage2D TexStorage3D TexSubImage2D TexSubImage3D TransformFeedbackVaryings
    Uniform1f Uniform1fv Uniform1i Uniform1iv Uniform1ui Uniform1uiv Uniform2f Uniform2fv Uniform2i
    Uniform2iv Uniform2ui Uniform2uiv Uniform3f Uniform3fv Uniform3i Uniform3iv Uniform3ui
    Uniform3uiv Uniform4f Uniform4fv Uniform4i Uniform4iv Uniform4ui Uniform4uiv UniformBlockBinding
    UniformMatrix2fv UniformMatrix2x3fv UniformMatrix2x4fv UniformMatrix3fv UniformMatrix3x2fv
    UniformMatrix3x4fv UniformMatrix4fv UniformMatrix4x2fv UniformMatrix4x3fv UnmapBuffer UseProgram
    ValidateProgram VertexAttrib1f VertexAttrib1fv VertexAttrib2f VertexAttrib2fv VertexAttrib3f
    VertexAttrib3fv VertexAttrib4f VertexAttrib4fv VertexAttribDivisor VertexAttribI4i
    VertexAttribI4iv VertexAttribI4ui VertexAttribI4uiv VertexAttribIPointer VertexAttribPointer
    Viewport WaitSync
""".split())
# The constants of OpenGL ES 3.0 that the renderer uses, without "GL_". Add one only if ES 3.0 has it.
CONSTANTS = set("""
    ARRAY_BUFFER BLEND CLAMP_TO_EDGE COLOR_ATTACHMENT0 COLOR_BUFFER_BIT COMPILE_STATUS CULL_FACE
    DEPTH_TEST DRAW_FRAMEBUFFER DRAW_FRAMEBUFFER_BINDING FALSE FLOAT FRAGMENT_SHADER FRAMEBUFFER
    FRAMEBUFFER_COMPLETE FUNC_ADD INFO_LOG_LENGTH LINEAR LINK_STATUS MAX_TEXTURE_SIZE NEAREST
    ONE ONE_MINUS_SRC_ALPHA PACK_ALIGNMENT POINTS R32F R8UI READ_FRAMEBUFFER RED RED_INTEGER
    RENDERER RG RG32F RGBA RGBA32F RGBA8 SCISSOR_TEST STENCIL_TEST STREAM_DRAW TEXTURE0
    TEXTURE_2D TEXTURE_MAG_FILTER TEXTURE_MIN_FILTER TEXTURE_WRAP_S TEXTURE_WRAP_T TRIANGLES
    TRIANGLE_STRIP TRUE UNPACK_ALIGNMENT UNSIGNED_BYTE VERTEX_SHADER
""".split())
# What only desktop OpenGL has, and the file that may use it.
DESKTOP_FILE = "render/gl/desktop.cpp"
DESKTOP = {"GL_PROGRAM_POINT_SIZE"}

CALL = re.compile(r"\bgl([A-Z]\w*)\s*\(")
CONSTANT = re.compile(r"\bGL_([A-Z]\w*)\b")
# In shaders: the version is gl::Program's, and these are not in GLSL ES 3.00.
SHADER = re.compile(r"#\s*version\b|\b[iu]?sampler(1D|Buffer|2DRect|2DMS)\w*|\bdouble\b|\bd(vec|mat)\d"
                    r"|\bgl_(FragColor|ClipDistance|PrimitiveID)\b|\btexture(2D|Rect|1D)\s*\(|\bnoperspective\b")


def wrong_calls(path, line):
    """The functions and constants of OpenGL in this line that its file may not use."""
    allowed = DESKTOP if path == DESKTOP_FILE else set()
    calls = {"gl" + name for name in CALL.findall(line) if name not in FUNCTIONS}
    constants = {"GL_" + name for name in CONSTANT.findall(line) if name not in CONSTANTS}
    return sorted((calls | constants) - allowed)


def wrong_opengl(root):
    """(violations, number of calls seen) in the sources of render and in the shaders."""
    found, seen = [], 0
    for path, text in cpp_files(root, ("render",)):
        for number, line in enumerate(text.splitlines(), 1):
            line = line.split("//")[0]
            seen += len(CALL.findall(line))
            found += [f"{path}:{number}: {name} is not in the list of OpenGL ES 3.0"
                      for name in wrong_calls(path, line)]
    for name in sorted(os.listdir(os.path.join(root, "shaders"))):
        with open(os.path.join(root, "shaders", name), encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                match = SHADER.search(line.split("//")[0])
                if match:
                    found.append(f"shaders/{name}:{number}: {match.group(0)} has no place in a shader that "
                                 "OpenGL ES 3.0 compiles, too")
    return found, seen
