#pragma once

namespace la {

// How far a thread, and every thread that it starts later, gives way to the threads that draw when
// there are fewer processors than busy threads. Beside: a frame comes first; the work keeps about a
// fifth of a usual thread's weight, which leaves it two thirds of one processor out of two beside
// the window. A lower weight would starve it beside other programs. Behind: only time that all
// others leave.
enum class GiveWay { Beside = 7, Behind = 15 };

// Lowers the priority of the calling thread. Linux only; does nothing elsewhere or on failure.
void lower_thread_priority(GiveWay how);

}  // namespace la
