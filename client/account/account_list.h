#pragma once

#include "client/account/account.h"
#include "client/account/account_profile.h"

#include <memory>
#include <vector>

namespace pushpoint::client {

/// The accounts that are open, all of them alive at once, each with its own socket; remembered for
/// the next run. GUI thread; owned by the composition root, outlives the windows that show it.
class AccountList : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds saveWaitMax{5'000};

    /// @param folder where the list, history and unsent messages are kept; empty: nothing is kept.
    AccountList(const QString &folder, const HistoryLimits &limits, QObject *parent = nullptr);
    ~AccountList() override;

    /// Opens the accounts of the last run.
    void openKept();
    /// Opens one account for this run: it is remembered only if there was none before.
    Account &openGiven(const ServerAddress &server, const std::optional<UserName> &name);

    /// In the order of the list.
    QList<Account *> accounts() const;
    /// The list's number of an account; −1: it is none of these.
    int indexOf(const Account *account) const;

    /// Opens one more, behind the others, and remembers it.
    Account &add(const ServerAddress &server, const std::optional<UserName> &name);
    /// The same account at another server: it is closed here and open there, in the same place of
    /// the list. Its history and what it has not sent yet go along.
    Account &move(Account *account, const ServerAddress &server);
    /// Closes it and forgets its unsent messages. Its history stays on disk, and is there again for
    /// an account that is added at the same server.
    void remove(Account *account);
    /// Opens what a second start of the program was given: an account that is open already where
    /// its server and name are the same.
    Account &openAlso(const ServerAddress &server, const std::optional<UserName> &name);
    /// Says good-bye to all servers and waits, in an event loop of its own, until what they had
    /// accepted has arrived: at the most InboxTimes::closeWaitMax after the last message.
    void leave();
    /// True while nothing that was typed waits for the disk.
    bool isSaved() const;
    /// Waits, in an event loop of its own, until isSaved(), but no longer than saveWaitMax. Returns
    /// isSaved().
    bool waitUntilSaved();
    /// Waits until all that was said is on disk.
    void flush();

    /// The limits of what each keeps, from now on.
    void setLimits(const HistoryLimits &limits);

    /// Where all of them keep which certificates are trusted; empty: nowhere.
    QString trustFile() const { return trustFileIn(m_folder); }
    /// To be told when that was changed: each account goes by what it says now.
    void recheckTrust();

    /// Why the list would not be the same after a restart, for people; empty while it would.
    QString problem() const { return m_problem; }

Q_SIGNALS:
    void added(pushpoint::client::Account *account);
    /// It is gone after this.
    void aboutToRemove(pushpoint::client::Account *account);

private:
    struct Open
    {
        AccountProfile profile;
        bool isKept;
        std::unique_ptr<Account> account;
    };
    Account &open(const AccountProfile &profile, bool isKept, size_t at);
    void noteName(const Account *account);
    /// Those that are open and those that are not.
    QList<AccountProfile> allProfiles() const;
    void save();

    const QString m_folder;
    HistoryLimits m_limits;
    std::vector<Open> m_open;
    QList<AccountProfile> m_closed; ///< remembered, but not open in this run
    QString m_problem;
};

} // namespace pushpoint::client
