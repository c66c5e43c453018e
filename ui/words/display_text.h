#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace pushpoint::ui {

// How values read on the screen. Pure functions, any thread. What comes from the network is shown
// as harmless plain text: nothing in it can break a line, turn the direction of its neighbours or
// stand there unseen.

/// Control characters as their pictures (␀ to ␡), line breaks as ⏎, bidi controls, line separators
/// and zero-width spaces as `[U+202E]`. The joiners that emoji and Indic scripts need stay.
QString visibleText(QStringView text);
/// The same from bytes that should be UTF-8; what is not reads �.
QString visibleText(QByteArrayView utf8);

/// `utf8` without the character that a cut by bytes has left half at its end.
QByteArrayView withoutHalfCharacter(QByteArrayView utf8);

/// "812 B", "1.2 KiB", "3.4 MiB": three digits at the most before the unit.
QString bytesText(quint64 bytes);
/// With the thousands grouped as the user's locale does.
QString countText(quint64 count);
/// Events a second: one digit after the point below ten, none above.
QString rateText(double perSecond);
/// Bytes a second: "1.2 KiB/s".
QString byteRateText(double perSecond);
/// How long nothing came: "12 s", "3 min", "2 h", "5 d"; empty below one second.
QString idleText(qint64 ms);
/// "0.7 µs", "12 µs", "3.4 ms", "2.0 s".
QString durationText(qint64 durationNs);

/// Local time with milliseconds, such as "14:03:05.123".
QString clockText(qint64 wallClockMs);
/// Local time to the second; with month and day where it is not that of `nowMs`.
QString sinceText(qint64 wallClockMs, qint64 nowMs);
/// Local date and time with milliseconds.
QString dateClockText(qint64 wallClockMs);

/// For a tool tip, which Qt would otherwise read as HTML if it looks like it. Lines wrap.
QString plainToolTip(const QString &text);

} // namespace pushpoint::ui
