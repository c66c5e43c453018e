// What the chat window says, in the language of the moment.
#include "client/account/account.h"
#include "client/bubbles/conversation_view.h"
#include "client/bubbles/tones.h"
#include "client/conversation/conversation.h"
#include "client/conversation/peer_model.h"
#include "client/window/chat_window.h"
#include "client/window/parts/name_box.h"

#include <QLabel>
#include <QLineEdit>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

void ChatWindow::setTexts()
{
    m_sender->lineEdit()->setPlaceholderText(tr("your name"));
    m_receiver->lineEdit()->setPlaceholderText(tr("a name"));
    m_sender->setAccessibleName(tr("Sender"));
    m_receiver->setAccessibleName(tr("Receiver"));
    m_senderLabel->setText(tr("&I am"));
    m_receiverLabel->setText(tr("writing &to"));
    showHint({});
    showStorageProblem();
    showNameChange();
}

void ChatWindow::showNameChange()
{
    if (!m_account.name()) {
        showTitle();
        return showEmptyText();
    }
    const QString name = m_account.name()->text();
    showConversation();
    showTitle();
    if (m_sender->currentText() != name)
        m_sender->setName(*m_account.name());
}

void ChatWindow::showEmptyText()
{
    if (m_conversation->model() != m_shown)
        return; // what was found
    if (!m_account.name()) {
        m_conversation->setEmptyText(
            tr("Who are you?"),
            tr("Choose or type your name at the top left. Messages for it then arrive here."));
    } else if (m_shown->isLoading()) {
        m_conversation->setEmptyText({}, {});
    } else {
        m_conversation->setEmptyText(tr("No messages yet"),
                                     tr("Choose whom to write to at the top right, write below and "
                                        "press Enter. What others send to %1 arrives here.")
                                         .arg(m_account.name()->text()));
    }
}

void ChatWindow::showTitle()
{
    const int unread = m_peers->unreadTotal();
    const QString title
        = m_account.name() ? tr("%1 – Pushpoint").arg(m_account.name()->text()) : tr("Pushpoint");
    setWindowTitle(unread > 0 ? u"(%1) %2"_s.arg(unread).arg(title) : title);
}

void ChatWindow::showStorageProblem()
{
    const QString why = m_account.outbox().problem();
    m_storage->setText(tr("Unsent messages would be lost when this program ends: %1").arg(why));
    m_storage->setVisible(!why.isEmpty());
}

void ChatWindow::showHint(const QString &text)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, failureColor(colors));
    m_hint->setPalette(colors);
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
}

} // namespace pushpoint::client
