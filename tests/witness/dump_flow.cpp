// Runs points through a model file by our forward pass, for comparison with another program:
//     la_dump_flow model.pt [imported] < points      one "x y" per line; imported: by read_flow
// Prints a line of states for every layer 0..L, [n][dimension], and a line of logits, [n][classes].

#include <cstdio>
#include <exception>
#include <memory>
#include <string_view>
#include <vector>

#include "core/config/config_json.h"
#include "core/io/model_file.h"
#include "core/kernels/weights_flow.h"

namespace {

void print(std::span<const float> values) {
    for (const float value : values) {
        std::printf("%.9g ", value);
    }
    std::printf("\n");
}

std::shared_ptr<const la::Flow> open(const char* path, bool imported,
                                     const std::vector<glm::vec2>& points) {
    if (imported) {
        return la::read_flow(path, points, 2);
    }
    const la::ModelFile model = la::read_model(path);
    const la::NetworkConfig network = la::parse_config(model.config).network;
    return std::make_shared<const la::WeightsFlow>(
        std::make_shared<la::Weights>(la::weights_of(model, network, 2, path)));
}

void run(const char* path, bool imported) {
    std::vector<glm::vec2> points;
    for (float a, b; std::scanf("%f %f", &a, &b) == 2;) {
        points.emplace_back(a, b);
    }
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
    if (imported) {
        return;
    }
    std::vector<float> logits(x.size() / flow.dimension() * flow.classes());
    flow.head({states.data() + flow.layers() * x.size(), x.size()}, logits);
    print(logits);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        run(argc > 1 ? argv[1] : "", argc > 2 && argv[2] == std::string_view("imported"));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
