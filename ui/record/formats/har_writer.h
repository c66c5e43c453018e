#pragma once

#include "ui/record/formats/message_spool.h"
#include "ui/record/formats/row_writer.h"

#include <QHash>
#include <QUrl>

namespace pushpoint::ui {

/// HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/) with `_webSocketMessages` as
/// Chromium writes them, for the tools that read such files.
///
/// A publish is a POST: its head as it was where a trace was kept, else what would do the same.
/// Cookies and credentials are left out, as Chromium does. A receiver's connection is an entry with
/// what it received; which connection got a message is known only from a trace. `time` in them is
/// in seconds. What only Pushpoint knows is under `_pushpoint`. Pongs have no place in it.
class HarWriter : public RowWriter
{
public:
    explicit HarWriter(QUrl server) : m_server(std::move(server)) { }

    void begin(ByteSink &sink) override;
    void write(const TrafficRow &row, ByteSink &sink) override;
    void end(ByteSink &sink) override;

private:
    struct Connection
    {
        QByteArray name;
        qint64 openedWallClockMs = 0;
        qint64 closedWallClockMs = 0; ///< 0: still open
        int closeCode = 0;
    };

    void writePublish(const TrafficEvent &event, ByteSink &sink);
    void spoolDeliveries(const TrafficEvent &event);
    void writeConnection(quint64 id, const Connection &connection, ByteSink &sink);
    void writeComma(ByteSink &sink);

    const QUrl m_server;
    MessageSpool m_spool;
    QHash<quint64, Connection> m_open;
    quint64 m_lost = 0;
    bool m_isFirst = true;
};

} // namespace pushpoint::ui
