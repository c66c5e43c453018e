#include "app/log/log_writer.h"

#include <atomic>
#include <cstdio>

#include <unistd.h>

namespace pushpoint::app {

using namespace Qt::StringLiterals;

namespace {

// Qt wants a bare function as its message handler, so this has to be found by name.
std::atomic<LogWriter *> writerInUse = nullptr;

} // namespace

LogWriter::LogWriter()
    : m_out(STDOUT_FILENO), m_err(STDERR_FILENO), m_former(qInstallMessageHandler(&handle))
{
    writerInUse = this;
}

LogWriter::~LogWriter()
{
    writerInUse = nullptr;
    qInstallMessageHandler(m_former);
}

void LogWriter::handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    LogWriter *writer = writerInUse;
    if (writer == nullptr)
        return;
    writer->m_err.write(qFormatLogMessage(type, context, text).toLocal8Bit() + '\n');
    if (type == QtFatalMsg) // Qt ends the process when this returns
        writer->m_err.drain();
}

void say(const QString &text)
{
    const QByteArray line = text.toLocal8Bit() + '\n';
    if (LogWriter *writer = writerInUse)
        writer->m_out.write(line);
    else
        std::fputs(line.constData(), stdout);
}

void complain(const QString &text)
{
    const QByteArray line = (u"pushpoint: "_s + text).toLocal8Bit() + '\n';
    if (LogWriter *writer = writerInUse)
        writer->m_err.write(line);
    else
        std::fputs(line.constData(), stderr);
}

} // namespace pushpoint::app
