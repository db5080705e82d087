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
#include "core/data/regression_sets.h"

namespace la {

namespace {

// Number of training points. The test split is rounded up, as in scikit-learn.
int training_part(const DatasetConfig& config, int points) {
    return std::max(1, points - static_cast<int>(std::ceil(config.test_fraction * points)));
}

// Separate random streams for the set as a whole and for the replaced labels.
constexpr std::uint64_t kShapeStream = 0xd1b54a32d192ed03u;
constexpr std::uint64_t kLabelStream = 0x8cb92ba72f3d8dd7u;

std::vector<int> shuffled(std::size_t points, Random& random) {
    std::vector<int> order(points);
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span<int>(order));
    return order;
}

Dataset draw_values(const DatasetConfig& config, Random& shape, Random& random) {
    const ValuedPoints made = info_of(config.kind).make_values({config, shape, random});
    Dataset out;
    std::vector<float> values;
    for (const int i : shuffled(made.points.size(), random)) {
        out.points.emplace_back(made.points[i]);
        values.push_back(static_cast<float>(made.values[i]));
    }
    set_values(out, std::move(values));
    return out;
}

Dataset draw_classes(const DatasetConfig& config, Random& shape, Random& random) {
    const LabelledPoints made = info_of(config.kind).make({config, shape, random});
    Dataset out;
    out.classes = classes_of(config);
    for (const int i : shuffled(made.points.size(), random)) {
        out.points.emplace_back(made.points[i]);
        out.labels.push_back(made.labels[i]);
    }
    return out;
}

Dataset draw(const DatasetConfig& config, std::uint64_t seed) {
    Random shape(config.seed ^ kShapeStream);
    Random random(seed);
    const bool values = has_values(config.kind);
    Dataset out = values ? draw_values(config, shape, random) : draw_classes(config, shape, random);
    if (config.task == DatasetTask::Values && !values) {
        std::vector<float> signs;
        for (const std::uint8_t label : out.labels) {
            signs.push_back(label == 0 ? -1.0f : 1.0f);
        }
        set_values(out, std::move(signs));
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
    const bool values = config.task == DatasetTask::Values;
    CsvPoints file =
        read_csv(config.file, {.columns = config.columns, .one_class = drawn, .values = values});
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
    std::vector<float> numbers;
    for (const int i : order) {
        out.points.emplace_back(file.points[i]);
        if (values) {
            numbers.push_back(static_cast<float>(file.values[i]));
        } else {
            out.labels.push_back(file.labels[i]);
        }
    }
    out.notes = std::move(file.notes);
    if (values) {
        set_values(out, std::move(numbers));
        return out;
    }
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

ValueRange value_range(const Dataset& data) {
    const auto [least, most] = std::ranges::minmax(data.values);
    return most > least ? ValueRange{least, most} : ValueRange{least - 0.5, most + 0.5};
}

std::uint8_t shade_of(const ValueRange& range, float value) {
    const double part = (value - range.least) / (range.most - range.least);
    const double shade = std::isfinite(part) ? std::clamp(part * kShades, 0.0, kShades - 1.0) : 0;
    return static_cast<std::uint8_t>(shade);
}

void set_values(Dataset& data, std::vector<float> values) {
    data.values = std::move(values);
    data.labels.assign(data.points.size(), 0);
    data.classes = 1;
    data.class_names.clear();
    data.one_input = std::ranges::all_of(data.points, [](glm::vec2 p) { return p.y == 0; });
    const ValueRange range = value_range(data);
    data.shades.clear();
    for (const float value : data.values) {
        data.shades.push_back(shade_of(range, value));
    }
}

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
