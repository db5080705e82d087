#include "core/tensor_files/tensor_file.h"
#include "core/model_reader/recorded_model.h"
#include "core/tensor_files/pickle.h"
#include "tests/fuzz/coverage/read_or_refuse.h"

// Models as data: a file as it is, or a pickle by itself, as mutated archives have wrong checksums.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return la::read_or_refuse(data, size, [](std::string_view bytes) {
        if (bytes.starts_with("\x80\x02")) {
            la::Pickle pickle(bytes);
            return;
        }
        const std::string file(bytes);
        if (la::is_recording(file)) {
            la::read_recording(file);
        } else {
            la::read_tensor_file(file);
        }
    });
}
