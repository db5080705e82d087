// The main of the tests that read models: a process that reads models is the program itself.

#include <gtest/gtest.h>

#include "core/model_reader/model_reader.h"

int main(int argc, char** argv) {
    if (la::is_model_reader(argc, argv)) {
        return la::serve_model_reader(argv);
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
