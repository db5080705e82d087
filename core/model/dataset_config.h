#pragma once

#include <cstdint>
#include <string>

namespace la {

// In the order of kDatasetKinds (core/data/dataset_kinds.h), which describes each.
enum class DatasetKind {
    Circles,
    Moons,
    Blobs,
    SwissRoll,
    PlaygroundCircle,
    PlaygroundXor,
    PlaygroundGauss,
    PlaygroundSpiral,
    FfjordSwissroll,
    FfjordCircles,
    FfjordMoons,
    FfjordRings,
    Ffjord8Gaussians,
    FfjordPinwheel,
    Ffjord2Spirals,
    FfjordCheckerboard,
    AnodeConcentric,
    AnodeSines,
    TorchdynMoons,
    TorchdynSpirals,
    TorchdynGaussians,
    TorchdynGaussiansSpiral,
    ConvnetjsCircle,
    ConvnetjsSpiral,
    CanzianiSpiral,
    GanlabGaussians,
    GanlabDisjoint,
    NnpHeart,
    NnpRings,
    NnpCheckerboard,
    Sine,
    PlaygroundPlane,
    PlaygroundBumps,
    XorCorners,
    Csv,
    Drawn,
};

// What a network learns of a point: its class, or a number (regression).
enum class DatasetTask { Classes, Values };

// The kind decides what noise, spread, factor, shift and classes mean, and which of them it uses.
struct DatasetConfig {
    DatasetKind kind = DatasetKind::Circles;
    DatasetTask task = DatasetTask::Classes;
    int points = 1000;
    double noise = 0.05;
    double spread = 1;    // standard deviation within one Gaussian
    double factor = 0.3;  // inner radius of circles, the outer one being 1
    double shift = 1.4;   // between the sines
    int classes = 3;
    std::string file;          // csv, drawn: the file of the points
    std::string columns;       // csv: "x,y,label", names or numbers; empty: by their names
    bool standardise = false;  // csv: every coordinate to mean 0 and deviation 1
    double label_noise = 0;    // fraction of training labels replaced by others
    double test_fraction = 0.2;
    std::uint64_t seed = 1;
    bool operator==(const DatasetConfig&) const = default;
};

}  // namespace la
