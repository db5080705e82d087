#include "core/data/dataset.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "core/data/generators.h"
#include "core/random.h"

namespace la {

Dataset make_dataset(const DatasetConfig& config) {
    LabelledPoints clean = config.kind == DatasetKind::Circles
                               ? make_circles(config.points, config.factor)
                               : make_moons(config.points);
    Random random(config.seed);
    for (auto& point : clean.points) {
        point.x += config.noise * random.normal();
        point.y += config.noise * random.normal();
    }
    std::vector<int> order(clean.points.size());
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span<int>(order));

    Dataset out;
    for (const int i : order) {
        out.points.emplace_back(clean.points[i]);
        out.labels.push_back(clean.labels[i]);
    }
    const int test = static_cast<int>(std::ceil(config.test_fraction * config.points));
    out.train = std::max(1, config.points - test);
    return out;
}

}  // namespace la
