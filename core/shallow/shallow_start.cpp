#include "core/shallow/shallow_start.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <span>
#include <string>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/config/shallow_limits.h"
#include "core/data/dataset.h"

namespace la {

namespace {

// What is drawn from the one seed, each by a generator of its own.
enum class Drawn { Nodes, Train, Fresh, Wrong };

Random random_of(const ShallowConfig& shallow, Drawn drawn) {
    return Random(shallow.seed * 8 + static_cast<std::uint64_t>(drawn));
}

ShallowNodes draw_nodes(const ShallowConfig& shallow) {
    Random random = random_of(shallow, Drawn::Nodes);
    const int d = shallow.dimension, nodes = shallow.nodes;
    const int drawn = shallow.antithetic ? nodes / 2 : nodes;
    ShallowNodes out;
    for (int i = 0; i < drawn; ++i) {
        out.a.push_back(random.normal());
        for (int k = 0; k < d; ++k) {
            out.w.push_back(random.normal());
        }
    }
    const auto add_negative = [](std::vector<double>& values) {
        const std::size_t half = values.size();
        for (std::size_t i = 0; i < half; ++i) {
            values.push_back(-values[i]);
        }
    };
    if (shallow.antithetic) {
        add_negative(out.a);
        add_negative(out.w);
    }
    return out;
}

void add_point(ShallowPointSet& to, std::span<const double> x, bool positive) {
    to.x.insert(to.x.end(), x.begin(), x.end());
    to.label.push_back(positive ? 1 : -1);
    to.wrong.push_back(0);
}

ShallowPointSet draw_points(const ShallowConfig& shallow, int count, Drawn drawn) {
    Random random = random_of(shallow, drawn);
    ShallowPointSet out;
    out.dimension = shallow.dimension;
    std::vector<double> x(static_cast<std::size_t>(shallow.dimension));
    for (int p = 0; p < count; ++p) {
        if (shallow.points == ShallowPoints::Circle) {
            const double angle = 2 * std::numbers::pi * random.uniform();
            x = {std::cos(angle), std::sin(angle)};
        } else {
            std::ranges::generate(x, [&] { return random.normal(); });
        }
        const bool positive = x[0] >= 0;
        if (shallow.points == ShallowPoints::Gap) {
            x[0] += positive ? shallow.gap : -shallow.gap;
        }
        add_point(out, x, positive);
    }
    return out;
}

void take_dataset(const Config& config, ShallowStart& to) {
    const Dataset data = make_dataset(config.dataset);
    if (data.classes != 2) {
        throw Error("shallow.points: the data set has " + std::to_string(data.classes) +
                    " classes, not two; try another one, or gaussian");
    }
    check_shallow_points(config.shallow, data.train, data.size() - data.train);
    for (int p = 0; p < data.size(); ++p) {
        const double x[2] = {data.points[p].x, data.points[p].y};
        add_point(p < data.train ? to.train : to.fresh, x, data.labels[p] == 1);
    }
}

void replace_labels(const ShallowConfig& shallow, ShallowPointSet& train) {
    Random random = random_of(shallow, Drawn::Wrong);
    std::vector<int> order(train.label.size());
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span(order));
    const auto wrong = static_cast<std::size_t>(std::lround(shallow.label_noise * train.size()));
    for (const int p : std::span(order).first(wrong)) {
        train.label[p] = static_cast<std::int8_t>(-train.label[p]);
        train.wrong[p] = 1;
    }
}

}  // namespace

ShallowStart shallow_start(const Config& config) {
    const ShallowConfig& shallow = config.shallow;
    check_shallow(shallow);
    ShallowStart out{.nodes = draw_nodes(shallow), .train = {}, .fresh = {}};
    if (shallow.points == ShallowPoints::Dataset) {
        take_dataset(config, out);
    } else {
        out.train = draw_points(shallow, shallow.train, Drawn::Train);
        out.fresh = draw_points(shallow, shallow.fresh, Drawn::Fresh);
    }
    replace_labels(shallow, out.train);
    return out;
}

}  // namespace la
