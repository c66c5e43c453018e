#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QStringList>

namespace pushpoint::kit {

/// What was sent, answered and received, and the judge of it. Times are steady milliseconds of the
/// test. A value; no I/O.
class DeliveryLog
{
public:
    enum class Answer { None, Delivered, Offline, Unknown, Other };

    /// Returns the message's number. One sender's numbers go up.
    int noteSent(const QByteArray &from, const QByteArray &to, qint64 atMs);
    void noteAnswered(int number, Answer answer, qint64 atMs);
    /// Returns the socket's number.
    int noteOpened(const QByteArray &name, int node, qint64 atMs);
    void noteClosed(int socket, qint64 atMs);
    void noteArrived(int socket, const QByteArray &from, int number);
    /// In this time the node was so long without its link that it may count as gone.
    void noteGone(int node, qint64 fromMs, qint64 toMs) { m_gone.append({node, fromMs, toMs}); }

    /// What was promised and not kept, a line each; at most a dozen.
    QStringList complaints() const;

    int count(Answer answer) const;
    /// Of the messages to this name that were answered so: when the last was sent, and when the
    /// first that was sent after `afterMs` was answered. Below zero: none.
    qint64 lastSentMs(const QByteArray &to, Answer answer) const;
    qint64 firstAnsweredMs(const QByteArray &to, Answer answer, qint64 afterMs) const;
    int sent() const { return int(m_messages.size()); }
    int unanswered() const { return count(Answer::None); }

    /// A socket that closes may have taken what it never showed.
    static constexpr qint64 closingMs = 1'000;

private:
    struct Sent
    {
        QByteArray from;
        QByteArray to;
        qint64 sentMs = 0;
        Answer answer = Answer::None;
        qint64 answeredMs = -1;
    };
    struct Socket
    {
        QByteArray name;
        int node = 0;
        qint64 openedMs = 0;
        qint64 closedMs = -1;                  ///< below zero: open
        QHash<QByteArray, QList<int>> arrived; ///< by sender
    };
    struct Gone
    {
        int node = 0;
        qint64 fromMs = 0;
        qint64 toMs = 0;
    };
    void checkArrivals(QStringList &complaints) const;
    void checkAnswers(QStringList &complaints) const;
    bool mayHaveVanished(const Sent &message) const;
    const Socket *openAllTheTime(const Sent &message) const;
    QString text(int number) const;

    QList<Sent> m_messages;
    QList<Socket> m_sockets;
    QList<Gone> m_gone;
};

} // namespace pushpoint::kit
