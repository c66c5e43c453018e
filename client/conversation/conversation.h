#pragma once

#include "client/conversation/conversation_model.h"
#include "client/history/history_page.h"

namespace pushpoint::client {

class Account;

/// What is shown of one conversation: a part without a gap, which grows page by page from the
/// history as one goes up, to the very first line, and as one goes down again. Beyond the bound of
/// lines the far end goes. What is said meanwhile is added as long as the part reaches to the end.
/// GUI thread; owned by a window; the account outlives it.
class Conversation : public ConversationModel
{
    Q_OBJECT

public:
    static constexpr int pageLines = 200;

    explicit Conversation(Account &account, QObject *parent = nullptr,
                          int rowsMax = rowsMaxDefault);

    /// Shows the end of this conversation. @param peer absent: all messages to and from this name,
    /// and the notices. Does nothing if it is shown already.
    void show(const QString &self, const std::optional<QString> &peer);
    std::optional<QString> peer() const { return m_page.peer; }
    /// Loads an older page; does nothing while one is loading, or if there is none.
    void loadOlder();
    /// True while nothing can be said of what there is.
    bool isLoading() const;

    /// Of what is newer.
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// A page has come.
    void loaded();

private:
    void showEnd();
    void load(PageSide side);
    void onPage(quint64 number, QList<ConversationEntry> lines, bool isAll);
    void onLine(const ConversationEntry &line);
    bool isOfThis(const ConversationEntry &line) const;

    Account &m_account;
    PageRequest m_page;              ///< the last one that was asked for
    quint64 m_awaited = 0;           ///< the number of the page on its way; 0: none is
    QList<DeliveryChange> m_changes; ///< since then
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    bool m_hasMissed = false; ///< lines were said while a page of newer ones was on its way
};

} // namespace pushpoint::client
