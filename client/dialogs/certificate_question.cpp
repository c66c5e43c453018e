#include "client/dialogs/certificate_question.h"

#include "client/dialogs/certificate_dialog.h"
#include "client/trust/server_trust.h"

namespace pushpoint::client {

CertificateQuestion::CertificateQuestion(ServerTrust &trust, QWidget *window)
    : QObject(window), m_trust(trust), m_window(window)
{
    // Queued: the connection is still in the middle of its handshake.
    connect(&trust, &ServerTrust::refused, this, &CertificateQuestion::ask, Qt::QueuedConnection);
    // By the user's word for another account of this server.
    const auto forget = [this] {
        delete m_dialog;
        m_declined.reset();
    };
    connect(&trust, &ServerTrust::accepted, this, forget);
    connect(&trust, &ServerTrust::changed, this, forget);
}

void CertificateQuestion::askAgain()
{
    m_declined.reset();
}

void CertificateQuestion::ask()
{
    if (!m_trust.refusal() || !m_trust.refusal()->fingerprint) // answered meanwhile; nothing shown
        return;
    const UntrustedCertificate &certificate = *m_trust.refusal();
    if (m_declined == certificate.fingerprint)
        return;
    if (m_dialog && m_dialog->certificate().fingerprint == certificate.fingerprint)
        return;
    delete m_dialog; // it asks about one that is not shown any more
    m_dialog = new CertificateDialog(certificate, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::finished, this,
            [this](int result) { onAnswered(result == QDialog::Accepted); });
    m_dialog->open();
}

void CertificateQuestion::onAnswered(bool isTrusted)
{
    const auto fingerprint = m_dialog->certificate().fingerprint;
    m_dialog = nullptr; // it deletes itself
    if (!isTrusted)
        m_declined = fingerprint;
    else if (fingerprint)
        m_trust.pin(*fingerprint);
}

} // namespace pushpoint::client
