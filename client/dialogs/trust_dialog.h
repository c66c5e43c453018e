#pragma once

#include "client/trust/trusted_certificates.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace pushpoint::client {

/// Shows which certificates were trusted by hand and takes that back. GUI thread; owned by the
/// window it stands over, as it stands when it opens. Whoever goes by the same file has to be told
/// of removed().
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
