#include "core/data/number_signs.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/read_number.h"
#include "core/data/csv_cells.h"

namespace la {

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

// Bytes of the sign at the beginning of a number; 0: none.
std::size_t sign_at(std::string_view text) {
    constexpr std::string_view kMinusSign = "\u2212";
    return text.starts_with('+') || text.starts_with('-') ? 1
           : text.starts_with(kMinusSign)                 ? kMinusSign.size()
                                                          : 0;
}

// Bytes of a sign that only separates groups of digits; 0: none.
std::size_t group_sign_at(std::string_view text) {
    constexpr std::string_view kApostrophe = "\u2019";
    return text.starts_with('\'')          ? 1
           : text.starts_with(kApostrophe) ? kApostrophe.size()
                                           : space_at(text);
}

bool is_exponent(std::string_view text) {
    text.remove_prefix(sign_at(text));
    return !text.empty() && std::ranges::all_of(text, digit);
}

// The runs of digits of a number without its sign, and the signs between them.
struct Digits {
    static constexpr std::size_t kMost = 8;  // signs
    std::size_t count = 0;                   // of signs
    char signs[kMost] = {};                  // '.', ',', or ' ' for any other
    std::size_t lengths[kMost + 1] = {};     // of the runs
    bool zero_first = false;                 // the first run begins with 0

    // False if there is anything else in the text.
    bool read(std::string_view text) {
        zero_first = text.starts_with('0');
        while (!text.empty()) {
            if (digit(text.front())) {
                ++lengths[count];
                text.remove_prefix(1);
                continue;
            }
            const bool decimal = text.front() == '.' || text.front() == ',';
            const std::size_t length = decimal ? 1 : group_sign_at(text);
            if (length == 0 || count == kMost) {
                return false;
            }
            signs[count++] = decimal ? text.front() : ' ';
            text.remove_prefix(length);
        }
        return true;
    }

    // The first `n` signs separate groups of three digits.
    bool groups(std::size_t n) const {
        bool out = lengths[0] >= 1 && lengths[0] <= 3 && (n == 0 || !zero_first);
        for (std::size_t i = 0; i < n; ++i) {
            out = out && signs[i] == signs[0] && lengths[i + 1] == 3;
        }
        return out;
    }

    // The last sign is a decimal sign, and those before it separate groups.
    bool decimal() const {
        const char last = signs[count - 1];
        const std::size_t after = lengths[count];
        if (last == ' ' || (after == 0 && (last == ',' || lengths[count - 1] == 0))) {
            return false;
        }
        return count == 1 || (signs[0] != last && groups(count - 1));
    }
};

void add_use(SignUse& use, SignUse also) {
    use = use == SignUse::None || use == also ? also : SignUse::Either;
}

}  // namespace

WrittenNumber written_number(std::string_view cell) {
    WrittenNumber out;
    std::string_view text = without_spaces(cell);
    text.remove_prefix(sign_at(text));
    if (text.empty() || !(digit(text[0]) || text[0] == '.' || text[0] == ',')) {
        double ignored = 0;
        out.number = read_number(cell, ignored) == NumberFault::NotFinite;
        return out;
    }
    const std::size_t exponent = text.find_first_of("eE");
    const bool scientific = exponent != text.npos;
    Digits digits;
    if ((scientific && !is_exponent(text.substr(exponent + 1))) ||
        !digits.read(text.substr(0, exponent))) {
        return out;
    }
    if (digits.count == 0) {
        out.number = true;
        out.whole = !scientific;
        return out;
    }
    const auto note = [&](std::size_t i, SignUse use) {
        if (digits.signs[i] != ' ') {
            add_use(digits.signs[i] == '.' ? out.point : out.comma, use);
        }
    };
    if (!scientific && digits.groups(digits.count)) {
        out.number = true;
        note(0, SignUse::Groups);
    }
    if (digits.decimal() && (!scientific || digits.count == 1)) {
        out.number = true;
        note(digits.count - 1, SignUse::Decimal);
        if (digits.count > 1) {
            note(0, SignUse::Groups);
        }
    }
    return out;
}

namespace {

// The number without its groups, with a decimal point. Unchanged if it is none under this sign.
std::string plain_number(const std::string& cell, DecimalSign sign) {
    const WrittenNumber number = written_number(cell);
    const bool comma = sign == DecimalSign::Comma;
    const SignUse decimal = comma ? number.comma : number.point;
    const SignUse groups = comma ? number.point : number.comma;
    if (!number.number || decimal == SignUse::Groups || groups == SignUse::Decimal) {
        return cell;
    }
    std::string_view text = without_spaces(cell);
    std::string out;
    while (!text.empty()) {
        const char c = text.front();
        std::size_t length = group_sign_at(text);
        if (c == (comma ? ',' : '.')) {
            out += '.';
            length = 1;
        } else if (c == (comma ? '.' : ',')) {
            length = 1;
        } else if (length == 0) {
            out += c;
            length = 1;
        }
        text.remove_prefix(length);
    }
    return out;
}

}  // namespace

