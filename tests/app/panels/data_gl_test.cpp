// What the data section says of a file of points, and the offer to standardise them.

#include <fstream>

#include "core/data/dataset_kinds.h"
#include "tests/support/driven_app.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

class DataSection : public AppGlTest {
  protected:
    Config config(const std::string& table) {
        const std::filesystem::path file = folder_ / "points.csv";
        std::ofstream(file) << table;
        Config out = find_preset("circles").config;
        out.dataset = with_kind(out.dataset, DatasetKind::Csv);
        out.dataset.file = file.string();
        return out;
    }
    static std::string rows(double x, double y) {
        std::string out;
        for (int i = 0; i < 40; ++i) {
            out += std::to_string(x * (i % 7 - 3.5)) + "," + std::to_string(y * (i % 5 - 2.25)) +
                   "," + std::to_string(i % 2) + "\n";
        }
        return out;
    }
    ScratchFolder folder_;
};

TEST_F(DataSection, OffersToStandardiseRawScales) {
    DrivenApp s(config(rows(10, 20000)));
    EXPECT_FALSE(s.app.temp().data.picture.raw_scale.empty());
    EXPECT_FALSE(s.app.snapshot().config->dataset.standardise) << "never done in silence";
    s.click("standardise.now");
    s.play(4);
    EXPECT_TRUE(s.app.snapshot().config->dataset.standardise);
    EXPECT_LT(std::abs(s.app.snapshot().data->points[0].y), 3);
    EXPECT_FALSE(s.on_screen("standardise.now"));
    s.press('Z', kCtrl);
    s.play(4);
    EXPECT_FALSE(s.app.snapshot().config->dataset.standardise);
    EXPECT_TRUE(s.on_screen("standardise.now"));
}

TEST_F(DataSection, OffersNothingWhereScalesAreUsual) {
    DrivenApp usual(config(rows(1, 2)));
    usual.rect("standardise");
    EXPECT_FALSE(usual.on_screen("standardise.now"));
    DrivenApp generated;
    generated.rect("dataset");
    EXPECT_FALSE(generated.on_screen("standardise.now"));
}

TEST_F(DataSection, SaysWhatWasAssumed) {
    DrivenApp s(config("0,1,2\n" + rows(1, 2)));
    ASSERT_EQ(s.app.snapshot().data->notes.size(), 1u);
    const float before = s.rect("label_noise").min.y;
    DrivenApp plain(config(rows(1, 2)));
    EXPECT_GT(before, plain.rect("label_noise").min.y) << "a line more";
}

// Numbers as large as these need another remedy than a lower learning rate.
TEST_F(DataSection, ADivergenceNamesTheRawScale) {
    DrivenApp s(config(rows(1e30, 1e30)), {1600, 900}, 1, make_engine);
    s.experiment.advance(500);
    s.play(3);
    ASSERT_EQ(s.app.snapshot().status, Status::Diverged);
    EXPECT_NE(s.app.snapshot().message.find("standardise"), std::string::npos);
    EXPECT_EQ(s.app.snapshot().message.find("learning rate"), std::string::npos);
    EXPECT_TRUE(s.on_screen("divergence"));
}

}  // namespace
}  // namespace la
