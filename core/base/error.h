#pragma once

#include <stdexcept>

namespace la {

// A failure told to the user: one line that says what failed, on what, and what to try. Thrown at
// boundaries only (command line, files, engines); main prints it and exits with 1.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// A wrong request (unknown key, value out of range): main exits with 2.
class UsageError : public Error {
  public:
    using Error::Error;
};

// A signal ended the wait for something: main exits with 130.
class Interrupted : public Error {
  public:
    using Error::Error;
};

}  // namespace la
