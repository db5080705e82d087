#include "core/model_reader/recorded_model.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/model/script_flow.h"
#include "core/model_reader/recorded_grid.h"
#include "core/tensor_files/safetensors.h"

namespace la {

namespace {

constexpr const char* kFormat = "leastaction-record";
constexpr std::int64_t kMostPoints = 1'000'000, kMostSteps = 1024;
constexpr int kMostDimensions = 1024;
// Of the size of the states: how far from the recorded plane a state may lie.
constexpr float kOffPlane = 1e-3f;

[[noreturn]] void wrong(const std::string& what) {
    throw Error("it is no whole recording: " + message_line(what, 1000) +
                "; record it again by leastaction.py");
}

// The bits of a place or of a state, to find it again.
std::uint64_t hash_of(std::span<const float> values) {
    std::uint64_t out = 14695981039346656037u;  // FNV-1a
    for (const float value : values) {
        out = (out ^ std::bit_cast<std::uint32_t>(value + 0.0f)) * 1099511628211u;
    }
    return out;
}

// The tensors of a recording, and of one step of it.
class Tensors {
  public:
    explicit Tensors(const std::string& bytes) : file_(read_safetensors(bytes)) {
        if (const StoredTensor* steps = file_.find("steps")) {
            if (steps->type != ElementType::I64) {
                wrong("its steps are no whole numbers");
            }
            steps_.resize(steps->bytes.size() / sizeof(std::int64_t));
            std::memcpy(steps_.data(), steps->bytes.data(), steps_.size() * sizeof(std::int64_t));
            if (std::ssize(steps_) > kMostSteps) {
                throw Error("it has " + std::to_string(steps_.size()) + " steps, of which " +
                            std::to_string(kMostSteps) +
                            " at most can be shown; record every second or third one");
            }
            if (steps_.empty() || steps_.front() < 0 ||
                std::ranges::adjacent_find(steps_, std::greater_equal()) != steps_.end()) {
                wrong("its steps do not grow");
            }
        }
    }

    bool has(const char* name) const { return file_.find(name) != nullptr; }
    const std::vector<std::int64_t>& steps() const { return steps_; }
    const std::map<std::string, std::string>& metadata() const { return file_.metadata; }

    // The whole of a tensor of this many dimensions.
    const StoredTensor& get(const char* name, std::size_t dimensions) const {
        const StoredTensor* found = file_.find(name);
        if (!found) {
            wrong(std::string("there is no ") + name);
        }
        if (found->shape.size() != dimensions) {
            wrong(std::string(name) + " is " + shape_text(found->shape));
        }
        return *found;
    }

    // The part of step t of a tensor of this shape; -1: any size, which is filled in.
    std::vector<float> part(const char* name, std::size_t t, Shape& shape) const {
        const StoredTensor& tensor = get(name, shape.size() + (steps_.empty() ? 0 : 1));
        Shape own = tensor.shape;
        if (!steps_.empty()) {
            if (own.front() != std::ssize(steps_)) {
                wrong(std::string(name) + " is " + shape_text(own) + ", for " +
                      std::to_string(steps_.size()) + " steps");
            }
            own.erase(own.begin());
        }
        for (std::size_t i = 0; i < shape.size(); ++i) {
            shape[i] = shape[i] < 0 ? own[i] : shape[i];
        }
        if (own != shape) {
            wrong(std::string(name) + " is " + shape_text(own) + ", not " + shape_text(shape));
        }
        const std::size_t size = tensor.bytes.size() / std::max<std::size_t>(1, steps_.size());
        return elements(tensor.type, tensor.bytes.substr(t * size, size));
    }
    std::vector<float> part(const char* name, std::size_t t, Shape&& shape) const {
        return part(name, t, shape);
    }

  private:
    Safetensors file_;
    std::vector<std::int64_t> steps_;
};

// Which point has these values.
class Finder {
  public:
    Finder() = default;
    Finder(std::span<const float> rows, int width) : width_(static_cast<std::size_t>(width)) {
        for (std::size_t i = 0; i < rows.size() / width_; ++i) {
            at_.emplace(hash_of(rows.subspan(i * width_, width_)), i);
        }
    }
    std::optional<std::size_t> find(std::span<const float> row) const {
        const auto found = at_.find(hash_of(row));
        return found == at_.end() ? std::nullopt : std::optional(found->second);
    }

  private:
    std::size_t width_ = 1;
    std::unordered_map<std::uint64_t, std::size_t> at_;
};

// The plane of the states in which fields are recorded.
struct Plane {
    std::vector<float> mean, axes;  // [q], [2][q]

