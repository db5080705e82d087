// Runs points through a model file by our forward pass, for comparison with another program:
//     la_dump_flow model.pt [imported|decides|here] < points      one "x y" per line
// imported: any TorchScript model, in a process of its own, without logits; decides: with those of
// the points, where it has them; here: as imported, in this process.
// Prints a line of states for every layer 0..L, [n][dimension], and a line of logits, [n][classes].

#include <cstdio>
#include <exception>
#include <memory>
#include <string_view>
#include <vector>

#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/engine/torch/module.h"
#include "core/io/model_file.h"
#include "core/kernels/weights_flow.h"
#include "core/model_reader/model_reader.h"

namespace {

void print(std::span<const float> values) {
    for (const float value : values) {
        std::printf("%.9g ", value);
    }
    std::printf("\n");
}

std::shared_ptr<const la::Flow> open(const char* path, bool imported,
                                     const std::vector<glm::vec2>& points) {
    la::ModelReader reader(path);
    if (imported) {
        return reader.flow(points, 2);
    }
    const la::NetworkConfig network = la::parse_config(reader.file().config).network;
    return std::make_shared<const la::WeightsFlow>(
        std::make_shared<la::Weights>(la::weights_of(reader.file(), network, 2, path)));
}

void run_here(const char* path, const std::vector<glm::vec2>& points) {
    const la::OpenedFlow opened = la::torch_module().open_flow(la::read_file(path), points, 2);
    std::vector<float> x;
    for (const glm::vec2 point : points) {
        x.insert(x.end(), {point.x, point.y});
        x.resize(x.size() + opened.facts.dimension - 2, 0.0f);
    }
    const std::vector<float> states = opened.flow->states(x);
    for (int k = 0; k <= opened.facts.layers; ++k) {
        print({states.data() + k * x.size(), x.size()});
    }
}

void run(const char* path, std::string_view how) {
    std::vector<glm::vec2> points;
    for (float a, b; std::scanf("%f %f", &a, &b) == 2;) {
        points.emplace_back(a, b);
    }
    if (how == "here") {
        run_here(path, points);
        return;
    }
    const bool decides = how == "decides";
    const bool imported = how == "imported" || decides;
    const auto opened = open(path, imported, points);
    const la::Flow& flow = *opened;
    std::vector<float> x;
    for (const glm::vec2 point : points) {
        x.insert(x.end(), {point.x, point.y});
        x.resize(x.size() + flow.dimension() - 2, 0.0f);
    }
    std::vector<float> states((flow.layers() + 1) * x.size());
    flow.states(0, x, states);
    for (int k = 0; k <= flow.layers(); ++k) {
        print({states.data() + k * x.size(), x.size()});
    }
    std::vector<float> logits(x.size() / flow.dimension() * flow.classes());
    if (decides && flow.decides_at(0)) {
        flow.tail(0, x, logits);
        print(logits);
    }
    if (imported) {
        return;
    }
    flow.head({states.data() + flow.layers() * x.size(), x.size()}, logits);
    print(logits);
}

}  // namespace

int main(int argc, char** argv) {
    if (la::is_model_reader(argc, argv)) {
        return la::serve_model_reader(argv);
    }
    try {
        run(argc > 1 ? argv[1] : "", argc > 2 ? argv[2] : "");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
