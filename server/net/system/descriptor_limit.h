#pragma once

namespace pushpoint::net {

/// Lets the process open as many descriptors as the system allows it, and says how many that are. A
/// shell's usual 1,024 would be used up by a thousand clients. Any thread; below zero: not known.
int raiseDescriptorLimit();

} // namespace pushpoint::net
