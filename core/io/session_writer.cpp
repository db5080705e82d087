#include "core/io/session_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/byte_stream.h"
#include "core/config/config_json.h"
#include "core/io/change_json.h"
#include "core/io/container.h"
#include "core/io/session_container.h"
#include "core/io/shallow_section.h"
#include "core/io/stability_section.h"
#include "core/io/weights_section.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

// Nearly all kept steps have the same member configurations: each is written once.
class ConfigTable {
  public:
    std::uint32_t index(const MemberConfig& member) {
        for (std::size_t i = all_.size(); i-- > 0;) {  // mostly the newest
            if (all_[i] == member) {
                return static_cast<std::uint32_t>(i);
            }
        }
        all_.push_back(member);
        return static_cast<std::uint32_t>(all_.size() - 1);
    }
    const std::vector<MemberConfig>& all() const { return all_; }

  private:
    std::vector<MemberConfig> all_;
};

class DataTable {
  public:
    std::size_t index(const std::shared_ptr<const Dataset>& data) {
        const auto at = std::ranges::find(all_, data);
        if (at != all_.end()) {
            return static_cast<std::size_t>(at - all_.begin());
        }
        all_.push_back(data);
        return all_.size() - 1;
    }
    const std::vector<std::shared_ptr<const Dataset>>& all() const { return all_; }

  private:
    std::vector<std::shared_ptr<const Dataset>> all_;
};

Json config_json(const Config& config) {
    return Json::parse(to_json(config));
}

Json member_json(const MemberConfig& member) {
    Json out = config_json(
        {.network = member.network, .objective = member.objective, .optimizer = member.optimizer});
    out.erase("dataset");
    return out;
}

Json members_json(const std::vector<MemberConfig>& members) {
    Json out = Json::array();
    for (const MemberConfig& member : members) {
        out.push_back(member_json(member));
    }
    return out;
}

Json engine_json(const EngineOptions& engine) {
    return {{"engine", name_of(engine.engine)}, {"device", engine.device.text()}};
}

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void put_weights(ByteWriter& out, const MemberWeights& weights) {
    out.put<std::uint64_t>(weights.size());
    for (const auto& member : weights) {
        out.put<std::uint64_t>(member->values.size());
        out.put_all(member->values);
    }
}

std::string data_section(const DataTable& table) {
    ByteWriter out;
    out.put<std::uint64_t>(table.all().size());
    for (const auto& data : table.all()) {
        out.put<std::int32_t>(data->classes);
        out.put<std::int32_t>(data->train);
        out.put<std::uint64_t>(data->points.size());
        for (const glm::vec2 point : data->points) {
            out.put(point.x);
            out.put(point.y);
        }
        out.put_all(data->labels);
        out.put_all(data->values);  // none of classes, as the number of classes says
        out.put<std::uint64_t>(data->class_names.size());
        for (const std::string& name : data->class_names) {
            out.put<std::uint64_t>(name.size());
            out.put_all(std::span<const char>(name.data(), name.size()));
        }
    }
    return out.take();
}

void put_run(ByteWriter& out, const RunState& now) {
    out.put<std::uint64_t>(now.nu.size());
    out.put_all(now.nu);
    const Batches::State batches = now.batches.state();
    for (const std::uint64_t word : batches.random.words) {
        out.put(word);
    }
    out.put(batches.random.spare);
    out.put<std::uint8_t>(batches.random.has_spare ? 1 : 0);
    out.put<std::int32_t>(batches.at);
    out.put<std::uint64_t>(batches.order.size());
    out.put_all(batches.order);
}

std::string run_section(const TrainingState& s) {
    ByteWriter out;
    out.put(s.now.step);
    out.put(s.weights_step);
    put_run(out, s.now);
    return out.take();
}

// Without weights: those of the engines are the members'.
void put_engines(ByteWriter& out, const std::vector<EngineState>& engines) {
    out.put<std::uint64_t>(engines.size());
    for (const EngineState& engine : engines) {
        out.put(engine.updates);
        for (const auto* moments : {&engine.moment1, &engine.moment2}) {
            out.put<std::uint64_t>(moments->size());
            out.put_all(*moments);
        }
    }
}

// What the engines of the run, then of its checkpoints, have in double precision; empty if none
// has.
std::string exact_section(const TrainingState& s) {
    std::vector<const std::vector<double>*> all;
    const auto add = [&](const std::vector<EngineState>& engines) {
        for (const EngineState& engine : engines) {
            all.insert(all.end(), {&engine.weights64, &engine.moment1_64, &engine.moment2_64});
        }
    };
    add(s.engines);
    for (const auto& checkpoint : s.checkpoints.all()) {
        add(checkpoint->at->engines);
    }
    if (std::ranges::all_of(all, [](const auto* exact) { return exact->empty(); })) {
        return {};
    }
    ByteWriter out;
    out.put<std::uint64_t>(all.size());
    for (const std::vector<double>* exact : all) {
        out.put<std::uint64_t>(exact->size());
        out.put_all(*exact);
    }
    return out.take();
}

std::string optimiser_section(const TrainingState& s) {
    ByteWriter out;
    put_engines(out, s.engines);
    return out.take();
}

std::string checkpoints_section(const TrainingState& s) {
    ByteWriter out;
    out.put<std::uint64_t>(s.checkpoints.all().size());
    for (const auto& checkpoint : s.checkpoints.all()) {
        out.put(checkpoint->step());
        put_run(out, checkpoint->at->run);
        put_weights(out, checkpoint->weights);
        put_engines(out, checkpoint->at->engines);
    }
    return out.take();
}

