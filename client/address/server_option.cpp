#include "client/address/server_option.h"

#include <QCommandLineParser>

namespace pushpoint {

using namespace Qt::StringLiterals;

QString serverByDefault()
{
    const QString named = qEnvironmentVariable("PUSHPOINT_SERVER");
    return named.isEmpty() ? u"http://127.0.0.1:3000"_s : named;
}

Result<ServerAddress> readServer(const QCommandLineParser &parser)
{
    const bool isGiven = parser.isSet(u"server"_s);
    auto address = ServerAddress::parse(isGiven ? parser.value(u"server"_s) : serverByDefault());
    if (address)
        return address;
    return Error{ErrorCode::BadOption,
                 (isGiven ? u"--server: "_s : u"PUSHPOINT_SERVER: "_s) + address.error().text()};
}

} // namespace pushpoint
