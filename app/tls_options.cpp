#include "app/tls_options.h"

namespace pushpoint::app {

QList<Option> tlsOptions(CommandLine &line)
{
    net::TlsFiles &files = line.options.tls;
    return {
        textOption("tls-cert", "file",
                   QT_TRANSLATE_NOOP("Option",
                                     "serve https and wss by this certificate, with its chain "
                                     "behind it, in PEM; it is read again when it changes"),
                   files.certificate),
        textOption("tls-key", "file",
                   QT_TRANSLATE_NOOP("Option",
                                     "its key in PEM, which others must not be able to read; "
                                     "without this option it is in the same file"),
                   files.key),
    };
}

} // namespace pushpoint::app
