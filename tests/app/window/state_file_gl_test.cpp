// Checks the content of --state against its contract.

#include "app/window/state_file.h"

#include <unistd.h>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/files.h"
#include "tests/support/diverging_engine.h"
#include "tests/support/driven_app.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

using Json = nlohmann::json;

class StateJson : public AppGlTest {};

TEST_F(StateJson, HasEveryKeyOfTheContract) {
    DrivenApp s;
    s.experiment.advance(10);
    s.play(3);
    const Json state = Json::parse(state_json(s.app, {10, 20, 1600, 900}));
    const std::pair<const char*, Json::value_t> numbers[] = {
        {"run", Json::value_t::number_unsigned},
        {"seed", Json::value_t::number_unsigned},
        {"step", Json::value_t::number_unsigned},
        {"epoch", Json::value_t::number_unsigned},
        {"history_step", Json::value_t::number_unsigned}};
    for (const auto& [key, type] : numbers) {
        ASSERT_TRUE(state.contains(key)) << key;
        EXPECT_TRUE(state[key].is_number_integer()) << key;
    }
    for (const char* key :
         {"lambda", "nu", "depth", "steps_per_s", "fps", "frame_ms_p50", "frame_ms_p99"}) {
        ASSERT_TRUE(state.contains(key)) << key;
        EXPECT_TRUE(state[key].is_number()) << key;
    }
    for (const char* key : {"mode", "device", "engine", "message"}) {
        ASSERT_TRUE(state.contains(key)) << key;
        EXPECT_TRUE(state[key].is_string()) << key;
    }
    EXPECT_TRUE(state.at("running").is_boolean());
    EXPECT_TRUE(state.at("ab").is_boolean());
    EXPECT_EQ(state.at("window"), Json({10, 20, 1600, 900}));
    EXPECT_EQ(state.at("step"), 10);
    EXPECT_EQ(state.at("epoch"), 1);  // 8 batches of 64 in 480 points
    EXPECT_EQ(state.at("mode"), "weight");
    EXPECT_NEAR(state.at("frame_ms_p50").get<double>(), 1000.0 / 60, 0.1);
    EXPECT_NEAR(state.at("fps").get<double>(), 60, 0.1);
}

TEST_F(StateJson, MembersAreAThenB) {
    DrivenApp s;
    s.experiment.advance(1);
    s.play(3);
    const Json state = Json::parse(state_json(s.app, {0, 0, 1600, 900}));
    const Json& members = state.at("members");
    ASSERT_EQ(members.size(), 2u);
    for (const Json& member : members) {
        for (const char* key : {"loss", "train_accuracy", "test_accuracy", "cost", "action",
                                "displacement", "lambda"}) {
            ASSERT_TRUE(member.contains(key)) << key;
            EXPECT_TRUE(member[key].is_number()) << key;
        }
        ASSERT_EQ(member.at("energy").size(), 9u);
        double cost = 0;
        for (const Json& energy : member["energy"]) {
            cost += energy.get<double>();
        }
        EXPECT_NEAR(member["cost"].get<double>(), cost, 1e-9 * cost);
        EXPECT_NEAR(member["action"].get<double>(), 9 * cost, 1e-8 * cost);
        EXPECT_EQ(member.at("weights_hash").get<std::string>().size(), 16u);
    }
    EXPECT_EQ(members[0]["lambda"], 0);
    EXPECT_EQ(members[1]["lambda"], 0.03);
    EXPECT_EQ(state["lambda"], 0.03) << "that of B";
}

TEST_F(StateJson, ControlsAreRectanglesInTheWindow) {
    DrivenApp s;
    const Json controls = Json::parse(state_json(s.app, {0, 0, 1600, 900})).at("controls");
    EXPECT_EQ(controls.size(), s.app.controls().rects().size());
    EXPECT_TRUE(controls.contains("lambda"));
    for (const auto& [name, rect] : controls.items()) {
        ASSERT_EQ(rect.size(), 4u) << name;
        EXPECT_LT(rect[0], rect[2]) << name;
        EXPECT_LT(rect[1], rect[3]) << name;
        EXPECT_TRUE(rect[0].is_number_integer()) << name;
    }
}

TEST_F(StateJson, OfOneNetworkHasOneMember) {
    DrivenApp s(without_compare());
    const Json state = Json::parse(state_json(s.app, {0, 0, 1600, 900}));
    EXPECT_EQ(state.at("members").size(), 1u);
    EXPECT_EQ(state.at("ab"), false);
}

TEST_F(StateJson, OfUzawaHasNu) {
    DrivenApp s(find_preset("far-circles-uzawa").config);
    const Json state = Json::parse(state_json(s.app, {0, 0, 1600, 900}));
    EXPECT_EQ(state.at("mode"), "uzawa");
    EXPECT_DOUBLE_EQ(state.at("nu"), 0.1);
    EXPECT_DOUBLE_EQ(state.at("lambda"), 10);
}

TEST_F(StateJson, OfADivergedRunIsStillJson) {
    DrivenApp s(find_preset("circles").config, {1280, 720}, 1, DivergingEngine::factory());
    s.experiment.advance(3);
    s.play(3);
    const Json state = Json::parse(state_json(s.app, {0, 0, 1280, 720}));
    EXPECT_NE(state.at("message").get<std::string>().find("diverged"), std::string::npos);
    EXPECT_EQ(state.at("running"), false);
}

TEST(StateWriter, WritesTheNewestWholeAndLeavesNothingElse) {
    std::string name = (std::filesystem::temp_directory_path() / "la-state-XXXXXX").string();
    const std::filesystem::path folder = ::mkdtemp(name.data());
    {
        StateWriter writer(folder / "state.json");
        EXPECT_EQ(read_file(folder / "state.json"), "{}\n") << "there from the start";
        writer.write("{\"step\": 1}");
        for (int i = 0; i < 2000 && read_file(folder / "state.json") != "{\"step\": 1}"; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        EXPECT_EQ(read_file(folder / "state.json"), "{\"step\": 1}");
        EXPECT_EQ(writer.complaint(), "");
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
    std::filesystem::remove_all(folder);
    EXPECT_THROW(StateWriter(folder / "state.json"), Error);
}

// Says once that it fails, tries on, and writes again when it can.
TEST(StateWriter, GoesOnAfterAFailure) {
    const ScratchFolder folder;
    const std::filesystem::path home = folder / "there", away = folder / "away";
    std::filesystem::create_directory(home);
    StateWriter writer(home / "state.json");
    std::filesystem::rename(home, away);
    std::string complaint;
    for (int i = 0; i < 2000 && complaint.empty(); ++i) {
        writer.write("{\"step\": 1}");
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        complaint = writer.complaint();
    }
    EXPECT_NE(complaint.find("state.json"), std::string::npos) << complaint;
    for (int i = 0; i < 20; ++i) {
        writer.write("{\"step\": 1}");
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        EXPECT_EQ(writer.complaint(), "");
    }
    std::filesystem::rename(away, home);
    for (int i = 0; i < 2000 && read_file(home / "state.json") != "{\"step\": 2}"; ++i) {
        writer.write("{\"step\": 2}");
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(read_file(home / "state.json"), "{\"step\": 2}");
    EXPECT_EQ(writer.complaint(), "");
}

}  // namespace
}  // namespace la
