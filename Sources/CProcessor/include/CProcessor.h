#pragma once

// What the compiler was told of the processor, for Swift, which has no conditions for it. They are
// constants, so the branches that ask for them cost nothing.

enum {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA) || defined(__aarch64__)
  PROCESSOR_HAS_FUSED_MULTIPLY_ADD = 1,
#else
  PROCESSOR_HAS_FUSED_MULTIPLY_ADD = 0,
#endif

// Bits of all vector registers together, half of which a kernel may fill with sums.
#if defined(__AVX512F__)
  PROCESSOR_REGISTER_BITS = 32 * 512,
#elif defined(__aarch64__)
  PROCESSOR_REGISTER_BITS = 32 * 128,
#elif defined(__AVX2__)
  PROCESSOR_REGISTER_BITS = 16 * 256,
#else
  PROCESSOR_REGISTER_BITS = 16 * 128,
#endif
};

// Square roots that the compiler may compute several at a time. Swift's own goes through the C
// library's sqrt, which must set errno, and so cannot be vectorised.
static inline float processor_square_root_float(float x) { return __builtin_elementwise_sqrt(x); }
static inline double processor_square_root_double(double x) { return __builtin_elementwise_sqrt(x); }
