#pragma once

#include "client/address/server_address.h"
#include "client/settings/client_settings.h"

#include <QMainWindow>
#include <QPointer>

class QTabWidget;

namespace pushpoint {
class Language;
}

namespace pushpoint::client {

class Account;
class AccountList;
class ChatWindow;
class ClientMenu;
class SettingsDialog;

/// The client's one window: a page for each account, which alone are shown where there is but one,
/// and the menu. Views only. GUI thread; owned by the composition root; accounts and language
/// outlive it.
class ClientWindow : public QMainWindow
{
    Q_OBJECT

public:
    ClientWindow(AccountList &accounts, Language &language, const ClientSettings &settings,
                 QWidget *parent = nullptr);

    /// Null for an account that is none of the list.
    ChatWindow *pageOf(const Account *account) const;
    /// The page that is shown; null where there is none.
    ChatWindow *currentPage() const;
    /// Raises the window and shows this account, and this conversation if it belongs to the
    /// account's present name. Null: the page that was shown last.
    void open(Account *account, const QString &self, const QString &peer);

    /// Shows what was chosen elsewhere.
    void showDoNotDisturb(bool isOn);

public Q_SLOTS:
    void askForAccount();
    /// For another server or name of the account that is shown.
    void askToChange();
    /// Asks first.
    void askToRemove();
    void showSettings();
    /// Which certificates were trusted by hand, to take that back.
    void showTrusted();

protected:
    /// Stays, and still answers, until what was typed last is on disk, or its time is over.
    void closeEvent(QCloseEvent *event) override;

Q_SIGNALS:
    void unreadChanged(int total);
    void settingsChanged(const pushpoint::client::ClientSettings &settings);
    void quitRequested();
    /// A page was made for this account.
    void pageAdded(pushpoint::client::Account *account, pushpoint::client::ChatWindow *page);

private:
    void addPage(Account *account);
    void change(Account *account, const ServerAddress &server, const std::optional<UserName> &name);
    /// Where the list of accounts could not be written.
    void warnOfProblem();
    void removePage(const Account *account);
    Account *currentAccount() const;
    void refreshTabs();
    void showTitle();

    AccountList &m_accounts;
    Language &m_language;
    ClientSettings m_settings;
    QTabWidget *m_pages;
    ClientMenu *m_menu;
    QPointer<SettingsDialog> m_dialog;
};

} // namespace pushpoint::client
