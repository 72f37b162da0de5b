#include "CPretrained.h"

// `make pretrain` writes the file. Swift has no way to take a file into the program that does not
// cost half a minute of compilation.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char weights[] = {
#embed "network.f32"
};

const unsigned char *pretrained_weights(void) { return weights; }

size_t pretrained_weights_size(void) { return sizeof weights; }
