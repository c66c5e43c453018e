#include "resources/language/utf8_locale.h"

#include <QByteArray>
#include <QLocale>

#include <clocale>

namespace pushpoint {

namespace {

// What POSIX lets a program's texts go by, first of these (XBD 8.2); without the encoding.
QByteArray languageWanted()
{
    for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QByteArray value = qgetenv(name);
        if (!value.isEmpty())
            return value.first(value.indexOf('.') < 0 ? value.size() : value.indexOf('.'));
    }
    return {};
}

bool isPortable(QByteArrayView locale)
{
    return locale.isEmpty() || locale == "C" || locale == "POSIX";
}

} // namespace

void useUtf8WithoutLocale()
{
    const bool isComplete = std::setlocale(LC_ALL, "") != nullptr;
    if (isComplete && !isPortable(std::setlocale(LC_CTYPE, nullptr)))
        return;
    const QByteArray language = languageWanted();
    qputenv("LC_ALL",
            QByteArrayLiteral("C.UTF-8")); // which is what the application goes by when it is made
    if (isPortable(language))
        return;
    if (qEnvironmentVariableIsEmpty("LANGUAGE"))
        qputenv("LANGUAGE", language);
    QLocale::setDefault(QLocale(QString::fromLatin1(language)));
}

} // namespace pushpoint
