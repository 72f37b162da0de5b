#pragma once

#include <stddef.h>

/// The weights of the pretrained network: 32-bit floats, little-endian, in the order of its layout.
const unsigned char *pretrained_weights(void);

/// The number of bytes of them.
size_t pretrained_weights_size(void);
