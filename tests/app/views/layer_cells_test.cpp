// Which layers have a cell, and where the cells are.

#include "app/views/layer_cells.h"

#include <gtest/gtest.h>

#include <utility>

namespace la {
namespace {

TEST(LayerCells, ExistForEveryLayerOrForSomeEvenlySpaced) {
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

bool apart(const Rect& a, const Rect& b) {
    return a.max.x < b.min.x || b.max.x < a.min.x || a.max.y < b.min.y || b.max.y < a.min.y;
}

// With the legends of two, three and ten classes.
TEST(LayerCells, AreSquaresApartInsideTheViewAndKeepTheLegendFree) {
    for (const ImVec2 size : {ImVec2{458, 458}, {924, 458}, {340, 900}, {1400, 300}}) {
        for (const auto& [cells, legend] : {std::pair{1, ImVec2{142, 22}},
                                            {2, {142, 22}},
                                            {3, {212, 22}},
                                            {4, {172, 41}},
                                            {10, {142, 22}},
                                            {10, {172, 41}},
                                            {16, {142, 22}}}) {
            const CellPlaces places = place_cells(size, cells, legend, 1);
            const std::vector<Rect>& rects = places.cells;
            const Rect sign{places.legend,
                            {places.legend.x + legend.x, places.legend.y + legend.y}};
            EXPECT_TRUE(sign.min.x >= 0 && sign.min.y >= 60 && sign.max.x <= size.x &&
                        sign.max.y <= size.y)
                << cells << " in " << size.x;
            ASSERT_EQ(static_cast<int>(rects.size()), cells);
            for (const Rect& r : rects) {
                EXPECT_EQ(r.width(), r.height());
                EXPECT_TRUE(apart(r, sign)) << cells << " in " << size.x;
                EXPECT_GT(r.width(), 40);
                EXPECT_TRUE(r.min.x >= 0 && r.max.x <= size.x && r.min.y >= 60 && r.max.y <= size.y)
                    << cells << " in " << size.x;
                for (const Rect& other : rects) {
                    EXPECT_TRUE(&other == &r || apart(r, other));
                }
            }
        }
    }
}

TEST(LayerCells, LeaveTheLegendWhatTheLastRowDoesNotFill) {
    const CellPlaces places = place_cells({458, 458}, 10, {142, 22}, 1);
    EXPECT_GT(places.legend.x, places.cells.back().max.x);
    EXPECT_GT(places.legend.y, places.cells.back().min.y);
    EXPECT_LT(places.legend.y, places.cells.back().max.y);
    const CellPlaces full = place_cells({924, 458}, 10, {142, 22}, 1);
    EXPECT_GT(full.legend.y, full.cells.back().max.y) << "two whole rows";
}

}  // namespace
}  // namespace la
