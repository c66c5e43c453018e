#pragma once

#include <QFrame>
#include <QImage>

namespace pushpoint::ui {

/// A QR code (ISO/IEC 18004) of the text, a pixel for each module and the quiet zone of four around
/// it. Null where the text is empty or too long. A pure function.
QImage qrCode(const QString &text);

/// Shows a text as a QR code: black on white whatever the palette, for cameras want it so. GUI
/// thread; a plain widget.
class QrCode : public QFrame
{
    Q_OBJECT

public:
    explicit QrCode(QWidget *parent = nullptr);

    void setText(const QString &text);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_code;
};

} // namespace pushpoint::ui
