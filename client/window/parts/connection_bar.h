#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace pushpoint::client {

class Account;
enum class InboxState;

/// One line that tells how the connection stands, and the button that tries again at once. GUI
/// thread; owned by its window; the account outlives it.
class ConnectionBar : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionBar(Account &account, QWidget *parent = nullptr);

    /// What stands in the line now.
    QString text() const;

Q_SIGNALS:
    /// The user wants it to be tried again now, which it is.
    void reconnectRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    QString currentText() const;

    Account &m_account;
    QLabel *m_dot = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_reconnect = nullptr;
    QTimer m_countdown; ///< runs while waiting
};

} // namespace pushpoint::client