// The settings of the checkpoints, once per row of checkpoints with equal settings.
Json checkpoints_json(const TrainingState& s, DataTable& data) {
    Json out = Json::array();
    const KeptCheckpoint* last = nullptr;
    for (const auto& checkpoint : s.checkpoints.all()) {
        if (last == nullptr || last->config != checkpoint->config ||
            last->members != checkpoint->members || last->data != checkpoint->data) {
            out.push_back({{"config", config_json(checkpoint->config)},
                           {"members", members_json(checkpoint->members)},
                           {"data", data.index(checkpoint->data)},
                           {"count", 0}});
        }
        out.back()["count"] = out.back()["count"].get<int>() + 1;
        last = checkpoint.get();
    }
    return out;
}

Json stop_json(const StopRule::State& stop) {
    const Json left = config_json({.stop = stop.left});
    return {
        {"left", left.value("stop", Json::object())}, {"least", stop.least}, {"since", stop.since}};
}

std::string metrics_section(const TrainingState& s) {
    ByteWriter out;
    out.put(s.rows_spacing);
    out.put<std::uint64_t>(s.rows->size());
    for (std::size_t i = 0; i < s.rows->size(); ++i) {
        const MetricsRow& row = (*s.rows)[i];
        out.put(row.step);
        out.put(row.epoch);
        for (std::size_t m = 0; m < row.members.size(); ++m) {
            const Metrics& x = row.members[m];
            for (const double value : {row.lambda[m], x.loss, x.train_accuracy, x.test_accuracy,
                                       x.penalty, x.cost, x.action, x.displacement}) {
                out.put(value);
            }
            for (const auto* values : {&x.displacement_class, &x.energy}) {
                out.put<std::uint64_t>(values->size());
                out.put_all(*values);
            }
        }
    }
    return out.take();
}

std::string history_section(const TrainingState& s, ConfigTable& configs) {
    ByteWriter out;
    out.put(s.history_spacing);
    out.put<std::uint64_t>(s.history->size());
    for (std::size_t i = 0; i < s.history->size(); ++i) {
        const KeptStep& kept = (*s.history)[i];
        out.put(kept.step);
        out.put(kept.epoch);
        for (const MemberSnapshot& member : kept.members) {
            out.put(configs.index(member.config));
            out.put(member.lambda);
            out.put(member.nu);
            out.put_all(member.weights->values);
        }
    }
    return out.take();
}

Json state_json(const TrainingState& s, const ConfigTable& configs, std::size_t data) {
    return {{"config", config_json(s.config)},
            {"members", members_json(s.members)},
            {"engine", engine_json(s.engine)},
            {"rows_every", s.rows_every},
            {"data", data},
            {"ensembles", s.groups},
            {"stop", stop_json(s.stop_rule.state())},
            {"diverged", s.diverged},
            {"message", s.message},
            {"kept", members_json(configs.all())}};
}

Json changes_json(const ChangeLog& log) {
    Json out = Json::array();
    for (const SettingChange& change : *log.changes()) {
        out.push_back({change.step, change.name, change.member, change.from, change.to});
    }
    return out;
}

Json recording_json(const Recording& recording, DataTable& data) {
    const Origin& origin = *recording.origin();
    Json out{{"config", config_json(origin.config)}, {"members", members_json(origin.members)},
             {"engine", engine_json(origin.engine)}, {"data", data.index(origin.data)},
             {"complete", recording.complete()},     {"changes", Json::array()}};
    for (std::size_t i = 0; i < recording.changes().size(); ++i) {
        const Recorded& recorded = recording.changes()[i];
        out["changes"].push_back({recorded.step, Json::parse(to_json(recorded.change))});
    }
    return out;
}

}  // namespace

std::string session_bytes(const SavedSession& session) {
    const TrainingState& s = session.training;
    DataTable data;
    ConfigTable configs;
    ByteWriter weights, origin;
    put_weights(weights, s.weights);
    put_weights(weights, s.given);
    put_weights(origin, s.recording.origin()->given);
    std::vector<Section> sections;
    sections.push_back({"history", history_section(s, configs)});
    sections.push_back({"state", text_of(state_json(s, configs, data.index(s.data)))});
    sections.push_back({"recording", text_of(recording_json(s.recording, data))});
    sections.push_back({"rewind", text_of(checkpoints_json(s, data))});
    sections.push_back({"data", data_section(data)});
    sections.push_back({"run", run_section(s)});
    sections.push_back({"weights", weights.take()});
    sections.push_back({"optimiser", optimiser_section(s)});
    sections.push_back({"rewind numbers", checkpoints_section(s)});
    if (std::string exact = exact_section(s); !exact.empty()) {
        sections.push_back({"double precision", std::move(exact)});
    }
    if (s.shallow) {
        sections.push_back({"shallow", shallow_settings(*s.shallow)});
        sections.push_back({"shallow numbers", shallow_numbers(*s.shallow)});
    }
    if (s.weights_rows) {
        sections.push_back(
            {"weights log", weights_log_section(*s.weights_rows, s.weights_spacing)});
    }
    if (s.stability) {
        sections.push_back({"stability", stability_section(*s.stability)});
    }
    sections.push_back({"metrics", metrics_section(s)});
    sections.push_back({"changes", text_of(changes_json(s.changes))});
    sections.push_back({"origin", origin.take()});
    sections.push_back({"app", session.app});
    return pack(kSessionContainer, sections);
}

}  // namespace la
