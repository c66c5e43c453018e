#include "client/conversation/conversation.h"

#include "client/account/account.h"

namespace pushpoint::client {

Conversation::Conversation(Account &account, QObject *parent, int rowsMax)
    : ConversationModel(parent, rowsMax), m_account(account)
{
    m_page.linesMax = pageLines;
    connect(&account, &Account::lineAdded, this, &Conversation::onLine);
    connect(&account, &Account::deliveryChanged, this, [this](const DeliveryChange &change) {
        setDelivery(change);
        if (m_awaited != 0)
            m_changes.append(change); // the page may tell of the time before
    });
    connect(&account.history(), &History::pageLoaded, this, &Conversation::onPage);
    connect(&account, &Account::restored, this, [this] {
        if (!m_page.self.isEmpty())
            load(PageSide::Newest);
    });
    connect(&account.history(), &History::problemChanged, this, [this](const QString &problem) {
        if (problem.isEmpty() && rowCount() == 0 && m_hasOlder)
            showEnd(); // what could not be read can be now
    });
}

void Conversation::show(const QString &self, const std::optional<QString> &peer)
{
    if (self == m_page.self && peer == m_page.peer)
        return;
    m_page.self = self;
    m_page.peer = peer;
    showEnd();
}

void Conversation::showEnd()
{
    clear();
    m_hasOlder = true;
    m_hasNewer = false;
    load(PageSide::Newest);
}

void Conversation::load(PageSide side)
{
    if (!m_account.isRestored())
        return; // it will be
    m_page.side = side;
    if (side != PageSide::Newest)
        m_page.from = at(side == PageSide::Before ? 0 : rowCount() - 1).place();
    m_hasMissed = false;
    m_changes.clear();
    m_awaited = m_account.history().loadPage(m_page);
}

void Conversation::loadOlder()
{
    if (m_hasOlder && m_awaited == 0)
        load(rowCount() > 0 ? PageSide::Before : PageSide::Newest);
}

bool Conversation::isLoading() const
{
    return rowCount() == 0 && (m_awaited != 0 || !m_account.isRestored());
}

bool Conversation::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasNewer;
}

void Conversation::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent) && m_awaited == 0)
        load(PageSide::Behind);
}

void Conversation::onPage(quint64 number, QList<ConversationEntry> lines, bool isAll)
{
    if (number != m_awaited)
        return; // of another view, or of what was shown before
    m_awaited = 0;
    m_account.completeFromOutbox(lines);
    if (m_page.side == PageSide::Behind) {
        m_hasNewer = !isAll || m_hasMissed;
        m_hasOlder = insert(lines, Keep::Newest) > 0 || m_hasOlder;
    } else {
        m_hasOlder = !isAll;
        m_hasNewer = insert(lines, Keep::Oldest) > 0 || m_hasNewer;
    }
    for (const DeliveryChange &change : std::as_const(m_changes))
        setDelivery(change);
    Q_EMIT loaded();
}

void Conversation::onLine(const ConversationEntry &line)
{
    if (!isOfThis(line))
        return;
    if (!m_hasNewer) {
        if (insert({line}, Keep::Newest) > 0) {
            m_hasOlder = true;
            if (m_page.side == PageSide::Before)
                m_awaited = 0; // it would leave a gap before what is the first line now
        }
        return;
    }
    m_hasMissed = true;
    if (line.direction == Direction::Outgoing)
        showEnd(); // who writes wants to see it
}

bool Conversation::isOfThis(const ConversationEntry &line) const
{
    return line.self == m_page.self && (m_page.peer ? *m_page.peer == line.peer : true)
        && (line.direction != Direction::Notice || !m_page.peer);
}

} // namespace pushpoint::client
