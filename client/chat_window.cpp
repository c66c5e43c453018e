#include "client/chat_window.h"

#include "client/account.h"
#include "client/connection_bar.h"
#include "client/conversation_view.h"
#include "client/message_edit.h"
#include "client/name_box.h"
#include "client/tones.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pushpoint {

using namespace Qt::StringLiterals;

ChatWindow::ChatWindow(Account &account, QWidget *parent)
    : QWidget(parent), m_account(account), m_conversation(new ConversationView(this)),
      m_hint(new QLabel(this)), m_connection(new ConnectionBar(account, this))
{
    m_hint->setObjectName(u"hint"_s);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(14, 6, 14, 0);
    m_hint->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_conversation, 1);
    layout->addWidget(m_hint);
    layout->addWidget(makeComposer());
    layout->addWidget(m_connection);
    resize(520, 680);

    m_conversation->setModel(&account.conversation());
    connect(m_conversation, &ConversationView::sendAgainRequested, &account, &Account::sendAgain);
    connect(&account.inbox(), &Inbox::stateChanged, this, &ChatWindow::showNameChange);
    showNameChange();
}

ChatWindow::~ChatWindow()
{
    // Fields lose the focus while QWidget's destructor closes the window, when this is no
    // ChatWindow any more.
    m_sender->disconnect(this);
    m_receiver->disconnect(this);
}

void ChatWindow::choose(const std::optional<UserName> &name, const std::optional<UserName> &to)
{
    if (to)
        m_receiver->setName(*to);
    if (name)
        m_account.setName(*name);
    showNameChange();
    if (m_sender->isBlank())
        m_sender->setFocus();
    else if (m_receiver->isBlank())
        m_receiver->setFocus();
    else
        m_message->setFocus();
}

QWidget *ChatWindow::makeHeader()
{
    auto *header = new QWidget(this);
    m_sender = new NameBox(header);
    m_receiver = new NameBox(header);
    m_sender->setObjectName(u"sender"_s);
    m_receiver->setObjectName(u"receiver"_s);
    m_sender->lineEdit()->setPlaceholderText(tr("your name"));
    m_receiver->lineEdit()->setPlaceholderText(tr("a name"));
    m_sender->setNames(&m_account.names());
    m_receiver->setNames(&m_account.names());
    m_sender->setAccessibleName(tr("Sender"));
    m_receiver->setAccessibleName(tr("Receiver"));
    connect(m_sender, &NameBox::committed, this, &ChatWindow::onSenderCommitted);
    connect(m_receiver, &NameBox::committed, this, &ChatWindow::onReceiverCommitted);
    for (const NameBox *box : {m_sender, m_receiver})
        connect(box->lineEdit(), &QLineEdit::textEdited, this, [this] { showHint({}); });

    auto *senderLabel = new QLabel(tr("&I am"), header);
    auto *receiverLabel = new QLabel(tr("writing &to"), header);
    senderLabel->setBuddy(m_sender);
    receiverLabel->setBuddy(m_receiver);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->addWidget(senderLabel);
    layout->addWidget(m_sender, 1);
    layout->addSpacing(8);
    layout->addWidget(receiverLabel);
    layout->addWidget(m_receiver, 1);
    return header;
}

QWidget *ChatWindow::makeComposer()
{
    auto *composer = new QWidget(this);
    m_message = new MessageEdit(composer);
    m_message->setObjectName(u"message"_s);
    m_send = new QPushButton(tr("&Send"), composer);
    m_send->setObjectName(u"sendButton"_s);
    m_send->setAutoDefault(false);
    m_send->setEnabled(false);
    connect(m_message, &MessageEdit::submitted, this, &ChatWindow::onSubmitted);
    connect(m_send, &QPushButton::clicked, this, &ChatWindow::onSubmitted);
    connect(m_message, &QPlainTextEdit::textChanged, this, [this] {
        m_send->setEnabled(!m_message->toPlainText().trimmed().isEmpty());
        showHint({});
    });
    auto *layout = new QHBoxLayout(composer);
    layout->setContentsMargins(12, 8, 12, 6);
    layout->addWidget(m_message, 1);
    layout->addWidget(m_send, 0, Qt::AlignBottom);
    return composer;
}

void ChatWindow::onSenderCommitted()
{
    if (m_sender->isBlank() && !m_account.name())
        return;
    const auto name = m_sender->typedName();
    if (name) {
        if (name.value() != m_account.name()) {
            showHint({});
            m_account.setName(*name);
        }
        return;
    }
    // The field must not say one name while another one's socket is open.
    showHint(tr("\"%1\" cannot be a name: %2").arg(m_sender->currentText(), name.error().text()));
    if (m_account.name())
        m_sender->setName(*m_account.name());
    else
        m_sender->clearEditText();
}

void ChatWindow::onReceiverCommitted()
{
    const auto name = m_receiver->typedName();
    if (name || m_receiver->isBlank())
        return showHint({});
    showHint(tr("\"%1\" cannot be a name: %2").arg(m_receiver->currentText(), name.error().text()));
}

void ChatWindow::onSubmitted()
{
    const QString text = m_message->toPlainText();
    if (text.trimmed().isEmpty())
        return;
    onSenderCommitted();
    if (!m_account.name()) {
        m_sender->setFocus();
        showHint(tr("Choose your own name first, at the top left."));
        return;
    }
    const auto to = m_receiver->typedName();
    if (!to) {
        m_receiver->setFocus(); // before the hint: leaving another field may clear that
        if (m_receiver->isBlank())
            showHint(tr("Choose whom to write to, at the top right."));
        else
            onReceiverCommitted();
        return;
    }
    m_account.send(*to, text);
    m_message->clear();
}

void ChatWindow::showNameChange()
{
    if (!m_account.name()) {
        setWindowTitle(tr("Pushpoint"));
        m_conversation->setEmptyText(
            tr("Who are you?"),
            tr("Choose or type your name at the top left. Messages for it then arrive here."));
        return;
    }
    const QString name = m_account.name()->text();
    setWindowTitle(tr("%1 – Pushpoint").arg(name));
    if (m_sender->currentText() != name)
        m_sender->setName(*m_account.name());
    m_conversation->setEmptyText(tr("No messages yet"),
                                 tr("Choose whom to write to at the top right, write below and "
                                    "press Enter. What others send to %1 arrives here.")
                                     .arg(name));
}

void ChatWindow::showHint(const QString &text)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, failureColor(colors));
    m_hint->setPalette(colors);
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
}

} // namespace pushpoint
