#include "app/readouts/change_marks.h"

#include <algorithm>

#include "render/plot/number.h"

namespace la {

namespace {

std::string name_of(const SettingChange& change, bool two) {
    const std::string name = change.name == "lambda" ? "λ" : change.name;
    return two && change.member == 0 ? name + " of A" : name;
}

// One mark for all these changes.
ChangeMark mark(std::span<const SettingChange> changes, bool two) {
    struct Line {
        SettingChange whole;  // from the first value to the last
        std::int64_t first;
    };
    std::vector<Line> lines;
    for (const SettingChange& change : changes) {
        const auto same = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
            return line.whole.name == change.name && line.whole.member == change.member;
        });
        if (same == lines.end()) {
            lines.push_back({change, change.step});
        } else {
            same->whole.to = change.to;
            same->whole.step = change.step;
        }
    }
    ChangeMark out{static_cast<double>(changes.back().step), {}};
    for (const Line& line : lines) {
        out.label += out.label.empty() ? "" : "\n";
        out.label += name_of(line.whole, two) + " " + line.whole.from + " → " + line.whole.to;
        out.label += line.first == line.whole.step ? " at step " + plot::grouped(line.first)
                                                   : " at steps " + plot::grouped(line.first) +
                                                         " to " + plot::grouped(line.whole.step);
    }
    return out;
}

}  // namespace

std::vector<ChangeMark> change_marks(std::span<const SettingChange> changes, double apart,
                                     bool two) {
    std::vector<ChangeMark> marks;
    for (std::size_t first = 0; first < changes.size();) {
        std::size_t last = first + 1;
        while (last < changes.size() &&
               static_cast<double>(changes[last].step - changes[last - 1].step) < apart) {
            ++last;
        }
        marks.push_back(mark(changes.subspan(first, last - first), two));
        first = last;
    }
    return marks;
}

std::string last_change(std::span<const SettingChange> changes, bool two) {
    if (changes.empty()) {
        return {};
    }
    const SettingChange& last = changes.back();
    const std::string step = " step " + plot::grouped(last.step);
    return last.name == "points" ? "points drawn at" + step
                                 : name_of(last, two) + " = " + last.to + " since" + step;
}

}  // namespace la
