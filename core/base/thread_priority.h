#pragma once

namespace la {

// How far a thread, with those that it starts from now on, gives way to the threads that draw where
// there are fewer processors than busy threads. Beside: a frame comes first, and the work keeps
// about a fifth of a usual thread's weight, which beside the window leaves it two thirds of a
// processor out of two; more would starve it beside other programs. Behind: work in the time that
// all others leave.
enum class GiveWay { Beside = 7, Behind = 15 };

// A wish, of the calling thread. Linux; elsewhere nothing changes.
void lower_thread_priority(GiveWay how);

}  // namespace la
