#pragma once

#include <QColor>
#include <QPalette>

namespace pushpoint::client {

/// Colours that follow from the palette, so that light and dark need no second set.

/// `share` of `over` on `under`; 0 is all `under`.
inline QColor blend(const QColor &under, const QColor &over, double share)
{
    const auto mix = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()),
            mix(under.blue(), over.blue())};
}

inline bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

/// For what stands beside the matter: times, hints.
inline QColor mutedColor(const QPalette &palette)
{
    return blend(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.62);
}

inline QColor failureColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xff, 0x9a, 0x8f) : QColor(0xb3, 0x26, 0x1e);
}

inline QColor warningColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xf2, 0xb8, 0x4b) : QColor(0xc7, 0x7c, 0x02);
}

inline QColor successColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x5f, 0xd0, 0x8a) : QColor(0x2e, 0xa0, 0x5a);
}

} // namespace pushpoint::client
