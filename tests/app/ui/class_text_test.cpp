#include "app/ui/class_text.h"

#include <set>

#include <gtest/gtest.h>

#include "app/ui/fonts.h"

namespace la {
namespace {

class ClassText : public testing::Test {
  protected:
    ClassText() { ImGui::CreateContext(); }
    ~ClassText() override { ImGui::DestroyContext(); }

    // The classes as both sets of fonts show them.
    static void expect(const std::vector<std::string>& names,
                       const std::vector<std::string>& shown) {
        Dataset data;
        data.classes = static_cast<int>(names.size());
        data.class_names = names;
        for (const bool views : {false, true}) {
            const Fonts fonts = views ? load_view_fonts(1) : load_fonts(1);
            std::vector<std::string> texts;
            for (int c = 0; c < data.classes; ++c) {
                texts.push_back(class_text(data, c, *fonts.small));
            }
            EXPECT_EQ(texts, shown) << (views ? "views" : "window");
            EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), names.size());
        }
    }
};

TEST_F(ClassText, NamesAreShownWhereTheFontHasThem) {
    expect({"cat", "caf\u00e9", "Stra\u00dfe"}, {"cat", "caf\u00e9", "Stra\u00dfe"});
    expect({"\u0441\u043e\u0431\u0430\u043a\u0430", "\u0456\u0457\u0454"},
           {"\u0441\u043e\u0431\u0430\u043a\u0430", "\u0456\u0457\u0454"});
    expect({"\u03b1\u03b2", "\u0141\u00f3d\u017a", "\u010de\u0161tina"},
           {"\u03b1\u03b2", "\u0141\u00f3d\u017a", "\u010de\u0161tina"});
}

TEST_F(ClassText, OthersAreToldApartByTheirNumbers) {
    expect({"\u732b", "\u72ac", "fox"}, {"class 0", "class 1", "fox"});
    expect({"\U0001f98a fox", "\U0001f431 fox"}, {"class 0", "class 1"});
    expect({"\u0e41\u0e21\u0e27", "\u0642\u0637", "class 0"}, {"class 0*", "class 1", "class 0"});
    expect({"a\nb", "e\u0301", "a\u200bb"}, {"class 0", "class 1", "class 2"});
    expect({"\xff", "b"}, {"class 0", "b"});
}

TEST_F(ClassText, ClassesWithoutNamesHaveTheirNumbers) {
    Dataset data;
    const Fonts fonts = load_fonts(1);
    EXPECT_EQ(class_text(data, 1, *fonts.small), "1");
}

}  // namespace
}  // namespace la
