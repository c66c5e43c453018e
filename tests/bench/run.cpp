#include "tests/bench/run.h"

#include "tests/bench/clock.h"
#include "tests/bench/process_figures.h"

#include <limits>
#include <random>

namespace pushpoint::bench {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
/// Enough to keep the server busy, too few to overflow a listener's backlog.
constexpr std::uint32_t openingAtOnceMax = 64;
/// How long after the last owed delivery a doubled one is still waited for.
constexpr std::int64_t lingerNs = 100 * nsPerMs;
constexpr int turnMsMax = 20;
constexpr int pacedTurnMs = 1;

std::int64_t toNs(double seconds)
{
    return std::int64_t(seconds * double(nsPerSecond));
}

} // namespace

Run::Run(const Options &options, const ServerAddress &server, Poller &poller,
         const Interruption &interruption, Progress progress)
    : m_options(options), m_server(server), m_publishServer(server), m_poller(poller),
      m_interruption(interruption), m_progress(std::move(progress)),
      m_ledger(options.publishers, options.names, options.connectionsPerName),
      m_run(std::random_device()()), m_startNs(never), m_endNs(never)
{
    m_summary.options = options;
}

Summary Run::perform()
{
    const auto before = m_options.pid != 0 ? readProcess(m_options.pid) : std::nullopt;
    openReceivers();
    if (m_options.idle)
        hold();
    else if (!m_options.burstConnect && m_interruption.count() == 0)
        load();
    const auto after = m_options.pid != 0 ? readProcess(m_options.pid) : std::nullopt;
    if (before && after)
        m_summary.memory = MemoryFigures{before->residentBytes, after->residentBytes};
    finish();
    return m_summary;
}

void Run::serve(std::int64_t endNs, const std::function<bool()> &isDone)
{
    const int interruptions = m_interruption.count();
    while (m_interruption.count() == interruptions && !isDone()) {
        const std::int64_t now = nowNs();
        if (now >= endNs)
            return;
        showProgress(now);
        const std::int64_t turnMs = m_options.rate > 0 ? pacedTurnMs : turnMsMax;
        m_poller.turn(int(std::min<std::int64_t>(turnMs, (endNs - now) / nsPerMs + 1)));
        if (m_options.rate > 0 && m_isPublishing)
            refillAtPace();
    }
}

void Run::showProgress(std::int64_t now)
{
    if (!m_progress || now - m_lastProgressNs < 250 * nsPerMs)
        return;
    m_lastProgressNs = now;
    std::string line
        = std::string(m_phase) + ": " + std::to_string(m_summary.open.opened) + " receivers open";
    if (isMeasuring(now))
        line += ", " + std::to_string((now - m_startNs) / nsPerSecond) + " s, "
            + std::to_string(m_load.published) + " published, " + std::to_string(m_load.delivered)
            + " delivered";
    m_progress(line);
}

void Run::openReceivers()
{
    m_phase = "opening";
    m_receivers.reserve(m_options.receivers());
    m_openStartNs = nowNs();
    const std::uint32_t atOnce = m_options.burstConnect ? m_options.receivers() : openingAtOnceMax;
    serve(m_openStartNs + toNs(m_options.openSecondsMax), [this, atOnce] {
        openSome(atOnce);
        return m_settled == m_options.receivers();
    });
    for (const auto &receiver : m_receivers)
        if (receiver->isOpening())
            receiver->end("no answer in time");
    for (std::uint32_t i = m_started; i < m_options.receivers(); ++i) {
        m_ledger.connectionLost(i);
        ++m_summary.open.failures["not tried for lack of time"];
    }
}

void Run::openSome(std::uint32_t atOnceMax)
{
    while (m_started < m_options.receivers() && m_started - m_settled < atOnceMax) {
        const std::uint32_t index = m_started++;
        m_receivers.push_back(
            std::make_unique<Receiver>(m_poller, *this, m_options.dialect, index));
        m_receivers.back()->open(
            m_server, m_options.namePrefix + std::to_string(index / m_options.connectionsPerName));
    }
}

void Run::hold()
{
    m_phase = "holding";
    serve(nowNs() + toNs(m_options.seconds), [] { return false; });
}

void Run::openPublishers()
{
    for (std::uint32_t name = 0; name < m_options.names; ++name) {
        const std::string to = m_options.namePrefix + std::to_string(name);
        m_requests.push_back(m_options.batch > 0
                                 ? batchLineParts("pushpoint-bench", to)
                                 : publishParts(m_options.dialect, m_publishServer.host,
                                                "pushpoint-bench", to, m_options.payloadBytes));
    }
    for (std::uint32_t index = 0; index < m_options.publishers; ++index) {
        // Spread out, so that they do not all follow one another to the same name.
        m_nextName.push_back(
            std::uint32_t(std::uint64_t(index) * m_options.names / m_options.publishers));
        m_publishers.push_back(
            std::make_unique<Publisher>(m_poller, *this, m_options, index, m_requests));
        m_publishers.back()->open(m_publishServer);
    }
}

