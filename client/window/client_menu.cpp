#include "client/window/client_menu.h"

#include "resources/language/retranslation.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int pagesWithKeyMax = 9;

/// The key is shown, but belongs to the page.
QString withKey(const QString &text, const QKeySequence &key)
{
    return text + u'\t' + key.toString(QKeySequence::NativeText);
}

} // namespace

ClientMenu::ClientMenu(QMainWindow *window)
    : QObject(window), m_window(window), m_program(window->menuBar()->addMenu(QString())),
      m_view(window->menuBar()->addMenu(QString())), m_help(window->menuBar()->addMenu(QString()))
{
    m_add = addAction(m_program, QKeySequence::New, &ClientMenu::addRequested);
    m_change = addAction(m_program, {}, &ClientMenu::changeRequested);
    m_remove = addAction(m_program, {}, &ClientMenu::removeRequested);
    m_program->addSeparator();
    m_export = addAction(m_program, {}, &ClientMenu::exportRequested);
    m_settings = addAction(m_program, Qt::CTRL | Qt::Key_Comma, &ClientMenu::settingsRequested);
    m_settings->setMenuRole(QAction::PreferencesRole);
    m_program->addSeparator();
    m_quit = addAction(m_program, Qt::CTRL | Qt::Key_Q, &ClientMenu::quitRequested);
    m_quit->setMenuRole(QAction::QuitRole);
    m_find = addAction(m_view, {}, &ClientMenu::findRequested);
    m_view->addSeparator();
    m_keys = m_help->addAction(QString());
    m_keys->setShortcut(QKeySequence::HelpContents);
    connect(m_keys, &QAction::triggered, this, &ClientMenu::showKeys);
    m_about = m_help->addAction(QString());
    m_about->setMenuRole(QAction::AboutRole);
    connect(m_about, &QAction::triggered, this, &ClientMenu::showAbout);
    keepTranslated(window, [this] { setTexts(); });
}

QAction *ClientMenu::addAction(QMenu *menu, const QKeySequence &key, void (ClientMenu::*wish)())
{
    QAction *action = menu->addAction(QString());
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, wish);
    return action;
}

void ClientMenu::setTexts()
{
    m_program->setTitle(tr("&Pushpoint"));
    m_view->setTitle(tr("&View"));
    m_help->setTitle(tr("&Help"));
    m_add->setText(tr("&Add an account…"));
    m_change->setText(tr("&Change this account…"));
    m_remove->setText(tr("&Remove this account…"));
    m_export->setText(withKey(tr("&Export this conversation…"), QKeySequence::Save));
    m_settings->setText(tr("&Settings…"));
    m_quit->setText(tr("&Quit"));
    m_find->setText(withKey(tr("&Search what was said"), QKeySequence::Find));
    m_keys->setText(tr("&Keys"));
    m_about->setText(tr("About Pushpoint"));
}

void ClientMenu::showPages(QTabWidget *pages)
{
    qDeleteAll(std::exchange(m_pages, {}));
    for (int page = 0; page < std::min(pages->count(), pagesWithKeyMax); ++page) {
        QAction *action = m_view->addAction(pages->tabText(page));
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page)));
        connect(action, &QAction::triggered, pages,
                [pages, page] { pages->setCurrentIndex(page); });
        m_pages.append(action);
    }
}

void ClientMenu::setRemovable(bool isRemovable)
{
    m_remove->setEnabled(isRemovable);
}

void ClientMenu::showKeys()
{
    QStringList lines;
    for (const QMenu *menu : {m_program, m_view, m_help}) {
        const QList<QAction *> actions = menu->actions();
        for (const QAction *action : actions) {
            const QString text = action->text().section(u'\t', 0, 0).remove(u'&').remove(u'…');
            const QString key = action->shortcut().isEmpty()
                ? action->text().section(u'\t', 1)
                : action->shortcut().toString(QKeySequence::NativeText);
            if (!key.isEmpty())
                lines += key + u'\t' + text;
        }
    }
    lines += {tr("Enter\tSend the message"), tr("Shift+Enter\tBegin a new line"),
              tr("Ctrl+C\tCopy the selected messages")};
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Keys"), lines.join(u'\n'),
                                QMessageBox::Close, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void ClientMenu::showAbout()
{
    QMessageBox::about(m_window, tr("About Pushpoint"),
                       tr("Pushpoint %1\n\nWrite to a name, and know at once whether anybody was "
                          "there.\nGPL-3.0-only.")
                           .arg(QStringLiteral(PUSHPOINT_VERSION)));
}

} // namespace pushpoint::client
