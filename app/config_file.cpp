#include "app/config_file.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace pushpoint {

Result<QList<ConfigLine>> readConfigFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return Error{ErrorCode::BadOption,
                     u"--config: cannot read \"%1\": %2"_s.arg(path, file.errorString())};
    QList<ConfigLine> lines;
    int number = 0;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        ++number;
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype equals = line.indexOf(u'=');
        const QString name = (equals < 0 ? line : line.left(equals)).trimmed();
        if (name.isEmpty() || name == "config"_L1 || name.startsWith(u'-'))
            return Error{ErrorCode::BadOption,
                         u"%1, line %2: \"%3\" is no option"_s.arg(path).arg(number).arg(line)};
        lines.append({number,
                      equals < 0 ? u"--%1"_s.arg(name)
                                 : u"--%1=%2"_s.arg(name, line.mid(equals + 1).trimmed())});
    }
    return lines;
}

} // namespace pushpoint
