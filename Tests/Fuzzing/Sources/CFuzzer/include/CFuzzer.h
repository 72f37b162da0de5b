#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer's own driver: it comes with -sanitize=fuzzer and has no header.
int LLVMFuzzerRunDriver(int *argument_count, char ***arguments,
                        int (*callback)(const uint8_t *start, size_t count));

#endif
