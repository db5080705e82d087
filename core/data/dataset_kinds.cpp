#include "core/data/dataset_kinds.h"

#include "core/data/generators.h"
#include "core/data/regression_sets.h"

namespace la {

namespace {

constexpr std::string_view kScikitLearn = "scikit-learn", kPlayground = "TensorFlow Playground",
                           kFfjord = "FFJORD, OT-Flow", kAnode = "augmented neural ODEs",
                           kTorchdyn = "torchdyn", kConvnetjs = "ConvNetJS", kNyu = "NYU course",
                           kGanlab = "GAN Lab", kNnp = "Playground 2.0",
                           kRegression = "numbers, for regression", kOwn = "your own";

}  // namespace

// Left out: densities in one piece, which have no classes (FFJORD's line and
// cos, GAN Experiment's line and ring, torchdyn's logo).
constexpr std::array<DatasetKindInfo, kDatasetCount> kDatasetKinds{
    DatasetKindInfo{DatasetKind::Circles,
                    "circles",
                    kScikitLearn,
                    "make_circles",
                    kUsesNoise | kUsesFactor,
                    {.noise = 0.05},
                    0.5,
                    circles},
    DatasetKindInfo{DatasetKind::Moons,
                    "moons",
                    kScikitLearn,
                    "make_moons",
                    kUsesNoise,
                    {.noise = 0.05},
                    0.5,
                    moons},
    DatasetKindInfo{DatasetKind::Blobs,
                    "blobs",
                    kScikitLearn,
                    "make_blobs",
                    kUsesSpread | kUsesClasses,
                    {.classes = 3},
                    0,
                    blobs},
    DatasetKindInfo{DatasetKind::SwissRoll,
                    "swiss_roll",
                    kScikitLearn,
                    "make_swiss_roll",
                    kUsesNoise | kUsesClasses,
                    {.classes = 3},
                    2,
                    swiss_roll},

    DatasetKindInfo{DatasetKind::PlaygroundCircle,
                    "playground_circle",
                    kPlayground,
                    "circle",
                    kUsesNoise,
                    {},
                    0.5,
                    playground_circle},
    DatasetKindInfo{DatasetKind::PlaygroundXor,
                    "playground_xor",
                    kPlayground,
                    "xor",
                    kUsesNoise,
                    {},
                    0.5,
                    playground_xor},
    DatasetKindInfo{DatasetKind::PlaygroundGauss,
                    "playground_gauss",
                    kPlayground,
                    "gauss",
                    kUsesNoise,
                    {},
                    0.5,
                    playground_gauss},
    DatasetKindInfo{DatasetKind::PlaygroundSpiral,
                    "playground_spiral",
                    kPlayground,
                    "spiral",
                    kUsesNoise,
                    {},
                    0.5,
                    playground_spiral},

    DatasetKindInfo{DatasetKind::FfjordSwissroll,
                    "ffjord_swissroll",
                    kFfjord,
                    "swissroll",
                    kUsesNoise | kUsesClasses,
                    {.noise = 1, .classes = 3},
                    2,
                    ffjord_swissroll},
    DatasetKindInfo{DatasetKind::FfjordCircles,
                    "ffjord_circles",
                    kFfjord,
                    "circles",
                    kUsesNoise | kUsesFactor,
                    {.noise = 0.08, .factor = 0.5},
                    0.5,
                    ffjord_circles},
    DatasetKindInfo{DatasetKind::FfjordMoons,
                    "ffjord_moons",
                    kFfjord,
                    "moons",
                    kUsesNoise,
                    {.noise = 0.1},
                    0.5,
                    ffjord_moons},
    DatasetKindInfo{DatasetKind::FfjordRings,
                    "ffjord_rings",
                    kFfjord,
                    "rings",
                    kUsesNoise,
                    {.noise = 0.08, .classes = 4},
                    0.5,
                    ffjord_rings},
    DatasetKindInfo{DatasetKind::Ffjord8Gaussians,
                    "ffjord_8gaussians",
                    kFfjord,
                    "8gaussians",
                    kUsesSpread,
                    {.spread = 0.5, .classes = 8},
                    0,
                    ffjord_8gaussians},
    DatasetKindInfo{DatasetKind::FfjordPinwheel,
                    "ffjord_pinwheel",
                    kFfjord,
                    "pinwheel",
                    kUsesNoise | kUsesSpread,
                    {.noise = 0.1, .spread = 0.3, .classes = 5},
                    0.5,
                    ffjord_pinwheel},
    DatasetKindInfo{DatasetKind::Ffjord2Spirals,
                    "ffjord_2spirals",
                    kFfjord,
                    "2spirals",
                    kUsesNoise,
                    {.noise = 0.1},
                    0.5,
                    ffjord_2spirals},
    DatasetKindInfo{DatasetKind::FfjordCheckerboard,
                    "ffjord_checkerboard",
                    kFfjord,
                    "checkerboard",
                    0,
                    {.classes = 8},
                    0,
                    ffjord_checkerboard},

    DatasetKindInfo{DatasetKind::AnodeConcentric,
                    "anode_concentric",
                    kAnode,
                    "concentric",
                    0,
                    {},
                    0,
                    anode_concentric},
    DatasetKindInfo{DatasetKind::AnodeSines,
                    "anode_sines",
                    kAnode,
                    "shifted sines",
                    kUsesNoise | kUsesShift,
                    {.noise = 0.1},
                    0.5,
                    anode_sines},

    DatasetKindInfo{DatasetKind::TorchdynMoons,
                    "torchdyn_moons",
                    kTorchdyn,
                    "moons",
                    kUsesNoise,
                    {.noise = 1e-4},
                    0.5,
                    torchdyn_moons},
    DatasetKindInfo{DatasetKind::TorchdynSpirals,
                    "torchdyn_spirals",
                    kTorchdyn,
                    "spirals",
                    kUsesNoise,
                    {.noise = 1e-4},
                    2,
                    torchdyn_spirals},
    DatasetKindInfo{DatasetKind::TorchdynGaussians,
                    "torchdyn_gaussians",
                    kTorchdyn,
                    "gaussians",
                    kUsesNoise | kUsesSpread | kUsesClasses,
                    {.noise = 1e-3, .spread = 0.1, .classes = 7},
                    0.5,
                    torchdyn_gaussians},
    DatasetKindInfo{DatasetKind::TorchdynGaussiansSpiral,
                    "torchdyn_gaussians_spiral",
                    kTorchdyn,
                    "gaussians_spiral",
                    kUsesNoise | kUsesClasses,
                    {.noise = 1e-3, .classes = 7},
                    0.5,
                    torchdyn_gaussians_spiral},

    DatasetKindInfo{DatasetKind::ConvnetjsCircle,
                    "convnetjs_circle",
                    kConvnetjs,
                    "circle",
                    0,
                    {},
                    0,
                    convnetjs_circle},
    DatasetKindInfo{DatasetKind::ConvnetjsSpiral,
                    "convnetjs_spiral",
                    kConvnetjs,
                    "spiral",
                    0,
                    {},
                    0,
                    convnetjs_spiral},

    DatasetKindInfo{DatasetKind::CanzianiSpiral,
                    "canziani_spiral",
                    kNyu,
                    "spiral",
                    kUsesNoise | kUsesClasses,
                    {.noise = 0.2, .classes = 3},
                    1,
                    canziani_spiral},

    DatasetKindInfo{DatasetKind::GanlabGaussians,
                    "ganlab_gaussians",
                    kGanlab,
                    "two Gaussians",
                    0,
                    {},
                    0,
                    ganlab_gaussians},
    DatasetKindInfo{DatasetKind::GanlabDisjoint,
                    "ganlab_disjoint",
                    kGanlab,
                    "disjoint",
                    kUsesSpread,
                    {.spread = 0.025, .classes = 3},
                    0,
                    ganlab_disjoint},

    DatasetKindInfo{
        DatasetKind::NnpHeart, "nnp_heart", kNnp, "heart", kUsesNoise, {}, 50, nnp_heart},
    DatasetKindInfo{
        DatasetKind::NnpRings, "nnp_rings", kNnp, "rings", kUsesNoise, {}, 50, nnp_rings},
    DatasetKindInfo{DatasetKind::NnpCheckerboard,
                    "nnp_checkerboard",
                    kNnp,
                    "checkerboard",
                    kUsesNoise,
                    {},
                    50,
                    nnp_checkerboard},

    DatasetKindInfo{DatasetKind::Sine,
                    "sine",
                    kRegression,
                    "sine of one input",
                    kUsesNoise,
                    {},
                    0.5,
                    nullptr,
                    sine},
    DatasetKindInfo{DatasetKind::PlaygroundPlane,
                    "playground_plane",
                    kRegression,
                    "plane (Playground)",
                    kUsesNoise,
                    {},
                    0.5,
                    nullptr,
                    playground_plane},
    DatasetKindInfo{DatasetKind::PlaygroundBumps,
                    "playground_bumps",
                    kRegression,
                    "Gaussians (Playground)",
                    kUsesNoise,
                    {},
                    0.5,
                    nullptr,
                    playground_bumps},

    DatasetKindInfo{DatasetKind::XorCorners,
                    "xor_corners",
                    kRegression,
                    "xor of four corners",
                    kUsesNoise,
                    {},
                    0.5,
                    nullptr,
                    xor_corners},

    // Points without a generator: from a table, or drawn by hand and saved as a table.
    DatasetKindInfo{DatasetKind::Csv, "csv", kOwn, "CSV file", 0, {}, 0, nullptr},
    DatasetKindInfo{DatasetKind::Drawn, "drawn", kOwn, "drawn by hand", 0, {}, 0, nullptr},
};

static_assert(
    [] {
        for (std::size_t i = 0; i < kDatasetKinds.size(); ++i) {
            if (kDatasetKinds[i].kind != static_cast<DatasetKind>(i)) {
                return false;
            }
        }
        return true;
    }(),
    "kDatasetKinds stands in the order of DatasetKind");

constexpr std::array<std::string_view, kDatasetCount> kDatasetNames = [] {
    std::array<std::string_view, kDatasetCount> names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        names[i] = kDatasetKinds[i].name;
    }
    return names;
}();

int classes_of(const DatasetConfig& config) {
    const DatasetKindInfo& info = info_of(config.kind);
    return info.uses & kUsesClasses ? config.classes : info.usual.classes;
}

DatasetConfig with_kind(DatasetConfig config, DatasetKind kind) {
    const UsualFields& usual = info_of(kind).usual;
    config.kind = kind;
    config.noise = usual.noise;
    config.spread = usual.spread;
    config.factor = usual.factor;
    config.shift = usual.shift;
    config.classes = usual.classes;
    config.task = has_values(kind) ? DatasetTask::Values : DatasetTask::Classes;
    return config;
}

}  // namespace la
