#include "client/account/account_list.h"

#include <QDir>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QString listFile(const QString &folder)
{
    return QDir(folder).filePath(u"accounts.ini"_s);
}

} // namespace

AccountList::AccountList(const QString &folder, const HistoryLimits &limits, QObject *parent)
    : QObject(parent), m_folder(folder), m_limits(limits)
{
    if (!folder.isEmpty())
        m_closed = readProfiles(listFile(folder));
}

AccountList::~AccountList() = default;

void AccountList::openKept()
{
    const QList<AccountProfile> profiles = std::exchange(m_closed, {});
    for (const AccountProfile &profile : profiles)
        open(profile, true, m_open.size());
}

Account &AccountList::openGiven(const ServerAddress &server, const std::optional<UserName> &name)
{
    const bool isFirst = m_closed.isEmpty();
    // What was said there before belongs to it, whoever keeps it in the list.
    Account &account = open({server, name, server.text()}, isFirst, m_open.size());
    if (isFirst)
        save();
    return account;
}

QList<Account *> AccountList::accounts() const
{
    QList<Account *> all;
    for (const Open &open : m_open)
        all.append(open.account.get());
    return all;
}

int AccountList::indexOf(const Account *account) const
{
    const auto found = std::ranges::find_if(
        m_open, [&](const Open &open) { return open.account.get() == account; });
    return found == m_open.end() ? -1 : int(found - m_open.begin());
}

Account &AccountList::add(const ServerAddress &server, const std::optional<UserName> &name)
{
    Account &account = open({server, name, freeKey(allProfiles(), server)}, true, m_open.size());
    save();
    return account;
}

Account &AccountList::open(const AccountProfile &profile, bool isKept, size_t at)
{
    const AccountStorage storage{m_folder, profile.key, m_limits};
    auto owned = std::make_unique<Account>(profile.server, nullptr, InboxTimes(), storage);
    Account *account = owned.get();
    m_open.insert(m_open.begin() + qsizetype(at), {profile, isKept, std::move(owned)});
    connect(&account->inbox(), &Inbox::stateChanged, this, [this, account] { noteName(account); });
    // What one of them trusts, the others at the same server trust as well, and at once.
    connect(&account->trust(), &ServerTrust::changed, this, &AccountList::recheckTrust);
    Q_EMIT added(account);
    if (profile.name)
        account->setName(*profile.name);
    account->start();
    return *account;
}

Account &AccountList::move(Account *account, const ServerAddress &server)
{
    waitUntilSaved(); // what was typed last goes along
    const int index = indexOf(account);
    Q_ASSERT(index >= 0);
    AccountProfile profile = m_open[size_t(index)].profile;
    const bool isKept = m_open[size_t(index)].isKept;
    profile.server = server;
    Q_EMIT aboutToRemove(account);
    m_open.erase(m_open.begin() + index); // it lets its files go first
    Account &moved = open(profile, isKept, size_t(index));
    save();
    return moved;
}

void AccountList::remove(Account *account)
{
    const int index = indexOf(account);
    if (index < 0)
        return;
    Q_EMIT aboutToRemove(account);
    account->outbox().discardAll();
    m_open.erase(m_open.begin() + index);
    save();
}

Account &AccountList::openAlso(const ServerAddress &server, const std::optional<UserName> &name)
{
    bool isServerOpen = false;
    for (Account *account : accounts()) {
        if (account->server().text() != server.text())
            continue;
        isServerOpen = true;
        if (!name || account->name() == name || !account->name()) {
            if (name)
                account->setName(*name);
            return *account;
        }
    }
    // Two of the same key would write into one history.
    return isServerOpen ? add(server, name) : openGiven(server, name);
}

void AccountList::leave()
{
    const auto isOver = [this] {
        return std::ranges::all_of(
            m_open, [](const Open &open) { return open.account->inbox().isClosed(); });
    };
    QEventLoop loop;
    for (const Open &open : m_open) {
        connect(&open.account->inbox(), &Inbox::closed, &loop, [&] {
            if (isOver())
                loop.quit();
        });
        open.account->inbox().close();
    }
    if (!isOver())
        loop.exec(QEventLoop::ExcludeUserInputEvents);
}

bool AccountList::isSaved() const
{
    return std::ranges::all_of(m_open,
                               [](const Open &open) { return open.account->outbox().isSaved(); });
}

bool AccountList::waitUntilSaved()
{
    QEventLoop loop;
    QTimer::singleShot(saveWaitMax, &loop, &QEventLoop::quit);
    for (const Open &open : m_open) {
        connect(&open.account->outbox(), &Outbox::changed, &loop, [&] {
            if (isSaved())
                loop.quit();
        });
    }
    if (!isSaved())
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    return isSaved();
}

void AccountList::flush()
{
    waitUntilSaved();
    for (const Open &open : m_open)
        open.account->history().flush();
}

void AccountList::setLimits(const HistoryLimits &limits)
{
    m_limits = limits;
    for (const Open &open : m_open)
        open.account->history().setLimits(limits);
}

void AccountList::recheckTrust()
{
    for (Account *account : accounts())
        account->trust().recheck();
}

void AccountList::noteName(const Account *account)
{
    const int index = indexOf(account);
    if (index < 0 || m_open[size_t(index)].profile.name == account->name())
        return;
    m_open[size_t(index)].profile.name = account->name();
    if (m_open[size_t(index)].isKept)
        save();
}

QList<AccountProfile> AccountList::allProfiles() const
{
    QList<AccountProfile> profiles = m_closed;
    for (const Open &open : m_open)
        profiles.append(open.profile);
    return profiles;
}

void AccountList::save()
{
    if (m_folder.isEmpty())
        return;
    QList<AccountProfile> profiles = m_closed;
    for (const Open &open : m_open) {
        if (open.isKept)
            profiles.append(open.profile);
    }
    m_problem = writeProfiles(listFile(m_folder), profiles);
}

} // namespace pushpoint::client
