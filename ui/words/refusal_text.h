#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace pushpoint::ui {

/// What a message or a request was turned away for, in a few words of the user's language, short
/// enough for a cell. Pure; the GUI thread.
class RefusalText
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ui::RefusalText)

public:
    /// @param word an error's, see Error::word(); one that is not known is shown as it is.
    static QString phrase(const QByteArray &word);
};

} // namespace pushpoint::ui
