#pragma once

#include "client/address/server_address.h"
#include "client/trust/fingerprint.h"

#include <QCommandLineParser>

#include <chrono>
#include <optional>

namespace pushpoint {

enum class OutputFormat { Text, Json };

/// The words of a command's help that no option bears.
struct CommandWords
{
    const char *name;        ///< of the command
    const char *description; ///< what it does, in sentences; translatable, context "Terminal"
    const char *examples;    ///< lines of a shell; not translated
};

/// Reads the options of one command of the terminal, with those that all of them have: --server,
/// --pin, --format, --help. Every error is BadOption with one sentence that names the option. Lives
/// for one reading, on any thread, under a QCoreApplication; owned by what reads.
class OptionReader
{
public:
    OptionReader(const CommandWords &words, const QList<QCommandLineOption> &options);

    /// The syntax of what is no option, for the help.
    void describeArgument(const QString &name, const QString &text, const QString &syntax);
    /// The command's own name first.
    std::optional<Error> parse(const QStringList &arguments);

    bool isSet(const QString &option) const { return m_parser.isSet(option); }
    QString value(const QString &option) const { return m_parser.value(option); }
    QStringList arguments() const { return m_parser.positionalArguments(); }
    QString helpText() const;

    Result<ServerAddress> server() const;
    /// The only certificate that the server may have; an error with a server that has none.
    Result<std::optional<Fingerprint>> pin() const;
    Result<OutputFormat> format() const;
    /// Absent where the option is; the same for the next two.
    Result<std::optional<UserName>> name(const QString &option) const;
    Result<std::optional<std::chrono::milliseconds>> duration(const QString &option) const;
    Result<std::optional<int>> count(const QString &option) const;
    /// Every one that was given, each name once, in order.
    Result<QList<UserName>> names(const QString &option) const;

private:
    CommandWords m_words;
    QCommandLineParser m_parser;
};

/// BadOption with this sentence.
Error badOption(const QString &text);

} // namespace pushpoint
