#pragma once

#include "client/terminal/parts/command_options.h"

namespace pushpoint::client {

enum class ContentSource { Argument, StandardInput, File };

/// What `send` was asked for. A value.
struct SendOptions : CommonOptions
{
    std::optional<UserName> from;
    QList<UserName> to; ///< at least one, but for help
    /// How long to try; absent: once.
    std::optional<std::chrono::milliseconds> wait;
    ContentSource source = ContentSource::Argument;
    QString argument;    ///< the content, or the file's path
    bool isJson = false; ///< the content is a JSON value and no text
};

/// Reads a command line, the command's name first. Error: BadOption.
Result<SendOptions> readSendOptions(const QStringList &arguments);

/// What there is to send, as JSON: the text quoted, less one line end at the end of a file or of
/// standard input; or the JSON value to the letter. Reads those to their end. Errors: BadOption
/// with a sentence: what cannot be read, is too big, no UTF-8, no JSON.
Result<QByteArray> readContentJson(const SendOptions &options);

} // namespace pushpoint::client
