#pragma once

#include "server/protocol/message.h"

#include <QCoreApplication>
#include <QString>

namespace pushpoint::ui {

/// What stands in the send form, before it is known to be a message. A value; any thread.
struct MessageDraft
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ui::MessageDraft)

public:
    QString from; ///< empty: the sender does not say
    QString to;
    QString content;
    bool contentIsJson = false; ///< else it is sent as a JSON string

    /// Errors: BadName, ToMissing, BadJson and its kin, ContentMissing, BodyTooLarge; each with a
    /// text for the one who fills in the form.
    Result<Message> toMessage() const;

private:
    Result<QByteArray> toContentJson(const UserName &receiver) const;
};

} // namespace pushpoint::ui
