#include "app/config_file.h"

#include <QFile>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pushpoint::app {

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

Result<QList<GivenOption>> readConfigFile(const QString &path, const QList<Option> &options)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return Error{ErrorCode::BadOption,
                     u"--config: cannot read \"%1\": %2"_s.arg(path, file.errorString())};
    QList<GivenOption> given;
    QStringDecoder decode(QStringDecoder::Utf8);
    for (int number = 1; !file.atEnd(); ++number) {
        const QString origin = u"%1, line %2: "_s.arg(path).arg(number);
        // No message quotes a line: a password may stand there.
        const auto wrong = [&origin](const QString &what) {
            return Error{ErrorCode::BadOption, origin + what};
        };
        const QString line = QString(decode(file.readLine())).trimmed();
        if (decode.hasError())
            return wrong(u"this is not UTF-8"_s);
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype equals = line.indexOf(u'=');
        const QString name = (equals < 0 ? line : line.left(equals)).trimmed();
        if (!isName(name))
            return wrong(u"no option; a line is \"name = value\""_s);
        const Option *option = findOption(options, name);
        if (option == nullptr) // a name alone may be a password
            return wrong(equals < 0 ? u"this is no option"_s : u"\"%1\" is no option"_s.arg(name));
        if (equals < 0 && !option->isSwitch())
            return wrong(u"--%1: a value is needed"_s.arg(name));
        given.append({name, equals < 0 ? u"true"_s : line.mid(equals + 1).trimmed(),
                      origin + u"--"_s + name});
    }
    return given;
}

} // namespace pushpoint::app
