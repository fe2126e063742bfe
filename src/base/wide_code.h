#pragma once

/// Before the definition of a function whose loops take many numbers at once: compiles it also for processors with AVX2,
/// and the program picks the fitting one when it starts. Without fused multiplications, so that all processors compute
/// the same bits. Sanitizers are not up yet when the choice is made: for them there is one version.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define PALPATE_WIDE_CODE [[gnu::target_clones("avx2", "default")]]
#else
#define PALPATE_WIDE_CODE
#endif