std::string read_cell(const std::string& cell, DecimalSign sign, double& value) {
    const bool plain = sign == DecimalSign::Point && std::ranges::all_of(cell, [](char c) {
                           return digit(c) || c == '.' || c == '-';
                       });
    switch (read_number(plain ? cell : plain_number(cell, sign), value)) {
        case NumberFault::None:
            break;
        case NumberFault::Missing:
            return "a number is missing";
        case NumberFault::NoNumber:
            return shown_cell(cell) + " is not a number";
        case NumberFault::NotFinite:
            return shown_cell(cell) + " is not finite";
        case NumberFault::TooLarge:
            return shown_cell(cell) + " is too large";
    }
    if (std::abs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
        return shown_cell(cell) + " is too large";
    }
    return {};
}

void SignEvidence::add(const std::string& cell, const WrittenNumber& number, long line) {
    const auto take = [&](Witness& witness) {
        if (!witness) {
            witness = {line, cell};
        }
    };
    const auto take_use = [&](SignUse use, Witness& decimal, Witness& groups, Witness& either) {
        if (use != SignUse::None) {
            take(use == SignUse::Decimal ? decimal : use == SignUse::Groups ? groups : either);
        }
    };
    take_use(number.point, point_decimal_, point_groups_, point_either_);
    take_use(number.comma, comma_decimal_, comma_groups_, comma_either_);
    if (number.whole && cell.size() <= 3 && cell != "0") {
        take(short_whole_);
    }
}

void SignEvidence::add(const SignEvidence& column) {
    for (Witness SignEvidence::*witness :
         {&SignEvidence::comma_decimal_, &SignEvidence::comma_groups_, &SignEvidence::comma_either_,
          &SignEvidence::point_decimal_, &SignEvidence::point_groups_, &SignEvidence::point_either_,
          &SignEvidence::short_whole_}) {
        if (const Witness& theirs = column.*witness;
            theirs && (!(this->*witness) || theirs.line < (this->*witness).line)) {
            this->*witness = theirs;
        }
    }
    if (column.short_whole_ && column.point_either_ && !beside_whole_) {
        beside_whole_ = column.point_either_;
    }
}

DecimalSign SignEvidence::decide(const SignEvidence& elsewhere, bool groups_likely,
                                 const std::string& file, std::vector<std::string>& notes) const {
    const auto at = [&](const Witness& what) {
        return file + ":" + std::to_string(what.line) + ": " + shown_cell(what.cell);
    };
    const auto in_line = [](const Witness& what) {
        return shown_cell(what.cell) + " in line " + std::to_string(what.line);
    };
    const auto refuse_either = [&](const Witness& what) {
        std::string groups = what.cell, decimal = what.cell;
        std::erase_if(groups, [](char c) { return c == ',' || c == '.'; });
        std::ranges::replace(decimal, ',', '.');
        throw Error(at(what) + " can mean " + groups + " or " + decimal +
                    "; write all numbers without thousands signs and with a decimal point");
    };
    const Witness& comma = says_comma();
    const Witness& point = says_point();
    if (comma && point) {
        const bool later = point.line > comma.line;
        throw Error(at(later ? point : comma) + " has a decimal " +
                    (later ? "point, " : "comma, ") + in_line(later ? comma : point) +
                    " a decimal " + (later ? "comma" : "point") +
                    "; write all numbers with a decimal point");
    }
    if (comma) {
        if (point_either_ && !point_groups_) {
            refuse_either(point_either_);
        }
        return DecimalSign::Comma;
    }
    if (comma_either_ && !comma_groups_) {
        const Witness& other_comma = elsewhere.says_comma();
        const bool other_point = bool(elsewhere.says_point());
        if (!other_comma || point || point_either_ || other_point) {
            refuse_either(comma_either_);
        }
        notes.push_back(file + ": commas are read as decimal signs, as in " + in_line(other_comma));
        return DecimalSign::Comma;
    }
    if (!point && point_either_ && !elsewhere.point_decimal_) {
        const Witness& doubtful = beside_whole_ ? beside_whole_ : point_either_;
        if (groups_likely && (beside_whole_ || elsewhere.says_comma())) {
            refuse_either(doubtful);
        }
        if (groups_likely || beside_whole_) {
            notes.push_back(at(doubtful) + " is read with a decimal point, not as thousands");
        }
    }
    return DecimalSign::Point;
}

}  // namespace la
