#include "ui/window/tray_icon.h"

#include "resources/language/retranslation.h"
#include "ui/parts/online_dot.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QSettings>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView answerKey("adminWindow/closeToTray");

/// The program's icon with the dot of those who are online, where the server listens; null where
/// the program has none.
QIcon stateIcon(bool listening)
{
    const QIcon plain = QApplication::windowIcon();
    if (plain.isNull() || !listening)
        return plain;
    constexpr int sidePx = 64;
    QPixmap picture = plain.pixmap(sidePx, sidePx);
    QPainter painter(&picture);
    onlineDot().paint(&painter, QRect(sidePx / 4, sidePx / 4, sidePx, sidePx));
    painter.end();
    return QIcon(picture);
}

} // namespace

TrayIcon::TrayIcon(QWidget *window)
    : QObject(window), m_window(window), m_icon(this), m_menu(new QMenu(window)),
      m_open(m_menu->addAction(QString())), m_start(m_menu->addAction(QString())),
      m_stop(m_menu->addAction(QString())), m_quit(m_menu->addAction(QString())),
      m_goOn(new QAction(this))
{
    connect(m_open, &QAction::triggered, this, &TrayIcon::openRequested);
    connect(m_start, &QAction::triggered, this, &TrayIcon::startRequested);
    connect(m_stop, &QAction::triggered, this, &TrayIcon::stopRequested);
    connect(m_quit, &QAction::triggered, this, &TrayIcon::quitRequested);
    connect(m_goOn, &QAction::triggered, this, &TrayIcon::remember);
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    Q_EMIT openRequested();
            });
    keepTranslated(window, [this] { setTexts(); });
    m_icon.setContextMenu(m_menu);
    m_menu->setObjectName(u"trayMenu"_s);
    m_open->setObjectName(u"trayOpen"_s);
    m_start->setObjectName(u"trayStart"_s);
    m_stop->setObjectName(u"trayStop"_s);
    m_quit->setObjectName(u"trayQuit"_s);
    m_goOn->setObjectName(u"goOnInTray"_s);
    m_goOn->setCheckable(true);
    m_goOn->setChecked(QSettings().value(answerKey).toBool());
    m_icon.setIcon(stateIcon(false));
    if (QSystemTrayIcon::isSystemTrayAvailable() && !m_icon.icon().isNull())
        m_icon.show();
    m_goOn->setVisible(isThere());
    setListening(false, {});
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::setTexts()
{
    m_open->setText(tr("Open the window"));
    m_start->setText(tr("Start the server"));
    m_stop->setText(tr("Stop the server"));
    m_quit->setText(tr("Quit"));
    m_goOn->setText(tr("&Keep running in the tray when closed"));
    showState();
}

void TrayIcon::setListening(bool listening, const QString &address)
{
    m_start->setVisible(!listening);
    m_stop->setVisible(listening);
    m_address = listening ? address : QString();
    showState();
}

void TrayIcon::showState()
{
    const bool listening = !m_address.isEmpty();
    m_icon.setToolTip(listening ? tr("Pushpoint — %1").arg(m_address)
                                : tr("Pushpoint — the server is stopped"));
    if (!m_icon.icon().isNull())
        m_icon.setIcon(stateIcon(listening));
}

bool TrayIcon::outlivesTheWindow()
{
    if (!isThere())
        return false;
    const QVariant answer = QSettings().value(answerKey);
    if (answer.isValid())
        return answer.toBool();
    const bool outlives = ask();
    remember(outlives);
    return outlives;
}

bool TrayIcon::ask() const
{
    QMessageBox box(QMessageBox::Question, tr("Close the window"),
                    tr("Shall the server go on in the tray, or shall the program end?"),
                    QMessageBox::NoButton, m_window);
    box.setInformativeText(tr("The File menu keeps your answer, and can change it."));
    const QPushButton *goOn = box.addButton(tr("&Go on in the tray"), QMessageBox::AcceptRole);
    box.addButton(tr("&End the program"), QMessageBox::DestructiveRole);
    box.exec();
    return box.clickedButton() == goOn;
}

void TrayIcon::remember(bool outlives)
{
    QSettings().setValue(answerKey, outlives);
    m_goOn->setChecked(outlives);
}

} // namespace pushpoint::ui
