#pragma once

#include <chrono>
#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "core/train/trainer.h"
#include "tests/support/patience.h"

namespace la {

// Waits until the newest snapshot satisfies the condition, and returns the last one in any case.
template<class Condition>
std::shared_ptr<const Snapshot> wait_for(const Trainer& trainer, Condition condition) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    auto snapshot = trainer.snapshot();
    while (!condition(*snapshot) && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        snapshot = trainer.snapshot();
    }
    EXPECT_TRUE(condition(*snapshot));
    return snapshot;
}

}  // namespace la
