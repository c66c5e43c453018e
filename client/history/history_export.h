#pragma once

#include "client/history/conversation_entry.h"

#include <QObject>
#include <QSaveFile>

#include <limits>

namespace pushpoint::client {

class HistoryStore;

/// A conversation to be written out. A value.
struct ExportRequest
{
    QString self;
    QString peer;
    QString file;
};

enum class ExportEnd { Done, Cancelled, Failed };

/// Writes one conversation to a text file in UTF-8, some lines at each turn of the event loop, so
/// that what is said meanwhile is kept and found as always. Either the whole file appears in its
/// place or none does. Lives on the history's thread; owned by its worker.
class HistoryExport : public QObject
{
    Q_OBJECT

public:
    /// The store outlives it.
    HistoryExport(HistoryStore &store, ExportRequest request);

    void start();
    /// Nothing once it has ended.
    void cancel();

Q_SIGNALS:
    void progressed(const QString &file, qint64 written, qint64 total);
    /// `problem`: why it failed, for people; otherwise empty.
    void ended(const QString &file, pushpoint::client::ExportEnd end, const QString &problem);

private:
    void writePart();
    void end(ExportEnd end, const QString &problem = {});

    HistoryStore &m_store;
    const ExportRequest m_request;
    QSaveFile m_out;
    LinePlace m_last{std::numeric_limits<qint64>::min(), 0};
    qint64 m_written = 0;
    qint64 m_total = 0;
    bool m_hasEnded = false;
};

/// One line of a conversation as it is written out, its end included. Lines that a text has of its
/// own are indented, so that none looks like somebody's.
QString exportedLine(const ConversationEntry &line);

} // namespace pushpoint::client
