#pragma once

#include "server/protocol/message.h"

#include <functional>
#include <memory>
#include <vector>

namespace pushpoint {

/// The place of an outcome that other nodes know. Whoever waits says what is to be done with it;
/// that runs once, from the event loop, and has to bear that the one who waited is gone. Server
/// thread; shared by the node and those who wait.
class PendingOutcome
{
public:
    using Then = std::function<void(const PublishOutcome &outcome)>;

    /// A repeat of the same publish waits for it, too.
    void noteRepeat() { m_isRepeated = true; }
    bool isRepeated() const { return m_isRepeated; }
    void then(Then then) { m_thens.push_back(std::move(then)); }
    void resolve(const PublishOutcome &outcome)
    {
        const auto thens = std::move(m_thens); // one of them may add another
        for (const Then &then : thens)
            then(outcome);
    }

private:
    std::vector<Then> m_thens;
    bool m_isRepeated = false;
};

/// What became of a publish: the outcome, or where `later` is set, the place it will come to.
struct Published
{
    PublishOutcome outcome;
    std::shared_ptr<PendingOutcome> later;
};

} // namespace pushpoint
