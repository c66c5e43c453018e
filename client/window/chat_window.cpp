#include "client/window/chat_window.h"

#include "client/account/account.h"
#include "client/bubbles/conversation_view.h"
#include "client/bubbles/tones.h"
#include "client/conversation/conversation.h"
#include "client/conversation/peer_model.h"
#include "client/dialogs/certificate_question.h"
#include "client/dialogs/export_dialogs.h"
#include "client/window/parts/composer.h"
#include "client/window/parts/connection_bar.h"
#include "client/window/parts/history_notice.h"
#include "client/window/parts/name_box.h"
#include "client/window/parts/peer_panel.h"
#include "resources/language/retranslation.h"

#include <QDesktopServices>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

ChatWindow::ChatWindow(Account &account, QWidget *parent)
    : QWidget(parent), m_account(account), m_shown(new Conversation(account, this)),
      m_peers(new PeerModel(account.names(), account.drafts(), this)),
      m_panel(new PeerPanel(*m_peers, this)), m_conversation(new ConversationView(this)),
      m_storage(new QLabel(this)), m_hint(new QLabel(this)),
      m_composer(new Composer(account.drafts(), this)),
      m_connection(new ConnectionBar(account, this))
{
    m_hint->setObjectName(u"hint"_s);
    m_storage->setObjectName(u"storage"_s);
    for (QLabel *label : {m_hint, m_storage}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setContentsMargins(14, 6, 14, 0);
        label->hide();
    }
    auto *right = new QWidget(this);
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_conversation, 1);
    layout->addWidget(new HistoryNotice(account.history(), right));
    layout->addWidget(m_storage);
    layout->addWidget(m_hint);
    layout->addWidget(m_composer);
    layout->addWidget(m_connection);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_panel);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({220, 560});
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(splitter);
    resize(780, 680);

    m_conversation->setModel(m_shown);
    connectAccount();
    keepTranslated(this, [this] { setTexts(); });
}

