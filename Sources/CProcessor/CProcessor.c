#include "CProcessor.h" // SwiftPM wants a source file in every target
