// Which layers have a cell of their own, and where the cells stand.

#include "app/layer_cells.h"

#include <gtest/gtest.h>

namespace la {
namespace {

TEST(LayerCells, AreOfEveryLayerOrOfSomeEvenly) {
    EXPECT_EQ(shown_layers(3, 16), (std::vector<int>{0, 1, 2, 3}));
    EXPECT_EQ(shown_layers(64, 5), (std::vector<int>{0, 16, 32, 48, 64}));
    const std::vector<int> many = shown_layers(61, 16);
    ASSERT_EQ(many.size(), 16u);
    EXPECT_EQ(many.front(), 0);
    EXPECT_EQ(many.back(), 61);
    for (std::size_t i = 1; i < many.size(); ++i) {
        EXPECT_TRUE(many[i] - many[i - 1] == 4 || many[i] - many[i - 1] == 5) << many[i];
    }
}

TEST(LayerCells, AreSquaresApartInsideTheView) {
    for (const ImVec2 size : {ImVec2{458, 458}, {924, 458}, {340, 900}, {1400, 300}}) {
        for (const int cells : {1, 2, 4, 10, 16}) {
            const std::vector<Rect> rects = cell_rects(size, cells, 1);
            ASSERT_EQ(static_cast<int>(rects.size()), cells);
            for (const Rect& r : rects) {
                EXPECT_EQ(r.width(), r.height());
                EXPECT_GT(r.width(), 40);
                EXPECT_TRUE(r.min.x >= 0 && r.max.x <= size.x && r.min.y >= 60 && r.max.y <= size.y)
                    << cells << " in " << size.x;
                for (const Rect& other : rects) {
                    EXPECT_TRUE(&other == &r || other.max.x < r.min.x || r.max.x < other.min.x ||
                                other.max.y < r.min.y || r.max.y < other.min.y);
                }
            }
        }
    }
}

}  // namespace
}  // namespace la
