#include "app/commands/data_notes.h"

#include <string>

#include "app/commands/commands.h"
#include "core/data/data_scale.h"

namespace la {

void print_data_notes(const DatasetConfig& config, const Dataset& data) {
    for (const std::string& note : data.notes) {
        report_error(note, 0);
    }
    if (const std::string scale = raw_scale(config, data); !scale.empty()) {
        report_error(scale + ": standardise? --set dataset.standardise=true", 0);
    }
}

}  // namespace la
