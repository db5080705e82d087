#include "app/lessons/lesson_json.h"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/config/condition_json.h"
#include "core/config/config_json.h"
#include "core/config/json_guard.h"
#include "core/config/names.h"
#include "core/io/presets.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t kMostCards = 60, kMostAnswers = 6, kLongestText = 2000;
constexpr double kMostSteps = 1e6;

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
    throw UsageError(message_line(path, 200) + ": " + what);
}

std::string text(const std::string& path, const Json& value) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() > kLongestText) {
        refuse(path, "not a text of 2000 bytes at most");
    }
    return value.get<std::string>();
}

double number(const std::string& path, const Json& value, double min, double max) {
    if (!value.is_number() || !(value.get<double>() >= min && value.get<double>() <= max)) {
        refuse(path,
               value.dump() + " is no number from " + Json(min).dump() + " to " + Json(max).dump());
    }
    return value.get<double>();
}

bool truth(const std::string& path, const Json& value) {
    if (!value.is_boolean()) {
        refuse(path, value.dump() + " is not true or false");
    }
    return value.get<bool>();
}

// The index of a word among the ones allowed.
template<class Names>
int one_of(const std::string& path, const Json& value, const Names& names) {
    std::string all;
    for (std::size_t i = 0; i < std::size(names); ++i) {
        if (value.is_string() && value.get_ref<const std::string&>() == names[i]) {
            return static_cast<int>(i);
        }
        all += (i > 0 ? ", " : "") + std::string(names[i]);
    }
    refuse(path, value.dump() + " is none of " + all);
}

// Reads the keys of an object, each by its own reader.
using Reader = std::function<void(const std::string& path, const Json& value)>;
using Readers = std::map<std::string, Reader>;

void read_object(const std::string& path, const Json& json, const Readers& readers) {
    if (!json.is_object()) {
        refuse(path.empty() ? "lesson" : path, "not an object");
    }
    for (const auto& [key, value] : json.items()) {
        const auto reader = readers.find(key);
        const std::string at = path.empty() ? key : path + "." + key;
        if (reader == readers.end()) {
            refuse(at, "unknown key");
        }
        reader->second(at, value);
    }
}

template<class Item>
void read_list(const std::string& path, const Json& json, std::size_t most,
               std::vector<Item>& items,
               const std::function<Item(const std::string&, const Json&)>& read) {
    if (!json.is_array() || json.size() > most) {
        refuse(path, "not a list of " + std::to_string(most) + " at most");
    }
    for (std::size_t i = 0; i < json.size(); ++i) {
        items.push_back(read(path + "[" + std::to_string(i) + "]", json[i]));
    }
}

Reader text_of(std::string& to) {
    return [&to](const std::string& path, const Json& value) { to = text(path, value); };
}

// The settings of a setup, tried on its preset, so that a fault is found here.
void try_settings(const std::string& path, const LessonSetup& setup) {
    if (setup.preset.empty() && !setup.set.empty()) {
        refuse(path + ".set", "needs a preset beside it");
    }
    if (setup.preset.empty()) {
        return;
    }
    try {
        Config config = find_preset(setup.preset).config;
        for (const std::string& assignment : setup.set) {
            set_field(config, assignment);
        }
    } catch (const UsageError& error) {
        refuse(path, error.what());
    }
}

LessonSetup read_setup(const std::string& path, const Json& json) {
    static constexpr std::array<const char*, 3> kLayouts{"a|b", "a+b", "b"};
    static constexpr std::array<const char*, 5> kSpeedNames{"50", "250", "1000", "4000", "max"};
    LessonSetup out;
    using Path = const std::string&;
    using In = const Json&;
    read_object(
        path, json,
        {{"preset", text_of(out.preset)},
         {"set", [&](Path at, In value) { read_list<std::string>(at, value, 40, out.set, text); }},
         {"laboratory",
          [&](Path at, In value) {
              out.laboratory =
                  static_cast<LaboratoryKind>(one_of(at, value, kNames<LaboratoryKind>));
          }},
         {"reset", [&](Path at, In value) { out.reset = truth(at, value); }},
         {"speed", [&](Path at, In value) { out.speed = one_of(at, value, kSpeedNames); }},
         {"lambda", [&](Path at, In value) { out.lambda = number(at, value, 0, 10); }},
         {"train_to",
          [&](Path at, In value) {
              out.train_to = static_cast<std::int64_t>(number(at, value, 1, kMostSteps));
          }},
         {"run", [&](Path at, In value) { out.run = truth(at, value); }},
         {"view",
          [&](Path at, In value) {
              out.view = static_cast<ViewKind>(one_of(at, value, kViewNames));
          }},
         {"layout",
          [&](Path at, In value) {
              out.layout = static_cast<PairLayout>(one_of(at, value, kLayouts));
          }},
         {"depth_part", [&](Path at, In value) { out.depth_part = number(at, value, 0, 1); }},
         {"refine",
          [&](Path at, In value) {
              out.refine = static_cast<int>(number(at, value, 1, 4));
              if (*out.refine == 3) {
                  refuse(at, "3 is not 1, 2 or 4");
              }
          }},
         {"section", [&](Path at, In value) {
              out.section = kSectionNames[one_of(at, value, kSectionNames)];
          }}});
    try_settings(path, out);
    return out;
}

