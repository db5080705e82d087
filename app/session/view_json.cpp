#include "app/session/view_json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <type_traits>

#include "app/state/ui_fields.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

struct Writer {
    Json& out;

    template<class T>
    void choice(const char* name, const T& value, int) {
        out[name] = static_cast<int>(value);
    }
    template<class Flags>
    void flags(const char* name, const Flags& values) {
        for (const bool value : values) {
            out[name].push_back(value);
        }
    }
    template<class Quantities>
    void quantities(const char* name, const Quantities& values) {
        for (const Quantity value : values) {
            out[name].push_back(info(value).name);
        }
    }
    template<class T>
    void number(const char* name, const T& value, double, double) {
        out[name] = value;
    }
    void setting(const char* name, const SweepAxis& axis, const char* otherwise) {
        if (axis.path != otherwise) {
            out[name] = axis.path;
        }
    }
    void unusual(const char* name, bool value, bool usual) {
        if (value != usual) {
            out[name] = value;
        }
    }
    void chosen(const char* name, std::optional<bool> value) {
        if (value) {
            out[name] = *value;
        }
    }
    void rate(const char* name, float value, float) { out[name] = value; }
    void entries(const char* name, const std::vector<EntryPlace>& places) {
        for (const EntryPlace& place : places) {
            out[name].push_back({place.row, place.column});
        }
    }
    template<class Fields>
    void group(const char* name, Fields&& fields) {
        Writer inner{out[name]};
        fields(inner);
    }
};

// A value that is missing, of another type or out of range leaves its field unchanged.
struct Reader {
    const Json& in;

    template<class T>
    void choice(const char* name, T& value, int max) {
        const auto at = in.find(name);
        if (at == in.end() || !at->is_number_integer()) {
            return;
        }
        const auto number = at->template get<std::int64_t>();
        if (number >= 0 && number <= max) {
            value = static_cast<T>(number);
        }
    }
    template<class Flags>
    void flags(const char* name, Flags& values) {
        const auto at = in.find(name);
        if (at == in.end() || !at->is_array()) {
            return;
        }
        for (std::size_t i = 0; i < std::min(at->size(), values.size()); ++i) {
            values[i] = (*at)[i].is_boolean() ? (*at)[i].template get<bool>() : values[i];
        }
    }
    template<class Quantities>
    void quantities(const char* name, Quantities& values) {
        const auto at = in.find(name);
        if (at == in.end() || !at->is_array()) {
            return;
        }
        for (std::size_t i = 0; i < std::min(at->size(), values.size()); ++i) {
            const Json& written = (*at)[i];
            for (std::size_t q = 0; q < kQuantities.size(); ++q) {
                if (written.is_string() && written == kQuantities[q].name) {
                    choose(values, i, static_cast<Quantity>(q));
                }
            }
        }
    }
    template<class T>
    void number(const char* name, T& value, double min, double max) {
        const auto at = in.find(name);
        if (at == in.end() || !at->is_number()) {
            return;
        }
        const auto number = at->template get<double>();
        if (number == 0 || (number >= min && number <= max)) {
            value = static_cast<T>(number);
        }
    }
    void setting(const char* name, SweepAxis& axis, const char* otherwise) {
        const auto at = in.find(name);
        const std::string path = at != in.end() && at->is_string() ? at->get<std::string>() : "";
        axis = axis_over(is_sweep_path(path) ? path : otherwise);
    }
    void unusual(const char* name, bool& value, bool usual) {
        const auto at = in.find(name);
        value = at != in.end() && at->is_boolean() ? at->get<bool>() : usual;
    }
    void chosen(const char* name, std::optional<bool>& value) {
        const auto at = in.find(name);
        if (at != in.end() && at->is_boolean()) {
            value = at->get<bool>();
        }
    }
    void rate(const char* name, float& value, float max) {
        const auto at = in.find(name);
        if (at != in.end() && at->is_number()) {
            const auto rate = at->get<float>();
            value = std::isfinite(rate) ? std::clamp(rate, 0.0f, max) : UiState{}.layers_per_second;
        }
    }
    // None where they are missing; a list with anything else in it leaves the field unchanged.
    void entries(const char* name, std::vector<EntryPlace>& places) {
        const auto at = in.find(name);
        if (at == in.end()) {
            places.clear();
            return;
        }
        if (!at->is_array() || at->size() > std::size_t{kMaxLines}) {
            return;
        }
        std::vector<EntryPlace> out;
        const auto index = [](const Json& json) {
            const auto number = json.is_number_integer() ? json.get<std::int64_t>() : -1;
            return number <= kMaxEntryIndex ? static_cast<int>(number) : -1;
        };
        for (const Json& written : *at) {
            const bool pair = written.is_array() && written.size() == 2;
            const EntryPlace place{pair ? index(written[0]) : -1, pair ? index(written[1]) : -1};
            if (place.row < 0 || place.column < 0) {
                return;
            }
            out.push_back(place);
        }
        places = std::move(out);
    }
    template<class Fields>
    void group(const char* name, Fields&& fields) {
        const auto at = in.find(name);
        if (at != in.end() && at->is_object()) {
            Reader inner{*at};
            fields(inner);
        }
    }
};

}  // namespace

void read_view(std::string_view text, UiState& ui) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_object()) {
        for_each_ui_field(ui, Reader{json});
    }
}

std::string view_json(const UiState& ui) {
    Json out;
    for_each_ui_field(ui, Writer{out});
    return out.dump();
}

}  // namespace la
