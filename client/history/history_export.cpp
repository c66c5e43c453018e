#include "client/history/history_export.h"

#include "client/history/history_store.h"

#include <QCoreApplication>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int linesAtATime = 2'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client", text);
}

} // namespace

HistoryExport::HistoryExport(HistoryStore &store, ExportRequest request)
    : m_store(store), m_request(std::move(request)), m_out(m_request.file)
{ }

void HistoryExport::start()
{
    if (const QString why = m_store.count(m_request.self, m_request.peer, m_total); !why.isEmpty())
        return end(ExportEnd::Failed, why);
    if (!m_out.open(QIODevice::WriteOnly))
        return end(ExportEnd::Failed, m_out.errorString());
    writePart();
}

void HistoryExport::cancel()
{
    if (!m_hasEnded)
        end(ExportEnd::Cancelled);
}

void HistoryExport::writePart()
{
    if (m_hasEnded)
        return;
    QList<ConversationEntry> lines;
    const QString why = m_store.readPage(
        {m_request.self, m_request.peer, PageSide::Behind, m_last, linesAtATime}, lines);
    if (!why.isEmpty())
        return end(ExportEnd::Failed, why);
    for (const ConversationEntry &line : std::as_const(lines)) {
        const QByteArray text = exportedLine(line).toUtf8();
        if (m_out.write(text) != text.size())
            return end(ExportEnd::Failed, m_out.errorString());
        m_last = line.place();
    }
    m_written += lines.size();
    Q_EMIT progressed(m_request.file, m_written, std::max(m_total, m_written));
    if (lines.size() == linesAtATime)
        QMetaObject::invokeMethod(this, &HistoryExport::writePart, Qt::QueuedConnection);
    else if (m_out.commit())
        end(ExportEnd::Done);
    else
        end(ExportEnd::Failed, m_out.errorString());
}

void HistoryExport::end(ExportEnd end, const QString &problem)
{
    m_hasEnded = true;
    if (end != ExportEnd::Done)
        m_out.cancelWriting();
    Q_EMIT ended(m_request.file, end, problem);
}

QString exportedLine(const ConversationEntry &line)
{
    const QString who = line.direction == Direction::Outgoing ? line.self
        : line.peer.isEmpty()                                 ? tr("no sender")
                                                              : line.peer;
    QString text = line.text;
    text.replace(u"\r\n"_s, u"\n"_s).replace(u'\n', u"\n    "_s);
    const QString mark = hasFailed(line.delivery) ? u" (%1)"_s.arg(tr("not delivered")) : QString();
    return u"[%1] %2: %3%4\n"_s.arg(line.at.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s), who,
                                    text, mark);
}

} // namespace pushpoint::client
