#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace la {

// Numbers as tables write them: 1234.5, 1234,5, 1,234.5, 1.234,5, 1 234,5, 1'234.5. One decimal
// sign holds for a whole table.

enum class DecimalSign { Point, Comma };

// What a sign within a number can be. "1,444" alone can be either.
enum class SignUse { None, Decimal, Groups, Either };

struct WrittenNumber {
    bool number = false;  // under at least one decimal sign; infinity and NaN count, too
    bool whole = false;   // digits alone
    SignUse point = SignUse::None, comma = SignUse::None;
};
WrittenNumber written_number(std::string_view cell);

// Reads a number, and returns what is wrong with it; empty if nothing is.
std::string read_cell(const std::string& cell, DecimalSign sign, double& value);

// What the signs of some cells say, with the first cell that says so.
class SignEvidence {
  public:
    void add(const std::string& cell, const WrittenNumber& number, long line);
    void add(const SignEvidence& column);

    // The decimal sign that these cells alone make likely.
    DecimalSign likely() const {
        const bool comma = says_comma() || (comma_either_ && !says_point());
        return comma ? DecimalSign::Comma : DecimalSign::Point;
    }

    // The decimal sign of a table whose points have this evidence. `elsewhere` is that of its other
    // columns: it decides where the points can mean both. `groups_likely`: the separator of the
    // cells is one that tables with decimal commas have. Throws Error where it cannot be decided;
    // appends to `notes` where something was assumed.
    DecimalSign decide(const SignEvidence& elsewhere, bool groups_likely, const std::string& file,
                       std::vector<std::string>& notes) const;

  private:
    struct Witness {
        long line = 0;  // 0: none
        std::string cell;
        explicit operator bool() const { return line != 0; }
    };
    // Of each kind the first cell.
    Witness comma_decimal_, comma_groups_, comma_either_;
    Witness point_decimal_, point_groups_, point_either_;
    Witness short_whole_;   // 427: as thousands are written below 1000
    Witness beside_whole_;  // 1.444 in a column with such a number

    const Witness& says_comma() const { return comma_decimal_ ? comma_decimal_ : point_groups_; }
    const Witness& says_point() const { return point_decimal_ ? point_decimal_ : comma_groups_; }
};

}  // namespace la
