#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/names.h"

namespace la {

// Implementation of a training step. Auto leaves the choice to make_engine.
enum class EngineKind { Auto, Fused, Torch, Double };
template<>
inline constexpr std::array<std::string_view, 4> kNames<EngineKind>{"auto", "fused", "torch",
                                                                    "double"};
constexpr bool is_for_cpu(EngineKind engine) {
    return engine == EngineKind::Fused || engine == EngineKind::Double;
}

enum class DeviceKind { Auto, Cpu, Cuda, Mps };
template<>
inline constexpr std::array<std::string_view, 4> kNames<DeviceKind>{"auto", "cpu", "cuda", "mps"};

// Where an engine works: auto, cpu, cuda, cuda:N or mps, in files and on the command line. A valid
// Device need not exist on this machine: see check_device. Auto leaves the choice to make_engine.
struct Device {
    static constexpr int kNoIndex = -1;

    DeviceKind kind = DeviceKind::Auto;
    int index = kNoIndex;  // N of cuda:N; kNoIndex: the first GPU

    constexpr Device() = default;
    constexpr Device(DeviceKind device, int number = kNoIndex) : kind(device), index(number) {}
    // From a literal, checked by the compiler.
    consteval Device(const char* text) : Device(parse(text).value()) {}

    // Nothing if the text names no device.
    static constexpr std::optional<Device> parse(std::string_view text);
    std::string text() const;  // parse(text()) == *this

    bool is_gpu() const { return kind == DeviceKind::Cuda || kind == DeviceKind::Mps; }
    bool operator==(const Device&) const = default;
};

constexpr std::optional<Device> Device::parse(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::optional<DeviceKind> kind = value_named<DeviceKind>(text.substr(0, colon));
    if (!kind || colon == text.npos) {
        return kind ? std::optional<Device>(*kind) : std::nullopt;
    }
    const std::string_view digits = text.substr(colon + 1);
    if (*kind != DeviceKind::Cuda || digits.empty() || digits.size() > 2 ||
        (digits.size() == 2 && digits[0] == '0')) {
        return std::nullopt;
    }
    int index = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        index = 10 * index + (c - '0');
    }
    return Device(*kind, index);
}

}  // namespace la
