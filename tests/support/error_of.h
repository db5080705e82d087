#pragma once

#include <string>

#include "core/base/error.h"

namespace la {

// The line of the Error that a function throws; empty: it throws none.
template<class Function>
std::string error_of(Function function) {
    try {
        function();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace la
