#pragma once

#include "client/account/account.h"
#include "client/conversation/conversation.h"

namespace pushpoint {

/// All that an account says from now on, whatever the name.
struct AccountLog
{
    explicit AccountLog(Account &account)
    {
        QObject::connect(&account, &Account::lineAdded, &lines,
                         [this](const ConversationEntry &line) { lines.append(line); });
        QObject::connect(&account, &Account::deliveryChanged, &lines,
                         [this](const DeliveryChange &change) { lines.setDelivery(change); });
    }
    int count() const { return lines.rowCount(); }

    ConversationModel lines;
};

/// All that was said to and by this name, in earlier runs as well: the last page of it.
struct AllOf : Conversation
{
    AllOf(Account &account, const QString &self) : Conversation(account) { show(self, {}); }
};

} // namespace pushpoint
