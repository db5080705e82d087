#include "core/data/edit_points.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.h"

namespace la {

namespace {

constexpr int kMaxClasses = 10;
constexpr int kMaxPoints = 1000000;

[[noreturn]] void refuse(const std::string& what) {
    throw Error("the points cannot be edited so: " + what);
}

void check_value(const PointEdit& edit) {
    if (!std::isfinite(edit.point.x) || !std::isfinite(edit.point.y)) {
        refuse("a coordinate is not finite");
    }
    if (edit.label >= kMaxClasses) {
        refuse("there are at most 10 classes");
    }
}

// Number of edits from here on that can be applied in one pass: additions at ascending indices, or
// removals at descending ones. Applied singly, each would move all points behind it.
std::size_t run_length(std::span<const PointEdit> edits) {
    std::size_t n = 1;
    while (n < edits.size() && edits[n].kind == edits[0].kind && edits[n].test == edits[0].test &&
           ((edits[0].kind == PointEdit::Kind::Add && edits[n].index == edits[n - 1].index + 1) ||
            (edits[0].kind == PointEdit::Kind::Remove && edits[n].index < edits[n - 1].index))) {
        ++n;
    }
    return n;
}

void add(Dataset& data, std::span<const PointEdit> run) {
    const PointEdit& first = run[0];
    if (first.index < (first.test ? data.train : 0) ||
        first.index > (first.test ? data.size() : data.train)) {
        refuse("there is no place " + std::to_string(first.index));
    }
    if (data.points.size() + run.size() > static_cast<std::size_t>(kMaxPoints)) {
        refuse("there are at most " + std::to_string(kMaxPoints) + " points");
    }
    std::vector<glm::vec2> points;
    std::vector<std::uint8_t> labels;
    for (const PointEdit& edit : run) {
        check_value(edit);
        points.push_back(edit.point);
        labels.push_back(edit.label);
    }
    data.points.insert(data.points.begin() + first.index, points.begin(), points.end());
    data.labels.insert(data.labels.begin() + first.index, labels.begin(), labels.end());
    data.train += first.test ? 0 : static_cast<int>(run.size());
}

void remove(Dataset& data, std::span<const PointEdit> run) {
    if (run.front().index >= data.size() || run.back().index < 0) {
        refuse("there is no such point");
    }
    std::size_t next = run.size();  // within the run, from its lowest index
    int kept = 0, train = data.train;
    for (int i = 0; i < data.size(); ++i) {
        if (next > 0 && run[next - 1].index == i) {
            --next;
            train -= i < data.train ? 1 : 0;
            continue;
        }
        data.points[static_cast<std::size_t>(kept)] = data.points[static_cast<std::size_t>(i)];
        data.labels[static_cast<std::size_t>(kept)] = data.labels[static_cast<std::size_t>(i)];
        ++kept;
    }
    data.points.resize(static_cast<std::size_t>(kept));
    data.labels.resize(static_cast<std::size_t>(kept));
    data.train = train;
}

void set(Dataset& data, const PointEdit& edit) {
    if (edit.index < 0 || edit.index >= data.size()) {
        refuse("there is no point " + std::to_string(edit.index));
    }
    check_value(edit);
    data.points[static_cast<std::size_t>(edit.index)] = edit.point;
    data.labels[static_cast<std::size_t>(edit.index)] = edit.label;
}

// Calls visit(run) for every run of edits that can be applied in one pass.
template<class Visit>
void each_run(std::span<const PointEdit> edits, const Visit& visit) {
    for (std::size_t at = 0; at < edits.size();) {
        const std::size_t n = run_length(edits.subspan(at));
        visit(edits.subspan(at, n));
        at += n;
    }
}

void apply(Dataset& data, std::span<const PointEdit> run) {
    switch (run[0].kind) {
        case PointEdit::Kind::Add:
            add(data, run);
            return;
        case PointEdit::Kind::Remove:
            remove(data, run);
            return;
        case PointEdit::Kind::Set:
            set(data, run[0]);
            return;
    }
}

}  // namespace

Dataset edited(const Dataset& data, std::span<const PointEdit> edits, int classes) {
    Dataset out = data;
    each_run(edits, [&](std::span<const PointEdit> run) { apply(out, run); });
    if (out.train < 1) {
        refuse("no point would be left for training");
    }
    const int highest = *std::max_element(out.labels.begin(), out.labels.end());
    out.classes = classes > 0 ? classes : std::max(data.classes, highest + 1);
    if (highest >= out.classes || out.classes < 2 || out.classes > kMaxClasses) {
        refuse("a label is beyond the classes");
    }
    // A new class has no name, so all names are dropped.
    if (static_cast<int>(out.class_names.size()) < out.classes) {
        out.class_names.clear();
    }
    return out;
}

std::vector<PointEdit> inverse(const Dataset& data, std::span<const PointEdit> edits) {
    Dataset now = data;
    std::vector<PointEdit> out;  // the last edit's first
    each_run(edits, [&](std::span<const PointEdit> run) {
        std::vector<PointEdit> back;
        for (const PointEdit& edit : run) {
            if (edit.kind == PointEdit::Kind::Add) {
                back.push_back({.kind = PointEdit::Kind::Remove, .index = edit.index});
                continue;
            }
            if (edit.index < 0 || edit.index >= now.size()) {
                refuse("there is no such point");
            }
            const auto i = static_cast<std::size_t>(edit.index);
            const bool removed = edit.kind == PointEdit::Kind::Remove;
            back.push_back({.kind = removed ? PointEdit::Kind::Add : PointEdit::Kind::Set,
                            .index = edit.index,
                            .point = now.points[i],
                            .label = now.labels[i],
                            .test = removed && edit.index >= now.train});
        }
        apply(now, run);
        std::reverse(back.begin(), back.end());
        out.insert(out.begin(), back.begin(), back.end());
    });
    return out;
}

}  // namespace la