void Run::load()
{
    const auto processorNs = [this]() -> std::int64_t {
        const auto figures = m_options.pid != 0 ? readProcess(m_options.pid) : std::nullopt;
        return figures ? figures->processorNs : 0;
    };
    m_phase = "warming up";
    m_isPublishing = true;
    m_paceStartNs = nowNs();
    openPublishers();
    serve(nowNs() + toNs(m_options.warmUpSeconds), [] { return false; });
    if (m_interruption.count() == 0) {
        m_phase = "measuring";
        const std::int64_t processorStartNs = processorNs();
        m_startNs = nowNs();
        serve(m_startNs + toNs(m_options.seconds), [] { return false; });
        m_endNs = nowNs();
        m_load.measuredNs = m_endNs - m_startNs;
        if (m_options.pid != 0)
            m_load.processorNs = processorNs() - processorStartNs;
    }
    m_isPublishing = false;
    drain();
    m_summary.load = m_load;
}

bool Run::isAheadOfPace() const
{
    const double seconds = double(nowNs() - m_paceStartNs) / double(nsPerSecond);
    return m_options.rate > 0 && double(m_paced) >= seconds * m_options.rate;
}

void Run::refillAtPace()
{
    for (const auto &publisher : m_publishers)
        publisher->refill();
}

void Run::drain()
{
    m_phase = "draining";
    const std::int64_t patienceNs = toNs(m_options.drainSecondsMax);
    m_lastNewsNs = nowNs();
    serve(never, [this, patienceNs] {
        return (messagesInFlight() == 0 && m_ledger.isSettled())
            || nowNs() - m_lastNewsNs > patienceNs;
    });
    if (m_interruption.count() < 2)
        serve(nowNs() + lingerNs, [] { return false; });
}

void Run::finish()
{
    for (const auto &publisher : m_publishers)
        publisher->close();
    m_summary.verdict = m_ledger.verdict();
    for (const auto &receiver : m_receivers)
        receiver->close();
    m_summary.wasInterrupted = m_interruption.count() != 0;
}

std::uint64_t Run::messagesInFlight() const
{
    std::uint64_t count = 0;
    for (const auto &publisher : m_publishers)
        count += publisher->inFlight();
    return count;
}

void Run::receiverOpened(Receiver &receiver)
{
    const std::int64_t now = nowNs();
    OpenFigures &open = m_summary.open;
    const std::int64_t tookNs = now - receiver.startedNs();
    ++open.opened;
    ++m_settled;
    open.tookNs = now - m_openStartNs;
    open.handshakeNs.record(tookNs);
    open.slow += tookNs >= nsPerSecond ? 1 : 0;
}

void Run::receiverFailed(Receiver &receiver, std::string_view reason)
{
    ++m_settled;
    ++m_summary.open.failures[std::string(reason)];
    m_ledger.connectionLost(receiver.index());
}

void Run::receiverLost(Receiver &receiver, std::string_view reason)
{
    ++m_summary.lost[std::string(reason)];
    m_ledger.connectionLost(receiver.index());
}

void Run::receiverGot(Receiver &receiver, std::string_view text)
{
    const auto stamp = findStamp(text);
    if (!stamp || stamp->run != m_run) {
        ++m_summary.foreign;
        return;
    }
    const std::int64_t now = nowNs();
    m_lastNewsNs = now;
    if (!m_ledger.delivered(receiver.index(), *stamp))
        return;
    if (isMeasuring(now))
        ++m_load.delivered;
    if (isMeasuring(stamp->sentNs))
        m_load.deliveryNs.record(now - stamp->sentNs);
}

bool Run::nextMessage(std::uint32_t publisher, Stamp &stamp)
{
    if (!m_isPublishing || isAheadOfPace())
        return false;
    ++m_paced;
    std::uint32_t &name = m_nextName[publisher];
    stamp.run = m_run;
    stamp.publisher = publisher;
    stamp.name = name;
    stamp.sequence = m_ledger.published(publisher, name);
    stamp.sentNs = nowNs();
    name = name + 1 == m_options.names ? 0 : name + 1;
    return true;
}

void Run::messageAnswered(const Stamp &stamp, Answer answer, int status)
{
    const std::int64_t now = nowNs();
    m_lastNewsNs = now;
    m_ledger.answered(stamp.publisher, stamp.name, stamp.sequence, answer == Answer::Delivered);
    if (answer == Answer::Refused)
        ++m_summary.refused[status];
    if (isMeasuring(now)) {
        m_load.published += answer == Answer::Delivered ? 1 : 0;
        m_load.offline += answer == Answer::Offline ? 1 : 0;
    }
    if (isMeasuring(stamp.sentNs))
        m_load.answerNs.record(now - stamp.sentNs);
}

void Run::messageUnanswered(const Stamp &stamp)
{
    ++m_summary.unanswered;
    m_ledger.unanswered(stamp.publisher, stamp.name, stamp.sequence);
}

void Run::publisherFailed(std::string_view reason)
{
    ++m_summary.publisherFailures[std::string(reason)];
}

} // namespace pushpoint::bench
