#include "core/model_reader/model_reader.h"

#include <atomic>
#include <chrono>
#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

#include "core/base/files.h"
#include "core/base/random.h"
#include "core/config/config_json.h"
#include "core/engine/torch/module.h"
#include "core/io/model_file.h"
#include "core/kernels/weights_flow.h"
#include "core/model/trajectory.h"
#include "core/model_reader/messages.h"
#include "core/model_reader/model_process.h"
#include "tests/support/error_of.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

// A reader of models has less memory than the address sanitizer takes for itself.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kNoRoom = true;
#else
constexpr bool kNoRoom = false;
#endif
constexpr const char* kWhy = "the process that reads a model has no room for the sanitizer";

Config small() {
    Config config;
    config.network.layers = 3;
    config.network.hidden = 4;
    return config;
}

std::string model() {
    return model_bytes(initial_weights(small().network, 2), small());
}

const std::vector<glm::vec2> kPoints{{0.5f, -1}, {2, 0.25f}, {-1, -1}};

TEST(ModelReader, ReadsWhatThisProcessReads) {
    const ScratchFolder folder;
    write_file(folder / "m.pt", model());
    const ModelReader reader(folder / "m.pt");
    const ModelFile here = torch_module().load_model(model());
    ASSERT_EQ(reader.file().parameters.size(), here.parameters.size());
    for (std::size_t i = 0; i < here.parameters.size(); ++i) {
        EXPECT_EQ(reader.file().parameters[i].name, here.parameters[i].name);
        EXPECT_EQ(reader.file().parameters[i].shape, here.parameters[i].shape);
        EXPECT_EQ(reader.file().parameters[i].values, here.parameters[i].values);
    }
    EXPECT_EQ(reader.file().config, here.config);
    EXPECT_TRUE(reader.file().script);
}

TEST(ModelReader, ItsFlowGivesTheBitsOfThisProcess) {
    if (kNoRoom) {
        GTEST_SKIP() << kWhy;
    }
    const ScratchFolder folder;
    write_file(folder / "m.pt", model());
    const auto flow = ModelReader(folder / "m.pt").flow(kPoints, 2);  // outlives its reader
    EXPECT_TRUE(flow->isolated());
    EXPECT_EQ(flow->layers(), 3);
    EXPECT_TRUE(flow->notes().empty());
    const OpenedFlow here = torch_module().open_flow(model(), kPoints, 2);
    const std::vector<float> x = initial_states(kPoints, 2);
    std::vector<float> states(4 * x.size());
    flow->states(0, x, states);
    EXPECT_EQ(states, here.flow->states(x));
    for (int k = 0; k <= 3; ++k) {
        std::vector<float> logits(kPoints.size() * 2);
        flow->tail(k, std::span(states).subspan(k * x.size(), x.size()), logits);
        const std::vector<float> at(states.begin() + k * x.size(),
                                    states.begin() + (k + 1) * x.size());
        EXPECT_EQ(logits, here.flow->logits(k, at)) << "layer " << k;
    }
    EXPECT_EQ(flow->failure(), "");
}

TEST(ModelReader, GivesUpWhenAsked) {
    if (kNoRoom) {
        GTEST_SKIP() << kWhy;
    }
    const ScratchFolder folder;
    write_file(folder / "m.pt", model());
    EXPECT_NE(error_of([&] {
                  ModelReader(folder / "m.pt", {.given_up = [] { return true; }}).flow(kPoints, 2);
              }).find("given up"),
              std::string::npos);

    std::atomic<bool> given_up{false};
    const auto flow = ModelReader(folder / "m.pt", {.given_up = [&] { return given_up.load(); }})
                          .flow(kPoints, 2);
    const std::vector<float> x = initial_states(kPoints, 2);
    std::vector<float> states(4 * x.size());
    given_up = true;
    // A question is answered faster than given_up is asked; the first that takes longer ends it.
    const std::vector<float> many(2 * 2000000, 0.5f);
    std::vector<float> out(4 * many.size());
    flow->states(0, many, out);
    EXPECT_NE(flow->failure().find("m.pt: given up"), std::string::npos) << flow->failure();
    EXPECT_TRUE(std::isnan(out.front()));
    flow->states(0, x, states);
    EXPECT_TRUE(std::isnan(states.front()));
}

TEST(ModelReader, AQuestionThatTakesTooMuchTimeEndsIt) {
    if (kNoRoom) {
        GTEST_SKIP() << kWhy;
    }
    const ScratchFolder folder;
    write_file(folder / "m.pt", model());
    EXPECT_NE(error_of([&] {
                  ModelReader reader(folder / "m.pt", {.seconds = 1e-3});
                  std::vector<glm::vec2> many(4000000, {1, 2});
                  reader.flow(many, 2);
              }).find("processor time"),
              std::string::npos);
}

// Reads mutants one after another in one process, which is started again when one has ended it.
TEST(ModelReader, AThousandDamagedModelsAreReadOrRefusedInOneLine) {
    if (kNoRoom) {
        GTEST_SKIP() << kWhy;
    }
    const std::string whole = model();
    Random random(7);
    std::unique_ptr<ModelProcess> process;
    int read = 0, refused = 0, ended = 0;
    for (int i = 0; i < 1000; ++i) {
        std::string bytes = whole;
        const int changes = 1 + static_cast<int>(random.below(8));
        for (int n = 0; n < changes; ++n) {
            bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        }
        if (i % 10 == 0) {
            bytes.resize(random.below(bytes.size()));
        }
        if (!process) {
            process = std::make_unique<ModelProcess>(ModelReaderOptions{}, bytes.size());
        }
        std::string answer;
        try {
            answer = process->ask(encode(ReaderQuestion{.file = bytes}), std::uint64_t{1} << 24);
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
            process.reset();
            ++ended;
            continue;
        }
        try {
            file_of(answer);
            ++read;
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
            EXPECT_LT(std::string(error.what()).size(), 400u) << error.what();
            ++refused;
        }
    }
    std::printf("%d read, %d refused, %d ended their process\n", read, refused, ended);
    EXPECT_GT(refused, 100);
    EXPECT_LT(ended, 100);
}

TEST(ModelReader, LeavesNoProcessAndNoDescriptorBehind) {
    if (kNoRoom) {
        GTEST_SKIP() << kWhy;
    }
    const ScratchFolder folder;
    write_file(folder / "m.pt", model());
    const auto descriptors = [] {
        const std::filesystem::directory_iterator all("/proc/self/fd");
        return std::distance(begin(all), end(all));
    };
    const auto children = [] {
        std::string out;
        std::getline(std::ifstream("/proc/self/task/" + std::to_string(getpid()) + "/children"),
                     out);
        return out;
    };
    const auto before = descriptors();
    for (int i = 0; i < 3; ++i) {
        ModelReader(folder / "m.pt").flow(kPoints, 2);
        EXPECT_THROW(
            ModelReader(folder / "m.pt", {.given_up = [] { return true; }}).flow(kPoints, 2),
            Error);
    }
    EXPECT_EQ(descriptors(), before);
    EXPECT_EQ(children(), "");
}

}  // namespace
}  // namespace la
