#include "client/window/window_place.h"

#include <QEvent>
#include <QSettings>
#include <QSplitter>
#include <QWidget>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto geometryKey = "window/geometry"_L1;
constexpr auto splitterKey = "window/splitter"_L1;

} // namespace

WindowPlace::WindowPlace(QWidget *window, QSplitter *splitter, const QString &settingsFile)
    : m_window(window), m_splitter(splitter),
      m_settings(settingsFile.isEmpty()
                     ? std::make_unique<QSettings>()
                     : std::make_unique<QSettings>(settingsFile, QSettings::IniFormat))
{
    restore();
    m_window->installEventFilter(this);
}

WindowPlace::~WindowPlace()
{
    keep();
}

bool WindowPlace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Close)
        keep();
    return QObject::eventFilter(watched, event);
}

void WindowPlace::restore()
{
    // Qt moves what would be outside of all screens back into one.
    m_window->restoreGeometry(m_settings->value(geometryKey).toByteArray());
    if (m_splitter)
        m_splitter->restoreState(m_settings->value(splitterKey).toByteArray());
}

void WindowPlace::keep()
{
    m_settings->setValue(geometryKey, m_window->saveGeometry());
    if (m_splitter)
        m_settings->setValue(splitterKey, m_splitter->saveState());
    m_settings->sync();
}

} // namespace pushpoint::client
