#include "client/conversation/conversation_dates.h"

#include <QCoreApplication>

namespace pushpoint::client {

QString dayText(QDate day, QDate today, const QLocale &locale)
{
    // By the calendar and not by hours: a day may have 23 or 25 of them.
    switch (day.daysTo(today)) {
    case 0:
        return QCoreApplication::translate("ConversationDates", "Today");
    case 1:
        return QCoreApplication::translate("ConversationDates", "Yesterday");
    default:
        return locale.toString(day, QLocale::LongFormat);
    }
}

bool beginsDay(const QDateTime &before, const QDateTime &at)
{
    return at.isValid()
        && (!before.isValid() || before.toLocalTime().date() != at.toLocalTime().date());
}

std::chrono::milliseconds untilNextDay(const QDateTime &now)
{
    const QDateTime local = now.toLocalTime();
    const QDateTime next = local.date().addDays(1).startOfDay();
    return std::chrono::milliseconds(std::max<qint64>(1, local.msecsTo(next)));
}

} // namespace pushpoint::client
