#pragma once

#include "server/protocol/user_name.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace pushpoint {

class Account;
class ConnectionBar;
class ConversationView;
class MessageEdit;
class NameBox;

/// The chat window of one account: who one is, whom one writes to, what was said, and how the
/// connection stands. Views only: everything that happens, happens in the account, which outlives
/// it. GUI thread; owned by the composition root.
class ChatWindow : public QWidget
{
    Q_OBJECT

public:
    explicit ChatWindow(Account &account, QWidget *parent = nullptr);
    ~ChatWindow() override;

    /// Fills the drop-downs as a user would.
    void choose(const std::optional<UserName> &name, const std::optional<UserName> &to);

private:
    QWidget *makeHeader();
    QWidget *makeComposer();
    void onSenderCommitted();
    void onReceiverCommitted();
    void onSubmitted();
    void showNameChange();
    void showHint(const QString &text);

    Account &m_account;
    NameBox *m_sender = nullptr;
    NameBox *m_receiver = nullptr;
    ConversationView *m_conversation = nullptr;
    QLabel *m_hint = nullptr; ///< what keeps a message from being sent; hidden while empty
    MessageEdit *m_message = nullptr;
    QPushButton *m_send = nullptr;
    ConnectionBar *m_connection = nullptr;
};

} // namespace pushpoint
