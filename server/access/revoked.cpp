#include "server/access/revoked.h"

#include "server/protocol/user_name.h"

namespace pushpoint::access {

Revoked Revoked::parse(QByteArrayView text)
{
    constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf"); // of an editor
    if (text.startsWith(byteOrderMark))
        text = text.sliced(byteOrderMark.size());
    Revoked revoked;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArray line = text.first(end < 0 ? text.size() : end).trimmed().toByteArray();
        text = text.sliced(end < 0 ? text.size() : end + 1);
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        revoked.m_words.insert(line);
        // A token's "sub" was brought to NFC, as every name is.
        if (const auto name = UserName::parse(QByteArrayView(line)))
            revoked.m_words.insert(name->utf8());
    }
    return revoked;
}

} // namespace pushpoint::access
