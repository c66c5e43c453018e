#pragma once

#include <QObject>
#include <QString>

class QAction;
class QActionGroup;
class QDockWidget;
class QKeySequence;
class QMainWindow;
class QMenu;
class QTabWidget;

namespace pushpoint::ui {

/// The menu bar of the admin window: File, View, Server, Language, Help. It decides nothing: what
/// is chosen goes out as a signal, and panels put actions of their own into its menus. GUI thread;
/// a child of the window.
class WindowMenu : public QObject
{
    Q_OBJECT

public:
    explicit WindowMenu(QMainWindow *window);

    /// For actions of panels; what is added stands above "Quit" and below what is there.
    void addFileAction(QAction *action);

    /// An entry and a key (Ctrl+1, Ctrl+2, …) for each page that is there by now.
    void addPages(QTabWidget *pages);
    /// Shows and hides the dock.
    void addDock(QDockWidget *dock, const QKeySequence &key);

    void setListening(bool listening);
    /// Marks the language that is in use; empty: the system's.
    void setLanguage(const QString &language);

Q_SIGNALS:
    void startRequested();
    void stopRequested();
    void copyAddressRequested();
    void openPageRequested();
    void languageChosen(const QString &language);
    void findRequested();
    void closeRequested();
    void quitRequested();

private:
    void makeFileMenu();
    void makeServerMenu();
    void makeLanguageMenu();
    void makeHelpMenu();
    void setTexts();
    void showKeys();
    void showAbout();
    QAction *addAction(QMenu *menu, const QKeySequence &key, void (WindowMenu::*wish)());

    QMainWindow *const m_window;
    QMenu *m_file;
    QMenu *m_view;
    QMenu *m_server;
    QMenu *m_language;
    QMenu *m_help;
    QActionGroup *m_languages;
    QAction *m_close = nullptr;
    QAction *m_quit = nullptr;
    QAction *m_find = nullptr;
    QAction *m_start = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_copyAddress = nullptr;
    QAction *m_openPage = nullptr;
    QAction *m_systemLanguage = nullptr;
    QAction *m_keys = nullptr;
    QAction *m_about = nullptr;
};

} // namespace pushpoint::ui
