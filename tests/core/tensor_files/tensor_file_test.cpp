// Files of tensors, made here byte by byte; tests/program/state_dicts.py reads those of PyTorch.

#include "core/tensor_files/tensor_file.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "core/data/zip_file.h"
#include "core/model/weights.h"
#include "core/tensor_files/element_type.h"
#include "core/tensor_files/network_names.h"
#include "core/tensor_files/pickle.h"
#include "core/tensor_files/safetensors.h"
#include "tests/support/error_of.h"

namespace la {
namespace {

using namespace std::string_literals;

std::string header_only(const std::string& header, const std::string& data) {
    std::string out(8, '\0');
    out[0] = static_cast<char>(header.size());
    out[1] = static_cast<char>(header.size() >> 8);
    return out + header + data;
}

std::string refused(const std::string& header, const std::string& data = "") {
    return error_of([&] { read_safetensors(header_only(header, data)); });
}

TEST(ElementTypes, HalfAndBfloatAreExact) {
    const auto value = [](ElementType type, unsigned bits) {
        const char bytes[2] = {static_cast<char>(bits), static_cast<char>(bits >> 8)};
        return element(type, bytes);
    };
    EXPECT_EQ(value(ElementType::F16, 0x3c00), 1);
    EXPECT_EQ(value(ElementType::F16, 0xc248), -3.140625f);
    EXPECT_EQ(value(ElementType::F16, 0x0001), std::ldexp(1.0f, -24));
    EXPECT_EQ(value(ElementType::F16, 0x7bff), 65504);
    EXPECT_TRUE(std::signbit(value(ElementType::F16, 0x8000)));
    EXPECT_TRUE(std::isinf(value(ElementType::F16, 0xfc00)));
    EXPECT_TRUE(std::isnan(value(ElementType::F16, 0x7e00)));
    EXPECT_EQ(value(ElementType::BF16, 0x3f80), 1);
    EXPECT_EQ(value(ElementType::BF16, 0xc049), -3.140625f);
    EXPECT_EQ(value(ElementType::I16, 0xffff), -1);
}

TEST(SafetensorsFile, NamesWhatDoesNotFit) {
    const std::string four(4, '\0');
    EXPECT_EQ(refused(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four), "");
    EXPECT_NE(refused("{", "").find("no JSON"), std::string::npos);
    EXPECT_NE(refused(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", four)
                  .find("a has another size than its shape [2]"),
              std::string::npos);
    EXPECT_NE(refused(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})", four)
                  .find("beyond its end"),
              std::string::npos);
    EXPECT_NE(refused(R"({"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}})", four)
                  .find("F8_E4M3"),
              std::string::npos);
    EXPECT_NE(refused(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", four + four)
                  .find("cut off"),
              std::string::npos);
    // Many tensors of the same bytes would need more memory than the file has.
    EXPECT_NE(refused(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                      R"("b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                      four)
                  .find("its tensors have 8 bytes"),
              std::string::npos);
    EXPECT_NE(refused(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],)"
                      R"("data_offsets":[0,4]}})",
                      four)
                  .find("[4294967296, 4294967296]"),
              std::string::npos);
}

// What is called of Python for a tensor [size] of the storage "0", as torch.save writes it.
std::string tensor_of(const std::string& function, char offset, char size, char stride,
                      const std::string& marks = "") {
    return "c" + function + "\n((X\x07\0\0\0storagectorch\n"s + "FloatStorage\nX\x01\0\0\0"s +
           "0X\x03\0\0\0"s + "cpuK\x03tQK"s + offset + "K" + size + "\x85K" + stride +
           "\x85\x89N"s + marks + "tR";
}

std::string dict_of(const std::string& value) {
    return "\x80\x02}(X\x01\0\0\0w"s + value + "u.";
}

// A dict of one tensor "w", with its own place.
std::string dict_of_one(const std::string& function, char offset, char size, char stride,
                        const std::string& marks = "") {
    return dict_of(tensor_of(function, offset, size, stride, marks));
}

ModelFile read(const std::string& pickle) {
    return *read_tensor_file(
        zip({{"a/data.pkl", pickle}, {"a/data/0", "\0\0\x80?\0\0\0@\0\0@@"s}}));
}

TEST(StateDict, LaysOutViewsOfAStorage) {
    const std::string build = "torch._utils\n_rebuild_tensor_v2";
    EXPECT_EQ(read(dict_of_one(build, 0, 3, 1)).parameters[0].values,
              (std::vector<float>{1, 2, 3}));
    EXPECT_EQ(read(dict_of_one(build, 0, 2, 2)).parameters[0].values, (std::vector<float>{1, 3}));
    EXPECT_EQ(read(dict_of_one(build, 1, 4, 0)).parameters[0].values,
              (std::vector<float>{2, 2, 2, 2}));
    for (const auto& [offset, size, stride] :
         std::vector<std::array<char, 3>>{{0, 4, 1}, {3, 1, 1}, {2, 2, 1}, {0, 2, 3}}) {
        EXPECT_NE(error_of([&, o = offset, n = size, s = stride] {
                      read(dict_of_one(build, o, n, s));
                  }).find("outside of its storage"),
                  std::string::npos);
    }
    EXPECT_NE(error_of([&] { read(dict_of_one("os\nsystem", 0, 3, 1)); }).find("class os.system"),
              std::string::npos);
}

