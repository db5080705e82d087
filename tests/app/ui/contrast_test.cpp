// Every text colour against every ground that it stands on, in both themes: 4.5 : 1 at least, as
// the Web Content Accessibility Guidelines ask of text (1.4.3).

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/ui/contrast.h"
#include "app/ui/theme.h"
#include "app/views/view_labels.h"

namespace la {
namespace {

struct Named {
    std::string name;
    glm::vec4 colour;
};

glm::vec4 over(glm::vec4 ground, glm::vec4 colour, float alpha) {
    return ground + (colour - ground) * alpha;
}

glm::vec4 of_style(ImGuiCol which) {
    const ImVec4 c = ImGui::GetStyle().Colors[which];
    return {c.x, c.y, c.z, c.w};
}

class Contrast : public ::testing::TestWithParam<const Palette*> {
  protected:
    void SetUp() override {
        context_ = ImGui::CreateContext();
        theme_.palette = GetParam();
        apply_theme(theme_);
    }
    void TearDown() override { ImGui::DestroyContext(context_); }

    void check(const std::vector<Named>& texts, const std::vector<Named>& grounds) const {
        for (const Named& text : texts) {
            for (const Named& ground : grounds) {
                EXPECT_GE(contrast(text.colour, ground.colour), kLeastContrast)
                    << text.name << " on " << ground.name;
            }
        }
    }

    ImGuiContext* context_ = nullptr;
    Theme theme_;
};

TEST_P(Contrast, OfTextOnItsPanelIsEnough) {
    const Palette& p = *GetParam();
    check({{"text", p.text},
           {"dim text", p.text_dim},
           {"accent", p.accent},
           {"warning", p.warning},
           {"error", p.error}},
          {{"the background", p.background},
           {"a panel", p.panel},
           {"a plot", p.plot},
           {"a field", of_style(ImGuiCol_FrameBg)}});
}

TEST_P(Contrast, OfWhatIsChosenOrUnderTheMouseIsEnough) {
    check({{"text", GetParam()->text}},
          {{"a button under the mouse", of_style(ImGuiCol_ButtonHovered)},
           {"a pressed button", of_style(ImGuiCol_ButtonActive)},
           {"a field under the mouse", of_style(ImGuiCol_FrameBgHovered)},
           {"a chosen row", of_style(ImGuiCol_Header)},
           {"a chosen segment", of_style(ImGuiCol_HeaderActive)},
           {"marked text", of_style(ImGuiCol_TextSelectedBg)}});
}

TEST_P(Contrast, OfWhatCannotBeUsedNowIsEnough) {
    const Palette& p = *GetParam();
    EXPECT_GE(contrast(over(p.panel, p.text, ImGui::GetStyle().DisabledAlpha), p.panel),
              kLeastContrast);
}

TEST_P(Contrast, OfLettersInTheColourOfACurveIsEnough) {
    const Palette& p = *GetParam();
    for (const glm::vec4 colour : p.classes) {
        EXPECT_GE(contrast(readable(colour, p.text, p.panel), p.panel), kLeastContrast);
    }
    EXPECT_EQ(readable(p.accent, p.text, p.panel), p.accent) << "it can be read as it is";
}

TEST_P(Contrast, OfTheNumbersAlongAViewIsEnoughOverEveryField) {
    const Palette& p = *GetParam();
    std::vector<glm::vec4> fields(p.fields.begin(), p.fields.end());
    fields.push_back(p.field_undecided);
    for (const glm::vec4 field : fields) {
        EXPECT_GE(contrast(over(field, p.text, kAxisText), field), kLeastContrast);
        const glm::vec4 plate = over(field, p.plot, 0.9f);
        check({{"dim text", p.text_dim}, {"accent", p.accent}, {"warning", p.warning}},
              {{"a plate over it", plate}});
    }
}

INSTANTIATE_TEST_SUITE_P(Themes, Contrast, ::testing::Values(&dark_palette(), &light_palette()),
                         [](const auto& at) { return at.index == 0 ? "Dark" : "Light"; });

}  // namespace
}  // namespace la
