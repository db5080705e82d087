#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/byte_stream.h"
#include "core/train/weights_rows.h"

namespace la {

// The rows of the weights log of a run, as a section of a session.
std::string weights_log_section(const WeightsRows& rows, std::int64_t spacing);

// Not yet checked. Throws Error.
struct KeptWeightsLog {
    std::shared_ptr<const WeightsRows> rows;
    std::int64_t spacing = 1;
};
KeptWeightsLog read_weights_log(ByteReader& in);

}  // namespace la
