// Runs points through a model file by our own forward pass, for comparison with another's:
//     la_dump_flow model.pt < points      one "x y" a line
// Prints a line of states for every layer 0..L, [n][dimension], and a line of logits, [n][classes].

#include <cstdio>
#include <exception>
#include <vector>

#include "core/io/config_json.h"
#include "core/io/model_file.h"
#include "core/model/weights_flow.h"

namespace {

void print(std::span<const float> values) {
    for (const float value : values) {
        std::printf("%.9g ", value);
    }
    std::printf("\n");
}

void run(const char* path) {
    const la::ModelFile model = la::read_model(path);
    const la::NetworkConfig network = la::parse_config(model.config).network;
    const la::WeightsFlow flow(
        std::make_shared<la::Weights>(la::weights_of(model, network, 2, path)));
    std::vector<float> x;
    for (float a, b; std::scanf("%f %f", &a, &b) == 2;) {
        x.insert(x.end(), {a, b});
        x.resize(x.size() + network.dimension - 2, 0.0f);
    }
    std::vector<float> states((flow.layers() + 1) * x.size());
    flow.states(0, x, states);
    for (int k = 0; k <= flow.layers(); ++k) {
        print({states.data() + k * x.size(), x.size()});
    }
    std::vector<float> logits(x.size() / network.dimension * flow.classes());
    flow.head({states.data() + flow.layers() * x.size(), x.size()}, logits);
    print(logits);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        run(argc > 1 ? argv[1] : "");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
