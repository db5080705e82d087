#include "core/model_reader/messages.h"

#include <cmath>

#include "core/base/byte_stream.h"
#include "core/base/error.h"
#include "core/base/message_line.h"

namespace la {

namespace {

constexpr std::size_t kLongestLine = 1000;
void put_text(ByteWriter& out, std::string_view text) {
    out.put(static_cast<std::uint64_t>(text.size()));
    out.put_all(std::span<const char>(text));
}

std::string get_text(ByteReader& in) {
    const std::vector<char> text = in.get_all<char>(in.get_count(1));
    return {text.begin(), text.end()};
}

// A line for the user: without control characters, and not endless.
std::string get_line(ByteReader& in) {
    return message_line(get_text(in).substr(0, kLongestLine));
}

template<class T>
void put_list(ByteWriter& out, std::span<const T> values) {
    out.put(static_cast<std::uint64_t>(values.size()));
    out.put_all(values);
}

template<class T>
std::vector<T> get_list(ByteReader& in) {
    return in.get_all<T>(in.get_count(sizeof(T)));
}

// An answer: true, then the value; or false, then why there is none.
ByteWriter answer() {
    ByteWriter out;
    out.put(true);
    return out;
}

ByteReader begin_answer(std::string_view message) {
    ByteReader in(message);
    if (!in.get<bool>()) {
        const std::string why = get_line(in);
        throw Error(why.empty() ? "it failed without a word" : why);
    }
    return in;
}

int get_within(ByteReader& in, int low, int high) {
    const auto value = in.get<std::int32_t>();
    if (value < low || value > high) {
        throw Error("its reader answers nonsense");
    }
    return value;
}

}  // namespace

std::string encode(const ReaderGreeting& greeting) {
    ByteWriter out;
    put_text(out, greeting.failure);
    put_text(out, greeting.not_isolated);
    return out.take();
}

ReaderGreeting greeting_of(std::string_view message) {
    ByteReader in(message);
    ReaderGreeting out;
    out.failure = get_line(in);
    out.not_isolated = get_line(in);
    in.end();
    return out;
}

std::string encode(const ReaderQuestion& question) {
    ByteWriter out;
    out.put(static_cast<std::uint8_t>(question.task));
    put_text(out, question.file);
    out.put(static_cast<std::uint64_t>(question.points.size()));
    for (const glm::vec2 point : question.points) {
        out.put(point.x);
        out.put(point.y);
    }
    out.put(static_cast<std::int32_t>(question.number));
    put_list(out, std::span<const float>(question.x));
    return out.take();
}

ReaderQuestion question_of(std::string_view message) {
    ByteReader in(message);
    ReaderQuestion out;
    out.task = static_cast<ReaderTask>(in.get<std::uint8_t>());
    out.file = get_text(in);
    out.points.resize(in.get_count(2 * sizeof(float)));
    for (glm::vec2& point : out.points) {
        point.x = in.get<float>();
        point.y = in.get<float>();
    }
    out.number = in.get<std::int32_t>();
    out.x = get_list<float>(in);
    in.end();
    return out;
}

std::string encode(const ModelFile& file) {
    ByteWriter out = answer();
    out.put(file.script);
    put_text(out, file.config);
    out.put(static_cast<std::uint64_t>(file.parameters.size()));
    for (const ModelFile::Parameter& parameter : file.parameters) {
        put_text(out, parameter.name);
        put_list(out, std::span<const std::int64_t>(parameter.shape));
        put_list(out, std::span<const float>(parameter.values));
    }
    return out.take();
}

ModelFile file_of(std::string_view message) {
    ByteReader in = begin_answer(message);
    ModelFile out;
    out.script = in.get<bool>();
    out.config = get_text(in);
    constexpr std::size_t kCounts = 3 * sizeof(std::uint64_t);  // of an empty parameter
    out.parameters.resize(in.get_count(kCounts));
    for (ModelFile::Parameter& parameter : out.parameters) {
        parameter.name = get_line(in);
        parameter.shape = get_list<std::int64_t>(in);
        parameter.values = get_list<float>(in);
    }
    in.end();
    return out;
}

std::string encode(const FlowFacts& facts) {
    ByteWriter out = answer();
    for (const int value : {facts.layers, facts.dimension, facts.classes}) {
        out.put(static_cast<std::int32_t>(value));
    }
    out.put(facts.forward);
    out.put(facts.tail);
    out.put(static_cast<std::uint64_t>(facts.notes.size()));
    for (const std::string& note : facts.notes) {
        put_text(out, note);
    }
    return out.take();
}

FlowFacts facts_of(std::string_view message) {
    ByteReader in = begin_answer(message);
    FlowFacts out;
    out.layers = get_within(in, 1, kMaxFlowLayers);
    out.dimension = get_within(in, 2, kMaxFlowDimensions);
    out.classes = get_within(in, 1, kMaxFlowClasses);
    out.forward = in.get<bool>();
    out.tail = in.get<bool>();
    out.notes.resize(in.get_count(sizeof(std::uint64_t)));
    for (std::string& note : out.notes) {
        note = get_line(in);
    }
    in.end();
    return out;
}

std::string encode(std::span<const float> values) {
    ByteWriter out = answer();
    put_list(out, values);
    return out.take();
}

std::vector<float> values_of(std::string_view message) {
    ByteReader in = begin_answer(message);
    std::vector<float> out = get_list<float>(in);
    in.end();
    return out;
}

std::string encode_failure(std::string_view what) {
    ByteWriter out;
    out.put(false);
    put_text(out, what);
    return out.take();
}

}  // namespace la
