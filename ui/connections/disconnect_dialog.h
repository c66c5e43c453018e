#pragma once

#include "server/protocol/close_code.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLineEdit;

namespace pushpoint::ui {

/// Asks with what code and reason connections are to be closed. GUI thread; owned by its parent.
class DisconnectDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param count how many connections will go.
    explicit DisconnectDialog(qsizetype count, QWidget *parent = nullptr);

    CloseCode code() const;
    QString reason() const;

private:
    void checkReason();

    QComboBox *m_code;
    QLineEdit *m_reason;
    QDialogButtonBox *m_buttons;
};

} // namespace pushpoint::ui
