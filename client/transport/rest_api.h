#pragma once

#include "client/trust/untrusted_certificate.h"

#include <QNetworkAccessManager>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace pushpoint::client {

class ServerTrust;

/// The end of one HTTP call.
struct RestAnswer
{
    int status = 0;  ///< of HTTP; 0 where no answer came
    QByteArray body; ///< at most restAnswerBytesMax
    QString problem; ///< why no answer came, for people; empty where one did
    /// Nothing was sent, because the server showed this certificate.
    std::optional<UntrustedCertificate> untrusted{};
    bool isWithoutTls = false; ///< what is there speaks none, and will not later
    /// The server's Retry-After in seconds, retryAfterMax at most; 0 where it gave none or a date.
    std::chrono::seconds retryAfter{0};
};
/// A longer answer is none of this server's and is given up.
inline constexpr qint64 restAnswerBytesMax = 1024 * 1024;
/// Longer than this no server is believed: it may be well again by then.
inline constexpr std::chrono::seconds retryAfterMax{30};

/// HTTP calls, each bounded in time and size. Lives on the thread that made it; owned
/// by what calls. Never repeats a call and never follows a redirection.
class RestApi
{
public:
    using Done = std::function<void(const RestAnswer &)>;

    RestApi();
    ~RestApi();
    RestApi(const RestApi &) = delete;
    RestApi &operator=(const RestApi &) = delete;

    /// Who judges certificates; outlives this. Without, the authorities that the computer knows.
    void setTrust(ServerTrust &trust);

    /// `done` is called once, later, and not at all if `context` has gone by then.
    void get(const QUrl &url, std::chrono::milliseconds timeMax, QObject *context,
             const Done &done);
    void post(const QUrl &url, const QByteArray &json, std::chrono::milliseconds timeMax,
              QObject *context, const Done &done);

private:
    void dropConnections();
    QNetworkRequest requestFor(const QUrl &url, std::chrono::milliseconds timeMax) const;
    void watch(QNetworkReply *reply, QObject *context, const Done &done) const;

    QObject m_scope;                                  ///< of what it is told
    std::unique_ptr<QNetworkAccessManager> m_network; ///< holds open connections
    ServerTrust *m_trust = nullptr;
};

} // namespace pushpoint::client
