#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace la {

// Content of a model file: parameters by name, and the text of config.json if this program wrote
// the file. Read by ModelReader (core/model_reader); weights_of makes weights of it.
struct ModelFile {
    struct Parameter {
        std::string name;  // blocks.{k}.fc1.weight, ...; see WeightLayout
        std::vector<std::int64_t> shape;
        std::vector<float> values;  // row-major
    };
    std::vector<Parameter> parameters;
    std::string config;   // empty: none
    bool script = false;  // TorchScript, not a dict of tensors
};

}  // namespace la
