#pragma once

namespace la {

// An ImGui field for a number at the cursor, selected as a whole when it is clicked. It takes what
// read_number takes, and a decimal comma, which becomes a point as it is typed. Sets `value` while
// the text is a number; the caller takes it when editing has ended.
void number_field(double& value, const char* format);

}  // namespace la
