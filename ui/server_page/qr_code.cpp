#include "ui/server_page/qr_code.h"

#include "resources/qr_code/qr_modules.h"

#include <QPainter>

namespace pushpoint::ui {

namespace {

constexpr int sidePx = 200;

} // namespace

QImage qrCode(const QString &text)
{
    const auto code = QrModules::encode(text.toUtf8());
    if (!code)
        return {};
    constexpr int quiet = QrModules::quietModules;
    const int side = code->side() + 2 * quiet;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < code->side(); ++y) {
        for (int x = 0; x < code->side(); ++x) {
            if (code->isDark(x, y))
                image.setPixel(x + quiet, y + quiet, qRgb(0, 0, 0));
        }
    }
    return image;
}

QrCode::QrCode(QWidget *parent) : QFrame(parent)
{
    setFixedSize(QrCode::sizeHint());
}

void QrCode::setText(const QString &text)
{
    m_code = qrCode(text);
    setVisible(!m_code.isNull());
    update();
}

QSize QrCode::sizeHint() const
{
    return {sidePx, sidePx};
}

void QrCode::paintEvent(QPaintEvent *)
{
    if (m_code.isNull())
        return;
    // Whole pixels a module, or the edges blur.
    const int scale = qMax(1, qMin(width(), height()) / m_code.width());
    const QSize size = m_code.size() * scale;
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    painter.drawImage(
        QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size), m_code);
}

} // namespace pushpoint::ui
