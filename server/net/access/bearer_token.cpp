#include "server/net/access/bearer_token.h"

#include "server/net/http/handshake.h"

namespace pushpoint::net {

namespace {

constexpr QByteArrayView scheme("Bearer");

/// Keeps the first that is found, and knows of more.
class Finder
{
public:
    void add(QByteArrayView token)
    {
        m_isAmbiguous = m_isAmbiguous || m_token;
        m_token = token;
    }

    // RFC 9110 §11.4: the scheme in any case, and one or more spaces behind it.
    void lookIntoAuthorization(QByteArrayView value)
    {
        if (startsInAnyCase(value, scheme)
            && (value.size() == scheme.size() || value[scheme.size()] == ' '))
            add(value.sliced(scheme.size()).trimmed());
    }

    template <typename Take>
    static void forEachPart(QByteArrayView list, char separator, Take take)
    {
        for (bool isLast = false; !isLast;) {
            const qsizetype end = list.indexOf(separator);
            isLast = end < 0;
            take((isLast ? list : list.first(end)).trimmed());
            list = isLast ? list : list.sliced(end + 1);
        }
    }

    // A part of a list, or of a query: what follows the prefix is the token.
    void lookIntoList(QByteArrayView list, char separator, QByteArrayView prefix)
    {
        forEachPart(list, separator, [this, prefix](QByteArrayView part) {
            if (part.startsWith(prefix))
                add(part.sliced(prefix.size()));
        });
    }

    Result<std::optional<QByteArrayView>> found() const
    {
        if (m_isAmbiguous)
            return Error{ErrorCode::BadRequest, QStringLiteral("a request has one token")};
        return m_token;
    }

private:
    std::optional<QByteArrayView> m_token;
    bool m_isAmbiguous = false;
};

} // namespace

Result<std::optional<QByteArrayView>> findToken(const HttpRequest &request, bool isUpgrade)
{
    Finder finder;
    for (const HttpHeader &field : request.headers) {
        if (field.name.compare("Authorization", Qt::CaseInsensitive) == 0)
            finder.lookIntoAuthorization(field.value);
        else if (isUpgrade
                 && field.name.compare("Sec-WebSocket-Protocol", Qt::CaseInsensitive) == 0)
            finder.lookIntoList(field.value, ',', tokenProtocolPrefix);
    }
    if (isUpgrade)
        finder.lookIntoList(request.query(), '&', "token=");
    return finder.found();
}

} // namespace pushpoint::net
