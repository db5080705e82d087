#include "render/gl/gui_keys.h"

#include <string>

#include <gtest/gtest.h>

namespace la {
namespace {

constexpr int kA = 'A', kEnter = 257, kLeft = 263, kCtrlKey = 341;

GuiKeys::Key down(int key, bool edits = false) {
    return {.key = key, .down = true, .edits = edits};
}
GuiKeys::Key up(int key) {
    return {.key = key};
}

unsigned int typed(char character) {
    return static_cast<unsigned char>(character);
}

// Frames as text: "+65 'a' -65 | +257".
std::string frames(GuiKeys keys) {
    std::string out;
    for (int frame = 0; frame < 20; ++frame) {
        const auto events = keys.next_frame();
        if (events.empty()) {
            break;
        }
        out += out.empty() ? "" : " |";
        for (const GuiKeys::Event& event : events) {
            if (const auto* key = std::get_if<GuiKeys::Key>(&event)) {
                out += (key->down ? " +" : " -") + std::to_string(key->key);
            } else {
                out += std::string(" ") + static_cast<char>(std::get<unsigned int>(event));
            }
        }
    }
    return out;
}

GuiKeys with(std::initializer_list<GuiKeys::Event> events) {
    GuiKeys out;
    for (const GuiKeys::Event& event : events) {
        out.add(event);
    }
    return out;
}

TEST(GuiKeys, ATapBetweenTwoFramesIsSeenDownThenUp) {
    EXPECT_EQ(frames(with({down(kEnter, true), up(kEnter)})), " +257 | -257");
    EXPECT_EQ(frames(with({down(kLeft, true), up(kLeft), down(kLeft, true), up(kLeft)})),
              " +263 | -263 | +263 | -263");
}

TEST(GuiKeys, LettersDoNotWait) {
    EXPECT_EQ(frames(with({down(kA), typed('a'), down('B'), typed('b'), down('C'), typed('c')})),
              " +65 a +66 b +67 c");
    EXPECT_EQ(frames(with({down(kA), typed('a'), up(kA), down(kA), typed('a')})),
              " +65 a -65 +65 a");
}

TEST(GuiKeys, NothingOvertakesAKeyThatEdits) {
    EXPECT_EQ(frames(with({down(kEnter, true), down(kA), typed('a')})), " +257 | +65 a");
    EXPECT_EQ(frames(with({down(kLeft, true), typed('x')})), " +263 | x");
    EXPECT_EQ(frames(with({down(kA), typed('a'), down(kEnter, true), up(kA)})),
              " +65 a +257 | -65");
    EXPECT_EQ(frames(with({down(kCtrlKey), down(kA, true), up(kA), up(kCtrlKey), typed('b')})),
              " +341 +65 | -65 -341 b");
    GuiKeys ctrl_a;  // Ctrl went down in the frame before
    ctrl_a.add(down(kCtrlKey));
    EXPECT_EQ(ctrl_a.next_frame().size(), 1u);
    ctrl_a.add(down(kA, true));
    ctrl_a.add(up(kCtrlKey));
    ctrl_a.add(up(kA));
    EXPECT_EQ(frames(ctrl_a), " +65 | -341 -65");
}

TEST(GuiKeys, WithoutEventsAFrameIsEmpty) {
    GuiKeys keys;
    EXPECT_TRUE(keys.next_frame().empty());
    keys.add(down(kA));
    EXPECT_EQ(keys.next_frame().size(), 1u);
    EXPECT_TRUE(keys.next_frame().empty());
}

}  // namespace
}  // namespace la
