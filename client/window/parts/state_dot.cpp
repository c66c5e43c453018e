#include "client/window/parts/state_dot.h"

#include "client/account/account.h"
#include "client/bubbles/tones.h"

#include <QPainter>

namespace pushpoint::client {

namespace {

constexpr int dotSide = 10;

} // namespace

QColor stateColor(Account &account, const QPalette &palette)
{
    switch (account.inbox().state()) {
    case InboxState::Connected:
        return successColor(palette);
    case InboxState::Connecting:
    case InboxState::Waiting:
        return warningColor(palette);
    case InboxState::Stopped:
        return failureColor(palette);
    case InboxState::Idle:
        break;
    }
    return account.roster().problem().isEmpty() ? mutedColor(palette) : failureColor(palette);
}

QPixmap stateDot(Account &account, const QPalette &palette, qreal sharpness)
{
    QPixmap pixmap(QSize(dotSide, dotSide) * sharpness);
    pixmap.setDevicePixelRatio(sharpness);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(stateColor(account, palette));
    painter.drawEllipse(0, 0, dotSide, dotSide);
    return pixmap;
}

} // namespace pushpoint::client
