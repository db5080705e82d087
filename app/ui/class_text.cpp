#include "app/ui/class_text.h"

#include <algorithm>
#include <string_view>

#include <imgui.h>

#include "core/base/encodings.h"

namespace la {

namespace {

bool can_show(const ImFont& font, std::string_view text) {
    while (!text.empty()) {
        const char32_t c = take_character(text);
        // A combining mark stands beside its letter, where it is not seen to belong to it.
        const bool combining = c >= 0x300 && c < 0x370;
        if (c < ' ' || combining || c > IM_UNICODE_CODEPOINT_MAX ||
            font.FindGlyphNoFallback(static_cast<ImWchar>(c)) == nullptr) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::string class_text(const Dataset& data, int label, const ImFont& font) {
    std::string name = class_name(data, label);
    if (data.class_names.empty() || can_show(font, name)) {
        return name;
    }
    name = "class " + std::to_string(label);
    while (std::ranges::find(data.class_names, name) != data.class_names.end()) {
        name += '*';  // another class is really called so
    }
    return name;
}

}  // namespace la
