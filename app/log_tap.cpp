#include "app/log_tap.h"

#include <QDateTime>
#include <QMutex>

namespace pushpoint::app {

namespace {

/// Where the handler, which Qt wants as a bare function, finds the tap. The lock lets no tap end
/// while it is being written to.
struct Handler
{
    QRecursiveMutex mutex;
    LogTap *tap = nullptr;
    QtMessageHandler former = nullptr;
};

Handler &handler()
{
    static Handler one;
    return one;
}

void handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QMutexLocker lock(&handler().mutex);
    if (handler().former != nullptr)
        handler().former(type, context, text);
    if (handler().tap != nullptr)
        Q_EMIT handler().tap->written(
            {QDateTime::currentMSecsSinceEpoch(), type, QString::fromUtf8(context.category), text});
}

} // namespace

LogTap::LogTap(QObject *parent) : QObject(parent)
{
    qRegisterMetaType<pushpoint::ui::LogLine>();
    const QMutexLocker lock(&handler().mutex);
    handler().tap = this;
    handler().former = qInstallMessageHandler(&handle);
}

LogTap::~LogTap()
{
    const QMutexLocker lock(&handler().mutex);
    qInstallMessageHandler(handler().former);
    handler().tap = nullptr;
}

} // namespace pushpoint::app
