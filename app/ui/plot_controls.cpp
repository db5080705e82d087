#include <algorithm>
#include <string>

#include "app/ui/widgets.h"

// The controls of a plot: those that the mouse finds in it, for the keyboard.

namespace la {

Rect Widgets::add_plot(const std::string& name, plot::PlotState& state) const {
    const auto rect = [](ImVec4 r) { return Rect{{r.x, r.y}, {r.z, r.w}}; };
    const auto add = [&](const std::string& control, const Rect& place) {
        controls_.add(control, place);
        controls_.add_stop(control, place);
        return controls_.used(control);
    };
    if (add(name, rect(state.inside))) {
        state.fit();
    }
    const auto [right, up] = controls_.nudged_in_plane(name);
    plot::move_by_keys(state, right, up);
    std::string pressed;
    for (const plot::PlotPart& part : state.parts) {
        std::string full = name + "." + part.name;
        std::replace(full.begin(), full.end(), ' ', '_');
        if (part.name == "title") {
            controls_.add(full, rect(part.rect));  // what it opens, if anything, is its owner's
        } else if (add(full, rect(part.rect))) {
            pressed = part.name;
        }
    }
    if (!pressed.empty()) {
        plot::press_part(state, pressed);
    }
    return rect(state.inside);
}

}  // namespace la
