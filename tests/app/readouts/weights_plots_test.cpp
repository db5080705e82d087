#include "app/readouts/weights_plots.h"

#include <gtest/gtest.h>

namespace la {
namespace {

// Layer k, entry i: k + i/100, with a sign by layer.
std::shared_ptr<Weights> ramp(int layers, int hidden) {
    auto out = std::make_shared<Weights>(
        Weights{.network = {.layers = layers, .hidden = hidden}, .classes = 2, .values = {}});
    const WeightLayout layout(out->network, 2);
    out->values.resize(layout.size);
    for (std::size_t i = 0; i < layout.per_layer * static_cast<std::size_t>(layers); ++i) {
        const auto k = static_cast<float>(i / layout.per_layer);
        out->values[i] = (i / layout.per_layer % 2 ? -1.0f : 1.0f) *
                         (k + 0.01f * static_cast<float>(i % layout.per_layer));
    }
    return out;
}

TEST(MatrixEntries, AreNamedByRowAndColumnOfTheirMatrix) {
    const auto w = ramp(4, 3);  // W is 3 x 2, V is 2 x 3
    const std::vector<MatrixEntry> first = entries_of(*w, LayerMatrix::W, 64);
    ASSERT_EQ(first.size(), 6u);
    EXPECT_EQ(name_of_entry(LayerMatrix::W, first[3]), "W[1][1]");
    const std::vector<MatrixEntry> second = entries_of(*w, LayerMatrix::V, 64);
    ASSERT_EQ(second.size(), 6u);
    EXPECT_EQ(name_of_entry(LayerMatrix::V, second[3]), "V[1][0]");
    EXPECT_EQ(second[0].at, 9u);  // behind W and b
}

TEST(MatrixEntries, OfALargeMatrixAreSpreadEvenly) {
    const auto w = ramp(2, 100);
    const std::vector<MatrixEntry> some = entries_of(*w, LayerMatrix::V, 10);
    ASSERT_EQ(some.size(), 10u);
    for (std::size_t i = 0; i < some.size(); ++i) {
        EXPECT_EQ(some[i].at, 300 + 20 * i);
    }
}

TEST(MatrixEntries, ThoseThatAreChosenAreDrawn) {
    const auto w = ramp(4, 3);  // W is 3 x 2, V is 2 x 3
    EXPECT_EQ(drawn_entries(*w, LayerMatrix::W, {}).size(), 6u);
    const std::vector<EntryPlace> chosen{{2, 1}, {0, 0}, {7, 0}};  // the last is not there
    const std::vector<MatrixEntry> drawn = drawn_entries(*w, LayerMatrix::W, chosen);
    ASSERT_EQ(drawn.size(), 2u);
    EXPECT_EQ(drawn[0].at, 5u);
    EXPECT_EQ(file_name_of_entry(LayerMatrix::W, drawn[0]), "fc1.weight.2.1");
    EXPECT_EQ(drawn_entries(*w, LayerMatrix::V, std::vector<EntryPlace>{{2, 0}}).size(), 6u)
        << "none is there: some";
}

TEST(MatrixEntries, AClickAddsOneOrTakesItOut) {
    const auto w = ramp(4, 9);
    std::vector<EntryPlace> chosen = toggled(*w, LayerMatrix::W, {}, {0, 1});
    EXPECT_EQ(chosen.size(), 7u) << "the six that were drawn, and it";
    EXPECT_EQ(chosen.back(), (EntryPlace{0, 1}));
    chosen = toggled(*w, LayerMatrix::W, chosen, {0, 1});
    EXPECT_EQ(chosen.size(), 6u);
    for (int row = 0; row < 9; ++row) {
        for (const int column : {0, 1}) {
            const EntryPlace place{row, column};
            if (std::ranges::find(chosen, place) == chosen.end()) {
                chosen = toggled(*w, LayerMatrix::W, chosen, place);
            }
        }
    }
    EXPECT_EQ(chosen.size(), std::size_t{kMaxLines});
}

TEST(WeightsMap, HasAPixelForEveryEntryAndLayer) {
    WeightsMap map;
    map.update(ramp(5, 3), LayerMatrix::W, dark_palette(), 5);
    EXPECT_EQ(map.image.width, 5);
    EXPECT_EQ(map.image.height, 6);
    EXPECT_NEAR(map.value(2, 3), -3.02, 1e-5);
    const auto pixel = [&](int layer, int entry) {
        const std::uint8_t* at = map.image.rgba.data() + 4 * (entry * 5 + layer);
        return std::array<int, 3>{at[0], at[1], at[2]};
    };
    EXPECT_GT(pixel(4, 0)[0], pixel(4, 0)[2]);  // positive: orange
    EXPECT_LT(pixel(3, 0)[0], pixel(3, 0)[2]);  // negative: blue
}

// A colour stands for a value: the image is made again for other weights, limits and themes alone.
TEST(WeightsMap, IsMadeAgainOnlyWhereSomethingChanged) {
    WeightsMap map;
    const auto w = ramp(5, 3);
    map.update(w, LayerMatrix::W, dark_palette(), 5);
    const std::uint64_t version = map.version;
    map.update(w, LayerMatrix::W, dark_palette(), 5);
    EXPECT_EQ(map.version, version);
    map.update(w, LayerMatrix::V, dark_palette(), 5);
    map.update(w, LayerMatrix::V, light_palette(), 5);
    map.update(w, LayerMatrix::V, light_palette(), 6);
    map.update(ramp(5, 3), LayerMatrix::V, light_palette(), 6);
    EXPECT_EQ(map.version, version + 4);
}

TEST(SignedColour, IsTheBackgroundAtZeroAndSaturates) {
    for (const Palette* palette : {&dark_palette(), &light_palette()}) {
        EXPECT_EQ(signed_colour(0, *palette), palette->plot);
        for (int channel = 0; channel < 4; ++channel) {
            EXPECT_NEAR(signed_colour(1, *palette)[channel], palette->classes[0][channel], 1e-6);
            EXPECT_NEAR(signed_colour(-7, *palette)[channel], palette->classes[1][channel], 1e-6);
        }
    }
}

}  // namespace
}  // namespace la