// PyTorch 2 keeps -t as the values of t and a mark.
TEST(StateDict, RefusesValuesThatAreNotThoseOfTheirStorage) {
    const auto marked = [](const std::string& marks) {
        return error_of(
            [&] { read(dict_of_one("torch._utils\n_rebuild_tensor_v2", 0, 3, 1, marks)); });
    };
    EXPECT_EQ(marked("}"), "");
    EXPECT_NE(marked("}X\x03\0\0\0neg\x88s"s).find("marked neg"), std::string::npos);
    EXPECT_NE(marked("}X\x04\0\0\0conj\x88s"s).find("marked conj"), std::string::npos);
}

// PyTorch 2 calls another function for a parameter that somebody has given an attribute.
TEST(StateDict, TakesAParameterWithAttributes) {
    const std::string value = tensor_of("torch._utils\n_rebuild_tensor_v2", 0, 3, 1);
    const std::string parameter = "ctorch._utils\n_rebuild_parameter_with_state\n("s + value +
                                  "\x88}}X\x04\0\0\0noteX\x02\0\0\0mystR"s;
    EXPECT_EQ(read(dict_of(parameter)).parameters[0].values, (std::vector<float>{1, 2, 3}));
}

TEST(StateDict, APickleIsBounded) {
    EXPECT_NE(error_of([] {
                  Pickle("\x80\x02"s + std::string(600'000, ')') + ".");
              }).find("more objects"),
              std::string::npos);
    EXPECT_NE(error_of([] { Pickle("\x80\x02i."s); }).find("instruction 105"), std::string::npos);
    EXPECT_NE(error_of([] { Pickle("\x80\x02(."s); }).find("makes no sense"), std::string::npos);
    EXPECT_NE(error_of([] { Pickle("\x80\x02h\x05."s); }).find("makes no sense"),
              std::string::npos);
    // A list within itself, and deep nesting: neither recursion nor a circle of owners.
    EXPECT_NO_THROW(Pickle("\x80\x02]q\0h\0a."s));
    EXPECT_NO_THROW(Pickle("\x80\x02)"s + std::string(400'000, '\x85') + "."));
}

ModelFile network(const char* first, const char* second, std::int64_t m, std::int64_t q,
                  bool head) {
    ModelFile out;
    const auto add = [&](const std::string& name, std::vector<std::int64_t> shape) {
        std::size_t count = 1;
        for (const std::int64_t size : shape) {
            count *= static_cast<std::size_t>(size);
        }
        out.parameters.push_back({name, std::move(shape), std::vector<float>(count)});
    };
    for (int k = 11; k >= 0; --k) {
        const std::string block = "net.0.stack." + std::to_string(k + 1) + ".";
        add(block + first + ".weight", {m, q});
        add(block + first + ".bias", {m});
        add(block + second + ".weight", {q, m});
        add(block + second + ".bias", {q});
    }
    if (head) {
        add("out.weight", {3, q});
        add("out.bias", {3});
    }
    return out;
}

TEST(NetworkNames, WhatStandsBeforeAllIsDropped) {
    const auto named = [](const std::vector<std::string>& names) {
        ModelFile file;
        for (const std::string& name : names) {
            file.parameters.push_back({name, {1}, {0}});
        }
        drop_prefixes(file);
        std::vector<std::string> out;
        for (const ModelFile::Parameter& parameter : file.parameters) {
            out.push_back(parameter.name);
        }
        return out;
    };
    const std::vector<std::string> ours{"blocks.0.fc1.weight", "head.bias"};
    EXPECT_EQ(named(ours), ours);
    for (const std::string before :
         {"module.", "_orig_mod.module.", "module._orig_mod.", "model.", "model.net.core."}) {
        EXPECT_EQ(named({before + ours[0], before + ours[1]}), ours) << before;
    }
    EXPECT_EQ(named({"n_averaged", "module." + ours[0], "module." + ours[1]}), ours);
    // Not of one module: nothing says which is the network.
    const std::vector<std::string> two{"net." + ours[0], "criterion.weight"};
    EXPECT_EQ(named(two), two);
    EXPECT_TRUE(named({}).empty());
}

TEST(NetworkNames, AreFoundWhereShapesAloneSayThem) {
    ModelFile file = network("0", "2", 5, 3, true);
    rename_by_shapes(file);
    EXPECT_EQ(file.parameters[0].name, "blocks.11.fc1.weight");
    EXPECT_EQ(file.parameters[47].name, "blocks.0.fc2.bias");
    EXPECT_EQ(file.parameters[48].name, "head.weight");
    const auto sizes = network_sizes(file);
    ASSERT_TRUE(sizes);
    EXPECT_EQ(sizes->layers, 12);
    EXPECT_EQ(sizes->hidden, 5);
    EXPECT_EQ(sizes->dimension, 3);
    // Without a head the states have the two dimensions of the points.
    file = network("a", "b", 5, 2, false);
    rename_by_shapes(file);
    EXPECT_EQ(file.parameters[1].name, "blocks.11.fc1.bias");
    // As many hidden nodes as dimensions, or nothing that tells them apart.
    for (ModelFile other : {network("a", "b", 4, 4, true), network("a", "b", 5, 4, false)}) {
        rename_by_shapes(other);
        EXPECT_EQ(other.parameters[0].name, "net.0.stack.12.a.weight");
    }
}

}  // namespace
}  // namespace la
