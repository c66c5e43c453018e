#pragma once

#include "client/trust/trusted_certificates.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace pushpoint::client {

/// Lists the certificates that were trusted by hand, as they are when it opens, and removes that
/// trust. Everything that uses the same file must be connected to removed(). GUI thread; owned by
/// the window that opens it.
class TrustDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TrustDialog(TrustedCertificates trusted, QWidget *parent = nullptr);

Q_SIGNALS:
    /// This server's certificate is not trusted by hand any more.
    void removed(const QString &hostAndPort);

private:
    void fill();
    void removeSelected();
    void showWhatCanBeDone();
    void setTexts();

    TrustedCertificates m_trusted;
    QTreeWidget *m_list;
    QLabel *m_hint;
    QPushButton *m_remove;
    QPushButton *m_close;
};

} // namespace pushpoint::client
