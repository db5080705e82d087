#include "tests/support/fused_cases.h"

#include <algorithm>
#include <memory>
#include <sstream>

#include "core/data/dataset.h"
#include "core/kernels/kernel.h"
#include "core/model/weights.h"

namespace la {

namespace {

enum Option {
    kSigma,
    kScale,
    kLoss,
    kCost,
    kHead,
    kDimension,
    kHidden,
    kLayers,
    kMembers,
    kClasses,
    kInit,
    kBatch
};

constexpr int kDimensions[]{2, 3, 8, 16};
constexpr int kHiddens[]{1, 2, 5, 16, 21, 64};
constexpr int kDepths[]{1, 2, 4, 9, 30};
constexpr int kEnsembles[]{1, 2, 5};
constexpr int kClassCounts[]{2, 2, 3, 10};
constexpr int kBatches[]{1, 10, 16, 64, 65, 300};

// Points of a given number of classes in the plane.
std::shared_ptr<const Dataset> cloud(int classes) {
    Random random(5 + classes);
    Dataset out{.train = 300, .classes = classes};
    for (int i = 0; i < 320; ++i) {
        out.points.push_back(
            {static_cast<float>(random.normal()), static_cast<float>(random.normal())});
        out.labels.push_back(static_cast<std::uint8_t>(i % classes));
    }
    return std::make_shared<const Dataset>(std::move(out));
}

}  // namespace

Options random_options(Random& random) {
    Options out;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = static_cast<int>(random.below(kLevels[i]));
    }
    return out;
}

// Greedily: of many random rows, always the one with the most pairs not seen yet.
std::vector<Options> pairwise_options() {
    const std::size_t n = kLevels.size();
    std::vector<std::vector<char>> seen(n * n);
    std::size_t left = 0;
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b) {
            seen[a * n + b].assign(kLevels[a] * kLevels[b], 0);
            left += seen[a * n + b].size();
        }
    }
    const auto each_pair = [&](const Options& row, auto visit) {
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = a + 1; b < n; ++b) {
                visit(seen[a * n + b][row[a] * kLevels[b] + row[b]]);
            }
        }
    };
    Random random(1);
    std::vector<Options> out;
    while (left > 0) {
        Options best{};
        std::size_t most = 0;
        while (most == 0) {
            for (int trial = 0; trial < 300; ++trial) {
                const Options row = random_options(random);
                std::size_t fresh = 0;
                each_pair(row, [&](char& pair) { fresh += pair == 0; });
                if (fresh > most) {
                    most = fresh;
                    best = row;
                }
            }
        }
        each_pair(best, [&](char& pair) { pair = 1; });
        left -= most;
        out.push_back(best);
    }
    return out;
}

Problem make_problem(const Options& options) {
    Problem out;
    NetworkConfig& network = out.setup.network;
    network.activation = static_cast<Activation>(options[kSigma]);
    network.scale = static_cast<ResidualScale>(options[kScale]);
    network.head = {static_cast<HeadKind>(options[kHead]), 2};
    network.dimension = kDimensions[options[kDimension]];
    network.hidden = kHiddens[options[kHidden]];
    network.layers = kDepths[options[kLayers]];
    network.init.kind = options[kInit] == 0 ? InitKind::Normal : InitKind::Kaiming;
    network.init.std = options[kInit] == 2 ? 0.3 : options[kInit] == 1 ? 0.6 : 0.2;
    out.setup.objective.loss = static_cast<LossKind>(options[kLoss]);
    out.setup.objective.cost = static_cast<CostKind>(options[kCost]);
    out.setup.members = kEnsembles[options[kMembers]];
    out.setup.data = cloud(kClassCounts[options[kClasses]]);
    for (int m = 0; m < out.setup.members; ++m) {
        network.seed = 1 + m;
        const Weights member = initial_weights(network, out.setup.data->classes);
        out.weights.insert(out.weights.end(), member.values.begin(), member.values.end());
        out.lambda.push_back(m == 1 ? 0.0 : 0.05 * (1 + m));
    }
    Random random(9);
    std::vector<std::int32_t> order(out.setup.data->train);
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = static_cast<std::int32_t>(i);
    }
    random.shuffle(std::span(order));
    out.batch.assign(order.begin(), order.begin() + kBatches[options[kBatch]]);
    return out;
}

std::string describe(const Problem& problem) {
    const NetworkConfig& n = problem.setup.network;
    std::ostringstream out;
    out << "L " << n.layers << " m " << n.hidden << " q " << n.dimension << " classes "
        << problem.setup.data->classes << " activation " << static_cast<int>(n.activation)
        << " scale " << static_cast<int>(n.scale) << " head " << static_cast<int>(n.head.kind)
        << " loss " << static_cast<int>(problem.setup.objective.loss) << " cost "
        << static_cast<int>(problem.setup.objective.cost) << " init "
        << static_cast<int>(n.init.kind) << " " << n.init.std << " members "
        << problem.setup.members << " batch " << problem.batch.size();
    return out.str();
}

std::vector<const char*> instruction_sets() {
    std::vector<const char*> out;
    for (const fused::Kernel* kernel :
         {fused::kernel_plain(), fused::kernel_avx2(), fused::kernel_avx512()}) {
        if (kernel) {
            out.push_back(kernel->name);
        }
    }
    return out;
}

}  // namespace la
