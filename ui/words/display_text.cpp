#include "ui/words/display_text.h"

#include "server/protocol/json/json_text.h"

#include <QDateTime>
#include <QLocale>

#include <array>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

void appendVisible(QString &out, char16_t c)
{
    if (c < 0x20)
        out += QChar(static_cast<char16_t>(0x2400 + c));
    else if (c == 0x7F)
        out += QChar(0x2421);
    else if (isUnsafeToShow(c))
        out += u"[U+%1]"_s.arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper();
    else
        out += QChar(c);
}

} // namespace

QString visibleText(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool paired
            = i + 1 < text.size() && c.isHighSurrogate() && text[i + 1].isLowSurrogate();
        if (paired) {
            out += c;
            out += text[++i];
        } else if (c.isSurrogate()) {
            out += QChar(QChar::ReplacementCharacter);
        } else if (c == u'\n' || c == u'\r') {
            out += QChar(0x23CE); // ⏎
            if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
                ++i;
        } else if (c == u'\t') {
            out += u' ';
        } else {
            appendVisible(out, c.unicode());
        }
    }
    return out;
}

QString visibleText(QByteArrayView utf8)
{
    return visibleText(QString::fromUtf8(utf8));
}

QByteArrayView withoutHalfCharacter(QByteArrayView utf8)
{
    // A lead byte stands at most three bytes before the end of its character.
    for (qsizetype tail = 1; tail <= qMin<qsizetype>(4, utf8.size()); ++tail) {
        const auto byte = static_cast<uchar>(utf8[utf8.size() - tail]);
        if ((byte & 0xC0) == 0x80)
            continue;
        const qsizetype needed = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        return needed > tail ? utf8.chopped(tail) : utf8;
    }
    return utf8;
}

QString bytesText(quint64 bytes)
{
    if (bytes < 1000)
        return u"%1 B"_s.arg(bytes);
    static constexpr std::array units{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double amount = static_cast<double>(bytes) / 1024;
    size_t unit = 0;
    while (amount >= 999.5 && unit + 1 < units.size()) {
        amount /= 1024;
        ++unit;
    }
    return QLocale().toString(amount, 'f', amount < 9.95 ? 1 : 0) + u' '
        + QLatin1StringView(units[unit]);
}

QString countText(quint64 count)
{
    return QLocale().toString(count);
}

QString rateText(double perSecond)
{
    return QLocale().toString(perSecond, 'f', perSecond > 0 && perSecond < 9.95 ? 1 : 0) + u"/s"_s;
}

QString byteRateText(double perSecond)
{
    return bytesText(static_cast<quint64>(std::max(0.0, perSecond))) + u"/s"_s;
}

QString idleText(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    if (seconds < 1)
        return {};
    if (seconds < 120)
        return u"%1 s"_s.arg(seconds);
    if (seconds < 2 * 3600)
        return u"%1 min"_s.arg(seconds / 60);
    if (seconds < 2 * 86'400)
        return u"%1 h"_s.arg(seconds / 3600);
    return u"%1 d"_s.arg(seconds / 86'400);
}

QString durationText(qint64 durationNs)
{
    const auto amount = static_cast<double>(durationNs);
    const auto text = [](double value, const QString &unit) {
        return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0) + u' ' + unit;
    };
    if (amount < 999'500)
        return text(amount / 1e3, u"µs"_s);
    if (amount < 999'500'000)
        return text(amount / 1e6, u"ms"_s);
    return text(amount / 1e9, u"s"_s);
}

QString clockText(qint64 wallClockMs)
{
    // The system looks at a file for each local time, and a table asks for thirty at once. Within a
    // quarter of an hour no place on earth changes its clocks.
    constexpr qint64 quarterMs = 15 * 60 * 1000;
    constexpr qint64 dayMs = 24 * 60 * 60 * 1000;
    thread_local qint64 knownQuarter = -1;
    thread_local qint64 offsetMs = 0;
    if (const qint64 quarter = wallClockMs / quarterMs; quarter != knownQuarter) {
        knownQuarter = quarter;
        offsetMs = QDateTime::fromMSecsSinceEpoch(wallClockMs).offsetFromUtc() * qint64(1000);
    }
    const qint64 sinceMidnightMs = ((wallClockMs + offsetMs) % dayMs + dayMs) % dayMs;
    return QTime::fromMSecsSinceStartOfDay(int(sinceMidnightMs)).toString(u"HH:mm:ss.zzz");
}

QString sinceText(qint64 wallClockMs, qint64 nowMs)
{
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(wallClockMs);
    const bool today = then.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date();
    return then.toString(today ? u"HH:mm:ss"_s : u"MM-dd HH:mm:ss"_s);
}

QString dateClockText(qint64 wallClockMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallClockMs).toString(u"yyyy-MM-dd HH:mm:ss.zzz");
}

QString plainToolTip(const QString &text)
{
    return u"<p style=\"white-space:pre-wrap\">"_s + text.toHtmlEscaped() + u"</p>"_s;
}

} // namespace pushpoint::ui
