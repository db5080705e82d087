#pragma once

#include <string>
#include <vector>

#include "core/base/random.h"

namespace la {

// Configurations of the laboratories, to be mutated: shallow.*, stability.*, dataset.task and
// network.kind.
std::vector<std::string> laboratory_configs();
std::vector<std::string> laboratory_words();

// One of them with some of its fields set: the number of the configuration, then lines of --set.
std::string random_laboratory(Random& random);
void run_settings(const std::string& text);

// Reads one, writes it, and where it is accepted and small takes two steps of what it asks for.
// Throws Error where it is refused, and std::logic_error where something is wrong.
void run_laboratory(const std::string& text);

}  // namespace la
