#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/ui/controls.h"
#include "app/ui/theme.h"
#include "render/plot/view.h"

namespace la {

// What a track stands for, as text; `typed` is the number that the user has typed, once editing has
// ended. Nobody has clamped it.
struct TypedValue {
    double value = 0;
    const char* format = "%.4g";
    std::optional<double> typed{};
};

// The program's widgets. Each draws one item at ImGui's cursor, registers its rectangle under its
// name and has a tooltip. The caller stores the values; a widget returns a value when the user has
// finished changing it.
class Widgets {
  public:
    Widgets(const Theme& theme, Controls& controls) : theme_(theme), controls_(controls) {}

    const Theme& theme() const { return theme_; }
    Controls& controls() const { return controls_; }

    // Begins a panel: a window without decoration that fills the rectangle. Always call end_panel.
    void begin_panel(const char* name, const Rect& rect) const;
    void end_panel() const;

    // A panel whose content may not fit: the wheel and a slim bar at the right edge scroll it.
    void begin_scrolling_panel(const char* name, const Rect& rect) const;

    void heading(const char* text) const;  // in capitals, dim
    // A heading that hides and shows its rows when clicked. Returns false while they are hidden.
    bool section(const char* name, const char* text, bool& closed) const;
    void tooltip(std::string_view text) const;
    // Tooltip to the right or left of the current window, so that it covers no line of a menu.
    void tooltip_beside(std::string_view text) const;
    // Tooltip of a named control, with the keys that do the same.
    void tooltip_of(const char* name, std::string_view text) const;

    bool button(const char* name, const char* label, std::string_view tip) const;
    // Words that lead elsewhere, in the colour of text, underlined while the mouse is over them.
    bool link(const char* name, const char* label, std::string_view tip) const;
    std::optional<int> choice(const char* name, float width, int current,
                              std::span<const char* const> labels, std::string_view tip) const;

    // One row: a dim label on the left, an editable value on the right. Returns the new value,
    // clamped to [min, max], once editing has ended.
    std::optional<double> number_row(const char* name, const char* label, double value, double min,
                                     double max, const char* format, std::string_view tip) const;
    std::optional<int> choice_row(const char* name, const char* label, int current,
                                  std::span<const std::string_view> labels,
                                  std::string_view tip) const;
    bool check(const char* name, const char* label, bool& value, std::string_view tip) const;

    // For items that are drawn by hand: the last one can be reached by Tab. What Enter asks for has
    // to be known before it is drawn: the list of the combo "##choice", the cursor of a text.
    void add_stop(const std::string& name) const;
    void open_list(const char* name) const;
    void focus_text(const char* name) const;
    // Call it after a text field: true if Tab leaves it, with what is written.
    bool text_stop(const char* name) const;

    // Registers the rectangle between a plot's axes as `name`, and its controls as "plot.loss.fit":
    // Tab comes to all of them. Arrows pan and zoom the plot, Enter fits it again. Returns the
    // rectangle between the axes.
    Rect add_plot(const std::string& name, plot::PlotState& state) const;

    // Words in a row that ends at the panel's right edge, on the line of the last item. Returns the
    // index that was clicked, if any. Registered as "<name>.0", ...
    std::optional<int> tabs(const char* name, int current, std::span<const char* const> labels,
                            std::string_view tip) const;
    std::optional<int> tabs(const char* name, int current, std::span<const char* const> labels,
                            std::span<const char* const> tips) const;  // one per label

    // A choice of few, side by side over this width (0: all there is), each with its own tip.
    // Returns the index that was clicked, if any. Registered as "<name>.0", ...
    std::optional<int> segments(const char* name, int current, std::span<const char* const> labels,
                                std::span<const char* const> tips, float width = 0) const;

    // A horizontal track with a round grab. `unit` is in [0, 1]. Returns true while dragged, and
    // when arrows have moved it. With `value`, a double click, Ctrl+click or Enter opens a field in
    // its place, in which its value is typed; it is registered as "<name>.value".
    bool track(const char* name, float width, float& unit, std::string_view tip,
               TypedValue* value = nullptr) const;

  private:
    bool typed_in_place(const char* name, ImVec2 size, TypedValue& value) const;

    const Theme& theme_;
    Controls& controls_;
};

}  // namespace la
