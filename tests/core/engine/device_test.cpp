#include "core/engine/device.h"

#include <gtest/gtest.h>

namespace la {
namespace {

TEST(Device, ReadsWhatItWrites) {
    for (const char* text : {"auto", "cpu", "cuda", "cuda:0", "cuda:1", "cuda:99", "mps"}) {
        const auto device = Device::parse(text);
        ASSERT_TRUE(device) << text;
        EXPECT_EQ(device->text(), text);
    }
    EXPECT_EQ(Device("cuda:12"), Device(DeviceKind::Cuda, 12));
    EXPECT_NE(Device("cuda"), Device("cuda:0"));  // kept apart: text() returns what the user typed
}

TEST(Device, KnowsNoOtherNames) {
    for (const char* text : {"", "abacus", "CPU", "cudaxyz", "cuda:", "cuda:x", "cuda:1x",
                             "cuda:-1", "cuda:01", "cuda:100", "cpu:1", "mps:0", ":1", "cuda 1"}) {
        EXPECT_FALSE(Device::parse(text)) << text;
    }
}

TEST(Device, OnlyGpusNeedLibTorch) {
    EXPECT_FALSE(Device("auto").is_gpu());
    EXPECT_FALSE(Device("cpu").is_gpu());
    EXPECT_TRUE(Device("cuda:1").is_gpu());
    EXPECT_TRUE(Device("mps").is_gpu());
}

TEST(EngineKind, HasOneNamePerValue) {
    for (const EngineKind kind :
         {EngineKind::Auto, EngineKind::Fused, EngineKind::Torch, EngineKind::Double}) {
        EXPECT_EQ(value_named<EngineKind>(name_of(kind)), kind);
    }
    EXPECT_FALSE(value_named<EngineKind>("abacus"));
}

}  // namespace
}  // namespace la
