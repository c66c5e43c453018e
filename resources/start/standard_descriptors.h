#pragma once

namespace pushpoint {

/// Opens /dev/null in place of standard input, output and error where they are closed. Otherwise
/// the next socket or file gets such a number, and receives what is printed. Call it first of all
/// in main(), before anything opens a descriptor.
void openStandardDescriptors();

} // namespace pushpoint
