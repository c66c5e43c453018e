#include "ui/server_page/qr_code.h"

#include <QPainter>

#include <memory>

#include <qrencode.h>

namespace pushpoint::ui {

namespace {

constexpr int quietModules = 4;
constexpr int sidePx = 200;

} // namespace

QImage qrCode(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    const std::unique_ptr<QRcode, void (*)(QRcode *)> code(
        QRcode_encodeString8bit(utf8.constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code)
        return {};
    const int side = code->width + 2 * quietModules;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if ((code->data[y * code->width + x] & 1) != 0) // the other bits are of the encoder
                image.setPixel(x + quietModules, y + quietModules, qRgb(0, 0, 0));
        }
    }
    return image;
}

QrCode::QrCode(QWidget *parent) : QFrame(parent)
{
    setFixedSize(sizeHint());
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
