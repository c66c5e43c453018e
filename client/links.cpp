#include "client/links.h"

#include <QRegularExpression>

namespace pushpoint {

using namespace Qt::StringLiterals;

std::optional<QUrl> linkAt(const QString &text, qsizetype position)
{
    // ASCII only: in a Chinese sentence the address ends where the next character begins.
    static const QRegularExpression address(
        u"\\bhttps?://[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    auto matches = address.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        QString found = match.captured();
        while (!found.isEmpty() && u".,;:!?)'"_s.contains(found.back()))
            found.chop(1); // the sentence's, not the address's
        if (position < match.capturedStart() || position >= match.capturedStart() + found.size())
            continue;
        const QUrl url(found, QUrl::StrictMode);
        // "https://bank.example@evil.example" leads to evil.example.
        if (url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty())
            return url;
    }
    return {};
}

} // namespace pushpoint
