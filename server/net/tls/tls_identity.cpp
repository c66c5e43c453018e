#include "server/net/tls/tls_identity.h"

#include <QFileInfo>
#include <QLoggingCategory>

#include <openssl/crypto.h>

#include <utility>

namespace pushpoint::net {

namespace {

Q_LOGGING_CATEGORY(tlsLog, "pushpoint.tls", QtInfoMsg)

constexpr qint64 lookIntervalMs = 1000;

void warnOf(const TlsContext &context)
{
    if (!context.warning().isEmpty())
        qCWarning(tlsLog).noquote() << context.warning();
}

} // namespace

TlsIdentity::TlsIdentity(TlsFiles files, std::shared_ptr<const TlsContext> context)
    : m_files(std::move(files)), m_context(std::move(context)), m_seen(stamps())
{
    warnOf(*m_context);
}

TlsIdentity::~TlsIdentity()
{
    m_context.reset();
    OPENSSL_thread_stop();
}

Result<std::unique_ptr<TlsIdentity>> TlsIdentity::open(const TlsFiles &files)
{
    auto context = TlsContext::load(files);
    if (!context)
        return context.error();
    return std::unique_ptr<TlsIdentity>(new TlsIdentity(files, std::move(context).value()));
}

TlsIdentity::Stamps TlsIdentity::stamps() const
{
    const auto of = [](const QString &path) {
        const QFileInfo file(path);
        return Stamp{file.lastModified(), file.size()};
    };
    return {of(m_files.certificate), of(m_files.key)};
}

void TlsIdentity::poll(qint64 nowMs)
{
    if (nowMs < m_nextLookMs)
        return;
    m_nextLookMs = nowMs + lookIntervalMs;
    const Stamps now = stamps();
    if (now != m_seen) {
        m_seen = now;
        m_hasChanged = true;
    } else if (m_hasChanged) {
        readAgain();
    }
}

void TlsIdentity::readAgain()
{
    m_hasChanged = false;
    m_seen = stamps();
    auto context = TlsContext::load(m_files);
    if (!context) {
        qCWarning(tlsLog).noquote() << "the certificate stays as it was:" << context.error().text();
        return;
    }
    m_context = std::move(context).value();
    qCInfo(tlsLog).noquote() << "now presents the" << m_context->summary();
    warnOf(*m_context);
}

} // namespace pushpoint::net
