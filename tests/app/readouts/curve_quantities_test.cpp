#include "app/readouts/curve_quantities.h"

#include <gtest/gtest.h>

namespace la {
namespace {

TEST(CurveQuantities, AreNeverShownTwice) {
    std::array<Quantity, 3> places{Quantity::Loss, Quantity::Accuracy, Quantity::Action};
    choose(places, 0, Quantity::Lambda);
    EXPECT_EQ(places[0], Quantity::Lambda);
    choose(places, 0, Quantity::Action);
    EXPECT_EQ(places[0], Quantity::Action);
    EXPECT_EQ(places[2], Quantity::Lambda) << "exchanged";
    choose(places, 1, Quantity::Accuracy);
    EXPECT_EQ(places[1], Quantity::Accuracy);
}

TEST(CurvePlots, TakeRowsRoundRobinAndANewRunAtOnce) {
    const auto rows = [] { return std::make_shared<const MetricsRows>(); };
    Snapshot snapshot;
    snapshot.run = 1;
    snapshot.rows = rows();
    CurvePlots plots;
    plots.update(snapshot);
    for (const auto& shown : plots.rows) {
        EXPECT_EQ(shown.rows, snapshot.rows) << "the first are taken by all";
    }
    snapshot.rows = rows();
    for (int frame = 0; frame < 3; ++frame) {
        int fresh = 0;
        plots.update(snapshot);
        for (const auto& shown : plots.rows) {
            fresh += shown.rows == snapshot.rows ? 1 : 0;
        }
        EXPECT_EQ(fresh, frame + 1);
    }
    snapshot.run = 2;
    snapshot.rows = rows();
    plots.update(snapshot);
    for (const auto& shown : plots.rows) {
        EXPECT_EQ(shown.rows, snapshot.rows);
    }
}

}  // namespace
}  // namespace la
