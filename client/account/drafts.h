#pragma once

#include "client/history/conversation_entry.h"

#include <QHash>
#include <QObject>

namespace pushpoint::client {

class History;

/// What was typed and not sent yet, one text for each conversation of an account; kept by its
/// history, so that it is there again however the program ended. GUI thread; owned by an account.
class Drafts : public QObject
{
    Q_OBJECT

public:
    explicit Drafts(History &history, QObject *parent = nullptr);

    /// Empty where there is none.
    QString text(const QString &self, const QString &peer) const;
    /// An empty text forgets it.
    void set(const QString &self, const QString &peer, const QString &text);

Q_SIGNALS:
    /// One of this name is another now.
    void changed(const QString &self, const QString &peer);
    /// Those of the last run are here.
    void loaded();

private:
    History &m_history;
    QHash<std::pair<QString, QString>, QString> m_texts; ///< empty ones were given up in this run
};

} // namespace pushpoint::client
