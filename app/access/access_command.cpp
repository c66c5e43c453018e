#include "app/access/access_command.h"

#include "app/access/keys_command.h"
#include "app/access/token_command.h"

namespace pushpoint::app {

using namespace Qt::StringLiterals;

bool isAccessCommand(const QStringList &arguments)
{
    return arguments.size() > 1 && (arguments[1] == "keys"_L1 || arguments[1] == "token"_L1);
}

int runAccessCommand(const QStringList &arguments)
{
    const QStringList own = arguments.sliced(1);
    return own.first() == "keys"_L1 ? runKeysCommand(own) : runTokenCommand(own);
}

} // namespace pushpoint::app
