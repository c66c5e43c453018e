#include "server/net/access/speaker.h"

namespace pushpoint::net {

std::optional<Error> settleSender(const access::BearerPointer &bearer, Message &message)
{
    if (!bearer)
        return {};
    if (!message.from) {
        if (const auto subject = UserName::parse(QByteArrayView(bearer->subject)))
            message.from = *subject;
        else
            return Error{ErrorCode::NotAllowed,
                         QStringLiteral("\"from\" is missing, and the token is not one name's")};
    }
    if (!bearer->mayBe(message.from->utf8()))
        return Error{ErrorCode::NotAllowed,
                     QStringLiteral("the token is not one of this \"from\"")};
    return {};
}

} // namespace pushpoint::net
