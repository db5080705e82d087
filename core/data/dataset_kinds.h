#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "core/base/names.h"
#include "core/model/config.h"

namespace la {

struct Draw;            // generators.h
struct LabelledPoints;  // generators.h
struct ValuedPoints;    // regression_sets.h

// Which fields of a DatasetConfig a kind uses, beside points, label_noise, test_fraction and seed.
enum DatasetField : unsigned {
    kUsesNoise = 1,
    kUsesSpread = 2,
    kUsesFactor = 4,
    kUsesShift = 8,
    kUsesClasses = 16,
};

// Values of a kind's fields where the user gives none; unused fields are ignored.
struct UsualFields {
    double noise = 0;
    double spread = 1;
    double factor = 0.3;
    double shift = 1.4;
    int classes = 2;  // the number of classes even if the field is unused
};

// One set of points: this entry makes it known to the chooser, files and tests.
struct DatasetKindInfo {
    DatasetKind kind;
    std::string_view name;    // in config.json
    std::string_view origin;  // its author; a group of the chooser, entries adjacent
    std::string_view title;   // its name in the chooser
    unsigned uses;            // DatasetField
    UsualFields usual;
    double noise_most;                    // the slider's upper end
    LabelledPoints (*make)(const Draw&);  // null: the points are in a file, or have values
    ValuedPoints (*make_values)(const Draw&) = nullptr;  // points with numbers, for regression
};

inline constexpr std::size_t kDatasetCount = static_cast<std::size_t>(DatasetKind::Drawn) + 1;

// In the order of DatasetKind. To add a set: a value there, an entry in dataset_kinds.cpp, its
// function in generators.h.
extern const std::array<DatasetKindInfo, kDatasetCount> kDatasetKinds;
extern const std::array<std::string_view, kDatasetCount> kDatasetNames;

template<>
inline constexpr const std::array<std::string_view, kDatasetCount>& kNames<DatasetKind> =
    kDatasetNames;

inline const DatasetKindInfo& info_of(DatasetKind kind) {
    return kDatasetKinds[static_cast<std::size_t>(kind)];
}

// False for points from a table or drawn by hand, which cannot be drawn again.
inline bool has_generator(const DatasetConfig& config) {
    const DatasetKindInfo& info = info_of(config.kind);
    return info.make != nullptr || info.make_values != nullptr;
}

// True for a set whose points have numbers and no classes.
inline bool has_values(DatasetKind kind) {
    return info_of(kind).make_values != nullptr;
}

// Number of classes of a generator's points.
int classes_of(const DatasetConfig& config);

// Another kind with its usual noise, spread, factor, shift and classes; other fields are kept.
DatasetConfig with_kind(DatasetConfig config, DatasetKind kind);

}  // namespace la
