#pragma once

#include "server/access/key_set.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>

class QNetworkReply;

namespace pushpoint::app {

/// When keys are fetched.
struct KeyFetchTimes
{
    std::chrono::milliseconds refresh{10 * 60 * 1000}; ///< after a good answer
    std::chrono::milliseconds retry{30'000};           ///< after none
    std::chrono::milliseconds unknownMin{60'000}; ///< after any, where a token names another key
    std::chrono::milliseconds answerMax{10'000};  ///< for a whole answer
};

/// The keys at an address, fetched again and again. What cannot be had, or is no key set, is told
/// of once, and the last good one stays. Main thread.
class KeyFetch : public QObject
{
    Q_OBJECT

public:
    /// @param address one of isKeyAddress()
    explicit KeyFetch(const QUrl &address, const KeyFetchTimes &times = {},
                      QObject *parent = nullptr);
    ~KeyFetch() override;

    /// Fetches at once, and goes on.
    void start();
    /// A token named a key that is not in the set: fetches soon, but not for each of them.
    void noteUnknownKey();

Q_SIGNALS:
    /// A good set, where it is another one than before.
    void fetched(const pushpoint::access::KeySet &keys);
    /// One line for people.
    void told(const QString &text);

private:
    void fetch();
    void takePiece();
    void finish();
    void take(const QByteArray &json);
    void fail(const QString &reason);

    const QUrl m_address;
    const KeyFetchTimes m_times;
    QNetworkAccessManager m_network;
    QTimer m_timer; ///< until the next one
    QTimer m_answerTimer;
    QElapsedTimer m_sinceFetch;
    QNetworkReply *m_reply = nullptr; ///< owned by m_network; null: none is under way
    QByteArray m_body;
    QByteArray m_lastGood;
    QString m_problem; ///< told already; empty: all is well
};

/// Whether keys may be fetched from there: by https, so that nobody on the way can put in theirs,
/// or by http from this machine; without a user or password, which logs would show.
bool isKeyAddress(const QUrl &address);

} // namespace pushpoint::app
