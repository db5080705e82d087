#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/byte_stream.h"
#include "core/tensor_files/safetensors.h"

namespace la {

// A recording in the making: three points that move to the right by 1 in each of two layers, with
// the logits (0, x) at every state; grids of 3 x 3 nodes over [-2, 2].
class RecordingSample {
  public:
    RecordingSample() {
        metadata = {{"format", "leastaction-record"}, {"version", "1"}, {"notes", "one note"}};
        const std::vector<float> x{0, 0, 1, 1, -1, 0.5f}, corners{-2, -2, 2, 2};
        std::vector<float> nodes;
        for (int i = 0; i < 9; ++i) {
            nodes.insert(nodes.end(), {-2.0f + 2.0f * static_cast<float>(i % 3),
                                       -2.0f + 2.0f * static_cast<float>(i / 3)});
        }
        put("points", {3, 2}, x);
        put("labels", {3}, std::vector<std::int64_t>{0, 1, 0});
        put("states", {3, 3, 2}, stages(x, false));
        put("logits", {3, 2}, decided(moved(x, 2)));
        put("lattice", {3, 9, 2}, stages(nodes, false));
        put("lattice_box", {2, 2}, corners);
        put("decisions", {9, 2}, decided(moved(nodes, 2)));
        put("fields", {3, 9, 2}, stages(nodes, true));
        put("fields_box", {2, 2}, corners);
        put("plane_mean", {2}, std::vector<float>{0, 0});
        put("plane_axes", {2, 2}, std::vector<float>{1, 0, 0, 1});
    }

    template<class Number>
    void put(const std::string& name, Shape shape, const std::vector<Number>& values) {
        ByteWriter bytes;
        bytes.put_all(values);
        tensors[name] = {sizeof(Number) == 8 ? ElementType::I64 : ElementType::F32,
                         std::move(shape), bytes.take()};
    }

    // Makes it one of these steps, at all of which the network is the same.
    void repeat_at(const std::vector<std::int64_t>& steps) {
        for (auto& [name, tensor] : tensors) {
            if (name == "points" || name == "labels" || name == "lattice_box") {
                continue;
            }
            tensor.shape.insert(tensor.shape.begin(), std::ssize(steps));
            const std::string once = tensor.bytes;
            for (std::size_t i = 1; i < steps.size(); ++i) {
                tensor.bytes += once;
            }
        }
        put("steps", {std::ssize(steps)}, steps);
    }

    std::string bytes() const {
        Safetensors out{metadata, {}};
        for (const auto& [name, tensor] : tensors) {
            out.tensors.push_back(
                {.name = name, .type = tensor.type, .shape = tensor.shape, .bytes = tensor.bytes});
        }
        return write_safetensors(out);
    }

    struct Tensor {
        ElementType type;
        Shape shape;
        std::string bytes;
    };
    std::map<std::string, std::string> metadata;
    std::map<std::string, Tensor> tensors;

  private:
    static std::vector<float> moved(std::vector<float> x, int layers) {
        for (std::size_t i = 0; i < x.size(); i += 2) {
            x[i] += static_cast<float>(layers);
        }
        return x;
    }
    static std::vector<float> decided(std::vector<float> x) {
        for (std::size_t i = 0; i < x.size(); i += 2) {
            x[i + 1] = x[i];
            x[i] = 0;
        }
        return x;
    }
    // The states of all layers, or what the layers ahead decide at these places.
    static std::vector<float> stages(const std::vector<float>& x, bool ahead) {
        std::vector<float> out;
        for (int k = 0; k <= 2; ++k) {
            const std::vector<float> one = ahead ? decided(moved(x, 2 - k)) : moved(x, k);
            out.insert(out.end(), one.begin(), one.end());
        }
        return out;
    }
};

}  // namespace la