    // The place of a state [q]; none: it lies elsewhere.
    std::optional<glm::vec2> place(std::span<const float> state) const {
        const std::size_t q = mean.size();
        double u = 0, v = 0, size = 0;
        for (std::size_t i = 0; i < q; ++i) {
            const double offset = static_cast<double>(state[i]) - mean[i];
            u += offset * axes[i];
            v += offset * axes[q + i];
            size = std::max(size, std::abs(offset));
        }
        for (std::size_t i = 0; i < q; ++i) {
            const double off = state[i] - (mean[i] + u * axes[i] + v * axes[q + i]);
            if (!(std::abs(off) <= kOffPlane * (size + 1e-6))) {
                return {};
            }
        }
        return glm::vec2(static_cast<float>(u), static_cast<float>(v));
    }
};

class StepFlow : public RecordedFlow {
  public:
    StepFlow(const Tensors& tensors, std::size_t t, const std::vector<float>& points, int classes,
             std::vector<std::string> notes)
        : classes_(classes), notes_(std::move(notes)), by_point_(points, 2) {
        const auto n = static_cast<std::int64_t>(points.size() / 2);
        Shape shape{-1, n, -1};
        states_ = tensors.part("states", t, shape);
        if (shape[0] < 2 || shape[0] > kMaxFlowLayers + 1 || shape[2] < 2 ||
            shape[2] > kMostDimensions) {
            wrong("states is " + shape_text(shape) + ": from 1 to " +
                  std::to_string(kMaxFlowLayers) + " layers of 2 to " +
                  std::to_string(kMostDimensions) + " dimensions can be shown");
        }
        layers_ = static_cast<int>(shape[0]) - 1;
        dimension_ = static_cast<int>(shape[2]);
        points_ = static_cast<std::size_t>(n);
        if (tensors.has("logits")) {
            logits_ = tensors.part("logits", t, {n, classes});
            const std::size_t block = points_ * static_cast<std::size_t>(dimension_);
            by_last_ = Finder(std::span(states_).last(block), dimension_);
        }
        read_grids(tensors, t);
    }

    int layers() const override { return layers_; }
    int dimension() const override { return dimension_; }
    int classes() const override { return classes_; }
    const std::vector<std::string>& notes() const override { return notes_; }
    bool starts_at(int layer) const override { return layer == 0 && lattice_; }
    bool decides_at(int layer) const override {
        return !logits_.empty() && (layer == 0 || !fields_.empty());
    }

    void states(int from, std::span<const float> x, std::span<float> out) const override {
        std::ranges::fill(out, kNone);
        const auto q = static_cast<std::size_t>(dimension_);
        const std::size_t n = x.size() / q;
        for (std::size_t i = 0; from == 0 && i < n; ++i) {
            const std::span<const float> row = x.subspan(i * q, q);
            const std::optional<std::size_t> known = point_at(row);
            for (std::size_t k = 0; k <= static_cast<std::size_t>(layers_); ++k) {
                const std::span<float> to = out.subspan((k * n + i) * q, q);
                if (known) {
                    std::copy_n(&states_[(k * points_ + *known) * q], q, to.begin());
                } else if (lattice_ && is_input(row)) {
                    lattice_->value(k, {row[0], row[1]}, to);
                }
            }
        }
    }

    void head(std::span<const float> x, std::span<float> logits) const override {
        decide(layers_, x, logits);
    }
    void tail(int from, std::span<const float> x, std::span<float> logits) const override {
        decide(from, x, logits);
    }

  private:
    static constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

    void read_grids(const Tensors& tensors, std::size_t t) {
        const std::int64_t stages = layers_ + 1, q = dimension_;
        if (tensors.has("lattice")) {
            lattice_ =
                RecordedGrid(tensors.part("lattice", t, grid_shape(stages, q)), stages, q,
                             elements(ElementType::F32, tensors.get("lattice_box", 2).bytes));
            if (tensors.has("decisions")) {
                Shape shape{-1, classes_};
                decisions_ =
                    RecordedGrid(tensors.part("decisions", t, shape), 1, classes_,
                                 elements(ElementType::F32, tensors.get("lattice_box", 2).bytes));
            }
        }
        if (tensors.has("fields")) {
            fields_ = {RecordedGrid(tensors.part("fields", t, grid_shape(stages, classes_)), stages,
                                    classes_, tensors.part("fields_box", t, {2, 2}))};
            plane_ = {tensors.part("plane_mean", t, {q}), tensors.part("plane_axes", t, {2, q})};
        }
    }
    static Shape grid_shape(std::int64_t stages, std::int64_t width) { return {stages, -1, width}; }

    // Is it a point of the input plane, padded with zeros?
    static bool is_input(std::span<const float> row) {
        return std::ranges::all_of(row.subspan(2), [](float value) { return value == 0; });
    }
    std::optional<std::size_t> point_at(std::span<const float> row) const {
        return is_input(row) ? by_point_.find(row.first(2)) : std::nullopt;
    }

    // The logits of states at a layer: recorded for the points, between nodes of a grid elsewhere.
    void decide(int from, std::span<const float> x, std::span<float> logits) const {
        const auto q = static_cast<std::size_t>(dimension_), c = static_cast<std::size_t>(classes_);
        std::ranges::fill(logits, kNone);
        for (std::size_t i = 0; i < x.size() / q; ++i) {
            const std::span<const float> row = x.subspan(i * q, q);
            const std::span<float> to = logits.subspan(i * c, c);
            const std::optional<std::size_t> known = from == layers_ && !logits_.empty()
                                                         ? by_last_.find(row)
                                                     : from == 0 ? point_at(row)
                                                                 : std::nullopt;
            if (known && !logits_.empty()) {
                std::copy_n(&logits_[*known * c], c, to.begin());
            } else if (from == 0 && q > 2 && decisions_ && is_input(row)) {
                decisions_->value(0, {row[0], row[1]}, to);
            } else if (!fields_.empty()) {
                if (const std::optional<glm::vec2> place = plane_.place(row)) {
                    fields_[0].value(static_cast<std::size_t>(from), *place, to);
                }
            }
        }
    }

