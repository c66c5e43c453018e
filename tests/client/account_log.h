#pragma once

#include "client/account/account.h"
#include "client/conversation/conversation.h"

namespace pushpoint {

/// All that an account says from now on, whatever the name.
struct AccountLog
{
    explicit AccountLog(client::Account &account)
    {
        QObject::connect(&account, &client::Account::lineAdded, &lines,
                         [this](const client::ConversationEntry &line) { lines.append(line); });
        QObject::connect(
            &account, &client::Account::deliveryChanged, &lines,
            [this](const client::DeliveryChange &change) { lines.setDelivery(change); });
    }
    int count() const { return lines.rowCount(); }

    client::ConversationModel lines;
};

/// All that was said to and by this name, in earlier runs as well: the last page of it.
struct AllOf : client::Conversation
{
    AllOf(client::Account &account, const QString &self) : client::Conversation(account)
    {
        show(self, {});
    }
};

} // namespace pushpoint
