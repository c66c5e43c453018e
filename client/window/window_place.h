#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

class QSettings;
class QSplitter;
class QWidget;

namespace pushpoint::client {

/// Where a window stands, how large it is and how it is divided: put back when this is made, kept
/// when the window is closed or this ends. GUI thread; not longer than the window.
class WindowPlace : public QObject
{
    Q_OBJECT

public:
    /// @param settingsFile an INI file; empty: the user's usual settings of the program.
    WindowPlace(QWidget *window, QSplitter *splitter, const QString &settingsFile);
    ~WindowPlace() override;

    /// Keeps it as it is now, on disk when this returns.
    void keep();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restore();

    QWidget *const m_window;
    const QPointer<QSplitter> m_splitter; ///< may go before
    const std::unique_ptr<QSettings> m_settings;
};

} // namespace pushpoint::client
