#include "core/io/session_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/byte_stream.h"
#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/config/json_guard.h"
#include "core/io/change_json.h"
#include "core/io/container.h"
#include "core/io/session_container.h"
#include "core/io/shallow_section.h"
#include "core/io/stability_section.h"
#include "core/io/weights_section.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

// Puts the sections of a session together, then checks the whole by check().

std::int64_t whole(const Json& json, std::int64_t min, std::int64_t max) {
    if (!json.is_number_integer() || json.get<std::int64_t>() < min ||
        json.get<std::int64_t>() > max) {
        throw Error(json.dump(-1, ' ', false, Json::error_handler_t::replace) +
                    " is not a whole number from " + std::to_string(min) + " to " +
                    std::to_string(max));
    }
    return json.get<std::int64_t>();
}

constexpr std::int64_t kMax = 1'000'000'000'000'000;

class Reader {
  public:
    explicit Reader(std::string_view bytes) : sections_(unpack(kSessionContainer, bytes)) {}

    SavedSession read();

  private:
    bool has(std::string_view name) const {
        return std::ranges::find(sections_, name, &SectionView::name) != sections_.end();
    }
    std::string_view section(std::string_view name) const;

    // Runs `what` on a section; an Error of it names the section.
    template<class What>
    void in(std::string_view name, What what) {
        const std::string_view bytes = section(name);
        try {
            what(bytes);
        } catch (const Json::exception& error) {
            throw Error("its section " + std::string(name) + " makes no sense: " + error.what());
        } catch (const Error& error) {
            throw Error("its section " + std::string(name) + ": " + error.what());
        }
    }
    template<class What>
    void in_numbers(std::string_view name, What what) {
        in(name, [&](std::string_view bytes) {
            ByteReader reader(bytes);
            what(reader);
            reader.end();
        });
    }
    template<class What>
    void in_json(std::string_view name, What what) {
        in(name, [&](std::string_view bytes) {
            guard_json(bytes);
            what(Json::parse(bytes));
        });
    }

    std::shared_ptr<const Dataset> data(const Json& index) const {
        if (data_.empty()) {
            throw Error("it has no data");
        }
        return data_[static_cast<std::size_t>(
            whole(index, 0, static_cast<std::int64_t>(data_.size()) - 1))];
    }
    void read_data(ByteReader& in);
    void read_state(const Json& json);
    RunState read_batches(ByteReader& in, const OptimizerConfig& optimizer);
    void read_run(ByteReader& in);
    MemberWeights read_weights(ByteReader& in, const std::vector<MemberConfig>& members,
                               int classes);
    std::vector<EngineState> read_engines(ByteReader& in, const MemberWeights& weights);
    void read_exact(ByteReader& in);
    void read_checkpoints(const Json& json, ByteReader& in);
    void read_metrics(ByteReader& in);
    void read_history(ByteReader& in);
    void read_changes(const Json& json);
    void read_recording(const Json& json, ByteReader& given);

    std::vector<SectionView> sections_;
    std::vector<std::shared_ptr<const Dataset>> data_;
    std::vector<MemberConfig> kept_configs_;
    std::vector<std::vector<double>> exact_;  // in the order in which engines are read
    std::size_t exact_read_ = 0;
    SavedSession out_;
    TrainingState& s_ = out_.training;
};

std::string_view Reader::section(std::string_view name) const {
    const auto at = std::ranges::find(sections_, name, &SectionView::name);
    if (at == sections_.end()) {
        throw Error("it is damaged: there is no section " + std::string(name));
    }
    return at->bytes;
}

MemberConfig member_of(const Json& json) {
    const Config config = parse_config(json.dump());
    return {config.network, config.objective, config.optimizer};
}

std::vector<MemberConfig> members_in(const Json& json) {
    if (!json.is_array()) {
        throw Error("members are not a list");
    }
    std::vector<MemberConfig> out;
    for (const Json& member : json) {
        out.push_back(member_of(member));
    }
    return out;
}

EngineOptions engine_of(const Json& json) {
    const auto engine_name = json.at("engine").get<std::string>();
    const auto device_name = json.at("device").get<std::string>();
    const auto engine = value_named<EngineKind>(engine_name);
    const auto device = Device::parse(device_name);
    if (!engine || !device) {
        throw Error("there is no engine " + engine_name + " on a device " + device_name);
    }
    return {.device = *device, .engine = *engine};
}

