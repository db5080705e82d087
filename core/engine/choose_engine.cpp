#include "core/engine/choose_engine.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <numeric>
#include <utility>

#include "core/data/dataset.h"
#include "core/model/weights.h"

namespace la {

namespace {

double steady_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// Unshuffled batches, the last of an epoch smaller: the cost of a step does not depend on the
// order.
class Rounds {
  public:
    explicit Rounds(const EngineSetup& setup)
        : order_(setup.data->train), batch_(std::min(setup.optimizer.batch, setup.data->train)) {
        std::iota(order_.begin(), order_.end(), 0);
    }

    std::span<const std::int32_t> next() {
        const std::size_t from = at_ < order_.size() ? at_ : 0;
        at_ = std::min(from + batch_, order_.size());
        return std::span(order_).subspan(from, at_ - from);
    }

  private:
    std::vector<std::int32_t> order_;
    std::size_t batch_;
    std::size_t at_ = 0;
};

// "850", "21k", "1.2M": a short measurement is good for two digits.
std::string rate_text(double rate) {
    char text[32];
    const char* unit = rate >= 999.5e3 ? "M" : rate >= 999.5 ? "k" : "";
    const double value = rate >= 999.5e3 ? rate / 1e6 : rate >= 999.5 ? rate / 1e3 : rate;
    std::snprintf(text, sizeof text, value < 9.95 && *unit ? "%.1f%s" : "%.0f%s", value, unit);
    return text;
}

std::string described(const Engine& engine, double rate) {
    return engine.name() + " on " + engine.device() + " " + rate_text(rate) + " steps/s";
}

}  // namespace

double steps_per_second(Engine& engine, const EngineSetup& setup, const Timing& timing) {
    const auto now = timing.now ? timing.now : steady_now;
    const Weights first = initial_weights(setup.network, setup.data->classes);
    EngineState state;
    for (int m = 0; m < setup.members; ++m) {
        state.weights.insert(state.weights.end(), first.values.begin(), first.values.end());
    }
    engine.set_state(state);
    Rounds batches(setup);

    // Reading the weights waits for a device that works asynchronously.
    const auto settle = [&] { engine.weights(state.weights); };
    const double begin = now();
    for (int n = 0; n < kWarmUpSteps || now() - begin < timing.warm_up; ++n) {
        engine.step(batches.next());
        settle();
        if (now() - begin > timing.limit) {
            break;
        }
    }
    std::vector<double> rates;
    do {
        const double from = now();
        int steps = 0;
        do {
            engine.step(batches.next());
            ++steps;
        } while (now() - from < timing.window);
        settle();
        rates.push_back(steps / std::max(now() - from, 1e-9));
    } while (static_cast<int>(rates.size()) < timing.windows && now() - begin < timing.limit);
    std::ranges::nth_element(rates, rates.begin() + rates.size() / 2);
    return rates[rates.size() / 2];
}

MadeEngine choose_faster(const EngineSetup& setup, const EngineFactory& cpu,
                         const EngineFactory& gpu, const Timing& timing) {
    std::unique_ptr<Engine> here = cpu(setup).engine;
    try {
        std::unique_ptr<Engine> there = gpu(setup).engine;
        const double rate_there = steps_per_second(*there, setup, timing);
        const double rate_here = steps_per_second(*here, setup, timing);
        const std::string a = described(*here, rate_here), b = described(*there, rate_there);
        if (rate_there > rate_here) {
            return {std::move(there), "auto: " + b + ", " + a};
        }
        return {std::move(here), "auto: " + a + ", " + b};
    } catch (const std::exception& error) {
        here = cpu(setup).engine;
        const std::string name = here->name() + " on " + here->device();
        return {std::move(here), "auto: " + name + ", as the GPU failed: " + error.what()};
    }
}

}  // namespace la
