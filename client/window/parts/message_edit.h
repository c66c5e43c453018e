#pragma once

#include <QPlainTextEdit>

namespace pushpoint::client {

/// Where a message is written: Enter sends, Shift+Enter begins a new line; grows with its text up
/// to a bound. Plain text only, whatever is pasted. GUI thread; owned by its window.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit MessageEdit(QWidget *parent = nullptr);

Q_SIGNALS:
    /// Enter was pressed.
    void submitted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void fitHeight();
};

} // namespace pushpoint::client
