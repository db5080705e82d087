#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>

namespace la {

// xoshiro256** seeded by splitmix64 (Blackman, Vigna 2018): the one generator of the project.
// std:: distributions and LibTorch's generator differ between platforms and versions; this does
// not.
class Random {
  public:
    // Everything that later numbers depend on; the words are not all 0.
    struct State {
        std::array<std::uint64_t, 4> words{};
        double spare = 0;
        bool has_spare = false;
        bool operator==(const State&) const = default;
    };

    explicit Random(std::uint64_t seed) {
        for (auto& word : state_) {
            seed += 0x9e3779b97f4a7c15u;
            std::uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
            word = z ^ (z >> 31);
        }
    }

    explicit Random(const State& state)
        : state_(state.words), spare_(state.spare), has_spare_(state.has_spare) {}
    State state() const { return {state_, spare_, has_spare_}; }

    std::uint64_t next() {
        const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
        const std::uint64_t t = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= t;
        state_[3] = rotate(state_[3], 45);
        return result;
    }

    // Uniform in [0, 1) with 53 random bits.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    // Standard normal, by Box and Muller; both values of a pair are used.
    double normal() {
        if (has_spare_) {
            has_spare_ = false;
            return spare_;
        }
        const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
        const double angle = 2.0 * std::numbers::pi * uniform();
        spare_ = radius * std::sin(angle);
        has_spare_ = true;
        return radius * std::cos(angle);
    }

    // Uniform in 0..n-1, without bias (rejection); n > 0.
    std::uint64_t below(std::uint64_t n) {
        std::uint64_t value = next();
        if (value < n) {  // rare: only then is the slow division needed
            const std::uint64_t limit = (0 - n) % n;
            while (value < limit) {
                value = next();
            }
        }
        return value % n;
    }

    // Fisher-Yates.
    template<class T>
    void shuffle(std::span<T> items) {
        for (std::size_t i = items.size(); i > 1; --i) {
            std::swap(items[i - 1], items[below(i)]);
        }
    }

  private:
    static std::uint64_t rotate(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

    std::array<std::uint64_t, 4> state_;
    double spare_ = 0;
    bool has_spare_ = false;
};

}  // namespace la
