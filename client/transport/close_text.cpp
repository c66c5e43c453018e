#include "client/transport/close_text.h"

#include "server/protocol/close_code.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client", text);
}

// "QWebSocketPrivate::processHandshake: Unhandled http status code: 503 (Service Unavailable)."
QRegularExpressionMatch matchStatus(const QString &errorString)
{
    static const QRegularExpression status(u"status code: (\\d{3})(?: \\(([^)]*)\\))?"_s);
    return status.match(errorString);
}

QString textOfCode(int closeCode)
{
    switch (static_cast<CloseCode>(closeCode)) {
    case CloseCode::Normal:
        return tr("The server ended the connection");
    case CloseCode::GoingAway:
        return tr("The server is shutting down");
    case CloseCode::ProtocolError:
    case CloseCode::BinaryRefused:
    case CloseCode::BadUtf8:
        return tr("The connection was closed because of a protocol error");
    case CloseCode::TooBig:
        return tr("A message was too big for the connection");
    case CloseCode::TooSlow:
        return tr("Messages were taken too slowly");
    case CloseCode::NoPong:
        return tr("The server had no sign of life from here");
    case CloseCode::TooFast:
        return tr("Too much was sent in a short time");
    case CloseCode::NotAllowed:
        return tr("The server does not allow this name");
    case CloseCode::ClosedByAdministrator:
        return tr("Closed by the administrator");
    case CloseCode::TooManyOfThisName:
        return tr("Too many connections have this name already");
    }
    return tr("The server closed the connection with code %1").arg(closeCode);
}

} // namespace

QString closeText(int closeCode, const QString &reason)
{
    const QString text = textOfCode(closeCode);
    return reason.isEmpty() ? text : u"%1 (%2)"_s.arg(text, reason);
}

std::optional<int> refusalStatus(const QString &errorString)
{
    const auto match = matchStatus(errorString);
    return match.hasMatch() ? std::optional(match.captured(1).toInt()) : std::nullopt;
}

bool isOtherProtocol(const QString &errorString)
{
    // Errors of TLS speak of a handshake, too.
    static constexpr QLatin1StringView words[]
        = {"processHandshake"_L1, "Handshake: "_L1,         "handshake request"_L1,
           "protocol upgrade"_L1, "Header is too large"_L1, "Accept-Key"_L1};
    return std::ranges::any_of(words, [&](auto each) { return errorString.contains(each); });
}

bool isWithoutTls(const QString &errorString)
{
    return errorString.contains("wrong version number"_L1); // OpenSSL's words, inside Qt's
}

QString withoutTlsText()
{
    return tr("what answers there does not speak TLS (https)");
}

QString connectErrorText(const QString &errorString)
{
    if (const auto match = matchStatus(errorString); match.hasMatch()) {
        if (match.captured(1) == "401"_L1)
            return tr("The server wants an access token, or another than this one");
        const QString answer = (match.captured(1) + u' ' + match.captured(2)).trimmed();
        return tr("The server refused the connection: %1").arg(answer);
    }
    if (isOtherProtocol(errorString))
        return tr("What answered there does not speak WebSocket");
    if (isWithoutTls(errorString))
        return withoutTlsText();
    QString text = errorString;
    if (text.endsWith(u'.'))
        text.chop(1);
    return text.isEmpty() ? tr("The connection did not come about") : text;
}

} // namespace pushpoint::client
