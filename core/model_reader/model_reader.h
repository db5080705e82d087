#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <glm/vec2.hpp>

#include "core/base/error.h"
#include "core/model/model_file.h"
#include "core/model_reader/recorded_model.h"

namespace la {

// Files of tensors are data, which this process reads (core/tensor_files). TorchScript is a
// program: a model of a stranger could read and write the user's files, crash, or never end. So a
// process of its own loads and runs such models: the program itself, started as `leastaction
// --model-reader`. It loads LibTorch, gives up every right but that to compute (sandbox.h), and
// then gets the bytes of the file. It answers questions over a socket.

struct ModelReaderOptions {
    // Also where the system cannot isolate the process.
    bool trust = false;
    // Asked about thirty times a second while a model is read or computes; true ends its process.
    // Called on the thread that waits. Empty: never.
    std::function<bool()> given_up{};
    // Receives what the model prints, up to 1 MiB; empty: dropped.
    std::filesystem::path log{};
    // Processor time of one question; more ends the process.
    double seconds = 30;
};

// The system offers no isolation, and the options do not trust the model.
class NotIsolated : public Error {
  public:
    using Error::Error;
};

// The usual name of ModelReaderOptions::log, in the state folder.
inline constexpr const char* kModelLog = "model.log";

class ModelProcess;

// An imported model in its process. After a failure (a crash, a question that takes too long, given
// up) all values are NaN, and failure() says why. States that are finite no more are a failure,
// too.
class IsolatedFlow : public ImportedFlow {
  public:
    virtual std::string failure() const = 0;  // empty: none; any thread
    virtual bool isolated() const = 0;
};

// A model file; a program is read by a process that lives as long as this and the flow made of it.
class ModelReader {
  public:
    // Reads recordings, safetensors, TorchScript files, and torch.save(net.state_dict(), f) from
    // Python. Throws Error naming the file; NotIsolated.
    explicit ModelReader(std::filesystem::path path, ModelReaderOptions options = {});

    const ModelFile& file() const { return file_; }  // of a recording: nothing
    const RecordedModel* recording() const { return recording_ ? &*recording_ : nullptr; }

    // The network of a TorchScript file. It has trajectory(x), which gives the states [L+1, n, q]
    // of points x [n, 2], and optionally forward(x) and tail(x, k), which give the logits
    // [n, classes] of points and of states at layer k; without these it has `classes` classes.
    // Throws Error naming the file and what does not fit, tried on these points; NotIsolated.
    std::shared_ptr<const IsolatedFlow> flow(std::span<const glm::vec2> points, int classes);

  private:
    ModelFile start();  // the process

    std::filesystem::path path_;
    ModelReaderOptions options_;
    std::string script_;                     // the bytes of a program
    std::shared_ptr<ModelProcess> process_;  // null: none was needed
    ModelFile file_;
    std::optional<RecordedModel> recording_;
};

// The process of the reader: main of a program that reads models calls it first, and returns what
// it returns. Nothing if the program was not started for that.
bool is_model_reader(int argc, char** argv);
int serve_model_reader(char** argv);

}  // namespace la
