#include "core/measure/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/measure/point_loss.h"
#include "core/model/trajectory.h"

namespace la {

bool Metrics::finite() const {
    return std::isfinite(loss) && std::isfinite(cost) && std::isfinite(displacement);
}

namespace {

double squared_distance(const float* a, const float* b, int q) {
    double out = 0;
    for (int i = 0; i < q; ++i) {
        const double difference = static_cast<double>(a[i]) - b[i];
        out += difference * difference;
    }
    return out;
}

// Sums over points, added up piece by piece.
struct Sums {
    double loss = 0;
    int correct[2] = {0, 0};     // training, test
    double squares[2] = {0, 0};  // of the misses, where the points have values
    double displacement = 0;
    std::vector<double> displacement_class, energy;
    std::vector<int> count_class;
};

// Adds points first..first+n of the dataset: at_input [n][q], states [L+1][n][q].
void add(Sums& sums, const Flow& flow, const Dataset& data, LossKind loss, int first, int n,
         const float* at_input, std::span<const float> states, std::vector<float>& logits) {
    const int q = flow.dimension();
    const int layers = flow.layers();
    const int classes = flow.classes();
    const std::size_t block = static_cast<std::size_t>(n) * q;
    const float* last = states.data() + layers * block;
    logits.resize(static_cast<std::size_t>(n) * classes);
    const bool decided = flow.decides_at(layers) || flow.decides_at(0);
    if (flow.decides_at(layers)) {
        flow.head({last, block}, logits);
    } else if (decided) {
        flow.tail(0, {at_input, block}, logits);
    } else {
        std::ranges::fill(logits, std::numeric_limits<float>::quiet_NaN());
    }
    const int train = std::clamp(data.train - first, 0, n);
    for (int i = 0; i < n; ++i) {
        const float* z = logits.data() + static_cast<std::size_t>(i) * classes;
        const int label = data.labels[first + i];
        const bool correct = decided && std::max_element(z, z + classes) - z == label;
        sums.correct[i < train ? 0 : 1] += correct ? 1 : 0;
        const double missed = data.has_values() ? square_loss(z[0], data.values[first + i]) : 0.0;
        sums.squares[i < train ? 0 : 1] += missed;
        if (i < train) {
            const double moved = squared_distance(last + i * q, states.data() + i * q, q);
            sums.loss += data.has_values() ? missed : point_loss(loss, {z, z + classes}, label);
            sums.displacement += moved;
            sums.displacement_class[label] += moved;
            ++sums.count_class[label];
        }
    }
    for (int k = 0; k < layers; ++k) {
        const float* x = states.data() + k * block;
        double energy = 0;
        for (int i = 0; i < train; ++i) {
            energy += squared_distance(x + block + i * q, x + i * q, q);
        }
        sums.energy[k] += energy;
    }
}

Sums start(const Flow& flow) {
    Sums sums;
    sums.displacement_class.assign(flow.classes(), 0.0);
    sums.count_class.assign(flow.classes(), 0);
    sums.energy.assign(flow.layers(), 0.0);
    return sums;
}

// R^2 of these points' values, given the sum of the squared misses; as scikit-learn where all
// values are the same.
double r_squared(std::span<const float> values, double squares) {
    double mean = 0, spread = 0;
    for (const float value : values) {
        mean += value / static_cast<double>(values.size());
    }
    for (const float value : values) {
        spread += (value - mean) * (value - mean);
    }
    return spread > 0 ? 1 - squares / spread : squares == 0 ? 1.0 : 0.0;
}

Metrics finish(const Sums& sums, const Dataset& data, const ObjectiveConfig& objective, int batch) {
    const double train = data.train;
    const double test = data.size() - data.train;
    Metrics out;
    out.loss = sums.loss / train;
    out.train_accuracy = sums.correct[0] / train;
    if (data.has_values()) {
        const std::span<const float> values(data.values);
        out.train_accuracy = r_squared(values.first(data.train), sums.squares[0]);
        out.test_accuracy = r_squared(values.subspan(data.train), sums.squares[1]);
    } else {
        out.test_accuracy = sums.correct[1] / std::max(1.0, test);
    }
    if (test == 0) {
        out.test_accuracy = out.train_accuracy;
    }
    out.displacement = sums.displacement / train;
    for (std::size_t c = 0; c < sums.displacement_class.size(); ++c) {
        out.displacement_class.push_back(sums.displacement_class[c] /
                                         std::max(1, sums.count_class[c]));
    }
    const double batch_points = std::min(batch, data.train);
    for (const double sum : sums.energy) {
        const double energy = sum / train;
        out.energy.push_back(energy);
        out.cost += energy;
        out.penalty +=
            objective.cost == CostKind::Energy ? energy : std::sqrt(batch_points * energy);
    }
    out.action = static_cast<double>(sums.energy.size()) * out.cost;
    return out;
}

}  // namespace

Metrics measure_states(const Flow& flow, const Dataset& data, const ObjectiveConfig& objective,
                       int batch, std::span<const float> states) {
    Sums sums = start(flow);
    std::vector<float> logits;
    // An imported model may move its points before its first layer, so forward needs the data's.
    const bool asks = !flow.decides_at(flow.layers());
    const std::vector<float> x =
        asks ? initial_states(data.points, flow.dimension()) : std::vector<float>();
    add(sums, flow, data, objective.loss, 0, data.size(), x.data(), states, logits);
    return finish(sums, data, objective, batch);
}

Metrics measure(const Flow& flow, const Dataset& data, const ObjectiveConfig& objective,
                int batch) {
    // Pieces of at most 2^18 numbers of states, and at least one tile of the flow.
    const int q = flow.dimension();
    const int piece = std::max(64, (1 << 18) / ((flow.layers() + 1) * q) / 64 * 64);
    const std::vector<float> x = initial_states(data.points, q);
    std::vector<float> states, logits;
    Sums sums = start(flow);
    for (int first = 0; first < data.size(); first += piece) {
        const int n = std::min(piece, data.size() - first);
        const std::size_t block = static_cast<std::size_t>(n) * q;
        states.resize((flow.layers() + 1) * block);
        flow.states(0, std::span(x).subspan(static_cast<std::size_t>(first) * q, block), states);
        add(sums, flow, data, objective.loss, first, n,
            x.data() + static_cast<std::size_t>(first) * q, states, logits);
    }
    return finish(sums, data, objective, batch);
}

double accuracy(const Flow& flow, std::span<const float> x, std::span<const std::uint8_t> labels) {
    const std::size_t n = x.size() / static_cast<std::size_t>(flow.dimension());
    const auto classes = static_cast<std::size_t>(flow.classes());
    std::vector<float> logits(n * classes);
    flow.tail(0, x, logits);
    std::size_t correct = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto z = std::span(logits).subspan(i * classes, classes);
        const bool finite =
            std::ranges::all_of(z, [](float logit) { return std::isfinite(logit); });
        correct += finite && std::ranges::max_element(z) - z.begin() == labels[i] ? 1 : 0;
    }
    return static_cast<double>(correct) / static_cast<double>(n);
}

double score(const Flow& flow, std::span<const float> x, const Dataset& data) {
    if (!data.has_values()) {
        return accuracy(flow, x, data.labels);
    }
    const std::size_t n = x.size() / static_cast<std::size_t>(flow.dimension());
    std::vector<float> out(n);
    flow.tail(0, x, out);
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
        squares += square_loss(out[i], data.values[i]);
    }
    return std::isfinite(squares) ? r_squared(std::span(data.values).first(n), squares) : 0;
}

}  // namespace la
