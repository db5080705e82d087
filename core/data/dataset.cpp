#include "core/data/dataset.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "core/data/dataset_kinds.h"
#include "core/random.h"

namespace la {

namespace {

// Seeds of streams of their own: what belongs to the set as a whole, and the replaced labels.
constexpr std::uint64_t kShapeStream = 0xd1b54a32d192ed03u;
constexpr std::uint64_t kLabelStream = 0x8cb92ba72f3d8dd7u;

Dataset draw(const DatasetConfig& config, std::uint64_t seed) {
    Random shape(config.seed ^ kShapeStream);
    Random random(seed);
    const LabelledPoints made = info_of(config.kind).make({config, shape, random});
    std::vector<int> order(made.points.size());
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span<int>(order));

    Dataset out;
    out.classes = classes_of(config);
    for (const int i : order) {
        out.points.emplace_back(made.points[i]);
        out.labels.push_back(made.labels[i]);
    }
    out.train = config.points;
    return out;
}

void replace_labels(Dataset& data, double part, std::uint64_t seed) {
    Random random(seed ^ kLabelStream);
    std::vector<int> order(data.train);
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span<int>(order));
    const auto count = std::lround(part * data.train);
    for (long i = 0; i < count; ++i) {
        std::uint8_t& label = data.labels[order[i]];
        label = static_cast<std::uint8_t>((label + 1 + random.below(data.classes - 1)) %
                                          data.classes);
    }
}

}  // namespace

Dataset make_dataset(const DatasetConfig& config) {
    return make_dataset(config, config.seed);
}

Dataset make_dataset(const DatasetConfig& config, std::uint64_t stream) {
    Dataset out = draw(config, stream);
    const int test = static_cast<int>(std::ceil(config.test_fraction * config.points));
    out.train = std::max(1, config.points - test);
    if (config.label_noise > 0) {
        replace_labels(out, config.label_noise, stream);
    }
    return out;
}

Dataset fresh_points(const DatasetConfig& config, int count, std::uint64_t stream) {
    DatasetConfig fresh = config;
    fresh.points = count;
    return draw(fresh, stream);
}

}  // namespace la
