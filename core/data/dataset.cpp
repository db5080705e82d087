#include "core/data/dataset.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/csv_points.h"
#include "core/data/dataset_kinds.h"
#include "core/data/generators.h"

namespace la {

namespace {

// Number of training points. The test split is rounded up, as in scikit-learn.
int training_part(const DatasetConfig& config, int points) {
    return std::max(1, points - static_cast<int>(std::ceil(config.test_fraction * points)));
}

// Separate random streams for the set as a whole and for the replaced labels.
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

// Scales every coordinate to mean 0 and standard deviation 1; a constant coordinate becomes 0.
void standardise(std::vector<glm::dvec2>& points) {
    const auto n = static_cast<double>(points.size());
    glm::dvec2 mean{0, 0}, square{0, 0};
    for (const glm::dvec2 point : points) {
        mean += point / n;
    }
    for (const glm::dvec2 point : points) {
        square += (point - mean) * (point - mean) / n;
    }
    for (glm::dvec2& point : points) {
        for (int axis = 0; axis < 2; ++axis) {
            const double deviation = std::sqrt(square[axis]);
            point[axis] = deviation > 0 ? (point[axis] - mean[axis]) / deviation : 0;
        }
    }
}

// Labels of drawn points are class numbers as they stand, because a class may have no points.
void keep_class_numbers(CsvPoints& file, int classes, const std::string& name) {
    for (std::uint8_t& label : file.labels) {
        const std::string& text = file.class_names[label];
        if (text.size() != 1 || text[0] < '0' || text[0] - '0' >= classes) {
            throw Error(name + ": '" + text + "' is not one of the " + std::to_string(classes) +
                        " classes; raise dataset.classes, or take the file as dataset.kind csv");
        }
        label = static_cast<std::uint8_t>(text[0] - '0');
    }
    file.class_names.clear();
}

Dataset from_file(const DatasetConfig& config, std::uint64_t stream) {
    const std::string kind(info_of(config.kind).name);
    if (config.file.empty()) {
        throw UsageError("dataset.file: a dataset of kind " + kind +
                         " needs the name of a file; try --data F.csv");
    }
    const bool drawn = config.kind == DatasetKind::Drawn;
    CsvPoints file = read_csv(config.file, {.columns = config.columns, .one_class = drawn});
    if (drawn) {
        keep_class_numbers(file, config.classes, config.file);
    }
    if (config.standardise) {
        standardise(file.points);
    }
    const int n = static_cast<int>(file.points.size());
    std::vector<int> order(n);
    std::iota(order.begin(), order.end(), 0);
    Dataset out;
    if (file.test.empty()) {
        Random random(stream);
        random.shuffle(std::span<int>(order));
        out.train = training_part(config, n);
    } else {
        const auto tests =
            std::stable_partition(order.begin(), order.end(), [&](int i) { return !file.test[i]; });
        out.train = static_cast<int>(tests - order.begin());
        if (out.train == 0) {
            throw Error(config.file + ": all points are for testing, none is for training");
        }
    }
    for (const int i : order) {
        out.points.emplace_back(file.points[i]);
        out.labels.push_back(file.labels[i]);
    }
    out.notes = std::move(file.notes);
    out.classes = drawn ? config.classes : static_cast<int>(file.class_names.size());
    // Names 0, 1, 2, ... are the default and need not be kept.
    for (std::size_t c = 0; c < file.class_names.size(); ++c) {
        if (file.class_names[c] != std::to_string(c)) {
            out.class_names = file.class_names;
            break;
        }
    }
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
        label =
            static_cast<std::uint8_t>((label + 1 + random.below(data.classes - 1)) % data.classes);
    }
}

}  // namespace

std::string class_name(const Dataset& data, int label) {
    const auto index = static_cast<std::size_t>(label);
    return index < data.class_names.size() ? data.class_names[index] : std::to_string(label);
}

Dataset make_dataset(const DatasetConfig& config) {
    return make_dataset(config, config.seed);
}

Dataset make_dataset(const DatasetConfig& config, std::uint64_t stream) {
    Dataset out = has_generator(config) ? draw(config, stream) : from_file(config, stream);
    if (has_generator(config)) {
        out.train = training_part(config, config.points);
    }
    if (config.label_noise > 0) {
        replace_labels(out, config.label_noise, stream);
    }
    return out;
}

Dataset fresh_points(const DatasetConfig& config, int count, std::uint64_t stream) {
    if (!has_generator(config)) {
        return {.class_names = {}};
    }
    DatasetConfig fresh = config;
    fresh.points = count;
    return draw(fresh, stream);
}

}  // namespace la
