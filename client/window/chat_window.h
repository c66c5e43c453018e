#pragma once

#include "client/history/conversation_entry.h"
#include "server/protocol/user_name.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace pushpoint::client {

class Account;
class Composer;
class ConnectionBar;
class Conversation;
class ConversationModel;
class ConversationView;
class ExportDialogs;
class NameBox;
class PeerModel;
class PeerPanel;

/// The chat window of one account: who one is, whom one writes to, with whom one talked, what was
/// said, and how the connection stands. Views only: everything that happens, happens in the
/// account, which outlives it. GUI thread; owned by the composition root.
class ChatWindow : public QWidget
{
    Q_OBJECT

public:
    explicit ChatWindow(Account &account, QWidget *parent = nullptr);
    ~ChatWindow() override;

    Account &account() const { return m_account; }
    int unread() const;
    /// Fills the drop-downs as a user would.
    void choose(const std::optional<UserName> &name, const std::optional<UserName> &to);
    /// True if the user can see the conversation of these two.
    bool isInView(const QString &self, const QString &peer) const;
    /// Raises the window and shows this conversation if it belongs to the present name.
    void open(const QString &self, const QString &peer);
    void focusSearch();
    /// Asks for a file and writes the shown conversation to it.
    void exportConversation();

Q_SIGNALS:
    void unreadChanged(int total);

protected:
    bool event(QEvent *event) override;

private:
    QWidget *makeHeader();
    void onSenderCommitted();
    void onReceiverCommitted();
    void onSubmitted();
    void showNameChange();
    /// Shows the conversation with the chosen receiver.
    void showConversation();
    /// The peer of the shown conversation; empty: all messages are shown.
    QString shownPeer() const;
    void showEmptyText();
    /// Marks what is visible as read while the user is present.
    void noteInView();
    /// Shows this peer's conversation and makes it the receiver. Empty: messages without a sender.
    void choosePeer(const QString &peer);
    void onSearchChanged(const QString &text);
    void onFound(const QString &text, QList<ConversationEntry> lines);
    void showStorageProblem();
    void showTitle();
    void connectAccount();
    void exportWith(const QString &peer);
    void setTexts();
    void showHint(const QString &text);

    Account &m_account;
    NameBox *m_sender = nullptr;
    NameBox *m_receiver = nullptr;
    Conversation *m_shown = nullptr;
    PeerModel *m_peers = nullptr;
    ConversationModel *m_found = nullptr; ///< in view while a search stands in the field
    PeerPanel *m_panel = nullptr;
    ConversationView *m_conversation = nullptr;
    ExportDialogs *m_exporting = nullptr;
    QLabel *m_storage = nullptr; ///< why something is not kept; hidden while all is
    QLabel *m_hint = nullptr;    ///< what keeps a message from being sent; hidden while empty
    Composer *m_composer = nullptr;
    QLabel *m_senderLabel = nullptr;
    QLabel *m_receiverLabel = nullptr;
    ConnectionBar *m_connection = nullptr;
};

} // namespace pushpoint::client
