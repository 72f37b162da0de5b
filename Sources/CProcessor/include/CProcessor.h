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
