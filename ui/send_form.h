#pragma once

#include "server/protocol/message.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace pushpoint {

class NameBox;

/// Writes a message as anyone and tells what became of it. Knows no server: it asks by a signal and
/// is told the outcome. GUI thread; owned by the window.
class SendForm : public QWidget
{
    Q_OBJECT

public:
    explicit SendForm(QWidget *parent = nullptr);

    /// Offers these as senders and receivers, the first two as a start where nothing is typed.
    void setNames(const QStringList &names);
    /// Puts the receiver in and the cursor into the message.
    void writeTo(const QString &name);
    /// Whether anything can be sent. What is on its way when it ends will get no outcome.
    void setServing(bool serving);
    /// Ignored unless it is that of the newest message.
    void showOutcome(quint64 ticket, const PublishOutcome &outcome);

Q_SIGNALS:
    /// @param ticket comes back with the outcome; never twice the same.
    void publishRequested(quint64 ticket, const pushpoint::Message &message);

private:
    void send();
    void say(const QString &text, bool isError);

    NameBox *m_from;
    NameBox *m_to;
    QPlainTextEdit *m_content;
    QCheckBox *m_json;
    QPushButton *m_sendButton;
    QLabel *m_resultIcon;
    QLabel *m_result;
    QString m_receiver; ///< of the newest message
    quint64 m_ticket = 0;
    bool m_waiting = false; ///< for the outcome of m_ticket
    bool m_serving = false;
};

} // namespace pushpoint
