#include "core/io/model_file.h"

#include <limits>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/model_reader/model_reader.h"
#include "core/tensor_files/tensor_file.h"
#include "tests/support/error_of.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

Config small() {
    Config config;
    config.network.layers = 3;
    config.network.hidden = 4;
    return config;
}

Weights weights_for(const Config& config) {
    return initial_weights(config.network, 2);
}

ModelFile round_trip(const Config& config) {
    return *read_tensor_file(model_bytes(weights_for(config), config));
}

ModelFile weights_round_trip(const Config& config) {
    return *read_tensor_file(weight_bytes(weights_for(config), config));
}

std::string refusal(const ModelFile& model, const NetworkConfig& network) {
    return error_of([&] { weights_of(model, network, 2, "m.pt"); });
}

TEST(ModelFile, ReadsBackEqualForEveryShape) {
    for (const int dimension : {2, 3, 16}) {
        for (const int layers : {1, 9, 256}) {
            for (const HeadKind head : {HeadKind::Far, HeadKind::Learned}) {
                Config config;
                config.network = {.layers = layers,
                                  .hidden = 5,
                                  .dimension = dimension,
                                  .init = {InitKind::Normal, 0.5},
                                  .head = {head, 7.25}};
                for (const ModelFile& model : {round_trip(config), weights_round_trip(config)}) {
                    EXPECT_EQ(weights_of(model, config.network, 2, "m.pt").values,
                              weights_for(config).values);
                    EXPECT_EQ(parse_config(model.config), config);
                }
            }
        }
    }
}

TEST(ModelFile, ANetworkOfThreeLayersReadsBackEqual) {
    for (const int outputs : {1, 2, 5}) {
        Config config;
        set_field(config, "network.kind=three_layer");
        set_field(config, "network.hidden=4");
        const Weights weights = initial_weights(config.network, outputs);
        for (const std::string& bytes :
             {model_bytes(weights, config), weight_bytes(weights, config)}) {
            const ModelFile model = *read_tensor_file(bytes);
            EXPECT_EQ(weights_of(model, config.network, outputs, "m.pt").values, weights.values);
            EXPECT_EQ(model.parameters.size(), 4u);
            EXPECT_EQ(model.parameters[0].name, "hidden.weight");
            EXPECT_EQ(parse_config(model.config), config);
            EXPECT_NE(error_of([&] { weights_of(model, small().network, 2, "m.pt"); }), "");
        }
    }
}

TEST(ModelFile, NamesAndShapesAreThoseOfTheContract) {
    const ModelFile model = round_trip(small());
    std::string text;
    for (const ModelFile::Parameter& parameter : model.parameters) {
        text += parameter.name;
        for (const std::int64_t size : parameter.shape) {
            text += " " + std::to_string(size);
        }
        text += "\n";
    }
    std::string expected;
    for (const char* k : {"0", "1", "2"}) {
        const std::string block = std::string("blocks.") + k;
        expected += block + ".fc1.weight 4 2\n" + block + ".fc1.bias 4\n" +  //
                    block + ".fc2.weight 2 4\n" + block + ".fc2.bias 2\n";
    }
    EXPECT_EQ(text, expected + "head.weight 2 2\nhead.bias 2\n");
    // The far head is (x_0 + x_1 + intercept, 0).
    EXPECT_EQ(model.parameters[12].values, (std::vector<float>{1, 1, 0, 0}));
    EXPECT_EQ(model.parameters[13].values, (std::vector<float>{20, 0}));
}

TEST(ModelFile, TheSameNetworkGivesTheSameBytes) {
    const Config config = small();
    EXPECT_EQ(model_bytes(weights_for(config), config), model_bytes(weights_for(config), config));
    Config other = config;
    other.network.seed = 2;
    EXPECT_NE(model_bytes(weights_for(config), config), model_bytes(weights_for(other), config));
    EXPECT_EQ(weight_bytes(weights_for(config), config), weight_bytes(weights_for(config), config));
    EXPECT_NE(weight_bytes(weights_for(config), config), weight_bytes(weights_for(other), config));
}

TEST(ModelFile, NamesAParameterThatDoesNotFit) {
    const ModelFile model = round_trip(small());
    NetworkConfig network = small().network;
    EXPECT_EQ(refusal(model, network), "");
    network.hidden = 8;
    EXPECT_NE(refusal(model, network)
                  .find("blocks.0.fc1.weight is [4, 2], the configuration asks "
                        "for [8, 2]"),
              std::string::npos);
    network = small().network;
    network.layers = 4;
    EXPECT_NE(refusal(model, network).find("there is no blocks.3.fc1.weight [4, 2]"),
              std::string::npos);
    network.layers = 2;
    EXPECT_NE(refusal(model, network).find("no place for blocks.2.fc1.bias"), std::string::npos);
    network = small().network;
    network.head.intercept = 3;
    EXPECT_NE(refusal(model, network).find("--set network.head.intercept=20"), std::string::npos);

    ModelFile changed = model;
    changed.parameters[3].values[1] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_NE(refusal(changed, small().network)
                  .find("blocks.0.fc2.bias has a value that is not "
                        "finite"),
              std::string::npos);
    changed = model;
    changed.parameters[12].values[2] = 0.5f;
    EXPECT_NE(refusal(changed, small().network).find("not the far head"), std::string::npos);
    changed = model;
    changed.parameters.resize(12);  // a far head need not be there
    EXPECT_EQ(refusal(changed, small().network), "");
}

TEST(ModelFile, AFileThatIsNoModelIsOneClearLine) {
    const ScratchFolder folder;
    const std::string whole = model_bytes(weights_for(small()), small());
    const auto message = [&](const std::string& bytes) {
        write_file(folder / "m.pt", bytes);
        return error_of([&] { const ModelReader reader(folder / "m.pt"); });
    };
    EXPECT_NE(message("").find("it is empty"), std::string::npos);
    EXPECT_NE(message("hello").find("not a file of PyTorch 1.6"), std::string::npos);
    for (const double part : {0.001, 0.1, 0.5, 0.9, 0.999}) {
        const std::string text =
            message(whole.substr(0, static_cast<std::size_t>(part * whole.size())));
        EXPECT_NE(text.find("m.pt: it is"), std::string::npos) << part << ": " << text;
        EXPECT_EQ(text.find('\n'), std::string::npos) << part;
    }
    // Damage anywhere is never a crash, and seen by the checksums.
    int refused = 0;
    for (std::size_t at = 0; at < whole.size(); at += 97) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        try {
            read_tensor_file(damaged);
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
            ++refused;
        }
    }
    EXPECT_GT(refused, 60);
    EXPECT_NE(error_of([&] { const ModelReader reader(folder / "none.pt"); }).find("none.pt"),
              std::string::npos);
    std::filesystem::create_directory(folder / "d");
    EXPECT_NE(error_of([&] { const ModelReader reader(folder / "d"); }).find("is a folder"),
              std::string::npos);
}

}  // namespace
}  // namespace la
