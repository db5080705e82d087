#include "tests/fuzz/laboratory_configs.h"

#include <cmath>
#include <stdexcept>

#include "core/base/error.h"
#include "core/config/config_fields.h"
#include "core/config/config_json.h"
#include "core/data/dataset_kinds.h"
#include "core/shallow/shallow_training.h"
#include "core/train/training.h"
#include "core/train/training_state.h"

namespace la {

std::vector<std::string> laboratory_configs() {
    return {
        R"({"laboratory": "mean_field", "shallow": {"nodes": 20, "dimension": 3, "alpha": 0.1,
            "alpha_2": 2, "alpha_3": 0, "margin": 1, "antithetic": true, "points": "gaussian",
            "gap": 0.3, "train": 40, "fresh": 10, "label_noise": 0.1, "rate": 0.1, "batch": 7,
            "seed": 3}, "stop": {"steps": 2}})",
        R"({"shallow": {"nodes": 7, "antithetic": false, "points": "circle", "train": 30,
            "fresh": 0, "batch": 0}})",
        R"({"shallow": {"points": "gap", "gap": 0.5, "dimension": 2, "nodes": 8, "train": 9,
            "fresh": 9, "rate": 1}})",
        R"({"shallow": {"points": "dataset", "nodes": 8}, "dataset": {"kind": "circles",
            "points": 30, "label_noise": 0.1}})",
        R"({"laboratory": "stability", "explorer": "two_weights", "dataset": {"kind": "sine",
            "points": 12, "test_fraction": 0}, "network": {"kind": "three_layer", "hidden": 3,
            "activation": "sigmoid", "init": {"kind": "normal", "std": 1}},
            "objective": {"mode": "none"}, "optimizer": {"kind": "sgd", "learning_rate": 0.05,
            "batch": 12}, "stability": {"vectors": 10, "window": 100, "covariant": 20,
            "twin": 1e-7}})",
        R"({"dataset": {"kind": "moons", "task": "values", "points": 20}, "objective":
            {"loss": "mse"}, "network": {"kind": "residual", "layers": 3, "hidden": 4,
            "head": {"kind": "learned"}}, "stability": {"vectors": 2, "window": 5},
            "compare": {"network.kind": "residual", "optimizer.learning_rate": 0.3}})",
        R"({"dataset": {"kind": "xor_corners", "points": 4}, "network": {"kind": "three_layer",
            "hidden": 2, "dimension": 2}, "weights": {"measure": true}})",
        R"({"dataset": {"kind": "playground_plane", "points": 16}, "stability": {"twin": 1e-13,
            "vectors": 1}, "optimizer": {"kind": "momentum", "batch": 5}})"};
}

std::vector<std::string> laboratory_words() {
    return {"\"task\": \"values\"",
            "\"task\": \"classes\"",
            "\"kind\": \"three_layer\"",
            "\"kind\": \"residual\"",
            "\"kind\": \"blobs\"",
            "\"loss\": \"mse\"",
            "\"loss\": \"hinge\"",
            "\"points\": \"dataset\"",
            "\"points\": \"circle\"",
            "\"laboratory\": \"mean_field\"",
            "\"explorer\": \"rate\"",
            "\"shallow\": {",
            "\"stability\": {",
            "\"antithetic\": true",
            "\"dimension\": 2",
            "sigmoid",
            "three_layer",
            "values",
            "1e-14",
            "1e-15",
            "0.01",
            "16",
            "17",
            "0",
            "-1",
            "1e308",
            "100000",
            "true",
            "null",
            "}",
            "{",
            ","};
}

namespace {

bool small(const ShallowConfig& s) {
    return s.nodes <= 64 && s.dimension <= 20 && s.train <= 200 && s.fresh <= 200;
}

bool small(const Config& config) {
    for (const MemberConfig& member : members_of(config)) {
        if (member.network.layers > 8 || member.network.hidden > 16 ||
            member.network.dimension > 8) {
            return false;
        }
    }
    return config.dataset.points <= 100 && has_generator(config.dataset) &&
           config.stability.window <= 1000;
}

void run(const Config& config) {
    if (parse_config(to_json(config)) != config) {
        throw std::logic_error("what is written reads back as another configuration");
    }
    if (!small(config)) {
        return;
    }
    if (small(config.shallow)) {
        ShallowTraining training(config);
        training.step();
        ShallowTraining again(training.state());
        again.step();
        training.step();
        if (again.snapshot()->networks[0].nodes->w != training.snapshot()->networks[0].nodes->w) {
            throw std::logic_error("a shallow run goes on in another way from its state");
        }
    }
    const EngineOptions engine{.device = "cpu", .engine = EngineKind::Double};
    Training training(config, engine);
    training.step();
    Training again(training.state(), engine);
    again.step();
    training.step();
    if (training.diverged() != again.diverged() ||
        training.snapshot().members.back().weights->values !=
            again.snapshot().members.back().weights->values) {
        throw std::logic_error("a run goes on in another way from its state");
    }
}

}  // namespace

void run_laboratory(const std::string& text) {
    run(parse_config(text));
}

std::string random_laboratory(Random& random) {
    static const std::vector<std::string> kPaths = [] {
        std::vector<std::string> out;
        Config config;
        for_each_field(config, [&](const char* path, auto&, const auto&, const char*) {
            const std::string_view name = path;
            if (name.starts_with("shallow.") || name.starts_with("stability.") ||
                name.starts_with("dataset.") || name.starts_with("network.") ||
                name.starts_with("optimizer.") || name == "objective.loss") {
                out.emplace_back(path);
            }
        });
        for (int i = 0; i < 6; ++i) {  // what the laboratories are about, more often
            out.insert(out.end(), {"dataset.task", "network.kind", "shallow.points",
                                   "stability.vectors", "stability.twin", "dataset.kind"});
        }
        return out;
    }();
    static const std::vector<std::string> kValues{
        "0",        "1",           "2",           "3",
        "5",        "7",           "16",          "17",
        "40",       "0.1",         "0.5",         "0.001",
        "1e-7",     "1e-14",       "1e-15",       "0.01",
        "1e6",      "-1",          "1e308",       "nan",
        "true",     "false",       "values",      "classes",
        "residual", "three_layer", "tanh",        "sigmoid",
        "relu",     "mse",         "hinge",       "cross_entropy",
        "sgd",      "momentum",    "adam",        "gaussian",
        "circle",   "gap",         "dataset",     "sine",
        "moons",    "circles",     "xor_corners", "playground_plane",
        "blobs",    "kaiming",     "normal",      "tied",
        "gp",       "far",         "learned",     "L",
        "one"};
    std::string out = std::to_string(random.below(laboratory_configs().size()));
    for (auto n = 1 + random.below(20); n > 0; --n) {  // most are refused
        out += "\n" + kPaths[random.below(kPaths.size())] + "=" +
               kValues[random.below(kValues.size())];
    }
    return out;
}

void run_settings(const std::string& text) {
    std::size_t at = text.find('\n');
    Config config = parse_config(
        laboratory_configs()[static_cast<std::size_t>(std::stoul(text.substr(0, at)))]);
    while (at != text.npos) {
        const std::size_t end = text.find('\n', at + 1);
        Config next = config;
        try {
            set_field(next, text.substr(at + 1, end - at - 1));
            config = next;
        } catch (const UsageError&) {  // the others are set
        }
        at = end;
    }
    run(config);
}

}  // namespace la
