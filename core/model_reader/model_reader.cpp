#include "core/model_reader/model_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

#include "core/data/zip_file.h"
#include "core/model_reader/messages.h"
#include "core/model_reader/model_process.h"
#include "core/tensor_files/tensor_file.h"

namespace la {

namespace {

// Above the bytes of the values themselves: counts, names, shapes, a line that says what is wrong.
constexpr std::uint64_t kAnswerFrame = std::uint64_t{1} << 20;

class RemoteFlow : public IsolatedFlow {
  public:
    // points: those it was opened with, of which its states were finite.
    RemoteFlow(std::shared_ptr<ModelProcess> process, FlowFacts facts, std::string name,
               std::span<const glm::vec2> points)
        : process_(std::move(process)),
          facts_(std::move(facts)),
          name_(std::move(name)),
          points_(points.begin(), points.end()) {
        std::ranges::sort(points_, before);
    }

    int layers() const override { return facts_.layers; }
    int dimension() const override { return facts_.dimension; }
    int classes() const override { return facts_.classes; }
    bool starts_at(int layer) const override { return layer == 0; }
    bool decides_at(int layer) const override {
        return facts_.tail || (layer == 0 && facts_.forward);
    }
    bool isolated() const override { return process_->isolated(); }
    const std::vector<std::string>& notes() const override { return facts_.notes; }

    std::string failure() const override {
        const std::lock_guard lock(failure_mutex_);
        return failure_;
    }

    void states(int from, std::span<const float> x, std::span<float> out) const override {
        ask(ReaderTask::States, from, x, out);
        look_for_what_is_lost(x, out);
    }
    void head(std::span<const float> x, std::span<float> logits) const override {
        ask(ReaderTask::Tail, facts_.layers, x, logits);
    }
    void tail(int from, std::span<const float> x, std::span<float> logits) const override {
        ask(ReaderTask::Tail, from, x, logits);
    }

  private:
    // The Observer's thread must go on whatever the model does: values are NaN after a failure.
    void ask(ReaderTask task, int layer, std::span<const float> x, std::span<float> out) const {
        try {
            const std::string question =
                encode(ReaderQuestion{.task = task, .number = layer, .x = {x.begin(), x.end()}});
            const std::lock_guard lock(mutex_);
            const std::vector<float> values =
                values_of(process_->ask(question, out.size_bytes() + kAnswerFrame));
            if (values.size() != out.size()) {
                throw Error("it gives " + std::to_string(values.size()) +
                            " numbers where it gave " + std::to_string(out.size()) + " before");
            }
            std::ranges::copy(values, out.begin());
        } catch (const std::exception& error) {
            remember(error.what());
            std::ranges::fill(out, std::numeric_limits<float>::quiet_NaN());
        }
    }

    static bool before(const glm::vec2& a, const glm::vec2& b) {
        return a.x < b.x || (a.x == b.x && a.y < b.y);
    }

    // Elsewhere, as far from the data, a model may leave the numbers without being at fault.
    void look_for_what_is_lost(std::span<const float> x, std::span<const float> out) const {
        const auto q = static_cast<std::size_t>(facts_.dimension);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const std::size_t at = i % x.size() / q * q;
            if (!std::isfinite(out[i]) &&
                std::ranges::binary_search(points_, glm::vec2(x[at], x[at + 1]), before)) {
                remember("its states are not finite any more; they were when it was opened");
                return;
            }
        }
    }

    void remember(const std::string& why) const {
        const std::lock_guard lock(failure_mutex_);
        if (failure_.empty()) {
            failure_ = "model " + name_ + ": " + why;
        }
    }

    std::shared_ptr<ModelProcess> process_;  // guarded by mutex_
    FlowFacts facts_;
    std::string name_;
    std::vector<glm::vec2> points_;  // sorted
    mutable std::mutex mutex_, failure_mutex_;
    mutable std::string failure_;  // guarded by failure_mutex_
};

}  // namespace

ModelReader::ModelReader(std::filesystem::path path, ModelReaderOptions options)
    : path_(std::move(path)), options_(std::move(options)) {
    const bool handed_in = path_.extension() == ".zip";
    std::string bytes = read_file_or_zipped(handed_in ? path_ / "model.safetensors" : path_,
                                            {std::uint64_t{1} << 30, "a model"});
    try {
        if (bytes.empty()) {
            throw Error("it is empty");
        }
        if (is_recording(bytes)) {
            recording_ = read_recording(bytes);
            return;
        }
        std::optional<ModelFile> data = read_tensor_file(bytes);
        if (!data || data->script) {
            script_ = std::move(bytes);
        }
        file_ = data ? std::move(*data) : start();
    } catch (const NotIsolated& error) {
        throw NotIsolated("model " + path_.string() + ": " + error.what());
    } catch (const Error& error) {
        throw Error("cannot read model " + path_.string() + ": " + error.what());
    }
}

ModelFile ModelReader::start() {
    const std::uint64_t size = script_.size();
    process_ = std::make_shared<ModelProcess>(options_, size);
    // Numbers of half precision arrive in single precision.
    return file_of(process_->ask(encode(ReaderQuestion{.task = ReaderTask::Load, .file = script_}),
                                 4 * size + kAnswerFrame));
}

std::shared_ptr<const IsolatedFlow> ModelReader::flow(std::span<const glm::vec2> points,
                                                      int classes) {
    try {
        if (!process_) {
            start();
        }
        FlowFacts facts =
            facts_of(process_->ask(encode(ReaderQuestion{.task = ReaderTask::Open,
                                                         .points = {points.begin(), points.end()},
                                                         .number = classes}),
                                   kAnswerFrame));
        return std::make_shared<const RemoteFlow>(process_, std::move(facts), path_.string(),
                                                  points);
    } catch (const NotIsolated& error) {
        throw NotIsolated("model " + path_.string() + ": " + error.what());
    } catch (const Error& error) {
        throw Error("model " + path_.string() + ": " + error.what());
    }
}

}  // namespace la
