#include "app/readouts/curve_quantities.h"

#include <algorithm>
#include <utility>

namespace la {

namespace {

template<double Metrics::*field>
double metric(const MetricsRow& row, std::size_t member) {
    return row.members[member].*field;
}

double lambda(const MetricsRow& row, std::size_t member) {
    return row.lambda[member];
}

double nu(const MetricsRow& row, std::size_t member) {
    return 1 / row.lambda[member];
}

constexpr QuantityCurve kLoss[]{{"loss", "A", "B", metric<&Metrics::loss>}};
constexpr QuantityCurve kAccuracy[]{
    {"train_accuracy", "A train", "B train", metric<&Metrics::train_accuracy>, true},
    {"test_accuracy", "A test", "B test", metric<&Metrics::test_accuracy>}};
constexpr QuantityCurve kCost[]{{"cost", "A", "B", metric<&Metrics::cost>}};
constexpr QuantityCurve kAction[]{{"action", "A", "B", metric<&Metrics::action>}};
constexpr QuantityCurve kDisplacement[]{{"displacement", "A", "B", metric<&Metrics::displacement>}};
constexpr QuantityCurve kLambda[]{{"lambda", "A", "B", lambda}};
constexpr QuantityCurve kMultiplier[]{{"lambda", "A λ", "B λ", lambda},
                                      {"nu", "A ν", "B ν", nu, true}};
constexpr QuantityCurve kPenalty[]{{"penalty", "A", "B", metric<&Metrics::penalty>}};

}  // namespace

std::span<const QuantityCurve> curves_of(Quantity quantity, bool uzawa) {
    switch (quantity) {
        case Quantity::Loss:
            return kLoss;
        case Quantity::Accuracy:
            return kAccuracy;
        case Quantity::Cost:
            return kCost;
        case Quantity::Action:
            return kAction;
        case Quantity::Displacement:
            return kDisplacement;
        case Quantity::Lambda:
            return uzawa ? std::span<const QuantityCurve>(kMultiplier) : kLambda;
        case Quantity::Penalty:
            return kPenalty;
    }
    return kLoss;
}

void choose(std::array<Quantity, 3>& places, std::size_t place, Quantity quantity) {
    const auto other = std::find(places.begin(), places.end(), quantity);
    if (other != places.end()) {
        std::swap(*other, places[place]);
    } else {
        places[place] = quantity;
    }
}

void CurvePlots::update(const Snapshot& snapshot) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i == next || !rows[i].are_of(snapshot)) {
            rows[i] = {snapshot.rows, snapshot.run};
        }
    }
    next = (next + 1) % rows.size();
}

}  // namespace la
