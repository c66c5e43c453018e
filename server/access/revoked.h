#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QSet>

namespace pushpoint::access {

/// The tokens and people that are not to be served any more, though their tokens are good. A value;
/// any thread.
class Revoked
{
public:
    Revoked() = default;

    /// One "jti" or "sub" a line, with no blanks around it; empty lines and those that begin with
    /// "#" say nothing. Never fails: a line that is neither revokes nobody.
    static Revoked parse(QByteArrayView text);

    bool contains(QByteArrayView word) const { return m_words.contains(word.toByteArray()); }
    qsizetype size() const { return m_words.size(); }

private:
    QSet<QByteArray> m_words;
};

} // namespace pushpoint::access
