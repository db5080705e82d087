#pragma once

#include <stdexcept>

namespace la {

// What went wrong, for a person: one line that says what failed, on what, and what to try.
// Thrown at boundaries only (command line, files, engines); main prints it and exits with 1.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// The request itself was wrong (unknown key, value out of range): main exits with 2.
class UsageError : public Error {
  public:
    using Error::Error;
};

}  // namespace la
