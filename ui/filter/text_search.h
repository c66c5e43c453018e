#pragma once

#include <QByteArray>
#include <QString>

namespace pushpoint::ui {

/// A text to be found in UTF-8, whatever the case, without turning each haystack into a QString
/// where that can be avoided. A value; any thread.
class TextSearch
{
public:
    TextSearch() = default;
    explicit TextSearch(const QString &text);

    bool isIn(QByteArrayView utf8) const;

private:
    enum class Way { Bytes, AsciiFolded, Text };
    Way m_way = Way::Bytes;
    QString m_text;
    QByteArray m_utf8; ///< AsciiFolded: in small letters
};

} // namespace pushpoint::ui
