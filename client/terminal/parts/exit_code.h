#pragma once

namespace pushpoint::client {

/// What the commands of the terminal end with; docs/man/pushpoint-client.1 tells users the same.
/// A command that a signal ends before it is through ends with 128 and the signal's number.
inline constexpr int exitDone = 0;
inline constexpr int exitFailed = 1; ///< something here failed: a disk, a command of --exec
inline constexpr int exitUsage = 2;  ///< the command line or the content cannot be used
inline constexpr int exitOffline = 3;
inline constexpr int exitRefused = 4;
inline constexpr int exitNoServer = 5;
inline constexpr int exitTimedOut = 124; ///< as timeout(1)
inline constexpr int exitSignalBase = 128;

} // namespace pushpoint::client
