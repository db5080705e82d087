#include "core/io/shallow_section.h"

#include <nlohmann/json.hpp>

#include "core/base/byte_stream.h"
#include "core/config/config_json.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

constexpr double ShallowMeasures::*kMeasures[] = {
    &ShallowMeasures::gamma,       &ShallowMeasures::phi,         &ShallowMeasures::phi_fresh,
    &ShallowMeasures::hinge,       &ShallowMeasures::train_error, &ShallowMeasures::fresh_error,
    &ShallowMeasures::correlation, &ShallowMeasures::displacement};

template<class Number>
void put_counted(ByteWriter& out, const std::vector<Number>& values) {
    out.put<std::uint64_t>(values.size());
    out.put_all(values);
}

template<class Number>
std::vector<Number> counted(ByteReader& in) {
    return in.get_all<Number>(in.get_count(sizeof(Number)));
}

Random::State read_random(ByteReader& in) {
    Random::State out;
    for (std::uint64_t& word : out.words) {
        word = in.get<std::uint64_t>();
    }
    out.spare = in.get<double>();
    out.has_spare = in.get<std::uint8_t>() != 0;
    return out;
}

std::shared_ptr<const StepRows<ShallowRow>> read_rows(ByteReader& in, std::size_t networks) {
    StepLog<ShallowRow> log(1, 0);
    const std::uint64_t count = in.get_count(8 + networks * sizeof(ShallowMeasures));
    for (std::uint64_t i = 0; i < count; ++i) {
        ShallowRow row{.step = in.get<std::int64_t>(), .networks = {}};
        row.networks.resize(networks);
        for (ShallowMeasures& measures : row.networks) {
            for (const auto value : kMeasures) {
                measures.*value = in.get<double>();
            }
        }
        log.append(std::move(row));
    }
    return log.rows();
}

}  // namespace

std::string shallow_settings(const ShallowState& state) {
    const Json out{{"config", Json::parse(to_json(state.config))},
                   {"diverged", state.diverged},
                   {"message", state.message}};
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string shallow_numbers(const ShallowState& state) {
    ByteWriter out;
    out.put(state.step);
    for (const std::uint64_t word : state.order.words) {
        out.put(word);
    }
    out.put(state.order.spare);
    out.put<std::uint8_t>(state.order.has_spare ? 1 : 0);
    put_counted(out, state.epoch);
    out.put<std::uint64_t>(state.networks.size());
    for (const ShallowState::Network& network : state.networks) {
        put_counted(out, network.nodes.a);
        put_counted(out, network.nodes.w);
        put_counted(out, network.satisfied_at);
    }
    out.put(state.rows_spacing);
    out.put<std::uint64_t>(state.rows->size());
    for (std::size_t i = 0; i < state.rows->size(); ++i) {
        const ShallowRow& row = (*state.rows)[i];
        out.put(row.step);
        for (const ShallowMeasures& measures : row.networks) {
            for (const auto value : kMeasures) {
                out.put(measures.*value);
            }
        }
    }
    return out.take();
}

ShallowState parse_shallow(std::string_view settings, std::string_view numbers) {
    ShallowState out;
    const Json json = Json::parse(settings);
    out.config = parse_config(json.at("config").dump());
    out.diverged = json.at("diverged").get<bool>();
    out.message = json.at("message").get<std::string>();
    ByteReader in(numbers);
    out.step = in.get<std::int64_t>();
    out.order = read_random(in);
    out.epoch = counted<std::int32_t>(in);
    const std::uint64_t networks = in.get_count(24);
    for (std::uint64_t n = 0; n < networks; ++n) {
        ShallowState::Network& network = out.networks.emplace_back();
        network.nodes.a = counted<double>(in);
        network.nodes.w = counted<double>(in);
        network.satisfied_at = counted<std::int64_t>(in);
    }
    out.rows_spacing = in.get<std::int64_t>();
    out.rows = read_rows(in, out.networks.size());
    in.end();
    return out;
}

}  // namespace la
