#pragma once

#include "server/broker/broker.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>
#include <memory>
#include <vector>

namespace pushpoint {

/// Asks the other nodes who is connected, for everybody here who wants to know, so that many who
/// ask cost the others no more than one. Server thread; owned by the node.
///
/// * One name: whoever asks while the question is under way shares the next one, since the answer
///   to the first may be older than what they ask for.
/// * Pages are work: one is asked for at a time and at a pace that leaves all nodes free for
///   messages, and an answer that is complete is good for a second.
class PresenceQuestions : public QObject
{
    Q_OBJECT

public:
    /// The broker must outlive this object, or answer nothing after it.
    explicit PresenceQuestions(broker::Broker &broker);

    /// `then` is called once, from the event loop, with what the other nodes have.
    void ask(const broker::PresenceQuery &query, broker::PresenceLedger::Then then);

    static constexpr std::chrono::milliseconds pageAgeMax{1'000};
    static constexpr std::chrono::milliseconds pageInterval{10};
    /// Different pages that wait to be asked for; beyond, the answer is incomplete at once.
    static constexpr size_t pagesMax = 16;

private:
    using Then = broker::PresenceLedger::Then;
    using Thens = std::vector<Then>;
    using Answer = std::shared_ptr<const broker::PresenceAnswer>;
    struct Name
    {
        Thens asked; ///< for them the question is under way
        Thens next;
    };
    struct Page
    {
        broker::PresenceQuery query;
        Thens thens{};
    };
    struct KnownPage
    {
        broker::PresenceQuery query;
        Answer answer;
        qint64 untilMs;
    };

    void askName(const broker::PresenceQuery &query);
    void askNextPage();
    void takePage(const broker::PresenceAnswer &answer);
    void tell(Answer answer, Then then);
    void tellSome();

    broker::Broker &m_broker;
    QHash<QByteArray, Name> m_names;
    std::deque<Page> m_pages; ///< the foremost is under way, if m_isPageAsked
    bool m_isPageAsked = false;
    QTimer m_pageTimer; ///< active: it is too early for the next page
    std::vector<KnownPage> m_known;
    QElapsedTimer m_clock;
    std::deque<std::pair<Answer, Then>> m_untold; ///< of pages, which take their time to write
};

} // namespace pushpoint
