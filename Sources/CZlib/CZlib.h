// The system's zlib: packages zlib1g-dev, zlib-devel.
#include <zlib.h>
