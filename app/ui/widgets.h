#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/controls.h"
#include "app/ui/theme.h"
#include "render/plot/view.h"

namespace la {

// The house widgets. Each draws one item at ImGui's cursor, names its rectangle and explains itself
// in a tooltip. Storage is the caller's; what a user has finished changing is returned.
class Widgets {
  public:
    Widgets(const Theme& theme, Controls& controls) : theme_(theme), controls_(controls) {}

    const Theme& theme() const { return theme_; }
    Controls& controls() const { return controls_; }

    // A panel: a window without decoration that fills the rectangle. Always end_panel.
    void begin_panel(const char* name, const Rect& rect) const;
    void end_panel() const;

    // The same for more than may fit: the wheel and a slim bar at the right edge scroll it.
    void begin_scrolling_panel(const char* name, const Rect& rect) const;

    void heading(const char* text) const;  // in capitals, dim
    // A heading over rows that a click hides; false while they are hidden.
    bool section(const char* name, const char* text, bool& closed) const;
    void tooltip(std::string_view text) const;
    // The same to the right or left of the window that is being filled: in a menu it covers no
    // line.
    void tooltip_beside(std::string_view text) const;
    // The same for a named control, with the keys that do what it does.
    void tooltip_of(const char* name, std::string_view text) const;

    bool button(const char* name, const char* label, std::string_view tip) const;
    std::optional<int> choice(const char* name, float width, int current,
                              std::span<const char* const> labels, std::string_view tip) const;

    // One row: a dim label on the left, an editable value on the right. The new value once editing
    // has ended; what is out of range comes back clipped to it.
    std::optional<double> number_row(const char* name, const char* label, double value, double min,
                                     double max, const char* format, std::string_view tip) const;
    std::optional<int> choice_row(const char* name, const char* label, int current,
                                  std::span<const std::string_view> labels,
                                  std::string_view tip) const;
    bool check(const char* name, const char* label, bool& value, std::string_view tip) const;

    // Names the rectangle between a plot's axes, and its parts behind a dot: "plot.loss.fit".
    // Gives the rectangle between the axes.
    Rect add_plot(const std::string& name, const plot::PlotState& state) const;

    // Words in a row that end at the right edge of the panel, on the line of the last item; the
    // chosen one when another is clicked. Names "<name>.0", ...
    std::optional<int> tabs(const char* name, int current, std::span<const char* const> labels,
                            std::string_view tip) const;
    std::optional<int> tabs(const char* name, int current, std::span<const char* const> labels,
                            std::span<const char* const> tips) const;  // one for each

    // A choice of few, side by side over the whole width, each with a tip of its own. Names
    // "<name>.0", ...
    std::optional<int> segments(const char* name, int current, std::span<const char* const> labels,
                                std::span<const char* const> tips) const;

    // A horizontal track with a round grab. `unit` in [0, 1]; true while it is being dragged.
    bool track(const char* name, float width, float& unit, std::string_view tip) const;

  private:
    const Theme& theme_;
    Controls& controls_;
};

}  // namespace la
