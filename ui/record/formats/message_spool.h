#pragma once

#include <QByteArray>
#include <QHash>
#include <QTemporaryFile>

#include <vector>

namespace pushpoint::ui {

/// What connections received, kept in a temporary file until it is asked for: of a million messages
/// nothing stays in memory but one number for each connection that is still open. A text for many
/// connections is kept once. One thread.
class MessageSpool
{
public:
    struct Item
    {
        qint64 wallClockUs = 0;
        QByteArray json;
    };

    /// False: the temporary file cannot be written or read; error() says why.
    bool isGood() const { return m_error.isEmpty(); }
    QString error() const { return m_error; }

    /// @return what to give to addTo().
    qint64 addText(const QByteArray &json);
    void addTo(quint64 connectionId, qint64 wallClockUs, qint64 textAt);

    /// Where the connection's messages are, oldest first; they are then forgotten. For read().
    std::vector<qint64> take(quint64 connectionId);
    Item read(qint64 at);
    QList<quint64> connections() const { return m_newest.keys(); }

private:
    /// How a text reached one connection; a list from the newest to the oldest.
    struct Link
    {
        qint64 previous; ///< −1: none
        qint64 wallClockUs;
        qint64 textAt;
    };

    qint64 append(QByteArrayView bytes);
    bool readAt(qint64 at, char *bytes, qint64 size);
    bool open();
    void flush();
    void fail();

    QTemporaryFile m_owner; ///< deletes it
    QFile m_file;           ///< reads and writes it
    QByteArray m_block;     ///< of the end, not yet in the file
    qint64 m_fileBytes = 0;
    QHash<quint64, qint64> m_newest;
    QString m_error;
};

} // namespace pushpoint::ui
