#pragma once

#include "client/terminal/parts/option_reader.h"

namespace pushpoint {

enum class ContentSource { Argument, StandardInput, File };

/// What `send` was asked for. A value.
struct SendOptions
{
    ServerAddress server;
    std::optional<Fingerprint> pin; ///< the only certificate that it may have
    OutputFormat format;
    std::optional<UserName> from;
    QList<UserName> to; ///< at least one
    /// How long to try; absent: once.
    std::optional<std::chrono::milliseconds> wait;
    ContentSource source;
    QString argument; ///< the content, or the file's path
    bool isJson;      ///< the content is a JSON value and no text
};

/// Reads a command line, the command's name first; the reader then has the help, too. Nothing where
/// help is asked for. Error: BadOption.
Result<std::optional<SendOptions>> readSendOptions(OptionReader &reader,
                                                   const QStringList &arguments);
OptionReader sendOptionReader();

/// What there is to send, as JSON: the text quoted, less one line end at the end of a file or of
/// standard input; or the JSON value to the letter. Reads those to their end. Errors: BadOption
/// with a sentence: what cannot be read, is too big, no UTF-8, no JSON.
Result<QByteArray> readContentJson(const SendOptions &options);

} // namespace pushpoint
