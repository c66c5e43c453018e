#pragma once

#include "tests/bench/interruption.h"
#include "tests/bench/ledger.h"
#include "tests/bench/publisher.h"
#include "tests/bench/receiver.h"
#include "tests/bench/summary.h"

#include <functional>
#include <memory>
#include <vector>

namespace pushpoint::bench {

/// One run from the first connect to the verdict. Everything happens in perform(), on the caller's
/// thread; may be used once.
class Run final : public ReceiverObserver, public PublisherObserver
{
public:
    /// Told a few times a second how it goes, in a line.
    using Progress = std::function<void(const std::string &)>;

    Run(const Options &options, const ServerAddress &server, Poller &poller,
        const Interruption &interruption, Progress progress);

    /// Publishers post there, and not where the receivers are. Before perform().
    void publishTo(const ServerAddress &server) { m_publishServer = server; }

    Summary perform();

private:
    void openReceivers();
    void openSome(std::uint32_t atOnceMax);
    void hold();
    void load();
    void openPublishers();
    void refillAtPace();
    bool isAheadOfPace() const;
    void drain();
    void finish();
    /// Serves the sockets until `nowNs() >= endNs`, an interruption, or `isDone`.
    void serve(std::int64_t endNs, const std::function<bool()> &isDone);
    void showProgress(std::int64_t now);
    std::uint64_t messagesInFlight() const;

    void receiverOpened(Receiver &receiver) override;
    void receiverFailed(Receiver &receiver, std::string_view reason) override;
    void receiverLost(Receiver &receiver, std::string_view reason) override;
    void receiverGot(Receiver &receiver, std::string_view text) override;
    bool nextMessage(std::uint32_t publisher, Stamp &stamp) override;
    void messageAnswered(const Stamp &stamp, Answer answer, int status) override;
    void messageUnanswered(const Stamp &stamp) override;
    void publisherFailed(std::string_view reason) override;

    bool isMeasuring(std::int64_t now) const { return now >= m_startNs && now < m_endNs; }

    const Options m_options;
    const ServerAddress m_server;
    ServerAddress m_publishServer;
    Poller &m_poller;
    const Interruption &m_interruption;
    Progress m_progress;
    Summary m_summary;
    Ledger m_ledger;
    PublishRequests m_requests; ///< by name; the publishers look into it
    std::vector<std::unique_ptr<Receiver>> m_receivers;
    std::vector<std::unique_ptr<Publisher>> m_publishers;
    std::vector<std::uint32_t> m_nextName; ///< by publisher
    std::uint32_t m_run;                   ///< Stamp::run
    std::uint32_t m_started = 0;           ///< receivers that began to open
    std::uint32_t m_settled = 0;           ///< … and opened or failed
    std::int64_t m_openStartNs = 0;
    bool m_isPublishing = false;
    std::int64_t m_paceStartNs = 0; ///< since when messages are counted against Options::rate
    std::uint64_t m_paced = 0;
    std::int64_t m_startNs; ///< of measuring; in the far future before that
    std::int64_t m_endNs;
    std::int64_t m_lastNewsNs = 0; ///< the last answer or delivery
    std::int64_t m_lastProgressNs = 0;
    const char *m_phase = "";
    LoadFigures m_load;
};

} // namespace pushpoint::bench
