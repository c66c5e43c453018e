#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>

class QAction;
class QMainWindow;
class QMenu;
class QTabWidget;

namespace pushpoint::client {

/// The menu bar of the chat window: Pushpoint, View, Help. It decides nothing: what is chosen goes
/// out as a signal. GUI thread; a child of the window.
class ClientMenu : public QObject
{
    Q_OBJECT

public:
    explicit ClientMenu(QMainWindow *window);

    /// An entry and a key (Alt+1, Alt+2, …) for each page there is by now.
    void showPages(QTabWidget *pages);
    void setRemovable(bool isRemovable);

Q_SIGNALS:
    void addRequested();
    void changeRequested();
    void removeRequested();
    void exportRequested();
    void settingsRequested();
    void quitRequested();
    void findRequested();

private:
    QAction *addAction(QMenu *menu, const QKeySequence &key, void (ClientMenu::*wish)());
    void setTexts();
    void showKeys();
    void showAbout();

    QMainWindow *const m_window;
    QMenu *m_program;
    QMenu *m_view;
    QMenu *m_help;
    QAction *m_add;
    QAction *m_change;
    QAction *m_remove;
    QAction *m_export;
    QAction *m_settings;
    QAction *m_quit;
    QAction *m_find;
    QAction *m_keys;
    QAction *m_about;
    QList<QAction *> m_pages;
};

} // namespace pushpoint::client
