#include "core/tensor_files/network_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tensor_files/element_type.h"

namespace la {

namespace {

using Parameter = ModelFile::Parameter;

constexpr int kMostNumbers = 4;   // in a name
constexpr int kMostPrefixes = 4;  // of either kind in turn; a name of many takes no time
constexpr std::int64_t kMostClasses = 10, kMostSize = 1 << 20;

const Parameter* find(const ModelFile& file, std::string_view name) {
    const auto at = std::ranges::find(file.parameters, name, &Parameter::name);
    return at == file.parameters.end() ? nullptr : &*at;
}

// A name that has a whole number between its points: "net.{}.fc.weight" and 3.
struct Numbered {
    std::string series;
    int number = 0;
};

// The name by its n-th number; none: it has fewer.
std::optional<Numbered> numbered(const std::string& name, int n) {
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        int number = 0;
        const auto [last, error] = std::from_chars(&name[begin], name.data() + end, number);
        if (error == std::errc() && last == name.data() + end && number >= 0 && n-- == 0) {
            return Numbered{name.substr(0, begin) + "{}" + name.substr(end), number};
        }
        begin = end + 1;
    }
    return {};
}

// Parameters of one shape, one for every layer, in the order of their numbers.
struct Series {
    std::vector<std::pair<int, Parameter*>> layers;

    const Shape& shape() const { return layers.front().second->shape; }
    bool even() const {
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (layers[i].first != layers[0].first + static_cast<int>(i) ||
                layers[i].second->shape != shape()) {
                return false;
            }
        }
        return true;
    }
};

// What a way of counting makes of the names.
struct Reading {
    std::vector<Series> series;
    std::vector<Parameter*> rest;
};

Reading read_by_number(ModelFile& file, int n) {
    std::map<std::string, Series> series;
    Reading out;
    for (Parameter& parameter : file.parameters) {
        if (const std::optional<Numbered> name = numbered(parameter.name, n)) {
            series[name->series].layers.emplace_back(name->number, &parameter);
        } else {
            out.rest.push_back(&parameter);
        }
    }
    for (auto& [name, one] : series) {
        std::ranges::sort(one.layers);
        out.series.push_back(std::move(one));
    }
    // A head may have a number, too: "6.weight" and "6.bias" behind the layers.
    std::erase_if(out.series, [&](const Series& one) {
        const bool head = out.series.size() > 4 && one.layers.size() == 1;
        if (head) {
            out.rest.push_back(one.layers[0].second);
        }
        return head;
    });
    return out;
}

Parameter* of_shape(const std::vector<Parameter*>& parameters, const Shape& shape) {
    const auto at = std::ranges::find(parameters, shape, [](Parameter* p) { return p->shape; });
    return at == parameters.end() ? nullptr : *at;
}

// New names, in the order of the parameters that get them.
using Names = std::vector<std::pair<Parameter*, std::string>>;

// The names if the states have q dimensions and the hidden layers m; empty if that does not fit.
Names names_for(const Reading& reading, std::int64_t m, std::int64_t q) {
    const std::array<std::pair<Shape, const char*>, 4> parts{
        {{{m, q}, ".fc1.weight"}, {{m}, ".fc1.bias"}, {{q, m}, ".fc2.weight"}, {{q}, ".fc2.bias"}}};
    Names out;
    for (const auto& [shape, name] : parts) {
        const auto at = std::ranges::find(reading.series, shape, &Series::shape);
        if (at == reading.series.end()) {
            return {};
        }
        for (std::size_t k = 0; k < at->layers.size(); ++k) {
            out.emplace_back(at->layers[k].second, "blocks." + std::to_string(k) + name);
        }
    }
    if (reading.rest.size() == 2) {
        for (std::int64_t classes = 2; classes <= kMostClasses; ++classes) {
            Parameter* weight = of_shape(reading.rest, {classes, q});
            Parameter* bias = of_shape(reading.rest, {classes});
            if (weight && bias) {
                out.emplace_back(weight, "head.weight");
                out.emplace_back(bias, "head.bias");
                return out;
            }
        }
        return {};
    }
    // Without a head nothing tells states from hidden layers, but that points have two dimensions.
    return reading.rest.empty() && q == 2 ? out : Names{};
}

Names names_by(const Reading& reading) {
    if (reading.series.size() != 4 || !std::ranges::all_of(reading.series, [&](const Series& one) {
            return one.even() && one.layers.size() == reading.series[0].layers.size();
        })) {
        return {};
    }
    for (const Series& one : reading.series) {
        const Shape& shape = one.shape();
        if (shape.size() == 2 && shape[0] != shape[1]) {
            Names names = names_for(reading, shape[0], shape[1]);
            const Names other = names_for(reading, shape[1], shape[0]);
            if (names.empty() != other.empty()) {
                return names.empty() ? other : names;
            }
            return {};
        }
    }
    return {};
}

// Where every name begins with it.
void drop(ModelFile& file, std::string_view prefix) {
    const bool all = std::ranges::all_of(
        file.parameters, [&](const Parameter& one) { return one.name.starts_with(prefix); });
    for (Parameter& parameter : file.parameters) {
        parameter.name.erase(0, all ? prefix.size() : 0);
    }
}

constexpr std::string_view kFirst = "blocks.0.fc1.weight", kBlocks = "blocks.";

}  // namespace

std::optional<NetworkSizes> network_sizes(const ModelFile& file) {
    const auto shape = [&](const char* name) {
        const Parameter* parameter = find(file, std::string("blocks.0.") + name);
        return parameter ? parameter->shape : Shape{};
    };
    const Shape w = shape("fc1.weight");
    if (w.size() != 2 || std::ranges::min(w) < 1 || std::ranges::max(w) > kMostSize ||
        shape("fc1.bias") != Shape{w[0]} || shape("fc2.weight") != Shape{w[1], w[0]} ||
        shape("fc2.bias") != Shape{w[1]}) {
        return {};
    }
    std::set<std::string> layers;  // also one that lacks a part: the part is named, not the rest
    for (const Parameter& parameter : file.parameters) {
        if (parameter.name.starts_with(kBlocks)) {
            layers.insert(parameter.name.substr(0, parameter.name.find('.', kBlocks.size())));
        }
    }
    return NetworkSizes{.layers = static_cast<int>(layers.size()),
                        .hidden = static_cast<int>(w[0]),
                        .dimension = static_cast<int>(w[1])};
}

void drop_prefixes(ModelFile& file) {
    // How many steps torch's AveragedModel has averaged is no weight.
    std::erase_if(file.parameters, [](const Parameter& one) { return one.name == "n_averaged"; });
    for (int i = 0; i < kMostPrefixes && !file.parameters.empty(); ++i) {
        drop(file, i % 2 == 0 ? "module." : "_orig_mod.");
    }
    const auto first = std::ranges::find_if(file.parameters, [](const Parameter& one) {
        return one.name.ends_with("." + std::string(kFirst));
    });
    if (first != file.parameters.end()) {
        drop(file, first->name.substr(0, first->name.size() - kFirst.size()));
    }
}

void rename_by_shapes(ModelFile& file) {
    if (find(file, kFirst)) {
        return;
    }
    for (int n = 0; n < kMostNumbers; ++n) {
        const Names names = names_by(read_by_number(file, n));
        if (!names.empty()) {
            for (const auto& [parameter, name] : names) {
                parameter->name = name;
            }
            return;
        }
    }
}

}  // namespace la
