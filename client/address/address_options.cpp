#include "client/address/address_options.h"

namespace pushpoint::client {

using namespace Qt::StringLiterals;

ServerAddress localServer()
{
    return ServerAddress::parse(u"http://127.0.0.1:3000"_s).value();
}

Option serverOption(ServerAddress &place)
{
    const QString variable = u"PUSHPOINT_SERVER"_s;
    const QString named = qEnvironmentVariable(variable.toLatin1().constData());
    Option option("server", "URL",
                  u"The server's address (default: %1, now %2)."_s.arg(
                      variable, named.isEmpty() ? place.text() : named),
                  [&place](const QString &text) -> Refusal {
                      const auto address = ServerAddress::parse(text);
                      if (!address)
                          return address.error().text();
                      place = *address;
                      return {};
                  });
    option.variable = variable;
    return option;
}

Option nameOption(QAnyStringView name, QAnyStringView text, std::optional<UserName> &place)
{
    return {name, "NAME", text, [&place](const QString &given) -> Refusal {
                const auto parsed = UserName::parse(QStringView(given));
                if (!parsed)
                    return parsed.error().text();
                place = *parsed;
                return {};
            }};
}

Error badOption(const QString &text)
{
    return {ErrorCode::BadOption, text};
}

} // namespace pushpoint::client
