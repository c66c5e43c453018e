#include "ui/server_page/server_bar.h"

#include "resources/language/retranslation.h"
#include "ui/words/display_text.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// The demo's port, and so the one that people look for.
constexpr int usualPort = 3000;

// A line with a sign of warning before it.
QHBoxLayout *warningLine(QWidget *frame, QLabel *text)
{
    auto *icon = new QLabel;
    const int side = 2 * frame->fontMetrics().height();
    icon->setPixmap(frame->style()
                        ->standardIcon(QStyle::SP_MessageBoxWarning)
                        .pixmap(QSize(side, side), frame->devicePixelRatioF()));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto *line = new QHBoxLayout(frame);
    line->addWidget(icon);
    line->addWidget(text, 1);
    return line;
}

} // namespace

ServerBar::ServerBar(QWidget *parent)
    : QWidget(parent), m_stateLabel(new QLabel), m_address(new QLabel), m_copy(new QPushButton),
      m_open(new QPushButton), m_portLabel(new QLabel), m_port(new QSpinBox),
      m_start(new QPushButton), m_stop(new QPushButton)
{
    m_stateLabel->setObjectName(u"state"_s);
    QFont bold = m_address->font();
    bold.setBold(true);
    m_address->setObjectName(u"address"_s);
    m_address->setFont(bold);
    m_address->setTextFormat(Qt::PlainText);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy->setObjectName(u"copy"_s);
    m_open->setObjectName(u"open"_s);
    m_port->setObjectName(u"port"_s);
    m_port->setRange(0, 65535);
    m_port->setValue(usualPort);
    m_portLabel->setBuddy(m_port);
    m_start->setObjectName(u"start"_s);
    m_stop->setObjectName(u"stop"_s);

    auto *line = new QHBoxLayout;
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_stateLabel, m_address, m_copy, m_open})
        line->addWidget(widget);
    line->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_portLabel, m_port, m_start, m_stop})
        line->addWidget(widget);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addWidget(makeOpenBanner());
    layout->addWidget(makeNotice());

    connect(m_copy, &QPushButton::clicked, this, &ServerBar::copyAddress);
    connect(m_open, &QPushButton::clicked, this, &ServerBar::openPage);
    connect(m_start, &QPushButton::clicked, this, &ServerBar::start);
    connect(m_stop, &QPushButton::clicked, this, &ServerBar::stop);
    enter(State::Stopped);
    keepTranslated(this, [this] { setTexts(); });
}

void ServerBar::setTexts()
{
    m_address->setAccessibleName(tr("Address of the server"));
    m_copy->setText(tr("&Copy"));
    m_copy->setToolTip(tr("Copy the address"));
    m_open->setText(tr("&Open in browser"));
    m_open->setToolTip(tr("Open the server's page in a browser"));
    m_portLabel->setText(tr("&Port"));
    m_port->setSpecialValueText(tr("any free"));
    m_port->setToolTip(tr("Where the server listens when it is started; 0 picks a free port"));
    m_start->setText(tr("Sta&rt"));
    m_start->setToolTip(tr("Start the server on this port"));
    m_stop->setText(tr("Sto&p"));
    m_stop->setToolTip(tr("Stop the server and close every connection"));
    m_openText->setText(tr("Everyone who reaches this server may speak as anyone and read what is "
                           "sent to any name. Started with --auth, it lets in by tokens."));
    m_freePort->setText(tr("Use a free po&rt"));
    m_freePort->setToolTip(tr("Start the server on a port that the system picks"));
    enter(m_state);
    showNotice();
}

QWidget *ServerBar::makeOpenBanner()
{
    auto *banner = new QFrame;
    banner->setObjectName(u"openBanner"_s);
    banner->setFrameShape(QFrame::StyledPanel);
    m_openText = new QLabel;
    warningLine(banner, m_openText);
    m_openBanner = banner;
    banner->hide();
    return banner;
}

void ServerBar::showOpenToOthers(bool isOpen)
{
    m_isOpenToOthers = isOpen;
    enter(m_state);
}

QWidget *ServerBar::makeNotice()
{
    auto *notice = new QFrame;
    notice->setObjectName(u"notice"_s);
    notice->setFrameShape(QFrame::StyledPanel);
    m_noticeText = new QLabel;
    m_noticeText->setObjectName(u"noticeText"_s);
    m_freePort = new QPushButton;
    m_freePort->setObjectName(u"freePort"_s);
    warningLine(notice, m_noticeText)->addWidget(m_freePort);
    connect(m_freePort, &QPushButton::clicked, this, [this] { requestStart(0); });
    m_notice = notice;
    notice->hide();
    return notice;
}

void ServerBar::showListening(const QUrl &url)
{
    m_url = url;
    m_address->setText(visibleText(url.toString()));
    m_port->setValue(url.port(usualPort));
    m_notice->hide();
    enter(State::Listening);
}

void ServerBar::showStopped()
{
    m_url.clear();
    enter(State::Stopped);
}

void ServerBar::showFailure(const Error &error)
{
    showStopped();
    m_failure = error;
    showNotice();
    const bool inUse = error.code == ErrorCode::AddressInUse;
    m_freePort->setVisible(inUse);
    m_notice->show();
    (inUse ? static_cast<QWidget *>(m_freePort) : m_start)->setFocus();
}

void ServerBar::showNotice()
{
    const QString why = visibleText(m_failure.text());
    m_noticeText->setText(
        m_failure.code == ErrorCode::AddressInUse
            ? tr("The server did not start: %1. Choose another port and start again, or let the "
                 "system pick one.")
                  .arg(why)
            : tr("The server did not start: %1").arg(why));
}

void ServerBar::enter(State state)
{
    m_state = state;
    switch (state) {
    case State::Stopped:
        m_stateLabel->setText(tr("The server is not running"));
        break;
    case State::Starting:
        m_stateLabel->setText(tr("Starting…"));
        break;
    case State::Listening:
        m_stateLabel->setText(tr("Listening on"));
        break;
    case State::Stopping:
        m_stateLabel->setText(tr("Stopping…"));
        break;
    }
    const bool listening = state == State::Listening;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_address, m_copy, m_open})
        widget->setVisible(listening);
    m_openBanner->setVisible(listening && m_isOpenToOthers);
    const bool stopped = state == State::Stopped;
    m_portLabel->setVisible(!listening);
    m_port->setVisible(!listening);
    m_port->setEnabled(stopped);
    m_start->setVisible(stopped || state == State::Starting);
    m_start->setEnabled(stopped);
    m_stop->setVisible(listening || state == State::Stopping);
    m_stop->setEnabled(listening);
}

void ServerBar::requestStart(quint16 port)
{
    m_notice->hide();
    enter(State::Starting);
    Q_EMIT startRequested(port);
}

void ServerBar::start()
{
    if (m_state == State::Stopped)
        requestStart(static_cast<quint16>(m_port->value()));
}

void ServerBar::stop()
{
    if (m_state != State::Listening)
        return;
    enter(State::Stopping);
    Q_EMIT stopRequested();
}

void ServerBar::openPage()
{
    if (m_state != State::Listening)
        return;
    Q_EMIT pageOpening();
    QDesktopServices::openUrl(m_url);
}

void ServerBar::copyAddress()
{
    if (m_state != State::Listening)
        return;
    QGuiApplication::clipboard()->setText(m_url.toString());
    Q_EMIT addressCopied();
}

} // namespace pushpoint::ui