StopRule::State stop_of(const Json& json) {
    StopRule::State out;
    out.left = parse_config(Json{{"stop", json.at("left")}}.dump()).stop;
    out.least = json.at("least").get<double>();
    out.since = static_cast<int>(whole(json.at("since"), -1, 1'000'000'000));
    return out;
}

void Reader::read_data(ByteReader& in) {
    const std::uint64_t count = in.get_count(16);
    for (std::uint64_t i = 0; i < count; ++i) {
        auto data = std::make_shared<Dataset>();
        data->classes = in.get<std::int32_t>();
        if (data->classes < 1 || data->classes > 10) {
            throw Error("the data has an impossible number of classes");
        }
        data->train = in.get<std::int32_t>();
        const std::uint64_t points = in.get_count(9);
        const std::vector<float> numbers = in.get_all<float>(2 * points);
        data->points.resize(points);
        for (std::size_t p = 0; p < points; ++p) {
            data->points[p] = {numbers[2 * p], numbers[2 * p + 1]};
        }
        data->labels = in.get_all<std::uint8_t>(points);
        if (data->classes == 1) {
            set_values(*data, in.get_all<float>(points));
        }
        const std::uint64_t names = in.get_count(8);
        for (std::uint64_t c = 0; c < names; ++c) {
            const std::vector<char> name = in.get_all<char>(in.get_count(1));
            data->class_names.emplace_back(name.begin(), name.end());
        }
        data_.push_back(std::move(data));
    }
}

void Reader::read_state(const Json& json) {
    s_.config = parse_config(json.at("config").dump());
    s_.members = members_in(json.at("members"));
    if (s_.members.size() != members_of(s_.config).size()) {
        throw Error("the members are not those of the configuration");
    }
    s_.engine = engine_of(json.at("engine"));
    s_.rows_every = whole(json.at("rows_every"), 0, kMax);
    s_.data = data(json.at("data"));
    for (const Json& group : json.at("ensembles")) {
        s_.groups.emplace_back();
        for (const Json& member : group) {
            s_.groups.back().push_back(static_cast<int>(whole(member, 0, 1)));
        }
    }
    s_.stop_rule.set(s_.config.stop);
    if (json.contains("stop")) {  // missing in the first sessions
        s_.stop_rule = StopRule(stop_of(json.at("stop")));
    }
    s_.diverged = json.at("diverged").get<bool>();
    s_.message = json.at("message").get<std::string>();
    kept_configs_ = members_in(json.at("kept"));
}

RunState Reader::read_batches(ByteReader& in, const OptimizerConfig& optimizer) {
    RunState out;
    out.nu = in.get_all<double>(in.get_count(8));
    Batches::State batches;
    for (std::uint64_t& word : batches.random.words) {
        word = in.get<std::uint64_t>();
    }
    batches.random.spare = in.get<double>();
    batches.random.has_spare = in.get<std::uint8_t>() != 0;
    batches.at = in.get<std::int32_t>();
    batches.order = in.get_all<std::int32_t>(in.get_count(4));
    out.batches = Batches(batches, optimizer);
    return out;
}

void Reader::read_run(ByteReader& in) {
    const auto step = in.get<std::int64_t>();
    s_.weights_step = in.get<std::int64_t>();
    s_.now = read_batches(in, s_.config.optimizer);
    s_.now.step = step;
}

MemberWeights Reader::read_weights(ByteReader& in, const std::vector<MemberConfig>& members,
                                   int classes) {
    MemberWeights out;
    const std::uint64_t count = in.get_count(8);
    if (count > members.size()) {
        throw Error("there are more networks than members");
    }
    for (std::uint64_t m = 0; m < count; ++m) {
        out.push_back(std::make_shared<Weights>(
            Weights{members[m].network, classes, in.get_all<float>(in.get_count(4))}));
    }
    return out;
}

std::vector<EngineState> Reader::read_engines(ByteReader& in, const MemberWeights& weights) {
    std::vector<EngineState> out;
    const std::uint64_t count = in.get_count(24);
    if (count > s_.groups.size()) {
        throw Error("there are more states than ensembles");
    }
    for (std::uint64_t i = 0; i < count; ++i) {
        EngineState state{.updates = in.get<std::int64_t>()};
        state.moment1 = in.get_all<float>(in.get_count(4));
        state.moment2 = in.get_all<float>(in.get_count(4));
        for (auto* exact : {&state.weights64, &state.moment1_64, &state.moment2_64}) {
            if (exact_read_ < exact_.size()) {
                *exact = std::move(exact_[exact_read_++]);
            }
        }
        for (const int m : s_.groups[i]) {
            if (static_cast<std::size_t>(m) < weights.size()) {
                const std::vector<float>& own = weights[m]->values;
                state.weights.insert(state.weights.end(), own.begin(), own.end());
            }
        }
        out.push_back(std::move(state));
    }
    return out;
}

void Reader::read_exact(ByteReader& in) {
    const std::uint64_t count = in.get_count(8);
    for (std::uint64_t i = 0; i < count; ++i) {
        exact_.push_back(in.get_all<double>(in.get_count(8)));
    }
}

void Reader::read_checkpoints(const Json& json, ByteReader& in) {
    const std::uint64_t count = in.get_count(64);
    if (count > Checkpoints::kMax) {
        throw Error("it has more checkpoints than it can have");
    }
    std::uint64_t read = 0;
    std::int64_t last = -1;
    for (const Json& settings : json) {
        const Config config = parse_config(settings.at("config").dump());
        const std::vector<MemberConfig> members = members_in(settings.at("members"));
        const auto points = data(settings.at("data"));
        const std::int64_t same = whole(settings.at("count"), 1, Checkpoints::kMax);
        for (std::int64_t i = 0; i < same && read < count; ++i, ++read) {
            auto kept = std::make_shared<KeptCheckpoint>();
            const auto step = in.get<std::int64_t>();
            if (step <= last) {
                throw Error("the steps of the checkpoints are not in order");
            }
            Checkpoint at{.run = read_batches(in, config.optimizer), .engines = {}};
            at.run.step = last = step;
            kept->weights = read_weights(in, members, s_.data->classes);
            at.engines = read_engines(in, kept->weights);
            kept->at = std::make_shared<const Checkpoint>(std::move(at));
            kept->config = config;
            kept->members = members;
            kept->data = points;
            s_.checkpoints.keep(std::move(kept));
        }
    }
    if (read != count) {
        throw Error("a checkpoint has no settings");
    }
}

void Reader::read_metrics(ByteReader& in) {
    s_.rows_spacing = in.get<std::int64_t>();
    StepLog<MetricsRow> log(1, 0);
    const std::uint64_t count = in.get_count(16 + 80 * s_.members.size());
    for (std::uint64_t i = 0; i < count; ++i) {
        MetricsRow row{.step = in.get<std::int64_t>(), .epoch = in.get<std::int64_t>()};
        for (std::size_t m = 0; m < s_.members.size(); ++m) {
            Metrics x;
            row.lambda.push_back(in.get<double>());
            for (double* value : {&x.loss, &x.train_accuracy, &x.test_accuracy, &x.penalty, &x.cost,
                                  &x.action, &x.displacement}) {
                *value = in.get<double>();
            }
            x.displacement_class = in.get_all<double>(in.get_count(8));
            x.energy = in.get_all<double>(in.get_count(8));
            row.members.push_back(std::move(x));
        }
        log.append(std::move(row));
    }
    s_.rows = log.rows();
}

void Reader::read_history(ByteReader& in) {
    s_.history_spacing = in.get<std::int64_t>();
    StepLog<KeptStep> log(1, 0);
    const std::uint64_t count = in.get_count(16 + 20 * s_.members.size());
    for (std::uint64_t i = 0; i < count; ++i) {
        KeptStep kept{
            .step = in.get<std::int64_t>(), .epoch = in.get<std::int64_t>(), .members = {}};
        for (const MemberConfig& member : s_.members) {
            const auto config = in.get<std::uint32_t>();
            if (config >= kept_configs_.size()) {
                throw Error("a kept step has a configuration that is not there");
            }
            MemberSnapshot one{.config = kept_configs_[config], .weights = nullptr};
            one.lambda = in.get<double>();
            one.nu = in.get<double>();
            const std::size_t size = WeightLayout(member.network, s_.data->classes).size;
            one.weights = std::make_shared<Weights>(
                Weights{one.config.network, s_.data->classes, in.get_all<float>(size)});
            kept.members.push_back(std::move(one));
        }
        log.append(std::move(kept));
    }
    s_.history = log.rows();
}

void Reader::read_changes(const Json& json) {
    std::vector<SettingChange> changes;
    for (const Json& change : json) {
        changes.push_back({.step = whole(change.at(0), 0, kMax),
                           .name = change.at(1).get<std::string>(),
                           .member = static_cast<int>(whole(change.at(2), -1, 1)),
                           .from = change.at(3).get<std::string>(),
                           .to = change.at(4).get<std::string>()});
    }
    if (changes.size() > ChangeLog::kMax) {
        throw Error("it has more changes than it can have");
    }
    s_.changes = ChangeLog(std::move(changes));
}

void Reader::read_recording(const Json& json, ByteReader& given) {
    Origin origin{.config = parse_config(json.at("config").dump()),
                  .engine = engine_of(json.at("engine")),
                  .members = members_in(json.at("members")),
                  .data = data(json.at("data")),
                  .given = {}};
    origin.given = read_weights(given, origin.members, origin.data->classes);
    std::vector<Recorded> changes;
    for (const Json& recorded : json.at("changes")) {
        changes.push_back({whole(recorded.at(0), 0, kMax), parse_change(recorded.at(1).dump())});
    }
    if (changes.size() > Recording::kMax) {
        throw Error("it has more changes than it can have");
    }
    s_.recording = Recording(std::move(origin), changes, json.at("complete").get<bool>());
}

SavedSession Reader::read() {
    in_numbers("data", [this](ByteReader& in) { read_data(in); });
    in_json("state", [this](const Json& json) { read_state(json); });
    in_numbers("run", [this](ByteReader& in) { read_run(in); });
    in_numbers("weights", [this](ByteReader& in) {
        s_.weights = read_weights(in, s_.members, s_.data->classes);
        s_.given = read_weights(in, s_.members, s_.data->classes);
    });
    if (has("double precision")) {  // where no engine has that, it is missing
        in_numbers("double precision", [this](ByteReader& in) { read_exact(in); });
    }
    in_numbers("optimiser", [this](ByteReader& in) { s_.engines = read_engines(in, s_.weights); });
    if (has("rewind")) {  // missing in the first sessions
        in_numbers("rewind numbers", [this](ByteReader& in) {
            in_json("rewind", [&](const Json& json) { read_checkpoints(json, in); });
        });
    }
    if (exact_read_ != exact_.size()) {
        throw Error("it has more numbers in double precision than engines");
    }
    if (has("shallow")) {  // where there is no such run, it is missing
        in("shallow", [this](std::string_view settings) {
            guard_json(settings);
            const std::string_view numbers = section("shallow numbers");
            s_.shallow = std::make_shared<const ShallowState>(parse_shallow(settings, numbers));
        });
    }
    if (has("weights log")) {  // the same
        in_numbers("weights log", [this](ByteReader& in) {
            auto [rows, spacing] = read_weights_log(in);
            s_.weights_rows = std::move(rows);
            s_.weights_spacing = spacing;
        });
    }
    if (has("stability")) {  // where nothing is carried along, it is missing
        in("stability", [this](std::string_view numbers) {
            s_.stability = std::make_shared<const StabilityState>(parse_stability(numbers));
        });
    }
    in_numbers("metrics", [this](ByteReader& in) { read_metrics(in); });
    in_numbers("history", [this](ByteReader& in) { read_history(in); });
    in_json("changes", [this](const Json& json) { read_changes(json); });
    in_numbers("origin", [this](ByteReader& given) {
        in_json("recording", [&](const Json& json) { read_recording(json, given); });
    });
    in("app", [this](std::string_view bytes) {
        guard_json(bytes);
        out_.app = bytes;
    });
    try {
        check(s_);
    } catch (const Error& error) {
        throw Error(std::string("it is at odds with itself: ") + error.what());
    }
    return std::move(out_);
}

}  // namespace

SavedSession parse_session(std::string_view bytes) {
    return Reader(bytes).read();
}

}  // namespace la
