#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace la {

// Names of an enumeration's values, in their order, as files and the command line spell them. Each
// enumeration has one table: a specialisation that is a std::array<std::string_view, N>.
template<class Enum>
inline constexpr std::nullptr_t kNames = nullptr;

template<class Enum>
requires std::is_enum_v<Enum>
constexpr std::string_view name_of(Enum value) {
    return kNames<Enum>[static_cast<std::size_t>(value)];
}

// Nothing if no value has this name.
template<class Enum>
requires std::is_enum_v<Enum>
constexpr std::optional<Enum> value_named(std::string_view name) {
    for (std::size_t i = 0; i < kNames<Enum>.size(); ++i) {
        if (kNames<Enum>[i] == name) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

}  // namespace la
