#pragma once

#include "client/trust/untrusted_certificate.h"

#include <QDialog>

class QFormLayout;

namespace pushpoint::client {

/// Shows a certificate that is not trusted, and asks whether it shall be. Accepted: yes. One that
/// took the place of a trusted one is shown with both fingerprints, and cannot be accepted before
/// the user says to have compared them. GUI thread; owned by who asks. Never trusts anything
/// itself.
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CertificateDialog(const UntrustedCertificate &certificate, QWidget *parent = nullptr);

    const UntrustedCertificate &certificate() const { return m_certificate; }

private:
    QWidget *makeHeadline();
    QWidget *makeFacts();
    QWidget *makeAdvice();
    QWidget *makeButtons();

    const UntrustedCertificate m_certificate;
};

} // namespace pushpoint::client
