#include "core/io/weights_section.h"

#include <utility>

namespace la {

namespace {

// The format: neither their number nor their order changes.
constexpr double WeightsMeasures::*kNumbers[] = {
    &WeightsMeasures::vn,        &WeightsMeasures::half_waves,  &WeightsMeasures::max_jump,
    &WeightsMeasures::lipschitz, &WeightsMeasures::rho,         &WeightsMeasures::loss,
    &WeightsMeasures::flow_loss, &WeightsMeasures::largest_jump};

}  // namespace

std::string weights_log_section(const WeightsRows& rows, std::int64_t spacing) {
    ByteWriter out;
    out.put(spacing);
    out.put<std::uint64_t>(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out.put(rows[i].step);
        out.put<std::uint64_t>(rows[i].members.size());
        for (const WeightsMeasures& measures : rows[i].members) {
            for (const auto number : kNumbers) {
                out.put(measures.*number);
            }
        }
    }
    return out.take();
}

KeptWeightsLog read_weights_log(ByteReader& in) {
    KeptWeightsLog out;
    out.spacing = in.get<std::int64_t>();
    StepLog<WeightsRow> log(1, 0);
    const std::uint64_t rows = in.get_count(16);
    for (std::uint64_t i = 0; i < rows; ++i) {
        WeightsRow row{.step = in.get<std::int64_t>(), .members = {}};
        const std::uint64_t members = in.get_count(sizeof(double) * std::size(kNumbers));
        for (std::uint64_t m = 0; m < members; ++m) {
            WeightsMeasures& measures = row.members.emplace_back();
            for (const auto number : kNumbers) {
                measures.*number = in.get<double>();
            }
        }
        log.append(std::move(row));
    }
    out.rows = log.rows();
    return out;
}

}  // namespace la
