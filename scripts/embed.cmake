# la_embed(TARGET FUNCTION FILE...): puts files into TARGET and generates "FUNCTION.h" with
#     std::string_view la::FUNCTION(std::string_view name);   // name without folder; empty if unknown
# The bytes come in through the assembler's .incbin, so large files (fonts) cost no compile time.
function(la_embed target function)
    set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    set(asm "    .section .note.GNU-stack,\"\",%progbits\n    .section .rodata\n")
    set(externs "")
    set(rows "")
    set(index 0)
    foreach(file IN LISTS ARGN)
        get_filename_component(path ${file} ABSOLUTE)
        get_filename_component(name ${file} NAME)
        set(symbol la_${function}_${index})
        string(APPEND asm "    .global ${symbol}\n    .global ${symbol}_end\n    .balign 16\n"
            "${symbol}:\n    .incbin \"${path}\"\n${symbol}_end:\n    .byte 0\n")
        string(APPEND externs "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
        string(APPEND rows "    if (name == \"${name}\") {\n        return {${symbol}, ${symbol}_end};\n    }\n")
        list(APPEND paths ${path})
        math(EXPR index "${index} + 1")
    endforeach()
    file(CONFIGURE OUTPUT ${dir}/${function}.S CONTENT "${asm}" @ONLY)
    file(CONFIGURE OUTPUT ${dir}/${function}.h @ONLY CONTENT
"#pragma once
#include <string_view>
namespace la {
// The bytes of an embedded file, by its name without folder; empty if there is none.
std::string_view ${function}(std::string_view name);
}  // namespace la
")
    file(CONFIGURE OUTPUT ${dir}/${function}.cpp @ONLY CONTENT
"#include \"${function}.h\"
${externs}
std::string_view la::${function}(std::string_view name) {
${rows}    return {};
}
")
    set_source_files_properties(${dir}/${function}.S PROPERTIES OBJECT_DEPENDS "${paths}")
    target_sources(${target} PRIVATE ${dir}/${function}.S ${dir}/${function}.cpp)
    target_include_directories(${target} PRIVATE ${dir})
endfunction()
