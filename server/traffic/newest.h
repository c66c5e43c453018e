#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace pushpoint {

/// A place for the newest of some value, on its way from one thread to another. What is not taken
/// before the next one comes is not wanted any more. Neither side ever waits, and what was put last
/// is never lost. Any threads.
template <typename Value>
class Newest
{
public:
    Newest() = default;
    Newest(const Newest &) = delete;
    Newest &operator=(const Newest &) = delete;
    ~Newest() { take(); }

    void put(Value value)
    {
        // What was there is deleted by who puts, not by who takes.
        const std::unique_ptr<const Value> old(
            m_value.exchange(new Value(std::move(value)), std::memory_order_acq_rel));
    }

    /// Null where nothing came since the last call.
    std::unique_ptr<const Value> take()
    {
        return std::unique_ptr<const Value>(m_value.exchange(nullptr, std::memory_order_acq_rel));
    }

private:
    std::atomic<const Value *> m_value{nullptr};
};

} // namespace pushpoint
