#pragma once

#include <QObject>

#include <initializer_list>

class QDockWidget;
class QHeaderView;
class QMainWindow;
class QSplitter;
class QTabWidget;
class QWidget;

namespace pushpoint::ui {

class WindowMenu;

/// Where the parts of the admin window stand: the overview's two tables over each other, a tab for
/// each other page, the docks; and what the user made of it, remembered until the next time. It
/// knows the parts as widgets only. GUI thread; a child of the window.
class WindowLayout : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QWidget *bar; ///< over all pages
        QWidget *upperTable;
        QWidget *lowerTable;
        QWidget *charts;
        QWidget *server;
        QWidget *cluster;
        QWidget *send;   ///< in a dock
        QWidget *detail; ///< in a dock
    };

    WindowLayout(QMainWindow *window, const Parts &parts);

    void fillMenu(WindowMenu *menu);
    void showOverview();
    QDockWidget *sendDock() const { return m_sendDock; }
    QDockWidget *detailDock() const { return m_detailDock; }

    /// @param headers of tables, by the names that they are remembered by.
    void restore(std::initializer_list<std::pair<QLatin1StringView, QHeaderView *>> headers);
    void save(std::initializer_list<std::pair<QLatin1StringView, QHeaderView *>> headers) const;

private:
    QDockWidget *addDock(const QString &objectName, QWidget *part, Qt::DockWidgetArea area);
    void setTexts();

    QMainWindow *const m_window;
    QTabWidget *m_pages;
    QSplitter *m_tables;
    QDockWidget *m_sendDock;
    QDockWidget *m_detailDock;
};

} // namespace pushpoint::ui
