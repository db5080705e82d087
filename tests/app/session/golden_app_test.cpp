// The part of the application in a session of an earlier version, tests/sessions, still opens.

#include <filesystem>

#include <gtest/gtest.h>

#include "app/session/app_json.h"
#include "core/io/session_file.h"

namespace la {
namespace {

TEST(GoldenSession, KeepsWhatTheUserChoseAndCanUndo) {
    const SavedSession session =
        read_session(std::filesystem::path(LA_SOURCE_DIR) / "tests/sessions/drawn-points.session");
    const AppState state = parse_app_state(session.app, AppState());
    EXPECT_FALSE(state.ui.dark);
    EXPECT_EQ(state.depth, 1.5f);
    EXPECT_FALSE(state.depth_playing);
    EXPECT_FALSE(state.running);
    EXPECT_EQ(state.preset, "");
    ASSERT_EQ(state.undo.size(), 2u);
    EXPECT_EQ(state.undo.undone(), 1u);
    EXPECT_EQ(describe(*state.undo.undoable()), "λ 0.05 → 0.2");
    EXPECT_EQ(describe(*state.undo.redoable()), "speed 250 /s → 4000 /s");
    // Nothing of it is lost: neither the view, the curves nor the speed. The laboratories came
    // later.
    std::string now = to_json(state);
    const std::size_t later = now.find(R"(,"laboratory":0,"weights":)");
    ASSERT_NE(later, now.npos);
    now.erase(later, now.find(R"(}},"depth")", later) + 1 - later);
    EXPECT_EQ(now, session.app);
}

}  // namespace
}  // namespace la