LessonCheck read_check(const std::string& path, const Json& json) {
    if (!json.is_object()) {
        refuse(path, "not an object");
    }
    LessonCheck out;
    Json condition = json;
    if (json.contains("say")) {
        out.say = text(path + ".say", json["say"]);
        condition.erase("say");
    }
    if (out.say.empty()) {
        refuse(path + ".say", "missing; a check says what is to come about");
    }
    out.until = parse_condition(condition.dump(), path);
    return out;
}

LessonAnswer read_answer(const std::string& path, const Json& json) {
    LessonAnswer out;
    read_object(path, json,
                {{"text", text_of(out.text)},
                 {"say", text_of(out.say)},
                 {"right", [&](const std::string& at, const Json& value) {
                      out.right = truth(at, value);
                  }}});
    if (out.text.empty() || out.say.empty()) {
        refuse(path, "an answer needs \"text\", and in \"say\" what is said of it");
    }
    return out;
}

void check_question(const std::string& path, const LessonQuestion& q) {
    if (q.text.empty()) {
        refuse(path + ".text", "missing");
    }
    if (!q.answers.empty()) {
        const auto right = std::ranges::count(q.answers, true, &LessonAnswer::right);
        if (right == 0 || right == static_cast<long>(q.answers.size())) {
            refuse(path + ".answers",
                   right == 0 ? "one of them must be right" : "one of them must be wrong");
        }
        if (!q.value.empty() || q.equals) {
            refuse(path, "has answers and a number: one of the two");
        }
        return;
    }
    if (q.value.empty() == !q.equals) {
        refuse(path, "needs \"answers\", or one of \"value\" and \"equals\"");
    }
    const StateValue* value = q.equals ? nullptr : find_state_value(q.value);
    if (!q.equals && (value == nullptr || value->word)) {
        refuse(path + ".value",
               "\"" + message_line(q.value, 60) + "\" is no number; docs/lessons.md lists them");
    }
    if (q.right.empty() || q.wrong.empty()) {
        refuse(path, "a number needs \"right\" and \"wrong\", what is said of it");
    }
}

LessonQuestion read_question(const std::string& path, const Json& json) {
    LessonQuestion out;
    using Path = const std::string&;
    using In = const Json&;
    read_object(
        path, json,
        {{"text", text_of(out.text)},
         {"answers",
          [&](Path at, In value) {
              read_list<LessonAnswer>(at, value, kMostAnswers, out.answers, read_answer);
          }},
         {"value", text_of(out.value)},
         {"equals", [&](Path at, In value) { out.equals = number(at, value, -1e12, 1e12); }},
         {"within", [&](Path at, In value) { out.within = number(at, value, 0, 10); }},
         {"off", [&](Path at, In value) { out.off = number(at, value, 0, 1e12); }},
         {"right", text_of(out.right)},
         {"wrong", text_of(out.wrong)}});
    check_question(path, out);
    return out;
}

LessonCard read_card(const std::string& path, const Json& json) {
    LessonCard out;
    using Path = const std::string&;
    using In = const Json&;
    read_object(
        path, json,
        {{"title", text_of(out.title)},
         {"text", text_of(out.text)},
         {"do", text_of(out.act)},
         {"see", text_of(out.see)},
         {"ring", text_of(out.ring)},
         {"setup", [&](Path at, In value) { out.setup = read_setup(at, value); }},
         {"checks",
          [&](Path at, In value) { read_list<LessonCheck>(at, value, 6, out.checks, read_check); }},
         {"ask", [&](Path at, In value) { out.ask = read_question(at, value); }}});
    if (out.title.empty()) {
        refuse(path + ".title", "missing");
    }
    return out;
}

}  // namespace

Lesson parse_lesson(std::string_view json, const std::string& name) {
    guard_json(json);
    const Json object = Json::parse(json, nullptr, false);
    if (object.is_discarded()) {
        throw UsageError("it is no JSON");
    }
    Lesson out;
    out.name = name;
    using Path = const std::string&;
    using In = const Json&;
    read_object(
        "", object,
        {{"title", text_of(out.title)},
         {"story", text_of(out.story)},
         {"minutes",
          [&](Path at, In value) { out.minutes = static_cast<int>(number(at, value, 1, 600)); }},
         {"laboratory",
          [&](Path at, In value) {
              out.laboratory =
                  static_cast<LaboratoryKind>(one_of(at, value, kNames<LaboratoryKind>));
          }},
         {"measures", [&](Path at, In value) { out.measures = truth(at, value); }},
         {"cards", [&](Path at, In value) {
              read_list<LessonCard>(at, value, kMostCards, out.cards, read_card);
          }}});
    if (out.title.empty() || out.cards.empty()) {
        refuse(out.title.empty() ? "title" : "cards", "missing");
    }
    if (out.cards.front().setup.preset.empty()) {
        refuse("cards[0].setup.preset", "missing; a lesson begins with a preset");
    }
    return out;
}

}  // namespace la
