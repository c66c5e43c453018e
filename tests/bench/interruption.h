#pragma once

#include "tests/bench/poller.h"

namespace pushpoint::bench {

/// Ctrl+C and SIGTERM as something to poll for: the run ends and prints what it has; the second one
/// also ends the wait for what is still on its way. Owned by main().
class Interruption final : public Watcher
{
public:
    ~Interruption() override;

    /// From now on those signals come here instead of ending the process.
    void watch(Poller &poller);
    int count() const { return m_count; }

    void ready(std::uint32_t events) override;

private:
    int m_descriptor = -1;
    int m_count = 0;
};

} // namespace pushpoint::bench
