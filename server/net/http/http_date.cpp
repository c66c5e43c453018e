#include "server/net/http/http_date.h"

#include <QDate>
#include <QDateTime>
#include <QTime>
#include <QTimeZone>

#include <array>
#include <cstdio>

namespace pushpoint::net {

namespace {

constexpr std::array<const char *, 7> dayNames{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<const char *, 12> monthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Digits and nothing else, or below zero.
int number(QByteArrayView digits)
{
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return digits.isEmpty() ? -1 : value;
}

// 1 to 12, or 0.
int monthNumber(QByteArrayView name)
{
    for (size_t i = 0; i < monthNames.size(); ++i) {
        if (name == monthNames[i])
            return int(i) + 1;
    }
    return 0;
}

std::optional<qint64> moment(int year, int month, int day, QByteArrayView clock)
{
    if (year < 0 || clock.size() != 8 || clock[2] != ':' || clock[5] != ':')
        return {};
    const QDate date(year, month, day);
    int second = number(clock.sliced(6));
    second = second == 60 ? 59 : second; // a leap second, which no QTime knows
    const QTime time(number(clock.first(2)), number(clock.sliced(3, 2)), second);
    if (!date.isValid() || !time.isValid())
        return {};
    return QDateTime(date, time, QTimeZone::utc()).toSecsSinceEpoch();
}

// Two digits are the year that is at most 50 years ahead (RFC 9110 §5.6.7).
int fullYear(int twoDigits, qint64 nowSeconds)
{
    if (twoDigits < 0)
        return -1;
    const int thisYear = QDateTime::fromSecsSinceEpoch(nowSeconds, QTimeZone::utc()).date().year();
    const int year = thisYear - thisYear % 100 + twoDigits;
    return year > thisYear + 50 ? year - 100 : year;
}

} // namespace

QByteArray httpDate(qint64 secondsSinceEpoch)
{
    const QDateTime when = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch, QTimeZone::utc());
    const QDate date = when.date();
    const QTime time = when.time();
    std::array<char, 64> text{};
    const int size = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   dayNames[size_t(date.dayOfWeek()) - 1], date.day(),
                                   monthNames[size_t(date.month()) - 1], date.year(), time.hour(),
                                   time.minute(), time.second());
    return QByteArray(text.data(), size);
}

std::optional<qint64> parseHttpDate(QByteArrayView text, qint64 nowSeconds)
{
    const qsizetype comma = text.indexOf(',');
    if (comma < 0) { // asctime: "Sun Nov  6 08:49:37 1994"
        if (text.size() != 24 || text[3] != ' ' || text[7] != ' ' || text[10] != ' '
            || text[19] != ' ')
            return {};
        const QByteArrayView day = text[8] == ' ' ? text.sliced(9, 1) : text.sliced(8, 2);
        return moment(number(text.sliced(20)), monthNumber(text.sliced(4, 3)), number(day),
                      text.sliced(11, 8));
    }
    const QByteArrayView rest = text.sliced(comma + 1);
    if (comma == 3) { // IMF-fixdate: " 06 Nov 1994 08:49:37 GMT"
        if (rest.size() != 25 || rest[0] != ' ' || rest[3] != ' ' || rest[7] != ' '
            || rest[12] != ' ' || !rest.endsWith(" GMT"))
            return {};
        return moment(number(rest.sliced(8, 4)), monthNumber(rest.sliced(4, 3)),
                      number(rest.sliced(1, 2)), rest.sliced(13, 8));
    }
    // RFC 850: " 06-Nov-94 08:49:37 GMT"
    if (rest.size() != 23 || rest[0] != ' ' || rest[3] != '-' || rest[7] != '-' || rest[10] != ' '
        || !rest.endsWith(" GMT"))
        return {};
    return moment(fullYear(number(rest.sliced(8, 2)), nowSeconds), monthNumber(rest.sliced(4, 3)),
                  number(rest.sliced(1, 2)), rest.sliced(11, 8));
}

} // namespace pushpoint::net
