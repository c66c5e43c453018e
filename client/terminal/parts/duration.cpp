#include "client/terminal/parts/duration.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Duration", text);
}

std::chrono::milliseconds unitOf(QStringView letters)
{
    if (letters == "ms"_L1)
        return std::chrono::milliseconds(1);
    if (letters == "s"_L1)
        return std::chrono::seconds(1);
    return letters == "m"_L1 ? std::chrono::minutes(1) : std::chrono::hours(1);
}

} // namespace

Result<std::chrono::milliseconds> parseDuration(const QString &text)
{
    static const QRegularExpression form(u"\\A([0-9]{1,12})(ms|s|m|h)\\z"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return Error{ErrorCode::BadOption,
                     tr("\"%1\" is no duration such as 500ms, 30s, 5m or 2h").arg(text.left(40))};
    // Twelve digits of hours stay within 64 bits of milliseconds.
    const auto duration = match.captured(1).toLongLong() * unitOf(match.capturedView(2));
    if (duration > durationMax)
        return Error{ErrorCode::BadOption, tr("\"%1\" is more than 24 days").arg(text)};
    return std::chrono::milliseconds(duration);
}

QString durationText(std::chrono::milliseconds duration)
{
    using namespace std::chrono;
    if (duration < seconds(1))
        return tr("%1 ms").arg(duration.count());
    if (duration < minutes(1))
        return tr("%1 s").arg(double(duration.count()) / 1000, 0, 'f', 1);
    const auto wholeMinutes = duration_cast<minutes>(duration);
    return tr("%1 min %2 s")
        .arg(wholeMinutes.count())
        .arg(duration_cast<seconds>(duration - wholeMinutes).count());
}

} // namespace pushpoint::client
