#include "ui/window/window_layout.h"

#include "resources/language/retranslation.h"
#include "ui/window/window_menu.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// Of docks and bars; a layout of another version is not restored.
constexpr int layoutVersion = 1;

} // namespace

WindowLayout::WindowLayout(QMainWindow *window, const Parts &parts)
    : QObject(window), m_window(window), m_pages(new QTabWidget),
      m_tables(new QSplitter(Qt::Vertical)),
      m_sendDock(addDock(u"sendDock"_s, parts.send, Qt::RightDockWidgetArea)),
      m_detailDock(addDock(u"detailDock"_s, parts.detail, Qt::BottomDockWidgetArea))
{
    m_tables->addWidget(parts.upperTable);
    m_tables->addWidget(parts.lowerTable);
    m_tables->setStretchFactor(0, 2);
    m_tables->setStretchFactor(1, 3);
    m_tables->setChildrenCollapsible(false);
    m_pages->setObjectName(u"pages"_s);
    m_pages->setDocumentMode(true);
    m_pages->addTab(m_tables, QString());
    // Said here, or the widest page would keep the window from being made small.
    for (QWidget *page : {parts.charts, parts.server, parts.cluster}) {
        page->setMinimumSize(400, 300);
        m_pages->addTab(page, QString());
    }
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->addWidget(parts.bar);
    layout->addWidget(m_pages, 1);
    window->setCentralWidget(content);
    window->resize(1320, 800); // all columns of both tables, and still on a small screen
    window->resizeDocks({m_sendDock}, {270}, Qt::Horizontal);
    m_detailDock->hide(); // until it is asked for: small screens
    keepTranslated(window, [this] { setTexts(); });
}

QDockWidget *WindowLayout::addDock(const QString &objectName, QWidget *part,
                                   Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget;
    dock->setObjectName(objectName); // saveState() knows it by that
    dock->setWidget(part);
    m_window->addDockWidget(area, dock);
    return dock;
}

void WindowLayout::setTexts()
{
    const QStringList titles{tr("Overview"), tr("Charts"), tr("Server"), tr("Cluster")};
    for (int page = 0; page < m_pages->count(); ++page)
        m_pages->setTabText(page, titles[page]);
    m_sendDock->setWindowTitle(tr("Send a message"));
    m_detailDock->setWindowTitle(tr("Row in detail"));
}

void WindowLayout::fillMenu(WindowMenu *menu)
{
    menu->addPages(m_pages);
    menu->addDock(m_sendDock, Qt::CTRL | Qt::Key_M);
    menu->addDock(m_detailDock, Qt::CTRL | Qt::Key_D);
}

void WindowLayout::showOverview()
{
    m_pages->setCurrentWidget(m_tables);
}

void WindowLayout::save(
    std::initializer_list<std::pair<QLatin1StringView, QHeaderView *>> headers) const
{
    QSettings settings;
    settings.beginGroup("adminWindow"_L1);
    settings.setValue("geometry"_L1, m_window->saveGeometry());
    settings.setValue("state"_L1, m_window->saveState(layoutVersion));
    settings.setValue("tables"_L1, m_tables->saveState());
    for (const auto &[name, header] : headers)
        settings.setValue(name, header->saveState());
}

void WindowLayout::restore(
    std::initializer_list<std::pair<QLatin1StringView, QHeaderView *>> headers)
{
    QSettings settings;
    settings.beginGroup("adminWindow"_L1);
    // An empty or a strange value restores nothing, and the defaults stand.
    m_window->restoreGeometry(settings.value("geometry"_L1).toByteArray());
    m_window->restoreState(settings.value("state"_L1).toByteArray(), layoutVersion);
    m_tables->restoreState(settings.value("tables"_L1).toByteArray());
    for (const auto &[name, header] : headers)
        header->restoreState(settings.value(name).toByteArray());
}

} // namespace pushpoint::ui
