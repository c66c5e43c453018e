#pragma once

#include "client/history/history_export.h"

#include <QObject>
#include <QPointer>

class QProgressDialog;
class QWidget;

namespace pushpoint::client {

class History;

/// Asks where a conversation is to be written, shows how far it is, lets it be cancelled, and tells
/// what went wrong. GUI thread; owned by the window that its dialogs belong to; the history
/// outlives it.
class ExportDialogs : public QObject
{
    Q_OBJECT

public:
    ExportDialogs(History &history, QWidget *window);

    /// Asks for a file, and writes to it.
    void ask(const QString &self, const QString &peer);
    void write(const ExportRequest &request);

private:
    void onProgress(const QString &file, qint64 written, qint64 total);
    void onEnded(const QString &file, ExportEnd end, const QString &problem);

    History &m_history;
    QWidget *const m_window;
    QString m_file; ///< being written
    QPointer<QProgressDialog> m_progress;
};

/// A file name that says whose conversation it is and can be one on any system.
QString suggestedFileName(const QString &self, const QString &peer, const QDate &today);

} // namespace pushpoint::client
