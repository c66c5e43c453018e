#include "tests/bench/options.h"

#include "tests/bench/stamp.h"

#include <charconv>
#include <functional>
#include <optional>
#include <span>

namespace pushpoint::bench {

namespace {

template <typename T>
bool readNumber(std::string_view text, T &value, T smallest, T largest)
{
    T read{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    if (error != std::errc() || end != text.data() + text.size() || read < smallest
        || read > largest)
        return false;
    value = read;
    return true;
}

bool readUrl(std::string_view text, Options &options)
{
    for (const std::string_view scheme : {"http://", "ws://", "https://", "wss://"}) {
        if (text.starts_with(scheme)) {
            text.remove_prefix(scheme.size());
            options.isEncrypted = scheme == "https://" || scheme == "wss://";
            break;
        }
    }
    while (text.ends_with('/'))
        text.remove_suffix(1);
    if (text.empty() || text.find('/') != std::string_view::npos)
        return false;
    const std::size_t colon = text.rfind(':');
    std::string_view host = text;
    if (colon != std::string_view::npos && !text.ends_with(']')) {
        if (!readNumber<std::uint16_t>(text.substr(colon + 1), options.port, 1, 65535))
            return false;
        host = text.substr(0, colon);
    } else {
        options.port = options.isEncrypted ? 443 : 80;
    }
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    options.host = host;
    return !host.empty();
}

bool readPrefix(std::string_view text, Options &options)
{
    const std::string_view allowed
        = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    options.namePrefix = text;
    return text.find_first_not_of(allowed) == std::string_view::npos && text.size() <= 200;
}

struct Option
{
    const char *name;
    const char *value; ///< what the help shows for it; null: a switch
    const char *expected;
    const char *description;
    std::function<bool(std::string_view, Options &)> read;
};

template <typename T>
auto number(T Options::*member, T smallest, T largest)
{
    return [=](std::string_view text, Options &options) {
        return readNumber<T>(text, options.*member, smallest, largest);
    };
}

auto flag(bool Options::*member)
{
    return [member](std::string_view, Options &options) { return options.*member = true; };
}

bool readDialect(std::string_view text, Options &options)
{
    const auto dialect = dialectByName(text);
    if (dialect)
        options.dialect = *dialect;
    options.dialectName = text;
    return dialect.has_value();
}

std::span<const Option> knownOptions()
{
    static const Option options[] = {
        {"url", "URL", "http://HOST:PORT", "the server, https for TLS; or give --host and --port",
         readUrl},
        {"host", "HOST", "an address", "default 127.0.0.1",
         [](std::string_view text, Options &o) { return !(o.host = text).empty(); }},
        {"port", "N", "1 to 65535", "default 3000",
         number<std::uint16_t>(&Options::port, 1, 65535)},
        {"publish-port", "N", "1 to 65535", "post to this node of the host; default: the same port",
         number<std::uint16_t>(&Options::publishPort, 1, 65535)},
        {"allow-remote", nullptr, "", "speak to other machines too; use it on your own only",
         flag(&Options::allowsRemote)},
        {"dialect", "KIND", "pushpoint, express, nchan or socketio",
         "pushpoint (default), express, nchan, socketio", readDialect},
        {"name-prefix", "TEXT", "letters, digits, - . _ ~",
         "receivers are called TEXT0, TEXT1, ...; default bench-", readPrefix},
        {"receivers-names", "N", "1 to 1000000", "how many names receive; default 100",
         number<std::uint32_t>(&Options::names, 1, 1'000'000)},
        {"connections-per-name", "N", "1 to 100000", "WebSockets of each name; default 1",
         number<std::uint32_t>(&Options::connectionsPerName, 1, 100'000)},
        {"publishers", "N", "1 to 10000", "keep-alive HTTP connections that publish; default 16",
         number<std::uint32_t>(&Options::publishers, 1, 10'000)},
        {"in-flight", "N", "1 to 10000", "unanswered requests of each publisher; default 1",
         number<std::uint32_t>(&Options::inFlight, 1, 10'000)},
        {"rate", "N", "1 to 10000000", "messages a second, all together; default: without bound",
         number<std::uint32_t>(&Options::rate, 1, 10'000'000)},
        {"batch", "N", "1 to 10000",
         "post N messages at once, to /rest/messages; only with the dialect pushpoint",
         number<std::uint32_t>(&Options::batch, 1, 10'000)},
        {"seconds", "S", "0.1 to 86400", "how long is measured; default 5",
         number<double>(&Options::seconds, 0.1, 86400)},
        {"warm-up", "S", "0 to 3600", "load before that, not counted; default 1",
         number<double>(&Options::warmUpSeconds, 0, 3600)},
        {"payload", "BYTES", "80 to 1000000", "size of each content; default 128",
         number<std::size_t>(&Options::payloadBytes, contentBytesMin, 1'000'000)},
        {"burst-connect", nullptr, "", "open all receivers at once, tell how it went, and stop",
         flag(&Options::burstConnect)},
        {"idle", nullptr, "", "open the receivers and hold them for --seconds without traffic",
         flag(&Options::idle)},
        {"pid", "PID", "a process id", "also tell this process's memory and processor time",
         number<int>(&Options::pid, 1, 1 << 30)},
        {"open-time-max", "S", "1 to 3600", "time for all receivers to open; default 30",
         number<double>(&Options::openSecondsMax, 1, 3600)},
        {"json", nullptr, "", "the figures as JSON on standard output", flag(&Options::json)},
    };
    return options;
}

const Option *findOption(std::string_view name)
{
    for (const Option &option : knownOptions())
        if (name == option.name)
            return &option;
    return nullptr;
}

std::optional<std::string> contradiction(const Options &options)
{
    if (std::uint64_t(options.names) * options.connectionsPerName > 1'000'000)
        return "--receivers-names times --connections-per-name is over 1000000";
    if (options.burstConnect && options.idle)
        return "--burst-connect and --idle are two different runs";
    if (options.batch > 0 && options.dialectName != "pushpoint")
        return "--batch: only the dialect pushpoint knows posts of many messages";
    return std::nullopt;
}

} // namespace

ParsedOptions parseOptions(const std::vector<std::string> &arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string &argument = arguments[i];
        if (argument == "--help" || argument == "-h")
            return HelpWanted{};
        if (argument == "--version" || argument == "-v")
            return VersionWanted{};
        const std::size_t equals = argument.find('=');
        const Option *option = argument.starts_with("--")
            ? findOption(std::string_view(argument).substr(2, equals - 2))
            : nullptr;
        if (option == nullptr)
            return BadOption{'"' + argument + "\" is no option; see --help"};
        const std::string name = std::string("--") + option->name;
        std::string value;
        if (option->value == nullptr) {
            if (equals != std::string::npos)
                return BadOption{name + " takes no value"};
        } else if (equals != std::string::npos) {
            value = argument.substr(equals + 1);
        } else if (i + 1 < arguments.size()) {
            value = arguments[++i];
        } else {
            return BadOption{name + ": a value is needed: " + option->expected};
        }
        if (!option->read(value, options))
            return BadOption{name + ": \"" + value + "\" is not " + option->expected};
    }
    if (auto text = contradiction(options))
        return BadOption{*text};
    return options;
}

std::string helpText()
{
    std::string text
        = "Usage: pushpoint-bench [options]\n\n"
          "Loads a push server: receivers hold WebSockets, publishers post messages to them, and\n"
          "every message that the server calls delivered must arrive exactly once and in order at\n"
          "each connection of its name. Tells rates and latencies, and exits with 1 where that\n"
          "check fails, a receiver cannot connect or is cut off.\n\nOptions:\n";
    for (const Option &option : knownOptions()) {
        std::string left = std::string("  --") + option.name;
        if (option.value != nullptr)
            left += std::string(" ") + option.value;
        left.resize(std::max<std::size_t>(left.size() + 1, 28), ' ');
        text += left + option.description + '\n';
    }
    text += "  --help                    this text\n"
            "  --version                 the version\n"
            "\nExamples:\n"
            "  16 publishers to 100 receivers for 5 seconds, on http://127.0.0.1:3000:\n"
            "    pushpoint-bench\n"
            "  One name with 1,000 connections, one publisher:\n"
            "    pushpoint-bench --receivers-names 1 --connections-per-name 1000 --publishers 1\n"
            "  Eight requests in flight on each of eight connections:\n"
            "    pushpoint-bench --publishers 8 --in-flight 8\n"
            "  9,000 clients that come at once:\n"
            "    pushpoint-bench --burst-connect --receivers-names 9000\n"
            "  What 9,000 idle clients cost a server in memory:\n"
            "    pushpoint-bench --idle --receivers-names 9000 --pid \"$(pidof pushpoint)\"\n"
            "\nMany connections need as many descriptors here and in the server: see ulimit -n.\n";
    return text;
}

} // namespace pushpoint::bench
