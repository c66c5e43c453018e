#include "app/config_file.h"

#include <QFile>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pushpoint {

namespace {

bool isName(QStringView text)
{
    return !text.isEmpty() && text != "config"_L1 && !text.startsWith(u'-')
        && std::ranges::all_of(text, [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z')
                   || (c >= u'0' && c <= u'9') || c == u'-';
           });
}

} // namespace

Result<QList<ConfigLine>> readConfigFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return Error{ErrorCode::BadOption,
                     u"--config: cannot read \"%1\": %2"_s.arg(path, file.errorString())};
    QList<ConfigLine> lines;
    QStringDecoder decode(QStringDecoder::Utf8);
    int number = 0;
    // No message quotes a line: a password may stand there.
    const auto wrong = [&path, &number](const QString &what) {
        return Error{ErrorCode::BadOption, u"%1, line %2: %3"_s.arg(path).arg(number).arg(what)};
    };
    while (!file.atEnd()) {
        const QString line = QString(decode(file.readLine())).trimmed();
        ++number;
        if (decode.hasError())
            return wrong(u"this is not UTF-8"_s);
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype equals = line.indexOf(u'=');
        const QString name = (equals < 0 ? line : line.left(equals)).trimmed();
        if (!isName(name))
            return wrong(u"no option; a line is \"name = value\""_s);
        const QString value = line.mid(equals + 1).trimmed();
        lines.append({number, name, equals < 0 ? std::nullopt : std::optional(value)});
    }
    return lines;
}

} // namespace pushpoint
