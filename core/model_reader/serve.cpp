// The process that reads models.

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <thread>

#include <poll.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/engine/torch/module.h"
#include "core/model_reader/channel.h"
#include "core/model_reader/messages.h"
#include "core/model_reader/model_reader.h"
#include "core/model_reader/sandbox.h"

namespace la {

namespace {

constexpr std::uint64_t kLogBytes = std::uint64_t{1} << 20;

// Ends the process when the program has ended, in the middle of an endless model, too.
void end_with_the_program(int socket) {
    std::thread([socket] {
        pollfd closed{socket, 0, 0};
        while (poll(&closed, 1, -1) <= 0) {}
        _exit(0);
    }).detach();
}

// Answers questions about one model.
class Server {
  public:
    std::string answer(const std::string& message) {
        try {
            return answer_to(question_of(message));
        } catch (const std::bad_alloc&) {
            return encode_failure("it asks for more memory than a model may have");
        } catch (const std::exception& error) {
            return encode_failure(error.what());
        }
    }

  private:
    std::string answer_to(const ReaderQuestion& question) {
        switch (question.task) {
            case ReaderTask::Load:
                file_ = question.file;
                return encode(torch_module().load_model(file_));
            case ReaderTask::Open: {
                OpenedFlow opened =
                    torch_module().open_flow(file_, question.points, question.number);
                flow_ = std::move(opened.flow);
                return encode(opened.facts);
            }
            case ReaderTask::States:
                return encode(flow_->states(question.x));
            case ReaderTask::Tail:
                return encode(flow_->logits(question.number, question.x));
        }
        throw Error("unknown question");
    }

    std::string file_;
    std::unique_ptr<const ScriptFlow> flow_;
};

}  // namespace

bool is_model_reader(int argc, char** argv) {
    return argc == 3 && std::strcmp(argv[1], kReaderOption) == 0;
}

int serve_model_reader(char** argv) {
    Channel channel(kReaderSocket);
    end_with_the_program(channel.socket());
    ReaderGreeting greeting;
    try {
        torch_module();
    } catch (const std::exception& error) {
        greeting.failure = error.what();
    }
    close_range(kReaderSocket + 1, std::numeric_limits<unsigned>::max(), 0);
    limit_process(std::strtoull(argv[2], nullptr, 10), kLogBytes);
    greeting.not_isolated = enter_sandbox();
    Server server;
    std::string message;
    bool there = channel.send(encode(greeting));
    while (there && channel.receive(message, std::numeric_limits<std::uint64_t>::max())) {
        there = channel.send(server.answer(message));
    }
    // Not exit(): destructors of a stranger's model need not run.
    _exit(0);
}

}  // namespace la
