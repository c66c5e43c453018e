#include "client/conversation/links.h"

#include <QRegularExpression>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

QList<Link> linksIn(const QString &text)
{
    // ASCII only: in a Chinese sentence the address ends where the next character begins.
    static const QRegularExpression address(
        u"\\bhttps?://[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    QList<Link> links;
    auto matches = address.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        QString found = match.captured();
        while (!found.isEmpty() && u".,;:!?)'"_s.contains(found.back()))
            found.chop(1); // the sentence's, not the address's
        const QUrl url(found, QUrl::StrictMode);
        // "https://bank.example@evil.example" leads to evil.example.
        if (url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty())
            links.append({match.capturedStart(), found.size(), url});
    }
    return links;
}

std::optional<QUrl> linkAt(const QString &text, qsizetype position)
{
    for (const Link &link : linksIn(text)) {
        if (position >= link.start && position < link.start + link.size)
            return link.url;
    }
    return {};
}

} // namespace pushpoint::client
