#include "core/io/stability_section.h"

#include <utility>

#include "core/base/byte_stream.h"

namespace la {

namespace {

constexpr double StabilityMeasures::*kNumbers[] = {
    &StabilityMeasures::loss,       &StabilityMeasures::edge, &StabilityMeasures::smallest,
    &StabilityMeasures::edge_limit, &StabilityMeasures::twin, &StabilityMeasures::sum};

void put_counted(ByteWriter& out, const std::vector<double>& values) {
    out.put<std::uint64_t>(values.size());
    out.put_all(values);
}

std::vector<double> counted(ByteReader& in) {
    return in.get_all<double>(in.get_count(sizeof(double)));
}

void put_piece(ByteWriter& out, const TangentPiece& piece) {
    out.put<std::int64_t>(piece.step);
    out.put<std::int32_t>(piece.vectors);
    put_counted(out, piece.q);
    put_counted(out, piece.r);
}

std::shared_ptr<const TangentPiece> read_piece(ByteReader& in) {
    auto out = std::make_shared<TangentPiece>();
    out->step = in.get<std::int64_t>();
    out->vectors = in.get<std::int32_t>();
    out->q = counted(in);
    out->r = counted(in);
    return out;
}

void put_probe(ByteWriter& out, const ProbeState& probe) {
    put_counted(out, probe.frame);
    put_counted(out, probe.units);
    put_counted(out, probe.spectrum.ring);
    put_counted(out, probe.spectrum.sum);
    out.put<std::int64_t>(probe.spectrum.steps);
    put_counted(out, probe.edge);
    out.put<std::uint8_t>(probe.twin ? 1 : 0);
    if (probe.twin) {
        put_counted(out, probe.twin->weights);
        put_counted(out, probe.twin->moment1);
        put_counted(out, probe.twin->moment2);
        out.put<std::int64_t>(probe.twin->updates);
    }
    for (const std::int64_t step : {probe.since, probe.ended, probe.twin_since}) {
        out.put(step);
    }
    out.put<std::uint64_t>(probe.pieces.size());
    for (const auto& piece : probe.pieces) {
        put_piece(out, *piece);
    }
    out.put<std::uint8_t>(probe.open ? 1 : 0);
    if (probe.open) {
        put_piece(out, *probe.open);
    }
}

ProbeState read_probe(ByteReader& in) {
    ProbeState out;
    out.frame = counted(in);
    out.units = counted(in);
    out.spectrum.ring = counted(in);
    out.spectrum.sum = counted(in);
    out.spectrum.steps = in.get<std::int64_t>();
    out.edge = counted(in);
    if (in.get<std::uint8_t>() != 0) {
        TrainingPoint& twin = out.twin.emplace();
        twin.weights = counted(in);
        twin.moment1 = counted(in);
        twin.moment2 = counted(in);
        twin.updates = in.get<std::int64_t>();
    }
    for (std::int64_t* step : {&out.since, &out.ended, &out.twin_since}) {
        *step = in.get<std::int64_t>();
    }
    const std::uint64_t pieces = in.get_count(28);
    for (std::uint64_t i = 0; i < pieces; ++i) {
        out.pieces.push_back(read_piece(in));
    }
    if (in.get<std::uint8_t>() != 0) {
        out.open = read_piece(in);
    }
    return out;
}

void put_measures(ByteWriter& out, const StabilityMeasures& measures) {
    for (const auto number : kNumbers) {
        out.put(measures.*number);
    }
    put_counted(out, measures.ftle);
    put_counted(out, measures.mean);
    out.put<std::int32_t>(measures.positive);
}

StabilityMeasures read_measures(ByteReader& in) {
    StabilityMeasures out;
    for (const auto number : kNumbers) {
        out.*number = in.get<double>();
    }
    out.ftle = counted(in);
    out.mean = counted(in);
    out.positive = in.get<std::int32_t>();
    return out;
}

}  // namespace

std::string stability_section(const StabilityState& state) {
    ByteWriter out;
    out.put<std::int32_t>(state.wanted.vectors);
    out.put<std::int32_t>(state.wanted.window);
    out.put<std::int32_t>(state.wanted.covariant);
    out.put(state.wanted.twin);
    out.put(state.rows_spacing);
    out.put<std::uint64_t>(state.rows->size());
    for (std::size_t i = 0; i < state.rows->size(); ++i) {
        const StabilityRow& row = (*state.rows)[i];
        out.put(row.step);
        out.put<std::uint64_t>(row.members.size());
        for (const StabilityMeasures& measures : row.members) {
            put_measures(out, measures);
        }
    }
    out.put<std::uint64_t>(state.probes.size());
    for (const auto& probe : state.probes) {
        out.put<std::uint8_t>(probe ? 1 : 0);
        if (probe) {
            put_probe(out, *probe);
        }
    }
    return out.take();
}

StabilityState parse_stability(std::string_view section) {
    ByteReader in(section);
    StabilityState out;
    out.wanted.vectors = in.get<std::int32_t>();
    out.wanted.window = in.get<std::int32_t>();
    out.wanted.covariant = in.get<std::int32_t>();
    out.wanted.twin = in.get<double>();
    out.rows_spacing = in.get<std::int64_t>();
    StepLog<StabilityRow> log(1, 0);
    const std::uint64_t rows = in.get_count(16);
    for (std::uint64_t i = 0; i < rows; ++i) {
        StabilityRow row{.step = in.get<std::int64_t>(), .members = {}};
        const std::uint64_t members = in.get_count(68);
        for (std::uint64_t m = 0; m < members; ++m) {
            row.members.push_back(read_measures(in));
        }
        log.append(std::move(row));
    }
    out.rows = log.rows();
    const std::uint64_t probes = in.get_count(1);
    for (std::uint64_t m = 0; m < probes; ++m) {
        out.probes.push_back(in.get<std::uint8_t>() != 0 ? std::optional(read_probe(in))
                                                         : std::nullopt);
    }
    in.end();
    return out;
}

}  // namespace la
