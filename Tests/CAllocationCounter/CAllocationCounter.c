// Counts how often a process asks for memory, by standing in front of glibc's allocator.
//
// A program's own malloc wins over the C library's, for the libraries that it loads too. Each
// function here counts, when told to, and hands the call on to the allocator that would have had it;
// so whatever is allocated here may be freed, resized and measured by glibc as ever.
#include "CAllocationCounter.h"

#include <errno.h>
#include <features.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif

static atomic_bool is_counting;
static atomic_long allocations;

void allocation_counter_start(void) {
  atomic_store(&allocations, 0);
  atomic_store(&is_counting, true);
}

long allocation_counter_stop(void) {
  atomic_store(&is_counting, false);
  return atomic_load(&allocations);
}

#if defined(__GLIBC__) && !defined(HAS_SANITIZER)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

bool allocation_counter_works(void) { return true; }

static void count(void) {
  if (atomic_load_explicit(&is_counting, memory_order_relaxed)) {
    atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
  }
}

void *malloc(size_t size) {
  count();
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count();
  return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
  count();
  return __libc_realloc(memory, size);
}

void *memalign(size_t alignment, size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

void *valloc(size_t size) { return memalign((size_t)getpagesize(), size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  size_t pointers = alignment / sizeof(void *);
  if (pointers == 0 || alignment % sizeof(void *) != 0 || (pointers & (pointers - 1)) != 0) {
    return EINVAL;
  }
  void *result = memalign(alignment, size);
  if (result == NULL) return ENOMEM;
  *memory = result;
  return 0;
}

#else

bool allocation_counter_works(void) { return false; }

#endif
