#include "core/io/pytorch_script.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/io/run_folder.h"
#include "pytorch_file.h"

namespace la {

namespace {

constexpr std::size_t kLine = 112;         // characters of a line of numbers
constexpr std::int64_t kSomeSteps = 1000;  // of a script of a run that has taken none

std::string base64(std::span<const unsigned char> bytes) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t word = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            word = word << 8 | (j < count ? bytes[i + j] : 0u);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            out += j <= count ? kDigits[word >> (18 - 6 * j) & 63] : '=';
        }
    }
    return out;
}

// A string of Python over several lines, whose newlines its reader ignores.
template<class T>
std::string literal(std::span<const T> values) {
    std::vector<unsigned char> bytes(values.size_bytes());
    if (!bytes.empty()) {
        std::memcpy(bytes.data(), values.data(), bytes.size());
    }
    const std::string text = base64(bytes);
    std::string out = "\"\"\"";
    for (std::size_t at = 0; at < text.size(); at += kLine) {
        out += (at > 0 ? "\n" : "") + text.substr(at, kLine);
    }
    return out + "\"\"\"";
}

const char* name_of_member(const Snapshot& run, std::size_t member) {
    return run.is_a(member) ? "A" : "B";
}

// {"B": {"network": ..., "objective": ..., "optimizer": ...}}, which has no three quotes in a row.
std::string members_json(const Snapshot& run) {
    using Json = nlohmann::ordered_json;
    Json out;
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        const Json all = Json::parse(to_json(member_config(run, m)));
        Json& member = out[name_of_member(run, m)];
        for (const char* group : {"network", "objective", "optimizer"}) {
            member[group] = all.at(group);
        }
    }
    return out.dump(2, ' ', true, Json::error_handler_t::replace);
}

std::string points_of(const Dataset& data) {
    std::vector<float> points;
    for (int i = 0; i < data.train; ++i) {
        points.push_back(data.points[i].x);
        points.push_back(data.points[i].y);
    }
    return literal(std::span<const float>(points));
}

std::string targets_of(const Dataset& data) {
    const auto count = static_cast<std::size_t>(data.train);
    return data.has_values() ? literal(std::span(data.values).first(count))
                             : literal(std::span(data.labels).first(count));
}

std::string weights_of(const Snapshot& run) {
    std::string out = "{";
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        const std::vector<float>& values = (*run.history)[0].members[m].weights->values;
        out += std::string(m > 0 ? ",\n           " : "") + '"' + name_of_member(run, m) +
               "\": " + literal(std::span<const float>(values));
    }
    return out + "}";
}

std::string constants(const Snapshot& run) {
    const Dataset& data = *run.data;
    const std::int64_t every = run.rows && run.rows->size() > 1 ? (*run.rows)[1].step : 1;
    std::string out = "MEMBERS = json.loads(r\"\"\"" + members_json(run) + "\"\"\")\n";
    out += "ENGINE = \"" + run.engine + "\"  # of the run; double is double precision\n";
    out += "STEPS, EVERY = " + std::to_string(run.step > 0 ? run.step : kSomeSteps) + ", " +
           std::to_string(every) + "\n";
    out += std::string("VALUES = ") + (data.has_values() ? "True" : "False") +
           "  # points have numbers in the place of classes\n";
    out += "OUTPUTS = " + std::to_string(data.classes) + "\n";
    out += "# Numbers in base64: of the " + std::to_string(data.train) +
           " training points x and y (float32), their classes (uint8) or values (float32);\n"
           "# the first weights (float32) in the order of the network's parameters.\n";
    out += "POINTS = " + points_of(data) + "\n";
    out += "TARGETS = " + targets_of(data) + "\n";
    return out + "WEIGHTS = " + weights_of(run) + "\n";
}

void replace(std::string& text, std::string_view mark, const std::string& by) {
    text.replace(text.find(mark), mark.size(), by);
}

}  // namespace

std::string changed_in_its_midst(const Snapshot& run) {
    if (!run.changes || run.changes->empty()) {
        return "";
    }
    const SettingChange& first = run.changes->front();
    return first.name + " at step " + std::to_string(first.step);
}

std::string pytorch_script(const Snapshot& run) {
    if (run.kind == RunKind::Shallow) {
        throw Error(
            "a script has a residual network, and this is a shallow one; leave the mean-field "
            "laboratory (F6)");
    }
    if (run.status == Status::Frozen || !run.history || run.history->empty() ||
        (*run.history)[0].step != 0) {
        throw Error(
            "a script has a training from step 0, and this has none: a model says neither first "
            "weights nor batches; go back to a run");
    }
    const std::string changed = changed_in_its_midst(run);
    std::string out(pytorch_file("pytorch_run.py"));
    const std::string note = "\nThe run was changed in its midst (" + changed +
                             "); here its last settings are in force from step 0.\n";
    replace(out, "@NOTE@\n", (changed.empty() ? "" : note) + "\n");
    replace(out, "@RUN@\n", constants(run));
    return out;
}

}  // namespace la
