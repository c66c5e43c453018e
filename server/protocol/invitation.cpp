#include "server/protocol/invitation.h"

#include <algorithm>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype linkCharsMax = 16 * 1024; // a token has 8 KiB at most
constexpr qsizetype pinDigitsCount = 64;

Error refused(const QString &reason)
{
    return {ErrorCode::BadOption, reason};
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '_' || c == '.';
    });
}

Result<QUrl> baseOf(QUrl url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return refused(u"this is no address of a server"_s);
    if (url.hasQuery())
        return refused(u"an address of a server ends with its path"_s);
    url.setFragment(QString());
    if (!url.path().endsWith(u'/'))
        url.setPath(url.path(QUrl::FullyEncoded) + u'/', QUrl::TolerantMode);
    return url;
}

} // namespace

Result<QUrl> invitedServer(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return refused(u"write http://host:port or https://host:port"_s);
    if (url.hasFragment())
        return refused(u"an address of a server ends with its path"_s);
    return baseOf(url);
}

QByteArray pinDigits(const QString &text)
{
    QByteArray digits = text.toLatin1().toLower();
    digits.replace(':', "");
    const bool isHex = std::ranges::all_of(
        digits, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return isHex && digits.size() == pinDigitsCount ? digits : QByteArray();
}

QString Invitation::pageLink() const
{
    QUrl link = server;
    link.setFragment(u"token="_s + QString::fromLatin1(token));
    return link.toString(QUrl::FullyEncoded);
}

QString Invitation::clientLink() const
{
    QUrl link = server;
    QString fragment = u"token="_s + QString::fromLatin1(token);
    if (!pin.isEmpty())
        fragment += u"&pin="_s + QString::fromLatin1(pin);
    if (server.scheme() == "http"_L1)
        fragment += u"&plain"_s;
    link.setScheme(u"pushpoint"_s);
    link.setFragment(fragment);
    return link.toString(QUrl::FullyEncoded);
}

Result<Invitation> Invitation::parse(const QString &link)
{
    const QUrl url(link.size() > linkCharsMax ? QString() : link, QUrl::StrictMode);
    const bool isForClient = url.scheme() == "pushpoint"_L1;
    if (!isForClient && url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return refused(u"this is no invitation"_s);
    auto base = baseOf(url);
    if (!base)
        return base.error();
    Invitation invitation{std::move(base).value(), {}, {}};
    bool isPlain = false;
    const QString fragment = url.fragment(QUrl::FullyEncoded);
    for (const QString &part : fragment.split(u'&')) {
        if (part.startsWith("token="_L1) && invitation.token.isEmpty())
            invitation.token = part.sliced(6).toLatin1();
        else if (part.startsWith("pin="_L1) && isForClient && invitation.pin.isEmpty())
            invitation.pin = pinDigits(part.sliced(4));
        else if (part == "plain"_L1 && isForClient)
            isPlain = true;
        else
            return refused(u"the invitation is incomplete, or for a newer version"_s);
    }
    if (!isToken(invitation.token))
        return refused(u"the invitation has no token"_s);
    const bool hasPin = fragment.contains("&pin="_L1) || fragment.startsWith("pin="_L1);
    if (hasPin && invitation.pin.isEmpty())
        return refused(u"the fingerprint in the invitation is damaged"_s);
    if (isForClient)
        invitation.server.setScheme(isPlain ? u"http"_s : u"https"_s);
    return invitation;
}

} // namespace pushpoint
