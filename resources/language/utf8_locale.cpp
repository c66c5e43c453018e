#include "resources/language/utf8_locale.h"

#include <QByteArray>

#include <clocale>

namespace pushpoint {

void useUtf8WithoutLocale()
{
    std::setlocale(LC_CTYPE, "");
    const QByteArrayView chosen(std::setlocale(LC_CTYPE, nullptr));
    if (chosen == "C" || chosen == "POSIX")
        qputenv(
            "LC_ALL",
            QByteArrayLiteral("C.UTF-8")); // which is what the application goes by when it is made
}

} // namespace pushpoint
