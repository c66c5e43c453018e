#include "ui/window/window_menu.h"

#include "resources/language/retranslation.h"
#include "ui/parts/keys_dialog.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

WindowMenu::WindowMenu(QMainWindow *window)
    : QObject(window), m_window(window), m_file(window->menuBar()->addMenu(QString())),
      m_view(window->menuBar()->addMenu(QString())),
      m_server(window->menuBar()->addMenu(QString())),
      m_language(window->menuBar()->addMenu(QString())),
      m_help(window->menuBar()->addMenu(QString())), m_languages(new QActionGroup(this))
{
    makeFileMenu();
    m_find = addAction(m_view, QKeySequence::Find, &WindowMenu::findRequested);
    m_view->addSeparator();
    makeServerMenu();
    makeLanguageMenu();
    makeHelpMenu();
    keepTranslated(window, [this] { setTexts(); });
    setListening(false);
}

QAction *WindowMenu::addAction(QMenu *menu, const QKeySequence &key, void (WindowMenu::*wish)())
{
    QAction *action = menu->addAction(QString());
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, wish);
    return action;
}

void WindowMenu::makeFileMenu()
{
    m_file->addSeparator();
    m_close = addAction(m_file, Qt::CTRL | Qt::Key_W, &WindowMenu::closeRequested);
    m_quit = addAction(m_file, Qt::CTRL | Qt::Key_Q, &WindowMenu::quitRequested);
    m_quit->setMenuRole(QAction::QuitRole);
}

void WindowMenu::makeServerMenu()
{
    m_start = addAction(m_server, Qt::Key_F5, &WindowMenu::startRequested);
    m_stop = addAction(m_server, Qt::SHIFT | Qt::Key_F5, &WindowMenu::stopRequested);
    m_server->addSeparator();
    m_copyAddress
        = addAction(m_server, Qt::CTRL | Qt::SHIFT | Qt::Key_C, &WindowMenu::copyAddressRequested);
    m_openPage = addAction(m_server, Qt::CTRL | Qt::Key_B, &WindowMenu::openPageRequested);
}

void WindowMenu::makeLanguageMenu()
{
    m_systemLanguage = m_language->addAction(QString());
    m_systemLanguage->setData(QString());
    // Each language has its own name for itself, so that its readers find it.
    m_language->addAction(u"English"_s)->setData(u"en"_s);
    m_language->addAction(u"简体中文"_s)->setData(u"zh_CN"_s);
    const QList<QAction *> choices = m_language->actions();
    for (QAction *choice : choices) {
        choice->setCheckable(true);
        m_languages->addAction(choice);
    }
    connect(m_languages, &QActionGroup::triggered, this,
            [this](QAction *choice) { Q_EMIT languageChosen(choice->data().toString()); });
}

void WindowMenu::makeHelpMenu()
{
    m_keys = m_help->addAction(QString());
    m_keys->setShortcut(Qt::Key_F1);
    connect(m_keys, &QAction::triggered, this, &WindowMenu::showKeys);
    m_about = m_help->addAction(QString());
    m_about->setMenuRole(QAction::AboutRole);
    connect(m_about, &QAction::triggered, this, &WindowMenu::showAbout);
}

void WindowMenu::setTexts()
{
    m_file->setTitle(tr("&File"));
    m_view->setTitle(tr("&View"));
    m_server->setTitle(tr("S&erver"));
    m_language->setTitle(tr("&Language"));
    m_help->setTitle(tr("&Help"));
    m_close->setText(tr("&Close window"));
    m_quit->setText(tr("&Quit"));
    m_find->setText(tr("&Filter traffic"));
    m_start->setText(tr("&Start"));
    m_stop->setText(tr("S&top"));
    m_copyAddress->setText(tr("&Copy the address"));
    m_openPage->setText(tr("&Open in browser"));
    m_systemLanguage->setText(tr("As the &system"));
    m_keys->setText(tr("&Keys"));
    m_about->setText(tr("&About Pushpoint"));
}

void WindowMenu::addFileAction(QAction *action)
{
    const QList<QAction *> all = m_file->actions();
    // The separator before "Close window" ends what panels added.
    m_file->insertAction(all[all.indexOf(m_close) - 1], action);
}

void WindowMenu::addPages(QTabWidget *pages)
{
    for (int page = 0; page < pages->count(); ++page) {
        QAction *action = m_view->addAction(QString());
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page)));
        connect(action, &QAction::triggered, pages, [pages, page] {
            pages->setCurrentIndex(page);
            pages->currentWidget()->setFocus(Qt::ShortcutFocusReason);
        });
        keepTranslated(pages, [pages, page, action] { action->setText(pages->tabText(page)); });
    }
    m_view->addSeparator();
}

void WindowMenu::addDock(QDockWidget *dock, const QKeySequence &key)
{
    dock->toggleViewAction()->setShortcut(key);
    m_view->addAction(dock->toggleViewAction());
}

void WindowMenu::setListening(bool listening)
{
    m_start->setEnabled(!listening);
    for (QAction *action : {m_stop, m_copyAddress, m_openPage})
        action->setEnabled(listening);
}

void WindowMenu::setLanguage(const QString &language)
{
    const QList<QAction *> choices = m_languages->actions();
    for (QAction *choice : choices)
        choice->setChecked(choice->data().toString() == language);
}

void WindowMenu::showKeys()
{
    auto *dialog = new KeysDialog(keysOf(*m_window), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowMenu::showAbout()
{
    QMessageBox::about(m_window, tr("About Pushpoint"),
                       tr("Pushpoint %1\n\nPushes a message to one named receiver, and shows it "
                          "happen.\nGPL-3.0-only.")
                           .arg(QStringLiteral(PUSHPOINT_VERSION)));
}

} // namespace pushpoint::ui
