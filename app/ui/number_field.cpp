#include "app/ui/number_field.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include <imgui.h>

#include "core/base/read_number.h"

namespace la {

namespace {

// Lets only characters of numbers in.
int filter(ImGuiInputTextCallbackData* data) {
    constexpr ImWchar kMinusSign = 0x2212;
    const ImWchar c = data->EventChar;
    if (c == ',') {
        data->EventChar = '.';
        return 0;
    }
    if (c == kMinusSign) {
        data->EventChar = '-';
        return 0;
    }
    constexpr std::string_view kAllowed = "0123456789.+-eE";
    return c < 0x80 && kAllowed.find(static_cast<char>(c)) != kAllowed.npos ? 0 : 1;
}

}  // namespace

void number_field(double& value, const char* format) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    if (ImGui::InputText("##value", text, sizeof text,
                         ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_CallbackCharFilter,
                         filter)) {
        value = number_in(text).value_or(value);
    }
}

}  // namespace la
