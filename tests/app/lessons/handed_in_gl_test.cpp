// What was handed in opens again in the place of the lessons, and what is no such thing is refused.

#include <chrono>
#include <thread>

#include "app/lessons/handed_in.h"
#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/data/zip_file.h"
#include "tests/support/driven_app.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

constexpr const char* kAnswers = R"({"lesson": "layer", "title": "What a layer does", "cards": [
    {"title": "Look", "skipped": true},
    {"title": "Count", "question": "How many?", "answer": "3", "right": true, "tries": 2,
     "skipped": false},
    {"title": "Why", "question": "Why so?", "answer": "", "right": false, "tries": 0,
     "skipped": true}]})";

TEST(HandedIn, IsReadAsItWasWritten) {
    const HandedIn read = parse_handed_in(kAnswers);
    EXPECT_EQ(read.title, "What a layer does");
    ASSERT_EQ(read.cards.size(), 3u);
    EXPECT_TRUE(read.cards[0].question.empty() && read.cards[0].skipped);
    EXPECT_EQ(read.cards[1].answer, "3");
    EXPECT_EQ(read.cards[1].tries, 2);
    EXPECT_TRUE(read.cards[1].right && !read.cards[1].skipped);
    EXPECT_FALSE(read.cards[2].right);
}

TEST(HandedIn, RefusesWhatIsNoAnswers) {
    const auto refusal = [](const std::string& json) -> std::string {
        try {
            parse_handed_in(json);
        } catch (const UsageError& wrong) {
            return wrong.what();
        }
        return "";
    };
    for (const auto& [json, where] : std::vector<std::pair<std::string, std::string>>{
             {"", "not JSON of answers"},
             {"[]", "not JSON of answers"},
             {R"({"title": 1})", "title must be a text"},
             {R"({"cards": {}})", "cards must be a list"},
             {R"({"cards": [1]})", "cards[0] must be an object"},
             {R"({"cards": [{}, {"tries": "2"}]})", "cards[1].tries must be a number"},
             {R"({"cards": [{"right": 1}]})", "cards[0].right must be true or false"},
             {R"({"cards": [{"answer": ")" + std::string(3000, 'a') + "\"}]}", "answer must be"}}) {
        EXPECT_NE(refusal(json).find(where), std::string::npos) << json << ": " << refusal(json);
    }
    EXPECT_EQ(refusal(R"({"cards": [{"tries": 1e300}, {"tries": -4, "other": []}]})"), "");
}

class HandedInGl : public AppGlTest {
  protected:
    std::string archive(const std::string& answers) {
        const std::filesystem::path file = folder_ / "hand-in.zip";
        const Config config = find_preset("moons").config;
        write_file(file, zip({{"config.json", to_json(config)}, {"answers.json", answers}}));
        return file.string();
    }
    // Drops the archive onto the window, and waits until it is read.
    void drop(DrivenApp& s, const std::string& file) {
        const_cast<UiTemp&>(s.app.temp()).commands.emplace_back(Opener::dropped(file));
        for (int i = 0;
             i < 500 && s.app.undoable().open_config().dataset.kind != DatasetKind::Moons; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            s.play(1);
        }
        s.play(3);
    }

    ScratchFolder folder_;
};

TEST_F(HandedInGl, IsShownWithItsSetting) {
    DrivenApp s;
    s.play(2);
    drop(s, archive(kAnswers));
    ASSERT_TRUE(s.app.temp().lesson.handed_in);
    EXPECT_TRUE(s.app.temp().lesson.open);
    EXPECT_TRUE(s.on_screen("handed_in.weights"));
    EXPECT_FALSE(s.on_screen("lesson.0"));
    s.press('2');
    EXPECT_FALSE(s.app.temp().lesson.run) << "a digit begins no lesson";
    s.press(kKeyEnter);
    s.play(2);
    EXPECT_FALSE(s.app.temp().lesson.handed_in);
    EXPECT_TRUE(s.on_screen("lesson.0"));
}

TEST_F(HandedInGl, AFaultOfTheAnswersIsSaidAndTheSettingStarts) {
    DrivenApp s;
    s.play(2);
    drop(s, archive("{"));
    EXPECT_EQ(s.app.undoable().open_config().dataset.kind, DatasetKind::Moons);
    EXPECT_FALSE(s.app.temp().lesson.handed_in);
    EXPECT_NE(s.app.temp().notice.text.find("hand-in.zip: answers.json: "), std::string::npos);
}

}  // namespace
}  // namespace la
