#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <glm/vec2.hpp>

#include "core/model/model_file.h"
#include "core/model/script_flow.h"

namespace la {

// How the program starts its model reader: `leastaction --model-reader BYTES`, with the socket as
// this descriptor and the most memory it may use.
inline constexpr const char* kReaderOption = "--model-reader";
inline constexpr int kReaderSocket = 3;

// What the program and its model reader say to each other. The program trusts no answer: the
// functions that read one throw Error for bytes that are not what they should be.

// The first message, from the reader.
struct ReaderGreeting {
    std::string failure;       // LibTorch cannot be loaded; empty: none
    std::string not_isolated;  // why; empty: isolated
};

enum class ReaderTask : std::uint8_t { Load, Open, States, Tail };

struct ReaderQuestion {
    ReaderTask task = ReaderTask::Load;
    std::string file;               // Load: the bytes of the model
    std::vector<glm::vec2> points;  // Open: those it is tried on
    int number = 0;                 // Open: classes; States, Tail: the layer
    std::vector<float> x;           // States, Tail: [n][q]
};

std::string encode(const ReaderGreeting& greeting);
std::string encode(const ReaderQuestion& question);
std::string encode(const ModelFile& file);
std::string encode(const FlowFacts& facts);
std::string encode(std::span<const float> values);
std::string encode_failure(std::string_view what);

ReaderGreeting greeting_of(std::string_view message);
ReaderQuestion question_of(std::string_view message);

// These throw Error with the reader's text, too, if the answer is a failure.
ModelFile file_of(std::string_view answer);
FlowFacts facts_of(std::string_view answer);
std::vector<float> values_of(std::string_view answer);

}  // namespace la
