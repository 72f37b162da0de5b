#pragma once

// What the compiler was told of the processor, for Swift, which has no conditions for it. They are
// constants, so the branches that ask for them cost nothing.

enum {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA) || defined(__aarch64__)
  PROCESSOR_HAS_FUSED_MULTIPLY_ADD = 1,
#else
  PROCESSOR_HAS_FUSED_MULTIPLY_ADD = 0,
#endif

// Bits of all vector registers together: how many sums a kernel can keep depends on them.
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

// The sums of four vectors of sixteen: each folded to four lanes, then neighbours added. Swift's SIMD
// types move lanes one by one, and what the compiler makes of that is four times as long.
typedef float processor_lanes __attribute__((ext_vector_type(16)));
typedef float processor_half __attribute__((ext_vector_type(8)));
typedef float processor_quarter __attribute__((ext_vector_type(4)));

static inline __attribute__((always_inline)) processor_quarter
processor_folded(processor_lanes v) {
  processor_half half = v.lo + v.hi;
  return half.lo + half.hi;
}

static inline __attribute__((always_inline)) processor_quarter
processor_paired(processor_quarter a, processor_quarter b) {
  return __builtin_shufflevector(a, b, 0, 2, 4, 6) + __builtin_shufflevector(a, b, 1, 3, 5, 7);
}

static inline __attribute__((always_inline)) processor_quarter processor_lane_sums(
    processor_lanes a, processor_lanes b, processor_lanes c, processor_lanes d) {
  return processor_paired(processor_paired(processor_folded(a), processor_folded(b)),
                          processor_paired(processor_folded(c), processor_folded(d)));
}
