#pragma once

#include "ui/server_page/log_model.h"

#include <QObject>

namespace pushpoint::app {

/// Tells what Qt's logging writes, from whatever thread; it goes to standard error as before. One a
/// process, made on the GUI thread; what was logged before it was made is not told.
class LogTap : public QObject
{
    Q_OBJECT

public:
    explicit LogTap(QObject *parent = nullptr);
    ~LogTap() override;

Q_SIGNALS:
    /// Emitted on the thread that logged: connect by a queued connection.
    void written(const pushpoint::ui::LogLine &line);
};

} // namespace pushpoint::app
