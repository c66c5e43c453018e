#pragma once

#include <QNetworkAccessManager>

#include <chrono>
#include <functional>

namespace pushpoint {

/// The end of one HTTP call.
struct RestAnswer
{
    int status = 0;  ///< of HTTP; 0 where no answer came
    QByteArray body; ///< at most restAnswerBytesMax
    QString problem; ///< why no answer came, for people; empty where one did
};
/// A longer answer is none of this server's and is given up.
inline constexpr qint64 restAnswerBytesMax = 1024 * 1024;

/// HTTP calls, each bounded in time and size. Lives on the thread that made it; owned
/// by what calls. Never repeats a call and never follows a redirection.
class RestApi
{
public:
    using Done = std::function<void(const RestAnswer &)>;

    /// `done` is called once, later, and not at all if `context` has gone by then.
    void get(const QUrl &url, std::chrono::milliseconds timeMax, QObject *context,
             const Done &done);
    void post(const QUrl &url, const QByteArray &json, std::chrono::milliseconds timeMax,
              QObject *context, const Done &done);

private:
    QNetworkAccessManager m_network;
};

} // namespace pushpoint
