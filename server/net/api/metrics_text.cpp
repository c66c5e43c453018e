#include "server/net/api/metrics_text.h"

namespace pushpoint::net {

namespace {

QByteArray numberText(double value)
{
    return QByteArray::number(value, 'g', 15);
}

QByteArray secondsText(qint64 ns)
{
    return numberText(double(ns) / 1e9);
}

/// Prometheus' text format: a family is a HELP and a TYPE line, and its samples.
class Page
{
public:
    void counter(const char *name, const char *help) { family(name, "counter", help); }
    void gauge(const char *name, const char *help) { family(name, "gauge", help); }

    void sample(const QByteArray &value, const QByteArray &labels = {})
    {
        m_text.append(m_name);
        if (!labels.isEmpty())
            m_text.append('{').append(labels).append('}');
        m_text.append(' ').append(value).append('\n');
    }
    void sample(quint64 value, const QByteArray &labels = {})
    {
        sample(QByteArray::number(value), labels);
    }

    void histogram(const char *name, const char *help, const DurationCounts &counts)
    {
        family(name, "histogram", help);
        const QByteArray base = m_name;
        m_name = base + "_bucket";
        quint64 below = 0; // a bucket of this format counts all that stand before it, too
        for (size_t i = 0; i < durationBoundsNs.size(); ++i) {
            below += counts.buckets[i];
            sample(below, "le=\"" + secondsText(durationBoundsNs[i]) + '"');
        }
        sample(counts.total(), "le=\"+Inf\"");
        m_name = base + "_sum";
        sample(secondsText(qint64(counts.sumNs)));
        m_name = base + "_count";
        sample(counts.total());
    }

    const QByteArray &text() const { return m_text; }

private:
    void family(const char *name, const char *type, const char *help)
    {
        m_name = name;
        m_text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        m_text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    QByteArray m_text;
    QByteArray m_name;
};

void appendPublishes(Page &page, const TrafficTotals &totals)
{
    page.counter("pushpoint_publishes_total", "Messages that were published.");
    page.sample(totals.publishes);
    page.counter("pushpoint_publishes_offline_total", "Messages whose receiver had no connection.");
    page.sample(totals.offline);
    page.counter("pushpoint_deliveries_total",
                 "Connections that took a message, summed over all messages.");
    page.sample(totals.deliveries);
    page.counter("pushpoint_published_bytes_total", "Contents published, as JSON text.");
    page.sample(totals.bytesIn);
    page.counter("pushpoint_delivered_bytes_total",
                 "Contents delivered, counted for each connection that took one.");
    page.sample(totals.bytesOut);
    page.histogram("pushpoint_publish_duration_seconds",
                   "From a publish received in full to its answer.", totals.publishDurations);
}

void appendRefusals(Page &page, const TrafficTotals &totals)
{
    page.counter("pushpoint_refusals_total",
                 "Requests and messages that were turned away, by the error's word.");
    // All that a request can meet, also those that did not: a series that is not there has no rate.
    for (size_t i = 0; i < size_t(ErrorCode::BadOption); ++i)
        page.sample(totals.refusedBy[i], "cause=\"" + Error{ErrorCode(i), {}}.word() + '"');
    page.counter("pushpoint_limited_total",
                 "Of these, those of whoever had used up their share of a second, by the share.");
    for (size_t i = 0; i < shareWords.size(); ++i)
        page.sample(totals.limited[i], QByteArray("share=\"") + shareWords[i] + '"');
    page.counter("pushpoint_connections_dropped_total",
                 "Connections closed unheard, for want of room even to refuse them.");
    page.sample(totals.connectionsDropped);
    page.counter("pushpoint_accept_errors_total",
                 "Times that the system gave no socket, such as for want of descriptors.");
    page.sample(totals.acceptErrors);
}

void appendConnections(Page &page, const TrafficTotals &totals)
{
    page.gauge("pushpoint_websocket_connections", "WebSockets that are open.");
    page.sample(totals.connectionsOpen);
    page.gauge("pushpoint_names_online", "Names that have at least one WebSocket open.");
    page.sample(totals.namesOnline);
    page.gauge("pushpoint_http_connections", "Open connections that are no WebSocket.");
    page.sample(totals.httpConnectionsOpen);
    page.counter("pushpoint_websockets_opened_total", "WebSockets that were opened.");
    page.sample(totals.connectionsOpened);
    page.counter("pushpoint_websockets_closed_total",
                 "WebSockets that ended, by who ended them and with which close code.");
    for (size_t i = 0; i < closeCodes.size(); ++i)
        page.sample(totals.closedByServer[i],
                    "by=\"server\",code=\"" + QByteArray::number(int(closeCodes[i])) + '"');
    const std::array<QByteArray, clientCloseCount> codes{"1000", "1001", "other"};
    for (size_t i = 0; i < codes.size(); ++i)
        page.sample(totals.closedByClient[i], "by=\"client\",code=\"" + codes[i] + '"');
    page.sample(totals.closedByNetwork, "by=\"network\",code=\"1006\"");
    page.gauge("pushpoint_send_queue_bytes",
               "Bytes that wait for slow receivers, all of them together.");
    page.sample(totals.bytesWaiting);
}

void appendProcess(Page &page, const TrafficTotals &totals, const ProcessFacts &process)
{
    page.histogram("pushpoint_event_loop_lag_seconds", "How late the server's regular sweep came.",
                   totals.eventLoopLags);
    page.counter("pushpoint_traffic_events_lost_total",
                 "Events that the window did not take in time.");
    page.sample(totals.eventsLost);
    page.gauge("pushpoint_build_info", "1, with the versions of Pushpoint and Qt as labels.");
    page.sample(1, QByteArray("version=\"" PUSHPOINT_VERSION "\",qt=\"") + qVersion() + '"');
    page.gauge("process_start_time_seconds", "When the process began, since the epoch.");
    page.sample(numberText(process.startTimeSeconds));
    page.counter("process_cpu_seconds_total", "User and system time of the process.");
    page.sample(numberText(process.cpuSeconds));
    page.gauge("process_resident_memory_bytes", "Resident memory of the process.");
    page.sample(quint64(process.residentBytes));
}

} // namespace

QByteArray metricsText(const TrafficTotals &totals, const ProcessFacts &process)
{
    Page page;
    appendPublishes(page, totals);
    appendRefusals(page, totals);
    appendConnections(page, totals);
    appendProcess(page, totals, process);
    return page.text();
}

} // namespace pushpoint::net
