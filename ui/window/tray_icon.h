#pragma once

#include <QObject>
#include <QSystemTrayIcon>

class QAction;
class QMenu;

namespace pushpoint::ui {

/// The program's sign in the tray, where the desktop has one: opens the window, starts and stops
/// the server, quits. GUI thread; a child of the window.
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    explicit TrayIcon(QWidget *window);
    ~TrayIcon() override;

    bool isThere() const { return m_icon.isVisible(); }
    /// Whether closing the window leaves the program in the tray. Asks the user the first time, and
    /// remembers the answer; false where there is no tray.
    bool outlivesTheWindow();
    /// The remembered answer, to be seen and changed in a menu. Hidden where there is no tray.
    QAction *goOnAction() const { return m_goOn; }
    void setListening(bool listening, const QString &address);
    /// What the icon says under the mouse: where the server listens, or that it does not.
    QString state() const { return m_icon.toolTip(); }

Q_SIGNALS:
    void openRequested();
    void startRequested();
    void stopRequested();
    void quitRequested();

private:
    void setTexts();
    void showState();
    void remember(bool outlives);
    bool ask() const;

    QWidget *const m_window;
    QSystemTrayIcon m_icon;
    QString m_address; ///< empty while the server does not listen
    QMenu *m_menu;
    QAction *m_open;
    QAction *m_start;
    QAction *m_stop;
    QAction *m_quit;
    QAction *m_goOn;
};

} // namespace pushpoint::ui
