#include "ui/words/kind_mark.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// Middle tones: at least 3:1 against both a white and a dark table.
QColor colorOf(TrafficKind kind)
{
    switch (kind) {
    case TrafficKind::Delivered:
        return {0x2E, 0x96, 0x50};
    case TrafficKind::Offline:
        return {0xC4, 0x7A, 0x00};
    case TrafficKind::Refused:
        return {0xD9, 0x48, 0x48};
    case TrafficKind::Opened:
    case TrafficKind::Closed:
    case TrafficKind::Pong:
        break;
    }
    return {0x5B, 0x83, 0xC4};
}

/// Shapes too, for those who do not tell the colours apart, in a square of side 1.
QPainterPath shapeOf(TrafficKind kind)
{
    QPainterPath path;
    switch (kind) {
    case TrafficKind::Delivered:
        path.addEllipse(QRectF(0.14, 0.14, 0.72, 0.72));
        break;
    case TrafficKind::Offline:
        path.addEllipse(QRectF(0.14, 0.14, 0.72, 0.72));
        path.addEllipse(QRectF(0.32, 0.32, 0.36, 0.36));
        break;
    case TrafficKind::Refused:
        path.addPolygon(QPolygonF({{0.5, 0.02}, {0.98, 0.5}, {0.5, 0.98}, {0.02, 0.5}}));
        break;
    case TrafficKind::Opened:
        path.addPolygon(QPolygonF({{0.15, 0.1}, {0.9, 0.5}, {0.15, 0.9}}));
        break;
    case TrafficKind::Closed:
        path.addRect(QRectF(0.18, 0.18, 0.64, 0.64));
        break;
    case TrafficKind::Pong:
        path.addEllipse(QRectF(0.3, 0.3, 0.4, 0.4));
        break;
    }
    return path;
}

} // namespace

QPixmap kindMark(TrafficKind kind, int side, qreal pixelRatio)
{
    const QString key
        = u"pushpoint-mark-%1-%2-%3"_s.arg(static_cast<int>(kind)).arg(side).arg(pixelRatio);
    QPixmap mark;
    if (QPixmapCache::find(key, &mark))
        return mark;
    mark = QPixmap(QSize(side, side) * pixelRatio);
    mark.setDevicePixelRatio(pixelRatio);
    mark.fill(Qt::transparent);
    QPainter painter(&mark);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(side, side);
    painter.fillPath(shapeOf(kind), colorOf(kind));
    QPixmapCache::insert(key, mark);
    return mark;
}

} // namespace pushpoint::ui