    int layers_ = 0, dimension_ = 2, classes_ = 2;
    std::size_t points_ = 0;
    std::vector<std::string> notes_;
    std::vector<float> states_, logits_;  // [L+1][n][q], [n][classes]
    Finder by_point_, by_last_;           // of points, of their states at layer L
    std::optional<RecordedGrid> lattice_, decisions_;
    std::vector<RecordedGrid> fields_;  // one, or none
    Plane plane_;
};

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size() && out.size() < 20;) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, std::min<std::size_t>(end - at, 300)));
        at = end + 1;
    }
    return out;
}

// What the file says of itself, and what is not in it.
std::vector<std::string> notes_of(const Tensors& tensors) {
    const auto notes = tensors.metadata().find("notes");
    std::vector<std::string> out =
        notes == tensors.metadata().end() ? std::vector<std::string>() : lines(notes->second);
    static constexpr std::array<std::pair<const char*, const char*>, 3> kParts{
        {{"logits", "it has no logits, so no decisions, loss and accuracy are shown"},
         {"fields", "it has no fields, so no boundary is shown"},
         {"lattice", "it has no lattice, so no grid goes through it"}}};
    for (const auto& [name, text] : kParts) {
        if (!tensors.has(name)) {
            out.emplace_back(text);
        }
    }
    return out;
}

std::shared_ptr<const Dataset> data_of(const Tensors& tensors, const std::vector<float>& points,
                                       int classes) {
    const std::int64_t n = static_cast<std::int64_t>(points.size() / 2);
    const StoredTensor& labels = tensors.get("labels", 1);
    if (labels.shape[0] != n) {
        wrong("labels is " + shape_text(labels.shape) + ", for " + std::to_string(n) + " points");
    }
    auto out = std::make_shared<Dataset>();
    out->train = static_cast<int>(n);
    out->classes = classes;
    for (std::size_t i = 0; i < points.size(); i += 2) {
        out->points.emplace_back(points[i], points[i + 1]);
    }
    for (const float label : elements(labels.type, labels.bytes)) {
        if (!(label >= 0 && label < static_cast<float>(classes))) {
            wrong("a label is not one of its " + std::to_string(classes) + " classes");
        }
        out->labels.push_back(static_cast<std::uint8_t>(label));
    }
    return out;
}

int classes_of(const Tensors& tensors) {
    std::int64_t classes = 2;
    if (tensors.has("logits")) {
        classes = tensors.get("logits", tensors.steps().empty() ? 2 : 3).shape.back();
    } else {
        const StoredTensor& labels = tensors.get("labels", 1);
        for (const float label : elements(labels.type, labels.bytes)) {
            classes = label >= 2 && label < kMaxFlowClasses
                          ? std::max(classes, static_cast<std::int64_t>(label) + 1)
                          : classes;
        }
    }
    if (classes < 2 || classes > kMaxFlowClasses) {
        wrong("it has " + std::to_string(classes) + " classes; 2 to 10 can be shown");
    }
    return static_cast<int>(classes);
}

}  // namespace

bool is_recording(const std::string& bytes) {
    if (!is_safetensors(bytes)) {
        return false;
    }
    const auto metadata = read_safetensors(bytes).metadata;
    const auto format = metadata.find("format");
    return format != metadata.end() && format->second == kFormat;
}

RecordedModel read_recording(const std::string& bytes) {
    const Tensors tensors(bytes);
    const auto version = tensors.metadata().find("version");
    if (version == tensors.metadata().end() || version->second != "1") {
        throw Error("it is a recording of another version than 1; this program is older");
    }
    const StoredTensor& stored = tensors.get("points", 2);
    if (stored.shape[1] != 2 || stored.shape[0] < 1 || stored.shape[0] > kMostPoints) {
        wrong("points is " + shape_text(stored.shape));
    }
    const std::vector<float> points = elements(stored.type, stored.bytes);
    if (!std::ranges::all_of(points, [](float value) { return std::isfinite(value); })) {
        wrong("a point is not finite");
    }
    const int classes = classes_of(tensors);
    const std::vector<std::string> notes = notes_of(tensors);
    RecordedModel out{
        .data = data_of(tensors, points, classes), .steps = tensors.steps(), .flows = {}};
    if (out.steps.empty()) {
        out.steps = {0};
    }
    for (std::size_t t = 0; t < out.steps.size(); ++t) {
        out.flows.push_back(std::make_shared<const StepFlow>(tensors, t, points, classes, notes));
    }
    return out;
}

}  // namespace la
