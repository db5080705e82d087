#pragma once

#include <string_view>

#include "app/ui/theme.h"

namespace la {

// A formula in one line: "x_{k+1} = x_k + r_k(x_k)", "W_2^2". After _ and ^ the next character, or
// what stands in braces, is lowered or raised, in smaller type; one on top of the other where both
// follow a letter.
struct Formula {
    std::string_view text;
    ImFont* font;      // of what is neither lowered nor raised
    float size;        // its pixels
    ImFont* small;     // of the rest
    float small_size;  // its pixels
};

// In the type of titles, or smaller, in that of texts.
Formula large_formula(const Theme& theme, std::string_view text);
Formula small_formula(const Theme& theme, std::string_view text);

// In smaller type where it would be wider, down to a half.
Formula fitted_formula(Formula formula, float width);

float formula_width(const Formula& formula);

// Draws it with its letters' top left corner there. Returns the x of its end.
float draw_formula(ImDrawList& draw, const Formula& formula, ImVec2 at, ImU32 colour);

}  // namespace la
