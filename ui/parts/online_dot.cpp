#include "ui/parts/online_dot.h"

#include <QPainter>
#include <QPixmap>

namespace pushpoint::ui {

QIcon onlineDot()
{
    constexpr int sidePx = 32;
    QPixmap picture(sidePx, sidePx);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0x2e, 0xa0, 0x43));
    painter.drawEllipse(QRectF(sidePx / 4.0, sidePx / 4.0, sidePx / 2.0, sidePx / 2.0));
    painter.end();
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected); // else it takes the colour of the selection
    return icon;
}

} // namespace pushpoint::ui
