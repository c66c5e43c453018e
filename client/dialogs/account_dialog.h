#pragma once

#include "client/address/server_address.h"

#include <QDialog>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace pushpoint::client {

/// Asks for a server and, if people like, for the name they have there, of a new account or of one
/// that is there; says at once what is wrong with either. GUI thread; a child of its window.
class AccountDialog : public QDialog
{
    Q_OBJECT

public:
    /// For a new account, at this server unless another is typed.
    explicit AccountDialog(const QString &server, QWidget *parent = nullptr);
    /// Edits an existing account. @param unsent number of its waiting messages, for the warning.
    AccountDialog(const ServerAddress &server, const std::optional<UserName> &name, int unsent,
                  QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const pushpoint::client::ServerAddress &server,
                const std::optional<pushpoint::UserName> &name);

private:
    AccountDialog(const QString &server, const QString &name, QWidget *parent);
    void setTexts();
    void check();
    void choose();
    /// What is wrong; empty where nothing is.
    QString complaint() const;

    std::optional<int> m_unsent; ///< absent for a new account
    QLineEdit *m_server;
    QLineEdit *m_name;
    QLabel *m_serverLabel;
    QLabel *m_nameLabel;
    QLabel *m_hint;
    QLabel *m_complaint;
    QPushButton *m_apply;
    QPushButton *m_cancel;
};

} // namespace pushpoint::client
