#ifndef C_ALLOCATION_COUNTER_H
#define C_ALLOCATION_COUNTER_H

#include <stdbool.h>

/// Whether allocations can be counted here: on Linux with glibc, and without a sanitizer, which has
/// an allocator of its own.
bool allocation_counter_works(void);

/// Counts from 0, in all threads of the process.
void allocation_counter_start(void);

/// Stops counting; returns how often memory was asked for since the start.
long allocation_counter_stop(void);

#endif
