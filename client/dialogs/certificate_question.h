#pragma once

#include "client/trust/untrusted_certificate.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace pushpoint::client {

class CertificateDialog;
class ServerTrust;

/// Asks the user, over a window, about each certificate that a server's connections refuse: once,
/// however often they refuse it. GUI thread; child of the window.
class CertificateQuestion : public QObject
{
    Q_OBJECT

public:
    CertificateQuestion(ServerTrust &trust, QWidget *window);

    /// Asks again about what the user did not want to trust before, when it is met the next time.
    void askAgain();

private:
    void ask();
    void onAnswered(bool isTrusted);

    ServerTrust &m_trust;
    QWidget *m_window;
    QPointer<CertificateDialog> m_dialog; ///< while it asks
    std::optional<Fingerprint> m_declined;
};

} // namespace pushpoint::client
