#pragma once

#include "client/server_address.h"

#include <QDialog>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace pushpoint {

/// Asks for a server and, if people like, for the name they have there; says at once what is wrong
/// with either. GUI thread; a child of its window.
class AccountDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AccountDialog(const QString &server, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const pushpoint::ServerAddress &server,
                const std::optional<pushpoint::UserName> &name);

private:
    void check();
    void choose();
    /// What is wrong; empty where nothing is.
    QString complaint() const;

    QLineEdit *m_server;
    QLineEdit *m_name;
    QLabel *m_complaint;
    QPushButton *m_add;
};

} // namespace pushpoint