void ChatWindow::connectAccount()
{
    connect(m_conversation, &ConversationView::sendAgainRequested, this, [this](quint64 id) {
        if (const auto line = m_shown->entry(id))
            m_account.sendAgain(*line);
    });
    connect(m_conversation, &ConversationView::topReached, m_shown, &Conversation::loadOlder);
    connect(m_shown, &Conversation::loaded, this, &ChatWindow::showEmptyText);
    connect(&m_account, &Account::lineAdded, m_peers, &PeerModel::add);
    connect(&m_account.history(), &History::peersLoaded, m_peers, &PeerModel::addKnown);
    connect(&m_account, &Account::restored, this, [this] {
        if (m_account.name())
            m_account.history().loadPeers(m_account.name()->text());
    });
    connect(m_composer, &Composer::submitted, this, &ChatWindow::onSubmitted);
    connect(m_composer, &Composer::edited, this, [this] { showHint({}); });
    connect(m_conversation, &ConversationView::linkConfirmed, this,
            [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(&m_account.inbox(), &Inbox::stateChanged, this, &ChatWindow::showNameChange);
    connect(m_panel, &PeerPanel::searchChanged, this, &ChatWindow::onSearchChanged);
    connect(m_panel, &PeerPanel::peerChosen, this, &ChatWindow::choosePeer);
    connect(m_peers, &QAbstractItemModel::modelReset, this,
            [this] { m_panel->markPeer(shownPeer()); });
    connect(m_peers, &PeerModel::unreadChanged, this, &ChatWindow::showTitle);
    connect(m_peers, &PeerModel::unreadChanged, this, &ChatWindow::unreadChanged);
    connect(&m_account.history(), &History::searchFinished, this, &ChatWindow::onFound);
    connect(&m_account.outbox(), &Outbox::problemChanged, this, &ChatWindow::showStorageProblem);
    auto *question = new CertificateQuestion(m_account.trust(), this);
    connect(m_connection, &ConnectionBar::reconnectRequested, question,
            &CertificateQuestion::askAgain);
    m_exporting = new ExportDialogs(m_account.history(), this);
    connect(m_panel, &PeerPanel::exportRequested, this, &ChatWindow::exportWith);
    auto *save = new QShortcut(QKeySequence::Save, this);
    connect(save, &QShortcut::activated, this, &ChatWindow::exportConversation);
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_panel, &PeerPanel::focusSearch);
}

void ChatWindow::exportWith(const QString &peer)
{
    if (m_account.name())
        m_exporting->ask(m_account.name()->text(), peer);
}

void ChatWindow::exportConversation()
{
    exportWith(shownPeer());
}

void ChatWindow::focusSearch()
{
    m_panel->focusSearch();
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
    showConversation();
    if (m_sender->isBlank())
        m_sender->setFocus();
    else if (m_receiver->isBlank())
        m_receiver->setFocus();
    else
        m_composer->takeFocus();
}

QWidget *ChatWindow::makeHeader()
{
    auto *header = new QWidget(this);
    m_sender = new NameBox(header);
    m_receiver = new NameBox(header);
    m_sender->setObjectName(u"sender"_s);
    m_receiver->setObjectName(u"receiver"_s);
    m_sender->setNames(&m_account.names());
    m_receiver->setNames(&m_account.names());
    connect(m_sender, &NameBox::committed, this, &ChatWindow::onSenderCommitted);
    connect(m_receiver, &NameBox::committed, this, &ChatWindow::onReceiverCommitted);
    for (const NameBox *box : {m_sender, m_receiver})
        connect(box->lineEdit(), &QLineEdit::textEdited, this, [this] { showHint({}); });

    m_senderLabel = new QLabel(header);
    m_receiverLabel = new QLabel(header);
    m_senderLabel->setBuddy(m_sender);
    m_receiverLabel->setBuddy(m_receiver);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->addWidget(m_senderLabel);
    layout->addWidget(m_sender, 1);
    layout->addSpacing(8);
    layout->addWidget(m_receiverLabel);
    layout->addWidget(m_receiver, 1);
    return header;
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
    if (name || m_receiver->isBlank()) {
        showConversation();
        return showHint({});
    }
    showHint(tr("\"%1\" cannot be a name: %2").arg(m_receiver->currentText(), name.error().text()));
}

void ChatWindow::onSubmitted()
{
    const QString text = m_composer->text();
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
    showConversation();
    if (m_composer->text() != text)
        return; // it was typed for others, and what is there now was not read before Enter
    m_account.send(*to, text);
    m_composer->clear();
    m_conversation->followEnd(); // who writes wants to see it
}

void ChatWindow::showConversation()
{
    const auto to = m_receiver->typedName();
    const QString self = m_account.name() ? m_account.name()->text() : QString();
    const QString peer = to ? to->text() : QString();
    if (m_peers->setSelf(self))
        m_account.history().loadPeers(self);
    m_shown->show(self, to ? std::optional(peer) : std::nullopt);
    m_composer->show(self, peer);
    m_panel->markPeer(peer);
    m_conversation->setModel(m_shown);
    noteInView();
    showEmptyText();
}

QString ChatWindow::shownPeer() const
{
    return m_shown->peer().value_or(QString());
}

bool ChatWindow::isInView(const QString &self, const QString &peer) const
{
    return m_account.name() && self == m_account.name()->text() && peer == m_peers->inView();
}

void ChatWindow::noteInView()
{
    const bool isSeen = isVisible() && isActiveWindow() && !window()->isMinimized()
        && m_conversation->model() == m_shown;
    m_peers->setInView(isSeen ? std::optional(shownPeer()) : std::nullopt);
}

bool ChatWindow::event(QEvent *event)
{
    const bool wasHandled = QWidget::event(event);
    switch (event->type()) {
    case QEvent::ActivationChange: // of a window
    case QEvent::WindowActivate:   // of a page in one
    case QEvent::WindowDeactivate:
    case QEvent::WindowStateChange:
    case QEvent::Show:
    case QEvent::Hide:
        if (m_connection) // else it is being made
            noteInView();
        break;
    default:
        break;
    }
    return wasHandled;
}

int ChatWindow::unread() const
{
    return m_peers->unreadTotal();
}

void ChatWindow::open(const QString &self, const QString &peer)
{
    window()->setWindowState(window()->windowState() & ~Qt::WindowMinimized);
    window()->show();
    window()->raise();
    window()->activateWindow();
    if (!m_account.name() || self != m_account.name()->text())
        return;
    m_panel->clearSearch();
    choosePeer(peer);
}

void ChatWindow::choosePeer(const QString &peer)
{
    if (const auto name = UserName::parse(QStringView(peer)))
        m_receiver->setName(*name);
    else
        m_receiver->clearEditText(); // who did not say a name cannot be written to
    showConversation();
    m_composer->takeFocus();
}

void ChatWindow::onSearchChanged(const QString &text)
{
    if (text.isEmpty() || !m_account.name())
        return showConversation();
    m_account.history().search(m_account.name()->text(), text);
}

void ChatWindow::onFound(const QString &text, QList<ConversationEntry> lines)
{
    if (text != m_panel->searchText())
        return;
    delete std::exchange(m_found, new ConversationModel(this));
    std::ranges::reverse(lines); // the newest at the end, as everywhere
    for (ConversationEntry &line : lines) {
        line.ticket = 0; // sent again from its conversation only
        m_found->append(line);
    }
    m_conversation->setEmptyText(tr("Nothing found"),
                                 tr("No message of this name holds \"%1\".").arg(text));
    m_conversation->setModel(m_found);
    noteInView();
}

} // namespace pushpoint::client
