#pragma once

#include <QDateTime>
#include <QLocale>

#include <chrono>

namespace pushpoint::client {

/// Dates in a conversation, in local time. Pure functions: "today" is always the caller's.

/// A day as people say it: "Today", "Yesterday", or its weekday and date as the locale writes them.
QString dayText(QDate day, QDate today, const QLocale &locale = QLocale());
/// True where a line at `at` is on another day than the line before it; an invalid `before` stands
/// for no line.
bool beginsDay(const QDateTime &before, const QDateTime &at);
/// Until the next day begins where the computer is: days of 23 and 25 hours, and days without a
/// midnight, included.
std::chrono::milliseconds untilNextDay(const QDateTime &now);

} // namespace pushpoint::client
