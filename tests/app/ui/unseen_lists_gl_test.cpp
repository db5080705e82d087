// A list that is opened and not drawn is closed in the same frame.

#include "app/ui/unseen_lists.h"

#include "tests/support/driven_app.h"

namespace la {
namespace {

class UnseenListsGl : public AppGlTest {};

TEST_F(UnseenListsGl, AreClosedAndSeenOnesStay) {
    DrivenApp driven;
    const auto any_open = [] { return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup); };
    driven.offscreen.draw(driven.app.palette(), [&] {
        ImGui::Begin("window");
        ImGui::OpenPopup("unseen");
        EXPECT_TRUE(any_open());
        close_unseen_lists();
        EXPECT_FALSE(any_open());
        ImGui::OpenPopup("seen");
        ASSERT_TRUE(ImGui::BeginPopup("seen"));
        ImGui::EndPopup();
        close_unseen_lists();
        EXPECT_TRUE(any_open());
        ImGui::End();
    });
}

// Of a network without depth there are no entries to choose.
TEST_F(UnseenListsGl, ANetworkWithoutDepthOffersNoEntries) {
    DrivenApp driven(find_preset("stability-sine").config, {1600, 900}, 1, make_engine);
    driven.app.state().laboratory = LaboratoryKind::Weights;
    driven.play(6);
    EXPECT_TRUE(driven.on_screen("weights_lines_b.1"));
    EXPECT_FALSE(driven.on_screen("weights_lines_b.2"));
    DrivenApp deep(find_preset("weights-bump").config, {1600, 900}, 1, make_engine);
    deep.app.state().laboratory = LaboratoryKind::Weights;
    deep.play(6);
    EXPECT_TRUE(deep.on_screen("weights_lines_b.2"));
}

}  // namespace
}  // namespace la
