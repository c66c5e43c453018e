#include "client/window/parts/connection_bar.h"

#include "client/account/account.h"
#include "client/window/parts/state_dot.h"
#include "resources/language/retranslation.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds countdownStep{200};

// Never "0 s" while it still waits.
qint64 secondsLeft(std::chrono::milliseconds left)
{
    return std::max<qint64>(1, (left.count() + 999) / 1000);
}

} // namespace

ConnectionBar::ConnectionBar(Account &account, QWidget *parent)
    : QWidget(parent), m_account(account), m_dot(new QLabel(this)), m_text(new QLabel(this)),
      m_reconnect(new QPushButton(this))
{
    setObjectName(u"connectionBar"_s);
    m_text->setTextFormat(Qt::PlainText); // parts of it are the server's words
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reconnect->setObjectName(u"reconnectButton"_s);
    m_reconnect->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->addWidget(m_dot);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_reconnect);

    m_countdown.setInterval(countdownStep);
    connect(&m_countdown, &QTimer::timeout, this, &ConnectionBar::refresh);
    connect(m_reconnect, &QPushButton::clicked, &account.inbox(), &Inbox::reconnectNow);
    connect(m_reconnect, &QPushButton::clicked, this, &ConnectionBar::reconnectRequested);
    connect(&account.inbox(), &Inbox::stateChanged, this, &ConnectionBar::refresh);
    connect(&account.roster(), &Roster::problemChanged, this, &ConnectionBar::refresh);
    keepTranslated(this, [this] {
        m_text->setAccessibleName(tr("Connection"));
        m_reconnect->setText(tr("&Reconnect now"));
        refresh();
    });
}

QString ConnectionBar::text() const
{
    return m_text->text();
}

void ConnectionBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void ConnectionBar::refresh()
{
    const InboxState state = m_account.inbox().state();
    if (state == InboxState::Waiting && !m_countdown.isActive())
        m_countdown.start();
    else if (state != InboxState::Waiting)
        m_countdown.stop();
    m_text->setText(currentText());
    m_dot->setPixmap(stateDot(m_account, palette(), devicePixelRatioF()));
    m_reconnect->setVisible(state == InboxState::Waiting || state == InboxState::Stopped);
}

QString ConnectionBar::currentText() const
{
    const Inbox &inbox = m_account.inbox();
    const QString server = m_account.server().text();
    const QString name = inbox.name() ? inbox.name()->text() : QString();
    switch (inbox.state()) {
    case InboxState::Idle:
        if (!m_account.roster().problem().isEmpty())
            return u"%1: %2"_s.arg(server, m_account.roster().problem());
        return tr("Not connected · %1").arg(server);
    case InboxState::Connecting:
        return tr("Connecting as %1 · %2").arg(name, server);
    case InboxState::Connected:
        return tr("Connected as %1 · %2").arg(name, server);
    case InboxState::Waiting:
        return tr("%1. Trying again in %2 s · %3")
            .arg(inbox.endReason(), QString::number(secondsLeft(inbox.retryIn())), server);
    case InboxState::Stopped:
        return tr("%1. Not trying again by itself · %2").arg(inbox.endReason(), server);
    }
    return {};
}

} // namespace pushpoint::client
